"""Earning rules laid flat for the loop that every purchase goes through."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from zegel.core.rounding import rounded
from zegel.program.model import EarnRule, Multiplier, Settings, StampCard

PER_SPEND: Final = 0
PER_ITEM: Final = 1
PER_PURCHASE: Final = 2
MULTIPLY: Final = 3
PER_QUANTITY: Final = 4
_PER: Final = {"spend": PER_SPEND, "item": PER_ITEM, "purchase": PER_PURCHASE}


class Step:
    """One earning rule, laid flat for the loop that every purchase goes through. `rule` is what the program says."""

    __slots__ = (
        "articles", "bit", "by_line", "carry", "count", "factor", "how", "id", "kind", "less", "limits", "made", "measure", "more",
        "multiplied", "per", "promotion", "rising", "rule", "unit", "whole",
    )  # fmt: skip

    def __init__(self, rule: EarnRule | Multiplier | StampCard, scale: int, settings: Settings, decimals: int) -> None:
        self.id, self.unit, self.articles, self.rule = rule.id, rule.unit, rule.articles, rule
        self.bit = 1 << rule.articles
        self.factor = Fraction(1)
        self.limits = rule.limits
        self.how = settings.points_rounding
        self.whole = settings.points_rounding == "down" and not decimals
        """Whether only full steps count; else a part of a step gives a part of its points, rounded as `how` says (semantics 8)."""
        self.by_line = settings.points_rounded_per == "line"
        self.measure = ""
        self.carry = -1
        self.rising = rule.rising if isinstance(rule, EarnRule) else None
        self.less = isinstance(rule, EarnRule) and rule.less
        self.multiplied = not isinstance(rule, EarnRule) or rule.multiplied
        self.promotion = isinstance(rule, EarnRule | Multiplier) and rule.promotion
        self.made = rule.made if isinstance(rule, EarnRule | Multiplier) else ""
        self.more = 0
        """What a multiplier adds per one, times the plan's scale; below zero where it leaves less."""
        if isinstance(rule, Multiplier):
            self.kind, self.count, self.per, self.factor = MULTIPLY, 0, 1, rule.factor
            self.more = int((rule.factor - 1) * scale)
        else:
            self.kind, self.count, self.per = _PER.get(rule.per, PER_QUANTITY), rule.count, max(rule.per_minor, 1)
            if self.kind == PER_QUANTITY:
                self.measure = rule.per
            if isinstance(rule, EarnRule):
                self.carry = rule.carry

    @property
    def common(self) -> bool:
        """Whether sums per article set are all that it looks at, in full steps, and it takes nothing away."""
        return (
            self.more >= 0
            and self.whole
            and not self.by_line
            and not self.limits
            and self.carry < 0
            and self.kind != PER_QUANTITY
            and self.multiplied
            and self.rising is None
            and not self.less
        )

    @property
    def hangs_on_rest(self) -> bool:
        """Whether lines give what they add to the rest, not what they would give alone: steps that rise, or parts that are carried."""
        return self.rising is not None or self.carry >= 0


def stepped(step: Step, amount: int) -> int:
    """What `amount` (not negative) gives at the step's rate."""
    if step.rising is not None:
        full = amount - amount % step.per if step.whole else amount
        return rounded(step.rising.counted(step.count, full, amount), step.per, step.how)
    if step.whole:
        return step.count * (amount // step.per)
    return rounded(step.count * amount, step.per, step.how)


def gives(step: Step, spend: Sequence[int], items: Sequence[int]) -> int:
    """What one base rule gives on these sums per article set: whole steps only unless the program says otherwise (semantics 8).

    A basket of nothing that may earn is no purchase.
    """
    amount = spend[step.articles]
    if step.kind == PER_SPEND:
        return stepped(step, amount) if amount > 0 else 0
    if step.kind == PER_ITEM:
        return step.count * items[step.articles]
    return step.count if amount > 0 or items[step.articles] > 0 else 0
