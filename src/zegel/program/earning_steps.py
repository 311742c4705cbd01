"""Points in steps: 10 for each euro, 20 above 50.00, 30 above 100.00; each step for its own part, or the highest for everything."""

from itertools import pairwise
from typing import Literal

from zegel.core.value import value


@value
class EarningStep:
    """From `least` (minor units) on, `count` for each full amount of the rule; 0: nothing more."""

    least: int
    count: int


@value
class Rising:
    """The steps of an earning rule, from low to high; below the first of them the rule's own count holds.

    `whole`: the highest step that is reached counts for everything; `marginal`: each step for what lies in it (semantics 25). A step
    begins at its threshold, or `above` it.
    """

    method: Literal["whole", "marginal"]
    steps: tuple[EarningStep, ...]
    above: bool = False

    def counted(self, first: int, amount: int, reached: int) -> int:
        """What `amount` gives, times what each count is for: `first` below the first step. `reached` decides how high one comes.

        >>> Rising("marginal", (EarningStep(5000, 20), EarningStep(10000, 30))).counted(10, 15400, 15400) // 100
        3120
        """
        over = 1 if self.above else 0
        if self.method == "whole":
            return next((step.count for step in reversed(self.steps) if reached >= step.least + over), first) * amount
        found, count, start = 0, first, 0
        for step in self.steps:
            found += count * max(min(amount, step.least) - start, 0)
            count, start = step.count, step.least
        return found + count * max(amount - start, 0)

    def falls(self, first: int) -> bool:
        """Whether a step gives less than the one below it."""
        counts = [first, *[step.count for step in self.steps]]
        return any(later < before for before, later in pairwise(counts))
