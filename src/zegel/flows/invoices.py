"""What became of an invoice is reported: paid, delivered, disputed. What counts of it for a year's turnover follows (domain.md M41).

How an invoice stands is kept as marks of its sale, as what came back of it is, so that it goes along when purses are merged.
"""

from collections.abc import Mapping

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day
from zegel.core.purchase import Purchase
from zegel.core.purchase_document import purchase_from
from zegel.core.refusals import MoreThanBought, NotASale, NothingReported, ReasonMissing, UnknownLine, UnknownReceipt
from zegel.decide.document import Document
from zegel.decide.invoice_counts import invoice_counts
from zegel.decide.invoices import Invoice, Reported
from zegel.decide.plan import Plan, plan_of
from zegel.flows.commands import Header, ReportInvoice
from zegel.flows.facts import Facts, Missing, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.purses import ready
from zegel.flows.receipts import finish, sale_read
from zegel.flows.redeem import WHOLE
from zegel.flows.tallies import IN_DISPUTE, IN_FULL, PAID, add, delivered
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft
from zegel.ledger.entries import SALES, Count
from zegel.ledger.purse import Purse


def wants(command: ReportInvoice) -> Wants:
    """The earlier answer; the sale's purse, or every receipt with that number."""
    header, sale = command.header, command.sale
    answer = (header.source, header.key) if header.key else None
    if sale is None:
        return Wants(answer, (), None, (), numbers=(command.number,))
    return Wants(answer, (), None, (sale.purse,))


def needs(shelf: Shelf, command: ReportInvoice, resolved: Resolved) -> Needs:
    """The purse with what stands of the invoice, and its receipt."""
    sale = _meant(resolved, command)
    plan = plan_of(shelf.live_at(command.header.happened_at))
    return _asked(plan, command.header, resolved.follow(sale.purse), sale)


def _asked(plan: Plan, header: Header, purse: PurseId, sale: ReceiptId) -> Needs:
    sums = rolling_sums(plan, header.business_date)
    return Needs((PurseNeeds(purse, sums=sums, returned_of=((sale.purse, sale.seq),)),), (sale,))


def _meant(resolved: Resolved, command: ReportInvoice) -> ReceiptId:
    """The one sale that is meant; refuses `unknown_receipt` where it is none, and where it may be more than one."""
    if command.sale is not None:
        if command.sale.purse not in resolved.known_purses:
            raise UnknownReceipt()
        return command.sale
    found = resolved.numbered.get(command.number, ())
    if len(found) != 1:
        raise UnknownReceipt()
    return found[0]


def run(facts: Facts, resolved: Resolved, command: ReportInvoice) -> Outcome:
    """Marks for what is new, and the measures that follow from them, on the day of the sale."""
    header, sale = command.header, _meant(resolved, command)
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = _purse(facts, plan, resolved, command, sale)
    document = sale_read(facts, sale)
    if document.body["kind"] not in SALES or document.purchase is None:
        raise NotASale(kind=document.body["kind"])
    purchase = purchase_from(document.purchase)
    was = standing_of(purse, sale, purchase)
    now = _reported(command, purchase, was)
    if now == was:
        raise NothingReported()
    if now.disputed != was.disputed and not command.reason.strip():
        raise ReasonMissing()
    draft = Draft(purse)
    _mark(draft, sale, was, now)
    back = _back(purse, sale, purchase)
    draft.counts += moved(facts, header, document, (back, was), (back, now), refused=refused(purse, sale))
    member = member_facts(facts, plan, purse, header.business_date)
    bought = sum([line.quantity for line in purchase.lines])
    effect = Reported(bought, now.delivered, int(now.disputed), int(now.in_full), purchase.receipt_number, now.paid_minor)
    entry, receipt = finish(facts, plan, draft, header, "invoice", [effect], member, of=str(sale), reason=command.reason)
    return Outcome((entry,), receipt)


