"""The sections `memberships` and `entitlements`, and what `gives` gives: multipliers, discounts and entitlements."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, cast

from zegel.program import forms
from zegel.program.conditions import Compare, NamedTest
from zegel.program.deals import Percent
from zegel.program.model import (
    ALL_ARTICLES,
    Discount,
    EarnRule,
    Entitlement,
    EntitlementKind,
    Expiry,
    Membership,
    Multiplier,
    Names,
    Tiers,
    Unit,
    Words,
)
from zegel.program.phrases import phrase
from zegel.program.read_rules import RuleReader
from zegel.program.tree import Node

NEEDS: Final[dict[EntitlementKind, str]] = {
    "free shipping": "", "faster shipping": "", "early access": "hours", "payment term": "days", "extended warranty": "months",
    "price list": "name", "invitation": "name",
}  # fmt: skip
"""Every kind of entitlement, with the key that it cannot do without."""
_BESIDE: Final = ("from", "hours", "days", "months", "name")
_OFF_ONLY: Final = ("on", "at most", "group", "of")
RENEWS: Final = ("when bought again", "by itself")
FREE: Final = Percent(10_000)
NO_EXPIRY: Final = Expiry(0, "days", "")


class BenefitReader:
    """Reads what members have. What it makes joins the program's rules; memberships and entitlements are kept here."""

    def __init__(self) -> None:
        self.memberships: list[Membership] = []
        self.entitlements: list[Entitlement] = []

    def read(self, rules: RuleReader, memberships: Sequence[tuple[str, Node]], entitlements: Sequence[tuple[str, Node]]) -> None:
        """Both sections; the ladder was read before."""
        for name, node in memberships:
            self._membership(rules, name, node)
        for name, node in entitlements:
            found = rules.page.table(node, "entitlement")
            if "entitle" not in found:
                rules.page.wrong(
                    node,
                    "missing_key",
                    phrase("The key `{name}` is missing.", name="entitle"),
                    phrase("Say one of {listed}.", listed=", ".join(NEEDS)),
                )
                continue
            self._entitle(rules, name, f"entitlement:{name}", node, found, rules.tests(found))

    def units(self, tiers: Tiers | None) -> list[Unit]:
        """What the books need to keep memberships, and tiers that were set by hand."""
        made = []
        for m in self.memberships:
            names = Names(m.names.nl, m.names.nl, m.names.en, m.names.en)
            made.append(Unit(m.unit, "membership", names, Fraction(0), Expiry(m.count, m.period, ""), ()))
            made.append(Unit(m.ends, "mark", names, Fraction(0), NO_EXPIRY, ()))
        for step in tiers.steps if tiers else ():
            names = Names(step.names.nl, step.names.nl, step.names.en, step.names.en)
            made.append(Unit(f"tier:{step.id}", "mark", names, Fraction(0), NO_EXPIRY, ()))
        return made

    # -- what a tier or a membership gives

    def gives(self, rules: RuleReader, owner: str, gives: Sequence[Node], test: NamedTest) -> None:
        """Discounts and entitlements among `gives`, for those for whom `test` holds. Multipliers are the caller's."""
        offs = 0
        for node in gives:
            found = rules.page.table(node, "benefit")
            kind = rules.only(node, found, ("multiply", "off", "entitle", "coupon"), {"off": _OFF_ONLY, "entitle": _BESIDE})
            if kind == "off":
                offs += 1
                why = rules.why(found)
                rules.discounts.append(rules.deals.discount(f"{owner}:off {offs}", node, found, "off", (test,), why))
            elif kind == "coupon" and not owner.startswith("tier:"):
                said = "A coupon is given when a tier is reached."
                rules.page.wrong(found["coupon"], "not_together", said, "Let an earning rule give it, or a tier.")
            elif kind == "entitle":
                self._entitle(rules, "", owner, node, found, (test,))

    def _entitle(
        self, rules: RuleReader, name: str, owner: str, node: Node, found: dict[str, Node], tests: tuple[NamedTest, ...]
    ) -> None:  # fmt: skip
        page = rules.page
        kind = cast(EntitlementKind, page.choice(found["entitle"], tuple(NEEDS), "word"))
        needed = NEEDS.get(kind, "")
        for key in _BESIDE:
            fits = key == needed or (key == "from" and kind == "free shipping")
            if key in found and not fits:
                page.wrong(found[key], "not_together", phrase("`{key}` does not go with `{other}`.", key=key, other=kind), "Take it out.")
        if needed and needed not in found:
            page.wrong(node, "missing_key", phrase("The key `{name}` is missing.", name=needed), phrase("`{kind}` needs it.", kind=kind))
        number = (
            page.form(found[needed], lambda text: forms.count(text, 1), 1)
            if needed in ("hours", "days", "months") and needed in found
            else 0
        )
        called = page.text(found["name"]) if needed == "name" and "name" in found else ""
        least = page.form(found["from"], rules.money, 0) if kind == "free shipping" and "from" in found else 0
        own = name or f"{owner}:{kind}{' ' if called else ''}{called}"
        if any(other.id == own for other in self.entitlements):
            page.wrong(node, "not_together", phrase("`{text}` stands here twice.", text=kind), "Take one of them out.")
        made = Entitlement(own, kind, number, least, called, tests, rules.why(found))
        self.entitlements.append(made)
        if kind == "free shipping" and rules.deals.shipping >= 0:
            rules.discounts.append(_shipped(f"{owner}:free shipping", made, rules.deals.shipping))

    # -- memberships

    def _membership(self, rules: RuleReader, name: str, node: Node) -> None:
        page = rules.page
        found = page.table(node, "membership")
        kind = rules.only(node, found, ("article", "by"), {"article": ("price", "trial", "cooling off", "renews"), "by": ("places",)})
        names = page.words(found["names"]) if "names" in found else Words(name, name)
        if kind == "by":
            page.choice(found["by"], ("invitation",), "word")
        articles = rules.sets.index(found["article"]) if kind == "article" else ALL_ARTICLES
        long = page.form(found["term"], forms.duration, forms.Duration(12, "months")) if "term" in found else forms.Duration(12, "months")
        if long.period not in ("days", "months"):
            page.wrong(found["term"], "not_of_this_form", "A term is counted in days, months or years.")

        def days(key: str, default: int) -> int:
            return page.form(found[key], forms.days, default) if key in found else default

        places = page.form(found["places"], lambda text: forms.count(text, 1), 1) if "places" in found else None
        renews = "renews" in found and page.choice(found["renews"], RENEWS, "word") == RENEWS[1]
        price = page.form(found["price"], rules.money, 0) if "price" in found else 0
        made = Membership(
            name, names, articles, price, long.count, "days" if long.period == "days" else "months", renews, days("trial", 0),
            days("cooling off", 14), kind == "by", places, days("notice", 30),
        )  # fmt: skip
        self.memberships.append(made)
        if kind == "article":
            shown = NamedTest("member", Compare("member", "==", 1))
            why = Words(f"u hebt nu {names.nl}", f"you have {names.en} now")
            rules.earn.append(EarnRule(made.unit, made.unit, 1, "item", 0, articles, (shown,), why))
        gives = page.items(found["gives"]) if "gives" in found else []
        test = NamedTest("membership", rules.conditions.holds(name))
        self.gives(rules, made.unit, gives, test)
        for each in gives:
            benefit = page.table(each, "benefit")
            if "multiply" in benefit:
                unit, factor = rules.more_often(benefit["multiply"])
                rules.multipliers.append(
                    Multiplier(f"{made.unit}:{unit}", unit, factor, ALL_ARTICLES, (test,), rules.why(benefit))
                )  # fmt: skip


def _shipped(rule: str, made: Entitlement, shipping: int) -> Discount:
    """Free shipping as what it takes off the basket: all that shipping costs, from the amount on that was promised."""
    tests = made.tests
    if made.from_minor:
        tests = (*tests, NamedTest("basket", Compare("basket_minor", ">=", made.from_minor)))
    return Discount(rule, FREE, shipping, "shipping", 0, "free shipping", tests, made.why)
