"""A new version's measures are filled in for one purse: counts only, no points."""

from zegel.core.refusals import PurseMoved
from zegel.decide.plan import plan_of
from zegel.flows.commands import FillMeasures
from zegel.flows.facts import Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.purses import ready
from zegel.flows.receipts import finish
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft


def wants(command: FillMeasures) -> Wants:
    """The purse, where it still accepts anything."""
    return Wants(None, (), None, (command.purse,))


def needs(shelf: Shelf, command: FillMeasures, _resolved: Resolved) -> Needs:
    """The purse."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    return Needs((PurseNeeds(command.purse, sums=rolling_sums(plan, command.header.business_date)),))


def run(facts: Facts, _resolved: Resolved, command: FillMeasures) -> Outcome:
    """Refuses `purse_moved` when anything was booked since the counting: then it is counted again."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, command.purse, header.at)
    if purse.seq != command.seq:
        raise PurseMoved()
    draft = Draft(purse)
    draft.counts += command.counts
    member = member_facts(facts, plan, purse, header.business_date)
    entry, receipt = finish(facts, plan, draft, header, "fill", [], member, reason=f"measures of version {command.program.hex()}")
    return Outcome((entry,), receipt)