def _purse(facts: Facts, plan: Plan, resolved: Resolved, command: ReportInvoice, sale: ReceiptId) -> Purse:
    """The purse that the sale belongs to by now."""
    meant = resolved.follow(sale.purse)
    there = facts.purses.get(meant)
    while there is not None and there.alias_of is not None:
        meant = there.alias_of
        there = facts.purses.get(meant)
        if there is None:
            raise Missing(_asked(plan, command.header, meant, sale))
    return ready(facts, meant, command.header.at)


def _back(purse: Purse, sale: ReceiptId, purchase: Purchase) -> dict[int, int]:
    return {line.number: purse.returned.get((sale.purse, sale.seq, line.number), 0) for line in purchase.lines}


def refused(purse: Purse, sale: ReceiptId) -> bool:
    """Whether a review refused the sale: then it counts for nothing, whatever is reported."""
    return bool(purse.returned.get((sale.purse, sale.seq, WHOLE)))


def standing_of(purse: Purse, sale: ReceiptId, purchase: Purchase) -> Invoice:
    """How an invoice stands by what was reported so far. The purse was fetched with what was returned of the sale."""

    def mark(number: int) -> int:
        return purse.returned.get((sale.purse, sale.seq, number), 0)

    lines = tuple((line.number, n) for line in purchase.lines if (n := mark(delivered(line.number))))
    return Invoice(mark(PAID), bool(mark(IN_FULL)), lines, bool(mark(IN_DISPUTE)))


def _reported(command: ReportInvoice, purchase: Purchase, was: Invoice) -> Invoice:
    """How it stands with what is reported now."""
    paid, in_full = was.paid_minor, was.in_full
    if command.in_full or command.paid_minor is not None:
        paid, in_full = command.paid_minor or 0, command.in_full
    lines = was.delivered
    if command.delivered is not None:
        bought = {line.number: line.quantity for line in purchase.lines}
        there = dict(was.delivered) if command.delivered else bought
        for line in command.delivered:
            if line.number not in bought:
                raise UnknownLine(line=line.number)
            if line.quantity > bought[line.number]:
                raise MoreThanBought(line=line.number, bought=bought[line.number])
            there[line.number] = line.quantity
        lines = tuple((number, there[number]) for number in bought if there.get(number))
    return Invoice(paid, in_full, lines, was.disputed if command.disputed is None else command.disputed)


def _mark(draft: Draft, sale: ReceiptId, was: Invoice, now: Invoice) -> None:
    add(draft, sale, PAID, now.paid_minor - was.paid_minor)
    add(draft, sale, IN_FULL, now.in_full - was.in_full)
    add(draft, sale, IN_DISPUTE, now.disputed - was.disputed)
    before, after = dict(was.delivered), dict(now.delivered)
    for line in sorted(before.keys() | after.keys()):
        add(draft, sale, delivered(line), after.get(line, 0) - before.get(line, 0))


Stood = tuple[Mapping[int, int], Invoice]
"""What came back of a sale so far, per line, and how its invoice stands."""


def moved(facts: Facts, header: Header, document: Document, was: Stood, now: Stood, *, refused: bool = False) -> list[Count]:
    """What the measures of reports gain or lose, of the sale's own version and of those that only today's counts (they were filled in)."""
    if refused:
        return []
    before, after = counted(facts, header, document, *was), counted(facts, header, document, *now)
    day = Day(document.body["business_date"])
    return [Count(m, day, n) for m in sorted(before.keys() | after.keys()) if (n := after.get(m, 0) - before.get(m, 0))]


def counted(facts: Facts, header: Header, document: Document, back: Mapping[int, int], invoice: Invoice) -> dict[str, int]:
    """What an invoice adds to the measures that reports move."""
    own = plan_of(facts.shelf.by_digest(bytes.fromhex(document.body["program"])))
    live = plan_of(facts.shelf.live_at(header.happened_at))
    if not own.reported and not live.reported:
        return {}
    newer = sorted(live.reported - own.reported)
    return invoice_counts(own, document, back, invoice, sorted(own.reported)) | invoice_counts(live, document, back, invoice, newer)
