"""Who is meant, the purse with its due work done, and what rules may know of its member."""

from zegel.core.ids import PurseId
from zegel.core.periods import Day, Instant, tenure
from zegel.core.purchase import Identifier
from zegel.core.refusals import MemberBlocked, PurseMerged, UnknownMember
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts
from zegel.flows.commands import Who
from zegel.flows.due import run_due
from zegel.flows.facts import Facts, Resolved
from zegel.flows.ladder import tier_now
from zegel.flows.people import asked_of
from zegel.flows.windows import window_value
from zegel.ledger.purse import Purse


def purse_meant(resolved: Resolved, who: Who) -> PurseId:
    """The purse that `who` means; refuses `unknown_member`."""
    if isinstance(who, Identifier):
        found = resolved.purse_of.get(who)
        if found is None:
            raise UnknownMember()
        return resolved.follow(found)
    if who not in resolved.known_purses:
        raise UnknownMember()
    return resolved.follow(who)


def ready(facts: Facts, purse_id: PurseId, at: Instant) -> Purse:
    """The purse with its due work booked, ready for more; refuses what cannot be booked on."""
    purse = facts.purses.get(purse_id)
    if purse is None:
        raise UnknownMember()
    if purse.next_due <= at:
        run_due(facts, purse, at)
    if purse.alias_of is not None:
        raise PurseMerged()
    if purse.blocked:
        raise MemberBlocked()
    return purse


def nobody(plan: Plan) -> MemberFacts:
    """What rules may know of nobody: a gift card has no history that a rule looks at."""
    return MemberFacts(0, Day(""), "", 0, (0,) * len(plan.windows), -1, -1, (-1,) * len(plan.compiled.program.questions))


def member_facts(facts: Facts, plan: Plan, purse: Purse, on: Day) -> MemberFacts:
    """What rules may know of the purse's member before a purchase on `on`."""
    totals, year = purse.totals, on[:4]
    windows = tuple(
        [
            totals.get((measure, year), 0) if kind == "calendar year" else window_value(plan, purse, i, on)
            for i, (kind, measure) in plan.windows
        ]
    )
    number = totals.get(("visits", ""), 0) + 1 if plan.counts_visits else 0
    since = purse.since
    if not since:
        return MemberFacts(0, since, "", number, windows, -1, -1, asked_of(facts, plan, purse, on))
    months, years = tenure(since, on)
    return MemberFacts(
        1, since, tier_now(plan, purse) if plan.tier_marks else purse.tier, number, windows, months, years, asked_of(facts, plan, purse, on)
    )
