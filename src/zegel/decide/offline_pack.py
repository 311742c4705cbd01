"""What a till may say by itself of what a basket earns, and by which rule it may let somebody spend points. The books decide when the sale
comes in.

A rule that looks at who somebody is, at the day, at a limit or at what was bought before is left out, and so are multipliers and discounts:
the till says *about*. Of a unit that some multiplier leaves less of it says nothing: it would promise too much.
"""

from fractions import Fraction
from typing import Final

from zegel.core.purchase import Line
from zegel.core.value import value
from zegel.program.compile import Compiled
from zegel.program.deals import Gift
from zegel.program.model import EarnRule, PointsOff, StampCard

MOST_SPENT_MINOR: Final = 1_000
"""What a member may spend at a till without a line in a day, in minor units (domain.md §2, offline till)."""

KNOWN: Final = ("spend", "item", "purchase")


@value
class Gives:
    """`count` of `unit` per full `per_minor` spent in set `articles`, per item of it, or per purchase with something of it."""

    unit: str
    count: int
    per: str
    per_minor: int
    articles: int


def plain_rules(compiled: Compiled) -> tuple[Gives, ...]:
    """The rules that a basket alone decides."""
    program = compiled.program
    rules = [
        rule
        for rule in program.earn
        if _is_plain(rule) and not (rule.event or rule.promotion or rule.carry >= 0 or rule.rising or rule.less)
    ]
    found: list[EarnRule | StampCard] = [*rules, *[card for card in program.cards if _is_plain(card)]]
    less = {multiplier.unit for multiplier in program.multipliers if multiplier.factor < 1} | {
        rule.unit for rule in program.earn if rule.less
    }
    return tuple(Gives(one.unit, one.count, one.per, one.per_minor, one.articles) for one in found if one.unit not in less)


def _is_plain(one: EarnRule | StampCard) -> bool:
    return one.per in KNOWN and not one.tests and not one.limits and not one.apart_minutes


def gift_sets(compiled: Compiled) -> tuple[int, ...]:
    """The article sets with which something may come that is handed over: only the books can say whether it does."""
    found, by_code = set[int](), {coupon.id for coupon in compiled.program.coupons}
    for rule in compiled.program.discounts:
        if isinstance(rule.deal, Gift) and rule.id not in by_code:
            found.update([articles for articles, _ in rule.deal.parts] or [rule.articles])
    return tuple(sorted(found))


def sets_asked(rules: tuple[Gives, ...], off: PointsOff | None, gifts: tuple[int, ...] = ()) -> frozenset[int]:
    """The article sets that a till has to tell apart."""
    return frozenset([*gifts, *[rule.articles for rule in rules]] + ([] if off is None else [off.articles]))


def sets_of(compiled: Compiled, asked: frozenset[int], lines: tuple[Line, ...]) -> list[list[int]]:
    """For each line: the sets among `asked` that it is in. What earns nothing is in none."""
    masks = compiled.masks(lines)
    never = compiled.program.never
    return [[n for n in sorted(asked) if mask >> n & 1] if not (never > 0 and mask >> never & 1) else [] for mask in masks]


def spent_by(compiled: Compiled) -> PointsOff | None:
    """The points discount that a till may give without a line: one that everybody may ask for, with steps that are whole cents."""
    for rule in compiled.program.points_off:
        if not rule.by_itself and not rule.tests and worth_of_step(compiled, rule).denominator == 1:
            return rule
    return None


def worth_of_step(compiled: Compiled, rule: PointsOff) -> Fraction:
    """What one step takes off, in minor units."""
    return rule.takes_off(compiled.units[rule.unit], rule.step)
