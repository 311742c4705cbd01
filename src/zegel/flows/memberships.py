"""A membership begins, is tried, is offered or ends; and a tier that is set by hand."""

from zegel.booking.memberships import end_all, open_term, open_until, terms_of
from zegel.core.ids import PurseId
from zegel.core.periods import NEVER, end_of_day, local_moment, plus_days
from zegel.core.refusals import (
    DayIsOver,
    MemberNeeded,
    NoMembership,
    NoPlaceLeft,
    ReasonMissing,
    TrialNotNow,
    UnknownMembership,
    UnknownTier,
)
from zegel.decide.effects import Effect, MembershipTerm, TierSet
from zegel.decide.plan import Plan, plan_of
from zegel.flows.commands import EndMembership, SetTier, StartMembership
from zegel.flows.facts import Draw, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.flows.windows import rolling_sums
from zegel.ledger.accounts import ADJUSTED, AVAILABLE
from zegel.ledger.draft import Draft
from zegel.ledger.entries import Count, LotTerms
from zegel.ledger.purse import Purse
from zegel.program.model import Membership

TRIED = "trial:"
"""Prefix of the measure that remembers whether a membership was tried."""


def wants(command: StartMembership | EndMembership | SetTier) -> Wants:
    """The earlier answer and the member."""
    return wants_of(command.header, command.who)


def needs(shelf: Shelf, command: StartMembership | EndMembership, resolved: Resolved) -> Needs:
    """The purse with all its lots, and how many places are left."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    sums = rolling_sums(plan, command.header.business_date)
    counters = (places_of(command.membership),)
    return Needs((PurseNeeds(purse_meant(resolved, command.who), sums=sums, all_lots=True),), counters=counters)


def places_of(membership: str) -> str:
    """The counter of a membership's places."""
    return f"membership:{membership}"


def run(facts: Facts, resolved: Resolved, command: StartMembership) -> Outcome:
    """One term more, a trial, or an invitation until a day."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    membership = _known(plan, command.membership)
    purse = _member(facts, purse_meant(resolved, command.who), command)
    draft = Draft(purse)
    terms = terms_of(draft, membership.unit)
    draws: tuple[Draw, ...] = ()
    if membership.places is not None and not terms:
        if facts.left(places_of(membership.id), membership.places) < 1:
            raise NoPlaceLeft(membership=membership.id)
        draws = (Draw(places_of(membership.id), 1, membership.places),)
    at = header.happened_at
    if command.until and command.until < header.business_date:
        raise DayIsOver(day=command.until)
    if command.trial:
        if not membership.trial_days or terms or purse.totals.get((TRIED + membership.id, ""), 0):
            raise TrialNotNow(membership=membership.id)
        last = plus_days(header.business_date, membership.trial_days)
        ends = end_of_day(min(last, command.until or last), plan.zone)
        effect = open_until(draft, membership, "trial", at, ends, last=True)
        draft.counts.append(Count(TRIED + membership.id, header.business_date, 1))
    elif command.until:
        ends = end_of_day(command.until, plan.zone)
        end_all(draft, membership)
        effect = open_until(draft, membership, "invite" if membership.invited else "start", at, ends, last=membership.renews)
    else:
        effect = open_term(plan, draft, membership, at)
        if membership.invited:
            effect = MembershipTerm(membership.id, "invite", effect.begins, effect.ends)
    return _finished(facts, plan, draft, command, "membership", [effect], command.reason, draws)


def end_run(facts: Facts, resolved: Resolved, command: EndMembership) -> Outcome:
    """At the term's end: nothing follows by itself. At once: everything that runs or waits lapses now."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    membership = _known(plan, command.membership)
    purse = _member(facts, purse_meant(resolved, command.who), command)
    draft = Draft(purse)
    terms = terms_of(draft, membership.unit)
    if not terms:
        raise NoMembership(membership=membership.id)
    ends = terms[-1].expires_at
    draws: tuple[Draw, ...] = ()
    if command.at_once:
        began = local_moment(terms[0].opened_at, plan.zone).business_date
        withdrawn = header.business_date <= plus_days(began, membership.cooling_off_days)
        end_all(draft, membership)
        effect = MembershipTerm(membership.id, "withdrawn" if withdrawn else "ended", header.happened_at, header.happened_at)
        if membership.places is not None:
            draws = (Draw(places_of(membership.id), -1),)
    else:
        if not purse.balance(membership.ends, AVAILABLE):
            draft.open(membership.ends, AVAILABLE, 1, LotTerms(header.happened_at, header.happened_at, ends, None))
        effect = MembershipTerm(membership.id, "ends", header.happened_at, ends)
    return _finished(facts, plan, draft, command, "membership", [effect], command.reason, draws)


def tier_needs(shelf: Shelf, command: SetTier, resolved: Resolved) -> Needs:
    """The purse with the tiers that were set by hand before."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    marks = tuple((unit, 1) for unit in plan.tier_marks)
    return Needs((PurseNeeds(purse_meant(resolved, command.who), spend=marks, sums=rolling_sums(plan, command.header.business_date)),))


def tier_run(facts: Facts, resolved: Resolved, command: SetTier) -> Outcome:
    """The member has at least this tier until a day, whatever is measured; it counts towards nothing. `none` takes that away."""
    header, tier = command.header, command.tier
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    if tier != "none" and not plan.rank(tier):
        raise UnknownTier(tier=tier[:60])
    if not command.reason.strip():
        raise ReasonMissing()
    purse = _member(facts, purse_meant(resolved, command.who), command)
    draft = Draft(purse)
    for unit in plan.tier_marks:
        if count := purse.balance(unit, AVAILABLE):
            draft.spend(unit, count, ADJUSTED)
    ends = NEVER
    if command.until:
        if command.until < header.business_date:
            raise DayIsOver(day=command.until)
        ends = end_of_day(command.until, plan.zone)
    if tier != "none":
        draft.open(f"tier:{tier}", AVAILABLE, 1, LotTerms(header.happened_at, header.happened_at, ends, None), ADJUSTED)
    effect = TierSet("" if tier == "none" else tier, ends, command.evidence)
    return _finished(facts, plan, draft, command, "set tier", [effect], command.reason, ())


def _known(plan: Plan, name: str) -> Membership:
    found = plan.compiled.memberships.get(name)
    if found is None:
        raise UnknownMembership(membership=name[:60])
    return found


def _member(facts: Facts, purse: PurseId, command: StartMembership | EndMembership | SetTier) -> Purse:
    found = ready(facts, purse, command.header.at)
    if not found.since:
        raise MemberNeeded()
    return found


def _finished(
    facts: Facts, plan: Plan, draft: Draft, command: StartMembership | EndMembership | SetTier, kind: str, effects: list[Effect],
    reason: str, draws: tuple[Draw, ...],
) -> Outcome:  # fmt: skip
    member = member_facts(facts, plan, draft.purse, command.header.business_date)
    entry, receipt = finish(facts, plan, draft, command.header, kind, effects, member, reason=reason)
    return Outcome((entry,), receipt, draws=draws)
