"""Every kind of effect, alone with a neighbour, and every way in which a shop may choose otherwise: what a small life comes to.

A member who bought tea for 40.00 the day before buys 3 breads for 10.00 (9%), one of 3.35 (9%), 2 cakes for 7.99 (21%) and 4.95 of
shipping (21%), brings one of the three breads back after all points are spent, then the rest; five days later there is tea for 120.00.
"""

from dataclasses import replace
from functools import cache
from typing import Any, Final

from tests import make
from tests.codes import with_codes
from tests.golden.test_conventions import chosen
from tests.house.test_rows import rows
from tests.make import line
from tests.paper import PaperShop, Said
from tests.programs import read_yaml
from zegel.core.purchase import Line, Tender
from zegel.flows.commands import Command, Use
from zegel.program.model import Program
from zegel.program.setting import Setting
from zegel.program.settings import SETTINGS

DEAL = "basket: at least 20.00 EUR{for}"
FIRST, LATER = "z: {off: 2.00 EUR, priority: 5}", "x: {off: 10%, of: {sku: BIG}}"
FLOOR = "{cakes: {of: {category: cake}, least: 3.80 EUR}}"
LADDER = (
    "{measure: {unit: status, window: lifetime}, steps: {brons: {from: 0}, zilver: {from: 6}, "
    "goud: {from: 13, gives: [{multiply: points × 2}, {entitle: free shipping, from: 20.00 EUR}]}}}"
)
CLIMBS = "climbs: {give: 1 status, per: 3.00 EUR, at most: 20 status per purchase{for}}"
POINTS_OFF = "p: {spend: points, step: 1, at most: 10% of basket}"
KINDS: Final[dict[str, dict[str, str]]] = {
    "earn points": {
        "earn": "base: {give: 1 point, per: 2.00 EUR{for}}; bread: {give: 3 points, per: item, of: {category: bread}, at most: "
        "10 points per purchase, promotion: true}", "discounts": f"{LATER}; {POINTS_OFF}", "uses": "p",
    },
    "earn stamps": {
        "stamp cards": "card: {stamp: 1 per 2.00 EUR, slots: 30, full gives: r, at most: 20 per purchase{for}}",
        "rewards": "r: {gives: {free: 1, of: {category: bread}}}", "discounts": LATER,
    },
    "earn status": {
        "earn": f"{CLIMBS}; cakes: {{give: 2 status, per: item, of: {{category: cake}}, promotion: true}}", "discounts": LATER,
        "tiers": LADDER,
    },
    "multiply": {
        "earn": "base: {give: 1 point, per: 2.00 EUR}; a: {multiply: points × 2, of: {category: bread}{for}}; "
        f"b: {{multiply: points × 1.5, at most: 3 points per purchase{{for}}}}; {CLIMBS.replace('{for}', '')}",
        "discounts": f"{LATER}; {POINTS_OFF}", "uses": "p", "tiers": LADDER,
    },
    "percentage": {"discounts": f"d: {{off: 7% + 5%, {DEAL}}}; {FIRST}; y: {{off: 10%, on: basket}}", "floors": FLOOR},
    "percentage of the basket": {
        "discounts": f"d: {{off: 7%, on: basket, priority: 5, {DEAL}}}; y: {{off: 15%, on: basket}}; {LATER}", "floors": FLOOR,
    },
    "amount": {"discounts": f"d: {{off: 5.00 EUR, priority: 5, {DEAL}}}; {LATER}", "floors": FLOOR},
    "amount per unit": {"discounts": f"d: {{off: 0.25 EUR per item, priority: 5, {DEAL}}}; {FIRST}; {LATER}", "floors": FLOOR},
    "unit price": {"discounts": f"d: {{price: 3.00 EUR, of: {{category: bread}}, {DEAL}}}; {FIRST}", "floors": FLOOR},
    "bundle price": {
        "discounts": f"d: {{bundle: [{{take: 2, of: {{category: bread}}}}, {{of: {{category: cake}}}}], price: 8.99 EUR, {DEAL}}}; "
        f"{FIRST}; y: {{take: 2, pay: 1, of: {{category: bread}}, free: dearest}}", "floors": FLOOR,
    },
    "free units": {
        "discounts": f"d: {{take: 3, pay: 2, {DEAL}}}; {FIRST}; y: {{buy: 1, get: 1, off: 50%, of: {{category: cake}}}}", "floors": FLOOR,
    },
    "stepped": {
        "discounts": "d: {steps: [{from: 10.00 EUR, off: 5%}, {from: 20.34 EUR, off: 9%}], method: {method}, priority: 5, "
        f"{DEAL}}}; {LATER}", "floors": FLOOR,
    },
    "shipping off": {"discounts": f"d: {{off: 45%, on: shipping, priority: 5, {DEAL}}}; y: {{off: 35%, on: shipping}}; {LATER}"},
    "gift": {"discounts": f"d: {{gift: {{nl: mok, en: mug}}, worth: 2.00 EUR, priority: 5, {DEAL}}}; {LATER}; y: {{off: 0.30 EUR}}"},
    "reward token": {
        "stamp cards": "card: {stamp: 1 per item, of: {category: bread}, slots: 3, full gives: r{for}}",
        "rewards": "r: {gives: {free: 2, of: {category: [bread, cake]}}}", "discounts": LATER, "uses": "r", "has": "reward:r",
    },
    "coupon": {
        "earn": "c: {give: coupon zomer, per: purchase{for}}",
        "coupons": "zomer: {off: 7%, on: basket, priority: 5{valid}}", "floors": FLOOR,
        "uses": "zomer", "has": "coupon:zomer",
        "discounts": "z: {off: 10%, on: basket}; y: {off: 0.25 EUR per item, of: {category: bread}}",
    },
    "voucher": {
        "earn": "c: {give: coupon bon, per: purchase{for}}", "coupons": "bon: {voucher: 5.00 EUR{valid}}", "floors": FLOOR,
        "uses": "bon", "has": "coupon:bon",
        "discounts": "z: {off: 3.00 EUR, priority: 5}; y: {off: 20%, of: {category: bread}}",
    },
    "message": {
        "messages": "m: {says: {nl: Dank u, en: Thank you}, purpose: service, basket: at least 20.00 EUR{for}}",
    },
    "task for staff": {"tasks": "t: {do: {nl: Bel, en: Call}, within: 2 days, basket: at least 20.00 EUR{for}}"},
    "entitlement": {"earn": CLIMBS.replace("{for}", ""), "tiers": LADDER, "discounts": "y: {off: 35%, on: shipping, priority: 5}"},
}  # fmt: skip
"""Kind → its program's sections (rules parted by `;`), which of what there is of `has` is used."""

