"""Every kind of effect under every convention, on one basket: conventions.txt says what changes where a shop chooses otherwise."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, Final, get_args

from tests.decide.build import decide
from tests.golden.play import GOLDEN
from tests.make import line, returns
from tests.paper import PaperShop
from tests.program.kept import kept
from tests.programs import read_yaml
from zegel.core.purchase import Tender
from zegel.decide.plan import Plan
from zegel.program.compile import Compiled
from zegel.program.deals import Deal
from zegel.program.model import Program
from zegel.program.setting import Setting
from zegel.program.settings import SETTINGS

BASKET: Final = (
    line(1000, 3, category="bread", vat_bp=900), line(335, 1, category="bread", vat_bp=900), line(799, 2, category="cake", vat_bp=2100),
    line(495, 1, category="shipping", vat_bp=2100),
)  # fmt: skip
"""3 breads for 10.00, one of 3.35, 2 cakes for 7.99, and 4.95 for shipping."""

STEPS: Final = "steps: [{from: 10.00 EUR, off: 5%}, {from: 21.34 EUR, off: 10%}]"
DEALS: Final = {
    "a percentage": "d: {off: 7%}",
    "a percentage of the basket": "d: {off: 7%, on: basket}",
    "two percentages in one rule": "d: {off: 10% + 5%}",
    "two percentages of the basket": "d: {off: 10%, on: basket, priority: 2}; e: {off: 5%, on: basket}",
    "a percentage of the line and of the basket": "d: {off: 10%, of: {category: bread}}; e: {off: 10%, on: basket}",
    "an amount": "d: {off: 5.00 EUR}",
    "an amount for each full amount": "d: {off: 1.00 EUR per 5.00 EUR}",
    "an amount each": "d: {off: 0.15 EUR per item}",
    "a price of its own": "d: {price: 3.00 EUR, of: {category: bread}}",
    "a price of all bread together": "d: {price: 6.00 EUR together, of: {category: bread}}",
    "an amount by quantity": "d: {off: 5.00 EUR by quantity}",
    "a percentage of one piece of each line": "d: {off: 7%, at most: 1 item per line}",
    "every second piece": "d: {off: 1.25 EUR per item, every: 2nd item, pieces: dearest}",
    "for each bundle": "d: {bundle: [{of: {category: bread}}, {of: {category: cake}}], off: 7% per bundle}",
    "a cake that the basket has": "t: {gift: {nl: cake, en: cake}, get: 3, out of: {category: cake}}",
    "a bundle": "d: {bundle: [{take: 2, of: {category: bread}}, {of: {category: cake}}], price: 9.00 EUR}",
    "three for two": "d: {take: 3, pay: 2}",
    "the second at half price": "d: {buy: 1, get: 1, off: 50%}",
    "two discounts on pieces": "d: {take: 3, pay: 2, priority: 2}; e: {take: 2, pay: 1}",
    "a ladder, whole": f"d: {{{STEPS}, method: whole}}",
    "a ladder, marginal": f"d: {{{STEPS}, method: marginal}}",
    "shipping from an amount": "d: {off: 100%, on: shipping, basket: at least 21.34 EUR}",
    "an amount after a percentage": "d: {off: 10%, of: {category: bread}}; e: {off: 3.00 EUR, basket: at least 20.50 EUR}",
    "two of a group": "d: {off: 10%, group: g}; e: {off: 2.50 EUR, group: g}",
    "two that go together": "d: {off: 10%}; e: {off: 2.50 EUR}",
    "an amount at a floor": "d: {off: 8.00 EUR}",
    "thirty percent of bread": "d: {off: 30%, of: {category: bread}}",
    "an amount that goes first": "d: {off: 2.00 EUR, priority: 5}; e: {off: 10%, of: {category: bread}}",
    "once in a basket": "d: {take: 2, pay: 1, per basket: once}",
    "so much for each line": "d: {off: 1.00 EUR per line}",
    "a gift beside an amount": "d: {off: 1.00 EUR}; t: {gift: {nl: mok, en: mug}, worth: 2.00 EUR, basket: at least 21.34 EUR}",
}
FLOOR: Final = "floors: {cakes: {of: {category: cake}, least: 3.80 EUR}}\n"

EARNING: Final = {
    "points and a discount": ("base: {give: 1 point, per: 2.00 EUR}", "d: {off: 10%, on: basket}"),
    "points and a discount on bread": ("base: {give: 1 point, per: 2.00 EUR}", "d: {off: 10%, of: {category: bread}}"),
    "two rules": ("base: {give: 1 point, per: 2.00 EUR}; bread: {give: 3 points, per: item, of: {category: bread}}", ""),
    "two multipliers": (
        "base: {give: 1 point, per: 2.00 EUR}; a: {multiply: points × 2, of: {category: bread}}; b: {multiply: points × 1.5}",
        "",
    ),
    "a promotion without a base": ("base: {give: 1 point, per: 99.00 EUR}; a: {give: 5 points, per: purchase, promotion: true}", ""),
    "a promotion on a base": ("base: {give: 1 point, per: 2.00 EUR}; a: {give: 5 points, per: purchase, promotion: true}", ""),
    "a limit on a rule": ("base: {give: 1 point, per: 2.00 EUR, at most: 8 points per purchase}", ""),
}
WITHOUT_VAT: Final = {
    name: DEALS[name]
    for name in ("an amount", "an amount each", "an amount for each full amount", "shipping from an amount", "a ladder, whole")
}
"""What says an amount, for a shop whose prices are without VAT."""


@cache
def program_of(rules: str, earn: str = "", prices: str = "including VAT") -> Program:
    """A program with these discounts, read once."""
    deals = "".join(f"  {rule.strip()}\n" for rule in rules.split(";")) if rules else ""
    given = "".join(f"  {rule.strip()}\n" for rule in earn.split(";")) if earn else "  base: {give: 1 point, per: 2.00 EUR}\n"
    return read_yaml(
        "zegel: 1\nprogram: Winkel\nbranches: [dorpsstraat]\n"
        f"company: {{currency: EUR, prices: {prices}}}\n"
        "units:\n  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}\n"
        f"earn:\n{given}discounts:\n{deals}  points off: {{spend: points, step: 100}}\nshipping: {{category: shipping}}\n"
        f"returns: {{within: 30 days}}\n{FLOOR if rules == DEALS['an amount at a floor'] else ''}"
    )


def chosen(program: Program, setting: Setting | None, choice: str) -> Program:
    """The same program where the shop chose otherwise."""
    if setting is None:
        return program
    return replace(program, settings=replace(program.settings, **{setting.field: choice}))  # type: ignore[arg-type]  # a setting's own field


def off(deal: str, setting: Setting | None = None, choice: str = "", prices: str = "including VAT") -> str:
    """What comes off each line, in cents, and in all."""
    sale = decide(Plan(Compiled(chosen(program_of(deal, "", prices), setting, choice))), *BASKET)
    shares = [each.net_minor - paid for each, paid in zip(BASKET, sale.priced.paid, strict=True)]
    return f"{' + '.join(str(share) for share in shares)} = {sum(shares)}"


def off_without_vat(deal: str, setting: Setting | None = None, choice: str = "") -> str:
    """The same basket, of prices without VAT."""
    return off(deal, setting, choice, "excluding VAT")


def earned(case: tuple[str, str], setting: Setting | None = None, choice: str = "") -> str:
    """What the basket earns, part of it paid with a gift card."""
    earn, discounts = case
    made = PaperShop(chosen(program_of(discounts, earn), setting, choice))
    sale = made.quotes(made.enrol(), *BASKET)
    paid = made.buys(made.enrol("b"), *BASKET, tenders=(Tender("gift_card", 1000), Tender("card", sale.pays - 1000)))
    return f"{paid.earned.get('points', 0)} points on {paid.pays}"


REWARDS: Final = {
    "two breads": "r: {gives: {free: 2, of: {category: bread}}, costs: 100 points}",
    "two of anything": "r: {gives: {free: 2}, costs: 100 points}",
    "a bread worth at most 3.00": "r: {gives: {free: 1, of: {category: bread}, worth at most: 3.00 EUR}, costs: 100 points}",
    "a tenth off": "r: {gives: {off: 10%}, costs: 100 points}",
    "5.00 off": "r: {gives: {off: 5.00 EUR}, costs: 100 points}",
}
TIERS: Final = {
    "a tenth off": "{off: 10%}",
    "a tenth off bread": "{off: 10%, of: {category: bread}}",
    "points and a half": "{multiply: points × 1.5}",
    "both": "{off: 10%}, {multiply: points × 1.5}",
}


@cache
def club_of(reward: str, gives: str, deals: str) -> Program:
    """A program with one reward, or with what its tier gives from 10 points on."""
    more = f"rewards:\n  {reward}\n" if reward else ""
    if gives:
        more += f"tiers: {{measure: {{unit: status, window: lifetime}}, steps: {{goud: {{from: 10, gives: [{gives}]}}}}}}\n"
    return read_yaml(
        "zegel: 1\nprogram: Winkel\nbranches: [dorpsstraat]\ncompany: {currency: EUR}\n"
        "units:\n  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}\n  status: {never spent: true}\n"
        f"earn:\n  base: {{give: 1 point, per: 2.00 EUR}}\n  climbs: {{give: 1 status, per: 2.00 EUR}}\n{more}"
        f"discounts: {{{deals}}}\nshipping: {{category: shipping}}\n"
    )


def used(reward: str, setting: Setting | None = None, choice: str = "") -> str:
    """The basket with a tenth off bread, where one reward is used; then the first of three breads comes back, then the rest."""
    made = PaperShop(chosen(club_of(reward, "", "d: {off: 10%, of: {category: bread}}"), setting, choice))
    member = made.enrol()
    made.gives(member, 200)
    sale = made.buys(member, *BASKET, uses=[("r", 1)])
    said = [f"pays {sale.pays}, earns {sale.earned['points']}"]
    for lines in (((1, 1000),), ()):
        one = made.done(returns(sale.id, *lines, at=made.at, cause="voluntary"))
        taken, given = (sum(e["count"] for e in one.effects(kind) if e["unit"] == "points") for kind in ("take back", "give back"))
        said.append(f"refund {one.refund}, taken {taken}, given back {given}")
    return "; then ".join(said)


def as_gold(gives: str, setting: Setting | None = None, choice: str = "") -> str:
    """The basket of a gold member, where everybody has 1.00 off."""
    made = PaperShop(chosen(club_of("", gives, "d: {off: 1.00 EUR}"), setting, choice))
    member = made.enrol()
    made.buys(member, line(4000, 1, category="tea"))
    sale = made.buys(member, *BASKET)
    return f"pays {sale.pays}, earns {sale.earned['points']}"


GIFT: Final = "d: {take: 3, pay: 2}; t: {gift: {nl: mok, en: mug}, worth: 2.00 EUR, basket: at least 12.00 EUR}"


def back(_case: str, setting: Setting | None = None, choice: str = "") -> str:
    """Two of the first breads come back, then the rest: what is refunded, taken back and given back each time."""
    made = PaperShop(chosen(program_of(GIFT), setting, choice))
    member = made.enrol()
    made.gives(member, 200)
    sale = made.buys(member, *BASKET, uses=[("points off", 200)])
    said = []
    for lines in (((1, 2000),), ()):
        one = made.done(returns(sale.id, *lines, at=made.at, cause="voluntary"))
        taken, given = (sum(e["count"] for e in one.effects(kind)) for kind in ("take back", "give back"))
        gift = ["the mug too" if not e["deducted_minor"] else f"{e['deducted_minor']} for the mug" for e in one.effects("gift back")]
        said.append(", ".join([f"refund {one.refund}", f"taken {taken}", f"given back {given}", *gift]))
    return "; then ".join(said)


def differing(settings: list[Setting], cases: dict[str, Any], told: Callable[..., str]) -> list[str]:
    """Per choice that is not the default the cases that come out otherwise."""
    usual = {name: told(case) for name, case in cases.items()}
    text = [f"  {name}: {result}" for name, result in usual.items()]
    for setting in settings:
        for choice in setting.choices:
            if choice != setting.default:
                found = {name: told(case, setting, choice) for name, case in cases.items()}
                other = [f"  {name}: {result}" for name, result in found.items() if result != usual[name]]
                text += ["", f"{setting.key}: {choice}", *other] if other else []
    return text


def written() -> str:
    """The whole file."""
    settings = [setting for setting in SETTINGS if setting.choices]
    returning = [setting for setting in settings if setting.key.startswith("returns.")]
    earning = [setting for setting in settings if setting.field in EARNING_FIELDS]
    pricing = [setting for setting in settings if setting not in returning and setting not in earning and setting.field not in ELSEWHERE]
    some = [setting for setting in pricing if setting.key.removeprefix("settings.") in SHOWN_WITH_A_REWARD]
    text = [
        "What comes off 3 breads for 10.00 (9%), one of 3.35 (9%), 2 cakes for 7.99 (21%) and 4.95 of shipping (21%),",
        "in cents; then what changes where a shop chooses otherwise", "", "as it stands", *differing(pricing, DEALS, off),
        "", "", "What comes off the same basket where prices are without VAT", "", "as it stands",
        *differing([setting for setting in pricing if setting.field in ("amounts", "threshold_vat")], WITHOUT_VAT, off_without_vat),
        "", "", "What the same basket earns, 10.00 of it paid with a gift card", "", "as it stands", *differing(earning, EARNING, earned),
        "", "", "Two of the three breads come back because they are not wanted, then the rest;",
        "200 points had paid for it, and a mug came with it", "", "as it stands", *differing(returning, {"returns": ""}, back),
        "", "", "A reward of 100 points used with the same basket, a tenth off bread; one of the three breads comes back, then the rest",
        "", "as it stands", *differing([*some, *returning], REWARDS, used),
        "", "", "The same basket of a gold member, where everybody has 1.00 off", "", "as it stands",
        *differing([*some, *earning], TIERS, as_gold),
    ]  # fmt: skip
    return "\n".join(text) + "\n"


EARNING_FIELDS: Final = {
    "multipliers", "earning_rules", "promotions", "several_promotions", "points_rounding", "points_rounded_per", "points_remainder",
    "earning_base", "earning_vat", "earning_shipping", "gift_cards_earn", "store_credit_earns", "points_limits",
}  # fmt: skip


SHOWN_WITH_A_REWARD: Final = {"order", "choosing", "amounts", "rounding", "rounded per", "free items"}
"""The pricing that a reward or a tier's discount on this basket shows; the rest is shown by the deals."""

ELSEWHERE: Final = {"codes_count", "cancelled_codes", "wrong_codes", "points_at_once", "facts"}
"""What no basket of a first visit, without codes and points, can show: tests/house/rows.yaml names the tests."""


def test_every_kind_of_deal_is_on_the_list() -> None:
    listed = {type(rule.deal) for case in (*DEALS.values(), GIFT) for rule in program_of(case).discounts}

    assert listed == set(get_args(Deal))


def test_every_effect_under_every_convention_is_as_it_was() -> None:
    found = written()

    assert found == kept(GOLDEN / "conventions.txt", found)
