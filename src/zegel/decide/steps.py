"""Earning rules laid flat for the loop that every purchase goes through."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from zegel.program.model import EarnRule, Multiplier, StampCard

PER_SPEND: Final = 0
PER_ITEM: Final = 1
PER_PURCHASE: Final = 2
MULTIPLY: Final = 3
_PER = {"spend": PER_SPEND, "item": PER_ITEM, "purchase": PER_PURCHASE}


class Step:
    """One earning rule, laid flat for the loop that every purchase goes through."""

    __slots__ = ("articles", "bit", "count", "factor", "id", "kind", "more", "per", "unit")

    def __init__(self, rule: EarnRule | Multiplier | StampCard, scale: int) -> None:
        self.id, self.unit, self.articles = rule.id, rule.unit, rule.articles
        self.bit = 1 << rule.articles
        self.factor = Fraction(1)
        self.more = 0
        """What a multiplier adds per one, times the plan's scale."""
        if isinstance(rule, Multiplier):
            self.kind, self.count, self.per, self.factor = MULTIPLY, 0, 1, rule.factor
            self.more = int((rule.factor - 1) * scale)
        else:
            self.kind, self.count, self.per = _PER[rule.per], rule.count, max(rule.per_minor, 1)


def gives(step: Step, spend: Sequence[int], items: Sequence[int]) -> int:
    """What one base rule gives on these sums per article set: whole steps only, the remainder earns nothing (semantics 8).

    A basket of nothing that may earn is no purchase.
    """
    amount = spend[step.articles]
    if step.kind == PER_SPEND:
        return step.count * (amount // step.per) if amount > 0 else 0
    if step.kind == PER_ITEM:
        return step.count * items[step.articles]
    return step.count if amount > 0 or items[step.articles] > 0 else 0
