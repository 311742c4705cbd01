"""Where a member would stand on another ladder: what the migration dry-run asks of every member."""

from zegel.core.periods import Day, Instant, local_moment, plus_days
from zegel.decide.plan import Plan
from zegel.decide.tiers import reached, year_start
from zegel.flows.windows import window_value
from zegel.ledger.accounts import AVAILABLE
from zegel.ledger.purse import Purse


def placed(plan: Plan, purse: Purse, at: Instant) -> str:
    """The step that `purse`, which is whole, would have on the ladder of `plan` at `at`: "" below it.

    Where a step that is reached holds through the next year, the better of this year and the last counts. A tier set by hand holds where
    the ladder has one of that name.
    """
    tiers = plan.tiers
    if tiers is None or not purse.since:
        return ""
    on = local_moment(at, plan.zone).business_date
    measured = window_value(plan, purse, tiers.window, on)
    if tiers.kept == "through next year":
        before = _last_day_before(plan, purse, on)
        measured = max(measured, _of_year_before(plan, purse, on, before))
    tier = reached(plan, measured)
    for unit in plan.tier_marks:
        if purse.balance(unit, AVAILABLE) and plan.rank(unit[5:]) > plan.rank(tier):
            tier = unit[5:]
    return tier


def _last_day_before(plan: Plan, purse: Purse, on: Day) -> Day:
    first = year_start(purse.since, on) if plan.personal_years else Day(f"{on[:4]}-01-01")
    return plus_days(first, -1)


def _of_year_before(plan: Plan, purse: Purse, on: Day, last: Day) -> int:
    """What the year that ended on `last` came to, without what came after it."""
    tiers = plan.tiers
    assert tiers is not None
    found = window_value(plan, purse, tiers.window, last) if last >= purse.since else 0
    return found - window_value(plan, purse, tiers.window, on) if plan.personal_years and found else found
