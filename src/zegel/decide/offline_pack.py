"""What a till may say by itself of what a basket earns: the plain rules, as numbers. An estimate; the books decide when the sale comes in.

A rule that looks at who somebody is, at the day, at a limit or at what was bought before is left out: then the till says less, never more.
Multipliers and discounts are left out too.
"""

from typing import Final

from zegel.core.purchase import Line
from zegel.core.value import value
from zegel.program.compile import Compiled
from zegel.program.model import EarnRule, StampCard

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
    rules = [rule for rule in program.earn if _is_plain(rule) and not (rule.event or rule.promotion or rule.carry >= 0)]
    found: list[EarnRule | StampCard] = [*rules, *[card for card in program.cards if _is_plain(card)]]
    return tuple(Gives(one.unit, one.count, one.per, one.per_minor, one.articles) for one in found)


def _is_plain(one: EarnRule | StampCard) -> bool:
    return one.per in KNOWN and not one.tests and not one.limits and not one.apart_minutes


def sets_of(compiled: Compiled, rules: tuple[Gives, ...], lines: tuple[Line, ...]) -> list[list[int]]:
    """For each line: the sets of those that `rules` ask for that it is in. What earns nothing is in none."""
    asked = sorted({rule.articles for rule in rules})
    masks = compiled.masks(lines)
    never = compiled.program.never
    return [[n for n in asked if mask >> n & 1] if not (never > 0 and mask >> never & 1) else [] for mask in masks]
