"""A correction by hand, with the reason that the books keep; and a late sale that a person approves or refuses."""

from zegel.booking.earnings import fill_cards, release, wait_until
from zegel.booking.returns import take_back
from zegel.core.ids import ReceiptId
from zegel.core.periods import NEVER, Day
from zegel.core.purchase_document import purchase_from
from zegel.core.refusals import NotASale, NotUnderReview, ReasonMissing, UnknownReceipt, UnknownUnit
from zegel.decide.document import Document
from zegel.decide.effects import Effect, TakeBack
from zegel.decide.filling import measured
from zegel.decide.plan import Plan, plan_of
from zegel.decide.returning import standing
from zegel.decide.skipped import facts_from
from zegel.decide.waits import Waits
from zegel.flows.commands import Adjust, Header, Review
from zegel.flows.corrections import asked, corrected, needs_a_second
from zegel.flows.facts import Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.invoices import counted as reported
from zegel.flows.invoices import standing_of
from zegel.flows.known import member_facts
from zegel.flows.ladder import climb_by_balance
from zegel.flows.lots import own_lots
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish, sale_read
from zegel.flows.redeem import WHOLE
from zegel.flows.still_waiting import still_waits
from zegel.flows.tallies import LOOKED_AT, add, so_far
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft
from zegel.ledger.entries import SALES, Count, ReturnMark
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse


def wants(command: Adjust) -> Wants:
    """The earlier answer and the member."""
    return wants_of(command.header, command.who)


def needs(shelf: Shelf, command: Adjust, resolved: Resolved) -> Needs:
    """The purse, with the lots that a correction downwards takes from."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    spend = ((command.unit, -command.count),) if command.count < 0 else ()
    sums = rolling_sums(plan, command.header.business_date)
    return Needs((PurseNeeds(purse_meant(resolved, command.who), spend=spend, sums=sums),))


def run(facts: Facts, resolved: Resolved, command: Adjust) -> Outcome:
    """Booked at once, or asked of a colleague where it is more than one's role corrects alone."""
    header, unit_id, count = command.header, command.unit, command.count
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    if unit_id not in plan.compiled.units:
        raise UnknownUnit(unit=unit_id[:60])
    if not command.reason.strip():
        raise ReasonMissing()
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    if needs_a_second(plan, unit_id, count, command.role):
        return asked(facts, plan, purse, command)
    draft = Draft(purse)
    effects = corrected(plan, draft, unit_id, count, header)
    member = member_facts(facts, plan, purse, header.business_date)
    entry, receipt = finish(facts, plan, draft, header, "adjust", effects, member, reason=command.reason)
    return Outcome((entry,), receipt)


def review_wants(command: Review) -> Wants:
    """The earlier answer and the sale's purse."""
    return Wants((command.header.source, command.header.key), (), None, (command.sale.purse,))


def review_needs(_shelf: Shelf, command: Review, resolved: Resolved) -> Needs:
    """The purse with the sale's own lots and what came back of it, and the sale's receipt."""
    sale = command.sale
    if sale.purse not in resolved.known_purses:
        raise UnknownReceipt()
    key = (sale.purse, sale.seq)
    return Needs((PurseNeeds(resolved.follow(sale.purse), opened_by=(key,), returned_of=(key,)),), (sale,))


def review_run(facts: Facts, resolved: Resolved, command: Review) -> Outcome:
    """Approve: what waited is spendable, now or when it would have been. Refuse: it is taken back, and the measures with it."""
    header, sale = command.header, command.sale
    purse = ready(facts, resolved.follow(sale.purse), header.at)
    document = sale_read(facts, sale)
    if document.body["kind"] not in SALES:
        raise NotASale(kind=document.body["kind"])
    if not command.reason.strip():
        raise ReasonMissing()
    plan = plan_of(facts.shelf.by_digest(bytes.fromhex(document.body["program"])))
    units = {e["unit"] for e in document.body["effects"] if e["effect"] == "earn"}
    waiting = [lot for unit in sorted(units) for lot in own_lots(purse, sale, unit) if lot.pending]
    draft = Draft(purse)
    if not document.body["review"] or not waiting or so_far(draft, sale, LOOKED_AT):
        raise NotUnderReview()
    effects: list[Effect] = []
    for lot in waiting:
        if command.approve:
            effects += _approved(plan, draft, document, sale, lot, header)
        else:
            effects.append(TakeBack(lot.unit, lot.pending))
            take_back(draft, lot.unit, lot.pending, [lot], below_zero="allowed")
    if command.approve:
        add(draft, sale, LOOKED_AT, 1)
        effects += _climbed(facts, plan, draft, header)
    else:
        # From now on the sale has earned nothing: a return of its goods takes nothing more.
        draft.returned.append(ReturnMark(sale.purse, sale.seq, WHOLE, 1))
        draft.counts += _uncounted(facts, plan, document, sale, purse, header)
    member = facts_from(document)
    assert document.purchase is not None
    entry, receipt = finish(
        facts, plan, draft, header, "review", effects, member, of=str(sale), reason=command.reason, branch=document.purchase["branch"]
    )
    return Outcome((entry,), receipt)


def _approved(plan: Plan, draft: Draft, document: Document, sale: ReceiptId, lot: Lot, header: Header) -> list[Effect]:
    """What waited in `lot` for a person is spendable now, or waits on as it would have if the sale had come in in time."""
    waiting = still_waits(plan, draft, document, sale, lot.unit, header.at, looked_at=True)
    if waiting is None:
        found = release(plan, draft, lot, header.business_date, header.at)
        return found + (fill_cards(plan, draft, lot.unit, header.business_date, header.at) if lot.unit in plan.cards else [])
    if waiting.until < NEVER:
        return wait_until(plan, draft, lot, waiting.until)
    return [Waits(lot.unit, lot.pending, NEVER, waiting.event)]


def _climbed(facts: Facts, plan: Plan, draft: Draft, header: Header) -> list[Effect]:
    """The ladder with what does not wait any more; another ladder than the sale's looks at it with the next purchase."""
    live = plan_of(facts.shelf.live_at(header.happened_at))
    return climb_by_balance(live, draft, header.business_date, header.at) if live.thresholds == plan.thresholds else []


def _uncounted(facts: Facts, plan: Plan, document: Document, sale: ReceiptId, purse: Purse, header: Header) -> list[Count]:
    """What the sale adds to the measures now, taken out of them; also of those that only today's version counts (they were filled in)."""
    assert document.purchase is not None
    purchase = purchase_from(document.purchase)
    back = {line.number: purse.returned.get((sale.purse, sale.seq, line.number), 0) for line in purchase.lines}
    counted = dict(standing(plan, document, purchase, facts_from(document), back).measures)
    live = plan_of(facts.shelf.live_at(header.happened_at))
    counted |= reported(facts, header, document, back, standing_of(purse, sale, purchase))
    counted |= measured(live, document, back, [measure for measure in live.measures if measure not in plan.measures])
    return [Count(measure, Day(document.body["business_date"]), -counted[measure]) for measure in sorted(counted)]
