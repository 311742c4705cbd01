"""A member is blocked by a colleague, with a reason: no earning, no spending, or neither; and the block is lifted."""

from typing import Final

from zegel.core.canonical import Json, document_bytes
from zegel.core.refusals import IsGiftCard, ReasonMissing
from zegel.decide.effects import Block
from zegel.decide.plan import plan_of
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.merge_commands import BlockMember
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft
from zegel.ledger.purse import NO_EARNING, NO_SPENDING
from zegel.program.stored_value import GIFT_CARD

DOSSIER: Final = "block"
"""The kind of dossier that says since when a member is blocked, by whom and why; one a member."""
BLOCKED, LIFTED = "blocked", "lifted"


def wants(command: BlockMember) -> Wants:
    """The earlier answer and the member."""
    return wants_of(command.header, command.who)


def needs(shelf: Shelf, command: BlockMember, resolved: Resolved) -> Needs:
    """The purse."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    return Needs((PurseNeeds(purse_meant(resolved, command.who), sums=rolling_sums(plan, command.header.business_date)),))


def run(facts: Facts, resolved: Resolved, command: BlockMember) -> Outcome:
    """An entry without postings. What was set aside before is still handed over, goods still come back, and nothing lapses sooner."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    if any(unit == GIFT_CARD for unit, _ in purse.balances):
        raise IsGiftCard()
    if not command.reason.strip():
        raise ReasonMissing()
    member = member_facts(facts, plan, purse, header.business_date)
    effect = Block(int(command.earning), int(command.spending))
    entry, receipt = finish(facts, plan, Draft(purse), header, "block", [effect], member, reason=command.reason)
    purse.blocked = command.earning * NO_EARNING + command.spending * NO_SPENDING
    data: dict[str, Json] = {
        "by": header.actor, "earning": int(command.earning), "on": header.business_date, "reason": command.reason,
        "spending": int(command.spending),
    }  # fmt: skip
    state = BLOCKED if purse.blocked else LIFTED
    return Outcome((entry,), receipt, dossiers=(Dossier(purse.id, DOSSIER, "1", state, document_bytes(data).decode(), header.at),))
