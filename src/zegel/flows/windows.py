"""What a program version's windows come to for a purse: the running totals, or sums of days that were fetched."""

from zegel.core.periods import Day, tenure
from zegel.decide.measures import first_day
from zegel.decide.plan import Plan
from zegel.decide.tiers import period_end, period_start, reviewed_period, year_start
from zegel.flows.facts import Missing, Needs, PurseNeeds
from zegel.ledger.purse import Purse
from zegel.program.model import Window

_BACK = ("rolling", "calendar day", "calendar week", "calendar month")
"""Kinds of windows that begin on a day that the purchase's own day tells."""
_PERSONAL = ("membership year", "since tier start")
"""Kinds of windows that begin on another day for each member: their sums are only known to be needed once the purse is there."""


def rolling_sums(plan: Plan, on: Day) -> tuple[tuple[str, Day], ...]:
    """The (measure, first day) sums that windows of the version look at on `on` that are no whole year, nor a whole life."""
    windows = plan.compiled.program.windows
    return tuple((w.measure, first_day(w, on)) for w in windows if w.kind in _BACK)


def window_value(plan: Plan, purse: Purse, index: int, on: Day) -> int:
    """What window `index` comes to for `purse` on `on`."""
    window = plan.compiled.program.windows[index]
    if window.kind == "calendar year":
        return purse.totals.get((window.measure, on[:4]), 0)
    if window.kind == "lifetime":
        return purse.totals.get((window.measure, ""), 0)
    if window.kind == "now":
        return standing_now(purse, window, on)
    if window.kind in _PERSONAL and not purse.since:
        return 0
    first = start_of(plan, purse, window, on)
    if not purse.complete and (window.measure, first) not in purse.sums:
        raise Missing(Needs((PurseNeeds(purse.id, sums=_sums(plan, purse, window, first, on)),)))
    return purse.counted(window.measure, first)


def standing_now(purse: Purse, window: Window, on: Day) -> int:
    """What is not counted but stands: what can be spent of a unit, or the whole months that one has been a member."""
    if window.measure == "tenure":
        return tenure(purse.since, on)[0] if purse.since else 0
    return purse.spendable(window.measure.removeprefix("balance:"))


def start_of(plan: Plan, purse: Purse, window: Window, on: Day) -> Day:
    """The first day that `window`, which runs until `on`, counts for `purse`; "" for all that ever was."""
    match window.kind:
        case "calendar year":
            return Day(f"{on[:4]}-01-01")
        case kind if kind in _BACK:
            return first_day(window, on)
        case "membership year":
            return year_start(purse.since, on)
        case "since tier start":
            return period_start(plan, purse.tier_since, purse.tier_review_at, purse.since)
        case _:
            return Day("")


def reviewed(plan: Plan, purse: Purse, on: Day) -> int:
    """What decides a tier review held on `on`: the period that ended, with the days of grace after it."""
    tiers = plan.tiers
    assert tiers is not None
    measured = window_value(plan, purse, tiers.window, reviewed_period(plan, on))
    window = plan.compiled.program.windows[tiers.window]
    if tiers.grace_days and window.kind == "calendar year":
        # Until now nothing else than the days of grace was counted in the year after.
        years = {period_end(plan, on)[:4], on[:4]} - {reviewed_period(plan, on)[:4]}
        measured += sum(purse.totals.get((window.measure, year), 0) for year in years)
    return measured


def _sums(plan: Plan, purse: Purse, window: Window, first: Day, on: Day) -> tuple[tuple[str, Day], ...]:
    """This window's sum, and those of all that begin on the member's own days, so that they are asked for at once."""
    windows = [w for w in plan.compiled.program.windows if w.kind in _PERSONAL] if window.kind in _PERSONAL else []
    return tuple(dict.fromkeys([(window.measure, first), *((w.measure, start_of(plan, purse, w, on)) for w in windows)]))
