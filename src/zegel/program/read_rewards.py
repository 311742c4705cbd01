"""The rewards of a program file: what can be had, for what, how often, and in which order a "no" is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from zegel.program import forms
from zegel.program.country.gift_law import BUSINESS_GIFT
from zegel.program.model import ALL_ARTICLES, Reward, Words
from zegel.program.occasions import occasion
from zegel.program.often import limits
from zegel.program.phrases import phrase
from zegel.program.read_bounded import stock_of
from zegel.program.read_discounts import per_basket
from zegel.program.tree import Node, Row, Text
from zegel.program.turns import in_turn

if TYPE_CHECKING:
    from zegel.program.read_rules import RuleReader

VAT: Final = (
    "discount now", "discount later", "stamp money", "coupon with top-up", "single-purpose voucher", "multi-purpose voucher",
    "stored value", "free of low value", "free supply", BUSINESS_GIFT,
)  # fmt: skip
"""How a reward is treated for VAT (domain.md C9). The bookkeeper chooses; a till cannot."""

WHICH: Final[tuple[Literal["cheapest", "dearest", "first", "chosen"], ...]] = ("cheapest", "dearest", "first", "chosen")
USED: Final = ("when asked", "by itself")
_BESIDE: Final = {
    "free": ("of", "worth at most", "which"),
    "item": ("worth",),
    "off": ("of", "worth at most"),
    "coupon": ("worth",),
    "store credit": (),
}
_USUAL: Final = {"free": "discount now", "off": "discount now", "store credit": "stored value"}


class RewardReader:
    """Reads rewards for the reader of rules, which knows what they name. Stamp cards must have been read before."""

    def __init__(self, rules: RuleReader) -> None:
        self.rules, self.page = rules, rules.page

    def reward(self, name: str, node: Node) -> Reward:
        """One entry of `rewards`."""
        rules, page = self.rules, self.page
        found = page.table(node, "reward")
        gift = page.table(found["gives"], "gift") if "gives" in found else {}
        kind = rules.only(found["gives"], gift, tuple(_BESIDE), _BESIDE) if gift else ""
        free = page.form(gift["free"], lambda text: forms.count(text, 1), 1) if kind == "free" else 0
        off, off_bp = self._off(found, gift) if kind == "off" else (0, 0)
        articles = rules.sets.index(gift.get("of")) if kind in ("free", "off") else ALL_ARTICLES
        most = page.form(gift["worth at most"], rules.money, 0) if "worth at most" in gift else 0
        worth = page.form(gift["worth"], rules.money, 0) if "worth" in gift else 0
        which: Literal["", "cheapest", "dearest", "first", "chosen"] = ""
        if "which" in gift:
            which = page.choice(gift["which"], WHICH, "word")  # type: ignore[assignment]  # one of WHICH
        cost, unit, cash = self._cost(name, node, found)
        if cash and kind in ("off", "store credit"):
            page.wrong(found["costs"], "not_together", "An amount of money has no price in money.", "Let it cost points only.")
        credit = self._credit(gift) if kind == "store credit" else 0
        if "valid for" in found and name not in rules.given:
            said = "This is had at once; only what a full card or a gesture gives can be kept."
            page.wrong(found["valid for"], "not_together", said, "Take it out.")
        stock, stocks = stock_of(page, rules.conditions, found.get("stock"))
        vat = page.choice(found["VAT"], VAT, "word") if "VAT" in found else _USUAL.get(kind, "")
        if vat == BUSINESS_GIFT and kind not in ("", "item"):
            page.wrong(found["VAT"], "not_together", "What comes off a basket is a lower price, no gift.", "A business gift is an `item`.")
        names, options = self._names(name, found, gift)
        tests, again = occasion(rules, found["on"]) if "on" in found else ((), -1)
        return Reward(
            name, names, unit, cost, f"reward:{name}" if name in rules.given else "", free, articles, most, worth,
            page.form(found["cost price"], lambda text: forms.money(text, rules.currency), 0) if "cost price" in found else 0,
            stock, vat, in_turn((*tests, *rules.tests(found))), rules.why(found), cash, off, which, options,
            1 if off_bp else page.form(found["per basket"], per_basket, 0) if "per basket" in found else 0,
            limits(page, rules.conditions, name, found, again), self._by_itself(found, free or off or off_bp), stocks,
            page.known(gift["coupon"], rules.coupons, "coupon") if kind == "coupon" else "", credit, off_bp,
        )  # fmt: skip

    def _off(self, found: dict[str, Node], gift: dict[str, Node]) -> tuple[int, int]:
        """`{off: 5.00 EUR}` in minor units, or `{off: 10%}` in basis points: that goes off a basket once."""
        node, page = gift["off"], self.page
        if not (isinstance(node, Text) and node.text.endswith("%")):
            if "worth at most" in gift:
                page.wrong(gift["worth at most"], "not_together", "An amount of money is worth what it is.", "Take it out.")
            return page.form(node, self.rules.money, 1), 0
        if "per basket" in found and page.form(found["per basket"], per_basket, 1) != 1:
            page.wrong(found["per basket"], "not_together", "A percentage goes off a basket once.", "Take it out.")
        return 0, page.form(node, forms.percent, 1)

    def _credit(self, gift: dict[str, Node]) -> int:
        """`{store credit: 5.00 EUR}`."""
        if not self.rules.keeps_credit:
            self.page.wrong(gift["store credit"], "missing_key", "The program keeps no store credit.", "Say `store credit: {}`.")
        return self.page.form(gift["store credit"], lambda text: forms.more_than_nothing(text, self.rules.currency), 1)

    def _by_itself(self, found: dict[str, Node], comes_off: int) -> bool:
        used = "used" in found and self.page.choice(found["used"], USED, "word") == "by itself"
        if used and not comes_off:
            said = "A thing that is handed over is asked for."
            self.page.wrong(found["used"], "not_together", said, "Only what comes off a basket is used by itself.")
        return used

    def _cost(self, name: str, node: Node, found: dict[str, Node]) -> tuple[int, str, int]:
        """(points, their unit, what is paid beside them): `500 points`, `300 points + 5.00 EUR`."""
        rules, page = self.rules, self.page
        if "costs" not in found:
            if name not in rules.given and "on" not in found and not page.is_later(node):
                hint = "Say what it `costs`, let a stamp card give it, or say `on` which day it is a present."
                page.wrong(node, "missing_key", "Nobody can get this reward.", hint)
            return 0, "", 0
        entry = found["costs"]
        points, plus, money = (entry.text if isinstance(entry, Text) else "").partition(" + ")
        if isinstance(entry, Text) and plus:
            cost, unit = rules.units.amount(page, Text(points, entry.line, entry.column, entry.path))
            cash = page.part(entry, money, rules.money, 0)
        else:
            (cost, unit), cash = rules.units.amount(page, entry), 0
        if name in rules.given:
            page.wrong(
                entry,
                "not_together",
                phrase("The stamp card `{other}` gives this; it costs nothing more.", other=rules.given[name][0]),
                "Make it two rewards.",
            )
        return cost, unit, cash

    def _names(self, name: str, found: dict[str, Node], gift: dict[str, Node]) -> tuple[Words, tuple[Words, ...]]:
        """What it is called, and the things to choose from."""
        item, said = gift.get("item"), Words(name, name)
        options: tuple[Words, ...] = ()
        if isinstance(item, Row):
            options = tuple(self._item(one) for one in item.items)
            if len(options) < 2:
                self.page.wrong(item, "empty", "To choose there must be two things or more.", "Write the one thing without brackets.")
        elif item is not None:
            said = self._item(item)
        return self.page.words(found["names"]) if "names" in found else said, options

    def _item(self, item: Node) -> Words:
        return Words(self.page.text(item), item.text) if isinstance(item, Text) else self.page.words(item)