BASKET: Final = (
    line(1000, 3, category="bread", vat_bp=900, sku="BIG"), line(335, 1, category="bread", vat_bp=900),
    line(799, 2, category="cake", vat_bp=2100),
    line(495, 1, category="shipping", vat_bp=2100),
)  # fmt: skip
BEER: Final = (replace(BASKET[0], legal_class="alcohol"), BASKET[1], replace(BASKET[2], legal_class="tobacco"), BASKET[3])

Variant = tuple[int, str, dict[str, str]]
"""Row of semantics.md, its name, and what is otherwise in the program (`company`, `unit`, `for`, …) or in the `life`."""

WRITTEN: Final[tuple[Variant, ...]] = (
    (5, "prices: excluding VAT", {"company": ", prices: excluding VAT"}),
    (16, "pending: 3 days", {"unit": ", pending: {till: 3 days}"}),
    (16, "pending: until 2026-04-01", {"unit": ", pending: {till: until 2026-04-01}"}),
    (17, "expires: 30 days", {"unit": ", expires: 30 days"}),
    (17, "expires: after 2 months, on end of month", {"unit": ", expires: {after: 2 months, on: end of month}"}),
    (17, "expires: after inactivity 30 days", {"unit": ", expires: {after inactivity: 30 days}"}),
    (17, "valid for: 30 days", {"valid": ", valid for: 30 days"}),
    (21, "window: calendar year", {"window": "calendar year"}),
    (21, "window: rolling 2 months", {"window": "rolling 2 months"}),
    (22, "a calendar year, down: to the level reached", {"window": "calendar year, down: to the level reached"}),
    (22, "a calendar year, grace: 30 days", {"window": "calendar year, grace: 30 days"}),
    (25, "method: marginal", {"method": "marginal"}),
    (28, "who spent 50.00 before", {"for": ", for: {spend: {at least: 50.00 EUR, within: lifetime}}"}),
    (30, "the breads are beer, the cakes tobacco", {"life": "beer"}),
)  # fmt: skip
"""What a program says outside `settings` and `returns`."""


def variants() -> list[tuple[int, str, Setting | None, dict[str, str]]]:
    """Every choice that is not the default, and every other way of writing, by row."""
    known = {setting.key: setting for setting in SETTINGS}
    found: list[tuple[int, str, Setting | None, dict[str, str]]] = [
        (number, choice, known[key], {})
        for number, row in rows().items() for key in row["settings"]
        for choice in known[key].choices if choice != known[key].default
    ]  # fmt: skip
    return sorted([*found, *[(number, name, None, changes) for number, name, changes in WRITTEN]], key=lambda one: one[0])


@cache
def program_of(
    kind: str, company: str = "", unit: str = "", window: str = "lifetime", condition: str = "", method: str = "whole", valid: str = ""
) -> Program:
    """The program of one kind of effect."""
    text = (
        f"zegel: 1\nprogram: Winkel\nbranches: [dorpsstraat]\ncompany: {{currency: EUR, country: NL{company}}}\nunits:\n"
        f"  points: {{names: {{nl: [punt, punten], en: [point, points]}}, worth: 0.01 EUR{unit}}}\n"
        f"  status: {{names: {{nl: [ster, sterren], en: [star, stars]}}, never spent: true}}\n"
        "shipping: {category: shipping}\nreturns: {within: 60 days}\n"
    )
    sections = {key: said for key, said in KINDS[kind].items() if key not in ("uses", "has")}
    for key, said in sections.items():
        said = (
            said.replace("{for}", condition)
            .replace("{method}", method)
            .replace("{valid}", valid)
            .replace("window: lifetime", f"window: {window}")
        )
        text += f"{key}: {said}\n" if said.startswith("{") else f"{key}:\n" + "".join(f"  {rule.strip()}\n" for rule in said.split("; "))
    return read_yaml(text)


