"""The section `coupons` of a program file: a deal, the codes that open it, how often and how much."""

from collections.abc import Iterable
from typing import Final, Literal, cast

from zegel.core.codes import PLACE, canonical, exact, wrong_pattern
from zegel.program import forms
from zegel.program.conditions import NamedTest
from zegel.program.coupons import Coupon, code_test
from zegel.program.deals import Amount
from zegel.program.model import ALL_ARTICLES, Discount, EarnRule, Words
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.read_rules import RuleReader
from zegel.program.tree import Node, Table, Text

KINDS: Final = ("unique", "personal")
CODE_FORMS: Final = ("text", "EAN-13")
OVER_BUDGET: Final = ("capped", "not at all")
USES: Final = {
    "per code": "per_code", "per member": "per_member", "per branch": "per_branch", "per staff": "per_staff", "per day": "per_day",
    "in all": "in_all",
}  # fmt: skip
_LEADS: Final = ("give", "voucher")
MOST_USES: Final = 1_000_000_000


def pieces(coupons: Iterable[tuple[str, Node]], currency: str) -> dict[str, int]:
    """Coupon → how much of its unit one is (Coupon.piece), for rules that are read before coupons are; their mistakes are found later."""
    found = {}
    for name, node in coupons:
        entries = node.entries if isinstance(node, Table) else {}
        worth, parts = (entries[key].node if key in entries else None for key in ("voucher", "in parts"))
        found[name] = 1
        if isinstance(worth, Text) and isinstance(parts, Text) and parts.text == "true":
            try:
                found[name] = max(forms.money(worth.text, currency), 1)
            except forms.Wrong:
                continue
    return found


