"""What of a basket is paid only when a trial is over (domain.md M38, docs/decisions/0038).

Stored value pays first for what is bought for good, then for what is on trial, line by line: so a trial waits for money alone, and no gift
card is ever charged. The same arithmetic says what a return of it pays back, and what is not charged any more.
"""

from collections.abc import Sequence

from zegel.core.purchase import Purchase
from zegel.core.value import value
from zegel.decide.bringing_back import on_trial
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts


@value
class PaidLater:
    """Of `line` so much waits for the trial (`later_minor`), and stored value paid the rest of it (`stored_minor`)."""

    line: int
    later_minor: int
    stored_minor: int


def paid_later(
    plan: Plan, purchase: Purchase, member: MemberFacts, paid: Sequence[int], pays: int, stored: int
) -> tuple[PaidLater, ...]:  # fmt: skip
    """The lines of which money waits. `paid` is what each line costs, `pays` the basket, `stored` what stored value pays of it.

    Nothing waits where all of it was told as paid.
    """
    lines = {line.number for line, trial in on_trial(plan, purchase, member) if trial.paid_later} if plan.later else set[int]()
    costs = {line.number: cost for line, cost in zip(purchase.lines, paid, strict=True) if line.number in lines and cost > 0}
    if not costs or (purchase.tenders and sum([tender.amount_minor for tender in purchase.tenders]) == pays):
        return ()
    left = max(stored - (pays - sum(costs.values())), 0)
    found = []
    for line, cost in costs.items():
        from_stored = min(left, cost)
        left -= from_stored
        if cost > from_stored:
            found.append(PaidLater(line, cost - from_stored, from_stored))
    return tuple(found)


def paid_now(pays: int, later: int, stored: int) -> int:
    """What money pays at the sale: of `pays`, so much waits for trials before stored value pays `stored` of it."""
    return max(pays - later - stored, 0)


@value
class Unpaid:
    """A line on trial that was not charged yet: what waits, and what stored value had paid of what was not paid back yet."""

    later_minor: int
    stored_minor: int

    def less(self, back: int) -> "Unpaid":
        """The same when goods worth `back` came back: first of what stored value paid, then of what waits."""
        stored = min(back, self.stored_minor)
        return Unpaid(self.later_minor - min(back - stored, self.later_minor), self.stored_minor - stored)
