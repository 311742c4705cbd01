"""What a program version's windows come to for a purse: the running totals, or sums of days that were fetched."""

from zegel.core.periods import Day
from zegel.decide.measures import first_day
from zegel.decide.plan import Plan
from zegel.flows.facts import Missing, Needs, PurseNeeds
from zegel.ledger.purse import Purse


def rolling_sums(plan: Plan, on: Day) -> tuple[tuple[str, Day], ...]:
    """The (measure, first day) sums that rolling windows of the version look at on `on`."""
    windows = plan.compiled.program.windows
    return tuple((w.measure, first_day(w, on)) for w in windows if w.kind == "rolling")


def window_value(plan: Plan, purse: Purse, index: int, on: Day) -> int:
    """What window `index` comes to for `purse` on `on`."""
    window = plan.compiled.program.windows[index]
    if window.kind == "calendar year":
        return purse.totals.get((window.measure, on[:4]), 0)
    if window.kind == "lifetime":
        return purse.totals.get((window.measure, ""), 0)
    first = first_day(window, on)
    if not purse.complete and (window.measure, first) not in purse.sums:
        raise Missing(Needs((PurseNeeds(purse.id, sums=((window.measure, first),)),)))
    return purse.counted(window.measure, first)