class CouponReader:
    """Reads coupons. Their rules join the other rules of `rules`."""

    def __init__(self, page: Page, rules: RuleReader) -> None:
        self.page, self.rules = page, rules
        self.coupons: list[Coupon] = []
        self._taken: dict[str, str] = {}

    def read(self, entries: list[tuple[str, Node]]) -> "CouponReader":
        """Every entry of `coupons`; gives itself."""
        for name, node in entries:
            self.coupon(name, node)
        return self

    def coupon(self, name: str, node: Node) -> None:
        """One entry: its rule, and what the code itself may do."""
        found = self.page.table(node, "coupon")
        tests = (code_test(name), *self.rules.tests(found))
        why = self.rules.why(found)
        worth, in_parts = self._deal(name, node, found, tests, why)
        shown = tuple(self.page.text(item, "a code") for item in self.page.items(found["code"])) if "code" in found else ()
        if "code" in found and "codes" in found:
            self.page.wrong(found["codes"], "not_together", "A code that everybody may use is not `unique` or `personal`.", "Take one out.")
        kind = self.page.choice(found["codes"], KINDS, "word") if "codes" in found else "unique"
        capitals = self.page.form(found["capitals matter"], forms.yes_no, harmless=False) if "capitals matter" in found else False
        form = self._form(found["form"], capitals=capitals) if "form" in found else "text"
        uses = self._uses(found.get("uses"))
        if shown and "per_code" in uses:
            self.page.wrong(found["uses"], "not_together", "A code that everybody may use has no uses `per code`.", "Say `in all`.")
        budget = self.page.form(found["budget"], self.rules.money, 0) if "budget" in found else 0
        over = self.page.choice(found["over budget"], OVER_BUDGET, "word") if "over budget" in found else "capped"
        if "over budget" in found and not budget:
            self.page.wrong(found["over budget"], "not_together", "There is no `budget` to go over.", "Take it out, or say the budget.")
        self.coupons.append(
            Coupon(
                name, self._canonical(name, found.get("code"), shown, capitals), shown, kind == "personal", capitals,
                form, budget_minor=budget, over_budget=cast(Literal["capped", "not at all"], over),
                grace_days=self._days(found.get("grace")), valid_days=self._days(found.get("valid for")), worth_minor=worth,
                in_parts=in_parts, names=self.page.words(found["names"]) if "names" in found else Words(name, name), **uses,
            )
        )  # fmt: skip

    def _form(self, node: Node, *, capitals: bool) -> str:
        """`text`, `EAN-13`, or a pattern of the shop's own."""
        form = self.page.text(node, "what codes look like")
        if form in CODE_FORMS or not form:
            return form or CODE_FORMS[0]
        if PLACE not in form:
            return self.page.choice(node, CODE_FORMS, "word")
        if wrong := wrong_pattern(form):
            self.page.wrong(node, "not_of_this_form", wrong, "Such as ZOMER-####-####-####-#.")
        elif capitals:
            self.page.wrong(node, "not_together", "In a pattern capitals do not matter.", "Take `capitals matter` out.")
        return form

    def _days(self, node: Node | None) -> int:
        return self.page.form(node, forms.days, 0) if node is not None else 0

    def _uses(self, node: Node | None) -> dict[str, int]:
        """`{per member: once, in all: 500}`."""
        found = self.page.table(node, "coupon uses") if node is not None else {}
        return {USES[key]: self.page.form(entry, _times, 1) for key, entry in found.items()}

    def _canonical(self, name: str, node: Node | None, shown: tuple[str, ...], capitals: bool) -> tuple[str, ...]:
        """The codes as they are compared; what nobody could type, and what opens another coupon, is a mistake."""
        made = []
        for text in shown:
            assert node is not None
            code = exact(text) if capitals else canonical(text)
            if text and not code:
                self.page.wrong(node, "not_of_this_form", phrase("`{text}` is no code: letters and digits, at most 64.", text=text[:40]))
            other = self._taken.setdefault(code, name)
            if code and other != name:
                self.page.wrong(
                    node,
                    "not_together",
                    phrase("`{text}` opens `{other}` already: look-alikes are the same.", text=text[:40], other=other),
                    "Take another.",
                )
            made.append(code)
        return tuple(dict.fromkeys(made))

    def _deal(self, name: str, node: Node, found: dict[str, Node], tests: tuple[NamedTest, ...], why: Words) -> tuple[int, bool]:
        """The rule behind the code. Gives what a voucher is worth (0 for others), and whether it may be used in parts."""
        lead = next((key for key in _LEADS if key in found), "")
        if lead != "voucher" and "in parts" in found:
            self.page.wrong(found["in parts"], "not_together", "Only a `voucher` is used in parts.", "Take it out.")
        if not lead:
            kind = self.rules.deals.lead(node, found)
            if kind:
                self.rules.discounts.append(self.rules.deals.discount(name, node, found, kind, tests, why))
            return 0, False
        for key, entry in found.items() if isinstance(node, Table) else ():
            if key in (*_DEAL_KEYS, *_HOW, *_LEADS) and key != lead and key not in _BESIDE[lead]:
                hint = "Take it out." if key in _HOW else "Make it two."
                self.page.wrong(entry, "not_together", phrase("`{key}` does not go with `{other}`.", key=key, other=lead), hint)
        articles = self.rules.sets.index(found["of"]) if "of" in found else ALL_ARTICLES
        if lead == "give":
            count, called = self.page.form(found["give"], forms.amount_of, (1, ""))
            unit = self.rules.units.find(self.page, found["give"], called) if called else ""
            self.rules.earn.append(EarnRule(name, unit, count, "purchase", 0, articles, tests, why))
            return 0, False
        worth = self.page.form(found["voucher"], self.rules.money, 1)
        priority = self.page.form(found["priority"], forms.count, 0) if "priority" in found else 0
        group = self.rules.word(found.get("group"))
        alone = self.page.form(found["alone"], forms.yes_no, harmless=False) if "alone" in found else False
        not_with = self.rules.deals.not_with(found)
        self.rules.discounts.append(
            Discount(name, Amount(worth), articles, "basket", priority, group, tests, why, alone=alone, not_with=not_with)
        )
        return worth, self.page.form(found["in parts"], forms.yes_no, harmless=False) if "in parts" in found else False


_BESIDE: Final = {"give": (), "voucher": ("priority", "group", "alone", "not with")}
"""What of a deal goes beside each of the leads."""
_HOW: Final = ("priority", "group", "alone", "not with", "at most", "announced")
_DEAL_KEYS: Final = (
    "off", "every", "pieces", "price", "take", "pay", "buy", "get", "out of", "free", "bundle", "steps", "method",
    "gift", "upgrade", "sku", "worth", "on", "per basket",
)  # fmt: skip


def _times(text: str) -> int:
    """`once`, `3 times`, or a count."""
    if text == "once":
        return 1
    head, _, tail = text.partition(" ")
    found = forms.count(head if tail == "times" else text, 1)
    if found > MOST_USES:
        raise forms.Wrong("That is as good as no limit.")
    return found
