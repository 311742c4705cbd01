"""Money that Zegel keeps, under every convention that touches it: money.txt says what changes where a shop chooses otherwise."""

from dataclasses import replace
from functools import cache
from typing import Final

from tests import make
from tests.codes import made, text_of, with_codes
from tests.golden.play import GOLDEN
from tests.golden.test_conventions import EARNING_FIELDS, chosen, differing
from tests.make import line
from tests.paper import PaperShop, Said
from tests.program.kept import kept
from tests.programs import read_yaml
from zegel.core.purchase import Identifier, Tender
from zegel.flows.commands import IssueCredit, IssueGiftCard, Redeem, Use
from zegel.program.model import Program
from zegel.program.setting import Setting
from zegel.program.settings import SETTINGS

BASKET: Final = (line(1000, 2, category="bread", vat_bp=900), line(800, 1, category="cake", vat_bp=2100))
"""2 breads for 10.00, a tenth off; a cake of 8.00: 17.00 together."""
CODE: Final = text_of(1)
CARD: Final = Identifier("gift_card", "K")
CREDIT, ON_CARD = Tender("store_credit", 500), Tender("gift_card", 500, CARD)

CASES: Final[dict[str, tuple[int, tuple[Tender, ...], str, str]]] = {
    "store credit pays a part": (500, (CREDIT, Tender("card", 1200)), "", ""),
    "a gift card pays a part": (0, (ON_CARD, Tender("card", 1200)), "", ""),
    "a gift card, store credit and cash": (500, (ON_CARD, CREDIT, Tender("cash", 700)), "", ""),
    "what comes back becomes store credit": (0, (Tender("card", 1700),), "", "as credit"),
    "a voucher of 5.00, at once": (0, (), "at once", ""),
    "a voucher of 25.00, in parts": (0, (), "in parts", ""),
    "a voucher of 5.00 that points gave": (0, (), "", "once"),
    "a voucher of 5.00 in parts that points gave": (0, (), "", "piece"),
    "a code for 10 points": (0, (), "points", ""),
}
"""Store credit that is there, what pays, whose code is shown, which of the member's own vouchers is used."""


@cache
def program() -> Program:
    """A shop that keeps money in every way."""
    return read_yaml(
        "zegel: 1\nprogram: Winkel\nbranches: [dorpsstraat]\ncompany: {currency: EUR}\n"
        "units:\n  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}\n"
        "earn: {base: {give: 1 point, per: 2.00 EUR}}\ndiscounts: {d: {off: 10%, of: {category: bread}}}\n"
        "store credit: {}\ngift cards: {}\nreturns: {within: 30 days}\n"
        "coupons:\n  at once: {voucher: 5.00 EUR, budget: 100.00 EUR}\n"
        "  in parts: {voucher: 5.00 EUR, in parts: true, budget: 100.00 EUR}\n"
        "  once: {voucher: 5.00 EUR}\n  piece: {voucher: 5.00 EUR, in parts: true}\n  points: {give: 10 points}\n"
        "rewards:\n  a once: {gives: {coupon: once}, costs: 100 points}\n  a piece: {gives: {coupon: piece}, costs: 100 points}\n"
    )


def told(case: tuple[int, tuple[Tender, ...], str, str], setting: Setting | None = None, choice: str = "") -> str:
    """The basket is paid; one of the two breads comes back, then the rest."""
    credit, tenders, code, own = case
    shop = PaperShop(chosen(program(), setting, choice))
    member = shop.enrol()
    shop.done(IssueGiftCard(make.header(shop.at), make.purse(90), CARD, 2_000, ""))
    if credit:
        shop.done(IssueCredit(make.header(shop.at), member, credit, "for a test"))
    if own in ("once", "piece"):
        shop.gives(member, 100)
        shop.done(Redeem(make.header(shop.at), member, f"a {own}", 1))
    command = shop.purchase(member, *BASKET, at=shop.at, tenders=tenders)
    if code:
        shop.memory.make_codes(made(CODE, code, value_left={"at once": 500, "in parts": 2_500}.get(code, 0)))
        command = with_codes(command, CODE)
    if own in ("once", "piece"):
        command = replace(command, uses=(Use(own, 1),))
    sale = shop.done(command)
    said = [f"pays {sale.pays}, earns {sale.earned.get('points', 0)}{kept_now(shop, member)}"]
    for lines in (((1, 1000),), ()):
        back = shop.done(replace(make.returns(sale.id, *lines, at=shop.at, cause="voluntary"), as_credit=own == "as credit"))
        said.append(f"refund {back.refund}, money {money_of(back)}{kept_now(shop, member)}")
    return "; ".join(said)


def money_of(back: Said) -> int:
    """What of a refund is paid back in money."""
    return int(back.body["totals"].get("money_minor", back.refund))


def kept_now(shop: PaperShop, member: Identifier) -> str:
    """What is kept then, where there is any: points, credit, the gift card, vouchers, a code's uses and money, budgets."""
    found = {unit.removeprefix("coupon:"): n for unit, n in shop.balances(member).items()}
    found["card"] = shop.balances(CARD).get("gift card", 0) - 2_000
    code = next(iter({**shop.memory._resolved.codes, **shop.memory.facts.codes}.values()), None)
    if code is not None:
        found["code uses"], found["on the code"] = code.left, code.value_left
    found |= {name.split(":")[1] + " budget": n for name, n in shop.memory.facts.counters.items() if name.endswith(":budget")}
    listed = ", ".join(f"{name} {n}" for name, n in sorted(found.items()) if n)
    return f" ({listed})" if listed else ""


def written() -> str:
    """The whole file."""
    settings = [s for s in SETTINGS if s.choices]
    touching = [s for s in settings if s.key.startswith("returns.") or s.field in EARNING_FIELDS or s.field in OTHERS]
    return "\n".join([
        "2 breads for 10.00, a tenth off, and a cake of 8.00, paid with money that Zegel keeps (a gift card holds 20.00: `card`",
        "is what went off it); one of the breads comes back because it is not wanted, then the rest.",
        "Behind each the points, money and uses that are left",
        "", "as it stands", *differing(touching, CASES, told),
    ]) + "\n"  # fmt: skip


OTHERS: Final = {"codes_count", "choosing", "order", "rounding"}


def test_money_that_is_kept_comes_to_the_same_under_every_convention() -> None:
    found = written()

    assert found == kept(GOLDEN / "money.txt", found)
