"""What a seat costs: set aside with the reply, spent at the door or where somebody stays away, given back otherwise."""

from zegel.core.periods import Instant, end_of_day, plus_days
from zegel.core.refusals import NotEnough
from zegel.decide.effects import Change, Effect
from zegel.decide.plan import Plan
from zegel.flows.due import let_go
from zegel.ledger.accounts import REDEEMED, RESERVED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import HoldMark
from zegel.program.seats import Experience

KEPT_DAYS = 30
"""So long after the day the points come back by themselves, if nothing was done with them."""


def set_aside(plan: Plan, draft: Draft, one: Experience, guests: int) -> tuple[int, list[Effect]]:
    """The hold with what the seats cost, and what is said of it; 0 where they cost nothing. Refuses `not_enough`."""
    count = one.costs(guests)
    if not count:
        return 0, []
    spendable = draft.spendable(one.unit)
    if spendable < count:
        raise NotEnough(unit=one.unit, available=spendable, needed=count)
    draft.spend(one.unit, count, RESERVED)
    until = end_of_day(plus_days(one.date, KEPT_DAYS), plan.compiled.branches[one.branch].zone)
    draft.hold = HoldMark(draft.seq, "open", until)
    return draft.seq, [Change("reserve", one.unit, -count)]


def given_back(draft: Draft, held: int, at: Instant) -> list[Effect]:
    """The points are free again, but for those that lapsed meanwhile; nothing where they came back already."""
    return let_go(draft, held, at) if _open(draft, held) else []


def spent(draft: Draft, held: int) -> list[Effect]:
    """What was set aside is spent; nothing where it came back already."""
    if not _open(draft, held):
        return []
    hold = draft.purse.holds[held]
    gone: dict[str, int] = {}
    for p in hold.reserved:
        draft.move(p.unit, RESERVED, REDEEMED, p.amount, p.lot)
        gone[p.unit] = gone.get(p.unit, 0) + p.amount
    draft.hold = HoldMark(held, "committed", hold.expires_at)
    return [Change("seat paid", unit, -count) for unit, count in sorted(gone.items())]


def _open(draft: Draft, held: int) -> bool:
    hold = draft.purse.holds.get(held)
    return bool(held) and hold is not None and hold.state == "open"
