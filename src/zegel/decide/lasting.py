"""How long what was earned lasts (semantics 17): days and months, ends of periods, dates, and as long as a unit is used now and then.

A lot that lapses after inactivity carries IDLE as its expiry. When it lapses is one moment a purse and unit: the running total of the
measure `idle:<unit>`, pushed on with every command that moves the unit. So an activity costs one count, however many lots there are.
"""

from zegel.core.periods import NEVER, Day, Instant, end_of_day, local_moment
from zegel.decide.last_days import last_day
from zegel.decide.plan import Plan
from zegel.ledger.draft import Draft
from zegel.ledger.entries import Count
from zegel.ledger.purse import idle_measure


def expiry_of(plan: Plan, unit: str, earned_on: Day, available_at: Instant | None) -> Instant:
    """When a lot of `unit` lapses that was earned on `earned_on` and waits until `available_at` (None: for nothing).

    Where the clock starts at release and nobody knows when that is, it never lapses while it waits.
    """
    expiry = plan.compiled.units[unit].expiry
    if not expiry.from_release or available_at is None:
        return plan.expires_at(unit, earned_on)
    if available_at >= NEVER:
        return NEVER
    return plan.expires_at(unit, local_moment(available_at, plan.zone).business_date)


def idle_until(plan: Plan, unit: str, on: Day) -> Instant:
    """When the unit lapses if `on` was the last day on which it was earned or spent."""
    return end_of_day(last_day(plan.compiled.units[unit].expiry, on), plan.zone)


def note_activity(plan: Plan, draft: Draft, on: Day) -> None:
    """Push on the moment at which units that this draft moves lapse after inactivity; it never comes nearer."""
    for unit in plan.idle_units:
        if any(p.unit == unit for p in draft.postings):
            measure = idle_measure(unit)
            before = draft.purse.totals.get((measure, ""), 0) + sum(c.delta for c in draft.counts if c.measure == measure)
            later = idle_until(plan, unit, on) - before
            if later > 0:
                draft.counts.append(Count(measure, on, later))
