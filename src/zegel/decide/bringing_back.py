"""Until when each line of a sale (and a reward) may come back without a reason, and why: by its own version and the facts of the sale.

Of several windows that hold for a line the most generous counts; of two that are equally long the one on trial, in which nobody asks.
"""

from collections.abc import Sequence
from typing import Final

from zegel.core.periods import Day, Instant, end_of_day, plus_days
from zegel.core.purchase import Line, Purchase
from zegel.core.refusals import RedemptionTooLate
from zegel.core.value import value
from zegel.decide.in_time import CameInTime
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, basket_facts
from zegel.program.bringing_back import BackWindow
from zegel.program.compile import Compiled

NEXT_TRIAL: Final = "next:trial"
"""The measure whose running total is the moment at which the first of the member's trials is over; 0 for none."""


@value
class LastDay:
    """A line may come back through `day`, `days` after the sale, because of window `rule` ("": as everything else)."""

    rule: str
    days: int
    day: Day


def last_days(plan: Plan, purchase: Purchase, member: MemberFacts) -> dict[int, LastDay]:
    """Line → until when it may come back."""
    days = plan.compiled.program.settings.return_within_days
    usual = LastDay("", days, plus_days(purchase.business_date, days))
    found = dict.fromkeys([line.number for line in purchase.lines], usual)
    for line, windows in _holding(plan, purchase, member):
        best = max(windows, key=lambda one: (one.days, one.on_trial, one.id))
        if best.days > days:
            found[line.number] = LastDay(best.id, best.days, plus_days(purchase.business_date, best.days))
    return found


def on_trial(plan: Plan, purchase: Purchase, member: MemberFacts) -> list[tuple[Line, BackWindow]]:
    """The lines that were bought on trial, each with the longest trial that holds for it."""
    found = []
    for line, windows in _holding(plan, purchase, member):
        trials = [one for one in windows if one.on_trial]
        if trials:
            found.append((line, max(trials, key=lambda one: (one.days, one.id))))
    return found


def _holding(plan: Plan, purchase: Purchase, member: MemberFacts) -> list[tuple[Line, list[BackWindow]]]:
    """Lines with the windows that hold for them, where there are any."""
    windows = plan.compiled.program.care.windows
    if not windows:
        return []
    held = [windows[i] for i in plan.compiled.judge_windows(basket_facts(purchase, member, plan.rank(member.tier)))[0]]
    masks = plan.compiled.masks(purchase.lines)
    found = [(line, [one for one in held if mask >> one.articles & 1]) for line, mask in zip(purchase.lines, masks, strict=True)]
    return [(line, mine) for line, mine in found if mine]


def trial_over(plan: Plan, on: Day, trial: BackWindow) -> Instant:
    """The moment at which a trial of something bought `on` that day is over: the end of its last day."""
    return end_of_day(plus_days(on, trial.days), plan.zone)


def waits_for_trial(plan: Plan, purchase: Purchase, member: MemberFacts) -> Instant | None:
    """Until when what a purchase gives waits at least; None where nothing of it is on trial."""
    return max([trial_over(plan, purchase.business_date, trial) for _, trial in on_trial(plan, purchase, member)], default=None)


def too_late(windows: dict[int, LastDay], lines: Sequence[int], on: Day) -> LastDay | None:
    """The first of `lines` to be over on that day, None where all of them are in time."""
    late = [windows[number] for number in lines if number in windows and on > windows[number].day]
    return min(late, key=lambda one: one.day, default=None)


def check_its_day(live: Compiled, branch: str, on: Day, at: Instant, reason: str) -> None:
    """Refuse `redemption_too_late`: a reward handed over `on` that business day is taken back on it, later only if somebody says why.

    The day is that of `branch`, which handed it over ("": the company's), by the version that is live.
    """
    if live.day_in(branch, at) > on and not reason.strip():
        raise RedemptionTooLate(day=on)


def came_in_time(windows: dict[int, LastDay], lines: Sequence[int], on: Day, usual: Day) -> list[CameInTime]:
    """What a return on that day owes to longer windows; nothing while everything might still come back."""
    if on <= usual:
        return []
    by_rule: dict[LastDay, list[int]] = {}
    for number in sorted(lines):
        if windows[number].rule and on <= windows[number].day:
            by_rule.setdefault(windows[number], []).append(number)
    return [CameInTime(one.rule, one.days, one.day, tuple(numbers)) for one, numbers in sorted(by_rule.items(), key=lambda e: e[1])]
