"""Until when what a sale earned waits still: for a person, for an event, for the end of its return window or of a trial."""

from zegel.core.ids import ReceiptId
from zegel.core.periods import NEVER, Instant
from zegel.core.purchase_document import purchase_from
from zegel.core.value import value
from zegel.decide.bringing_back import waits_for_trial
from zegel.decide.document import Document
from zegel.decide.plan import Plan
from zegel.decide.returning import earned_by
from zegel.decide.skipped import facts_from
from zegel.decide.waiting_words import event_awaited
from zegel.flows.lots import own_lots
from zegel.flows.tallies import LOOKED_AT, reported, so_far
from zegel.ledger.draft import Draft


@value
class Waiting:
    """Until a moment, or (NEVER) until `event` is reported; "": until a person looked at the sale."""

    until: Instant
    event: str


def still_waits(
    plan: Plan, draft: Draft, document: Document, sale: ReceiptId, unit: str, at: Instant, *, looked_at: bool = False
) -> Waiting | None:  # fmt: skip
    """What `unit` that `sale` earned waits for at a moment, by the sale's own version `plan`; None for nothing.

    `looked_at`: a person looks at it now. Of what was looked at, or was reported, before that was noted, a point that was set free says so.
    """
    if unit in plan.memberships and (looked_at or not document.body["review"]):
        return None
    was_free = any(lot.available or lot.reserved or lot.spent for lot in own_lots(draft.purse, sale, unit))
    if document.body["review"] and not (looked_at or was_free or so_far(draft, sale, LOOKED_AT)):
        return Waiting(NEVER, "")
    assert document.purchase is not None, "a sale has a purchase"
    purchase = purchase_from(document.purchase)
    event = event_awaited(plan.compiled, unit, purchase.channel)
    if event and not (was_free or so_far(draft, sale, reported(place_of(document, unit)))):
        return Waiting(NEVER, event)
    over = waits_for_trial(plan, purchase, facts_from(document))
    until = over if event else plan.pending_until(unit, purchase.channel, purchase.business_date, over)
    return None if until is None or until <= at else Waiting(until, "")


def place_of(document: Document, unit: str) -> int:
    """The place of `unit` among what the sale earned, by which marks of its returns call it (flows.tallies)."""
    return sorted(earned_by(document)).index(unit)
