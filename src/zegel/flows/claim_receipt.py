"""A member brings the till receipt of a purchase without a card: its number and what was paid show that it is theirs.

A wrong number and a wrong total get one answer, so that nobody learns by trying which numbers there are.
"""

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day, plus_days
from zegel.core.refusals import AlreadyClaimed, ClaimTooLate, UnknownMember, UnknownReceipt
from zegel.decide.document import Document, read
from zegel.decide.plan import Plan, plan_of
from zegel.flows.commands import ClaimReceipt, Header
from zegel.flows.facts import EVERY_KIND, Facts, Missing, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.members import take_over
from zegel.flows.purses import check_no_hold, purse_meant, ready, wants_of
from zegel.ledger.entries import SALES

MADE_BY: tuple[str, ...] = ("purchase", "hold")
"""What makes a purse that no card leads to."""


def wants(command: ClaimReceipt) -> Wants:
    """The earlier answer, the member, and every receipt with that number: each till counts its own."""
    return wants_of(command.header, command.who, numbers=(command.number,))


def needs(_shelf: Shelf, command: ClaimReceipt, resolved: Resolved) -> Needs:
    """The member's purse, and the receipts."""
    return Needs((PurseNeeds(purse_meant(resolved, command.who)),), resolved.numbered.get(command.number, ()))


def run(facts: Facts, resolved: Resolved, command: ClaimReceipt) -> Outcome:
    """A merge, as every claim. What the purchase earned keeps its dates, and waits as long as it would have."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    new = ready(facts, purse_meant(resolved, command.who), header.at, earns=True)
    if not new.since:
        raise UnknownMember()
    sale, document = _meant(facts, resolved, command)
    purse = facts.purses.get(sale.purse)
    first = ReceiptId(sale.purse, 1)
    if purse is None or first not in facts.receipts:
        raise Missing(Needs((PurseNeeds(sale.purse, holds=True, all_lots=True, dossiers=(EVERY_KIND,)),), (first,)))
    if purse.alias_of is not None or purse.since or not _of_its_own(facts, first):
        raise AlreadyClaimed()
    _check_in_time(plan, document, header)
    if not purse.complete:
        raise Missing(Needs((PurseNeeds(sale.purse, holds=True, all_lots=True, dossiers=(EVERY_KIND,)),)))
    check_no_hold(purse)
    return take_over(facts, plan, header, PurseId(sale.purse), new.id)


def _meant(facts: Facts, resolved: Resolved, command: ClaimReceipt) -> tuple[ReceiptId, Document]:
    """The one sale that the till receipt tells of; refuses `unknown_receipt` where none is, and where it may be more than one."""
    found: list[tuple[ReceiptId, Document]] = []
    for sale in resolved.numbered.get(command.number, ()):
        kept = facts.receipts.get(sale)
        if kept is None:
            continue
        document = read(kept)
        body = document.body
        if body["kind"] not in SALES or body["totals"]["pays_minor"] != command.total_minor:
            continue
        if command.day in ("", body["business_date"]) and command.branch in ("", body["branch"]):
            found.append((sale, document))
    if len(found) != 1:
        raise UnknownReceipt()
    return found[0]


def _of_its_own(facts: Facts, first: ReceiptId) -> bool:
    """Whether a sale made the purse: a card that was given out is claimed by who shows it, never by a till receipt."""
    document = facts.receipts[first]
    return document is not None and read(document).body["kind"] in MADE_BY


def _check_in_time(plan: Plan, document: Document, header: Header) -> None:
    last = plus_days(Day(document.body["business_date"]), plan.compiled.program.settings.claim_within_days)
    if header.business_date > last:
        raise ClaimTooLate(last_day=last)
