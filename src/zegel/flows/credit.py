"""Store credit given by hand, with the reason that the books keep."""

from zegel.booking.earnings import settle
from zegel.core.refusals import MemberNeeded, ReasonMissing, UnknownUnit
from zegel.decide.effects import Effect
from zegel.decide.plan import plan_of
from zegel.flows.commands import IssueCredit
from zegel.flows.facts import Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.paying import issue
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.flows.windows import rolling_sums
from zegel.ledger.accounts import ISSUED
from zegel.ledger.draft import Draft
from zegel.program.stored_value import STORE_CREDIT


def wants(command: IssueCredit) -> Wants:
    """The earlier answer and the member."""
    return wants_of(command.header, command.who)


def needs(shelf: Shelf, command: IssueCredit, resolved: Resolved) -> Needs:
    """The purse."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    return Needs((PurseNeeds(purse_meant(resolved, command.who), sums=rolling_sums(plan, command.header.business_date)),))


def run(facts: Facts, resolved: Resolved, command: IssueCredit) -> Outcome:
    """A lot of its own: who has no name behind a card cannot be owed anything that outlives the card, so a member is needed."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    if STORE_CREDIT not in plan.stored:
        raise UnknownUnit(unit=STORE_CREDIT)
    if not command.reason.strip():
        raise ReasonMissing()
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    if not purse.since:
        raise MemberNeeded()
    draft = Draft(purse)
    effects: list[Effect] = [issue(plan, draft, STORE_CREDIT, command.amount_minor, header, ISSUED)]
    effects += settle(draft, STORE_CREDIT)
    member = member_facts(facts, plan, purse, header.business_date)
    entry, receipt = finish(facts, plan, draft, header, "issue", effects, member, reason=command.reason)
    return Outcome((entry,), receipt)
