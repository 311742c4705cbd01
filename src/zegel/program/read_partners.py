"""The section `partners` of a program file."""

from collections.abc import Collection
from fractions import Fraction

from zegel.program import forms
from zegel.program.conditions import NamedTest, OneOf
from zegel.program.model import ALL_ARTICLES, EarnRule, Expiry, Names, Unit, Words
from zegel.program.partners import Coalition, Partner, clearing_unit
from zegel.program.phrases import phrase
from zegel.program.read_rules import RuleReader
from zegel.program.tree import Node

NOTHING = Fraction(1)


def read_partners(rules: RuleReader, node: Node | None, branches: Collection[str], units: list[Unit]) -> Coalition | None:
    """The coalition; each partner's earning rate becomes an earning rule at its branches, and clearing gets a unit of its own."""
    if node is None:
        return None
    page = rules.page
    found = page.table(node, "partners")
    points = [unit.id for unit in units if unit.kind == "points"]
    unit = page.known(found["unit"], points, "unit") if "unit" in found else ""
    taken: dict[str, str] = {}
    partners = tuple(_partner(rules, name, entry, branches, taken, unit) for name, entry in _who(rules, found.get("who")))
    called = Names("verrekening", "verrekening", "clearing", "clearing")
    units.append(Unit(clearing_unit(rules.currency), "clearing", called, NOTHING, Expiry(0, "days", ""), ()))
    days = page.form(found["disputed within"], forms.days, 30) if "disputed within" in found else 30
    return Coalition(unit, partners, days)


def _who(rules: RuleReader, node: Node | None) -> list[tuple[str, Node]]:
    return rules.page.named(node, "partner") if node is not None else []


def _partner(rules: RuleReader, name: str, node: Node, branches: Collection[str], taken: dict[str, str], unit: str) -> Partner:
    page = rules.page
    found = page.table(node, "partner")
    own = tuple(page.known(item, branches, "branch") for item in page.items(found["branches"])) if "branches" in found else ()
    for branch in own:
        if branch and taken.setdefault(branch, name) != name:
            page.wrong(
                found["branches"],
                "not_together",
                phrase("`{branch}` belongs to `{other}` as well.", branch=branch, other=taken[branch]),
                "A branch has one partner.",
            )
    names = page.words(found["names"]) if "names" in found else Words(name, name)
    if ("give" in found) != ("per" in found):
        page.wrong(node, "missing_key", "`give` and `per` go together.")
    if "give" in found and "per" in found:
        count, given = rules.units.amount(page, found["give"])
        if given and given != unit:
            page.wrong(found["give"], "not_together", "Partners issue the points that they share.", phrase("Give `{unit}`.", unit=unit))
        per, minor = rules.per(found["per"], ("item", "purchase"))
        here = (NamedTest("branch", OneOf("branch", own)),)
        rules.earn.append(EarnRule(f"partner:{name}", given, count, per, minor, ALL_ARTICLES, here, Words("", "")))
    prices = [
        page.form(found[key], lambda text: forms.worth(text, rules.currency), NOTHING) if key in found else NOTHING
        for key in ("issued at", "redeemed at")
    ]
    return Partner(name, names, own, *prices)