class Quick(PaperShop):
    """A shop on paper whose books are not looked at: other tests do that for the same commands."""

    def record(self, command: Command) -> Said:
        outcome = self.memory.record(command)
        self.at = max(self.at, command.header.at)
        return self._said(outcome)


def told(kind: str, setting: Setting | None = None, choice: str = "", changes: dict[str, str] | None = None) -> str:
    """What the life comes to in one line."""
    how = changes or {}
    made = program_of(
        kind, how.get("company", ""), how.get("unit", ""), how.get("window", "lifetime"), how.get("for", ""), how.get("method", "whole"),
        how.get("valid", ""),
    )  # fmt: skip
    shop = Quick(chosen(made, setting, choice))
    member = shop.enrol(since="2020-01-01")
    shop.buys(member, line(4000, 1, category="tea"))
    has = KINDS[kind].get("has", "")
    if has and has not in shop.balances(member):
        shop.gives(member, 1, unit=has)
    shop.wait_until("2026-03-05 12:00")
    basket = BEER if how.get("life") == "beer" else BASKET
    sale = shop.record(bought(shop, member, kind, basket))
    if sale.refusal:
        return sale.refusal
    said = [f"pays {sale.pays}{gained(sale)}"]
    if "coupons" in KINDS[kind]:
        wrong = shop.record(with_codes(make.quotes(*basket, who=member, at=shop.at), "ZZZZ"))
        said.append(f"a wrong code: {wrong.refusal or 'left out'}")
    said += [*brought_back(shop, member, sale), *in_time(shop, member)]
    return "; ".join(said)


def bought(shop: PaperShop, member: Any, kind: str, basket: tuple[Line, ...]) -> Any:
    """The purchase, with what is used, and part of it paid with a gift card of another shop."""
    uses = [(name, int(name != "p")) for name in KINDS[kind].get("uses", "").split()]
    tenders: tuple[Tender, ...] = ()
    if "earn" in KINDS[kind] or "stamp cards" in KINDS[kind]:
        quote = shop.record(make.quotes(*basket, who=member, at=shop.at, uses=tuple(Use(*use) for use in uses)))
        pays = 0 if quote.refusal else quote.pays
        tenders = (Tender("gift_card", 1000), Tender("card", pays - 1000)) if pays > 1000 else ()
    return shop.purchase(member, *basket, at=shop.at, uses=uses, tenders=tenders)


def gained(said: Said) -> str:
    """What the member got besides money: `, 12 points, a gift`."""
    found = [f"{count} {unit}" for unit, count in sorted(said.earned.items())]
    found += [f"{e['count']} {e['unit']}" for e in said.effects("given")] + ["a gift" for _ in said.effects("gift")]
    found += ["a message" for _ in said.effects("message")] + [f"a task by {e['by']}" for e in said.effects("task")]
    found += [f"{e['cards']} {e['token']}" for e in said.effects("card full")]
    found += [f"spent {e['count']} {e['unit']}" for e in said.effects("spend")]
    return "".join(f", {one}" for one in found)


def brought_back(shop: PaperShop, member: Any, sale: Said) -> list[str]:
    """One bread comes back, then the rest, where the points were spent meanwhile."""
    there = shop.balances(member).get("points", 0)
    if there:
        shop.gives(member, -there)
    said = []
    for lines in (((1, 1000),), ()):
        back = shop.record(make.returns(sale.id, *lines, at=shop.at, cause="voluntary"))
        if back.refusal:
            said.append(back.refusal)
            continue
        moved = [f", {sign}{e['count']} {e['unit']}" for kind, sign in _MOVES for e in back.effects(kind)]
        moved += [", the gift" if not e["deducted_minor"] else f", {e['deducted_minor']} for the gift" for e in back.effects("gift back")]
        said.append(f"back {back.refund}{''.join(moved)}")
    return said


_MOVES: Final = (("take back", "-"), ("give back", "+"), ("shortfall", "short "))


def in_time(shop: PaperShop, member: Any) -> list[str]:
    """What there is of it in some months, after tea once more."""
    if not shop.purse(member).balances:
        return []
    shop.wait_until("2026-03-10 12:00")
    shop.buys(member, line(12_000, 1, category="tea"), at="2026-03-10 12:00")
    said: list[str] = []
    for day in ("2026-03-11", "2026-04-20", "2026-06-20", "2028-01-10", "2029-06-01"):
        shop.wait_until(f"{day} 12:00")
        there = [f"{count} {unit}" for unit, count in shop.balances(member).items() if count]
        found = ", ".join([*there, *([shop.purse(member).tier] if shop.purse(member).tier else [])]) or "nothing"
        if not said or said[-1].partition(" ")[2] != found:
            said.append(f"{day[2:7]} {found}")
    return said
