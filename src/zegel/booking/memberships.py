"""Booking memberships: a term is a lot of one, valid through its last day; a next term waits until the one before it ends."""

from collections.abc import Iterator, Sequence

from zegel.core.periods import NEVER, Day, Instant, end_of_day, local_moment, plus_days, plus_months
from zegel.decide.effects import MembershipTerm
from zegel.decide.plan import Plan
from zegel.ledger.accounts import AVAILABLE, EXPIRED, ISSUED, PENDING
from zegel.ledger.draft import Draft
from zegel.ledger.entries import LotTerms
from zegel.ledger.lots import Lot
from zegel.program.model import Membership


def terms_of(draft: Draft, unit: str) -> list[Lot]:
    """The terms of `unit` that run or wait, the first to end first, with what is drafted already; every lot of it must be there."""
    held = [lot for lot in draft.purse.lots.values() if lot.unit == unit and draft.left(lot, AVAILABLE) + draft.left(lot, PENDING) > 0]
    return sorted([*held, *_drafted(draft, unit)], key=lambda lot: lot.expires_at)


def terms_back(draft: Draft, unit: str, own: Sequence[Lot]) -> list[Lot]:
    """The terms that go where the sale of `own` comes back: the last of the chain, so that what is left runs on without a gap.

    As many as run or wait of its own; what is over by now is its own.
    """
    going = sum([draft.left(lot, AVAILABLE) + draft.left(lot, PENDING) for lot in own])
    return [*terms_of(draft, unit)[::-1][:going], *own]


def _drafted(draft: Draft, unit: str) -> Iterator[Lot]:
    for n, p in enumerate(draft.postings):
        if p.opens is not None and p.unit == unit:
            yield Lot(draft.seq, n, unit, p.opens.opened_at, p.opens.available_at, p.opens.expires_at, p.amount)


def open_term(plan: Plan, draft: Draft, membership: Membership, at: Instant, *, review: bool = False) -> MembershipTerm:
    """One term more: from `at`, or from the end of the last term on.

    A chain of terms counts from its first day, so that a monthly one that began on 31 January ends on the last days of months.
    `review`: it waits for a person.
    """
    unit, terms = membership.unit, terms_of(draft, membership.unit)
    begins, anchor = (terms[-1].expires_at, terms[-1].opened_at) if terms and terms[-1].expires_at > at else (at, at)
    ends = term_end(plan, membership, anchor, begins)
    if review:
        draft.open(unit, PENDING, 1, LotTerms(anchor, NEVER, ends, None))
    elif begins > at:
        draft.open(unit, PENDING, 1, LotTerms(anchor, begins, ends, None))
    else:
        draft.open(unit, AVAILABLE, 1, LotTerms(anchor, at, ends, None))
    return MembershipTerm(membership.id, "start", begins, ends)


def open_until(draft: Draft, membership: Membership, what: str, at: Instant, ends: Instant, last: bool) -> MembershipTerm:
    """A trial or an invitation: from `at` until `ends`; `last` keeps in mind that no term follows by itself."""
    draft.open(membership.unit, AVAILABLE, 1, LotTerms(at, at, ends, None))
    if last:
        draft.open(membership.ends, AVAILABLE, 1, LotTerms(at, at, ends, None))
    return MembershipTerm(membership.id, what, at, ends)


def term_end(plan: Plan, membership: Membership, anchor: Instant, begins: Instant) -> Instant:
    """The moment after the last day of the first term of the chain from `anchor` that ends after `begins`."""
    first = local_moment(anchor, plan.zone).business_date
    n = 0
    while True:
        n += 1
        ends = end_of_day(_plus(first, membership, n), plan.zone)
        if ends > begins:
            return ends


def _plus(day: Day, membership: Membership, times: int) -> Day:
    count = membership.count * times
    return plus_days(day, count) if membership.period == "days" else plus_months(day, count)


def renew(plan: Plan, draft: Draft, moment: Instant) -> None:
    """The next term of what goes on by itself, where the last one lapses in this entry and nobody ended it."""
    purse = draft.purse
    for membership in plan.renewing:
        lapsed = [p for p in draft.postings if p.unit == membership.unit and p.destination == EXPIRED and p.source == AVAILABLE]
        if not lapsed or purse.balance(membership.ends, AVAILABLE) or draft.balance(membership.unit, AVAILABLE):
            continue
        if draft.balance(membership.unit, PENDING):
            continue
        key = lapsed[-1].lot
        assert key is not None, "what lapses is a lot"
        anchor = purse.lots[key].opened_at
        terms = LotTerms(anchor, moment, term_end(plan, membership, anchor, moment), None)
        draft.open(membership.unit, AVAILABLE, 1, terms, ISSUED)


def end_all(draft: Draft, membership: Membership) -> None:
    """Every term that runs or waits lapses now."""
    for unit in (membership.unit, membership.ends):
        for lot in sorted((lot for lot in draft.purse.lots.values() if lot.unit == unit), key=lambda lot: lot.order):
            for account in (AVAILABLE, PENDING):
                if count := draft.left(lot, account):
                    draft.move(unit, account, EXPIRED, count, lot.key)
