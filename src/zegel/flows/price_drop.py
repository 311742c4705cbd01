"""An article got cheaper soon after somebody bought it: the difference as store credit, smaller again where the article comes back.

Judged by the program version of the sale, which is what the shop promised. One dossier a line of a sale keeps what was given.
"""

from collections.abc import Mapping
from json import loads
from typing import Final

from zegel.booking.earnings import settle
from zegel.core.canonical import Json, document_bytes
from zegel.core.ids import ReceiptId, receipt_of
from zegel.core.periods import NEVER, Day, Instant, end_of_day, plus_days, start_of_day
from zegel.core.purchase import Line
from zegel.core.purchase_document import purchase_from
from zegel.core.refusals import (
    CameBack,
    CaseTooLate,
    MemberNeeded,
    NotASale,
    NotCheaper,
    ProtectedBefore,
    UnknownLine,
    UnknownPromise,
    UnknownReceipt,
)
from zegel.decide.effects import Effect
from zegel.decide.kept import shares_of
from zegel.decide.plan import plan_of
from zegel.decide.price_drop import PriceDrop, difference
from zegel.decide.skipped import facts_from
from zegel.flows.commands import Header, ProtectPrice
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.lots import opened_by
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish, sale_read
from zegel.ledger.accounts import AVAILABLE, ISSUED, PENDING
from zegel.ledger.draft import Draft
from zegel.ledger.entries import SALES, LotTerms
from zegel.ledger.lots import Lot
from zegel.program.price_protection import SECTION
from zegel.program.stored_value import STORE_CREDIT

GIVEN: Final = "price drop"
"""The kind of the dossier, called by the sale and the line."""


def wants(command: ProtectPrice) -> Wants:
    """The earlier answer, the member, and the purse of the sale."""
    return wants_of(command.header, command.who, purses=(command.sale.purse,))


def needs(_shelf: Shelf, command: ProtectPrice, resolved: Resolved) -> Needs:
    """The purse with what it was given before, and the sale; refuses a sale of somebody else."""
    purse, sale = purse_meant(resolved, command.who), command.sale
    if sale.purse not in resolved.known_purses or resolved.follow(sale.purse) != purse:
        raise UnknownReceipt()
    return Needs((PurseNeeds(purse, dossiers=(GIVEN,), returned_of=((sale.purse, sale.seq),)),), (sale,))


def run(facts: Facts, resolved: Resolved, command: ProtectPrice) -> Outcome:
    """In this order: a sale, a promise, a line of it, kept, in time, cheaper now, not given before, somebody to owe it to."""
    header, sale = command.header, command.sale
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    document = sale_read(facts, sale)
    if document.body["kind"] not in SALES or document.purchase is None:
        raise NotASale(kind=document.body["kind"])
    plan = plan_of(facts.shelf.by_digest(bytes.fromhex(document.body["program"])))
    promised = plan.compiled.program.stored.protection
    if promised is None:
        raise UnknownPromise(what=SECTION)
    lines = purchase_from(document.purchase).lines
    line, paid = _bought(lines, shares_of(document, len(lines))[0], command.line)
    kept = line.quantity - purse.returned.get((sale.purse, sale.seq, line.number), 0)
    if kept <= 0:
        raise CameBack(line=line.number)
    last, today = plus_days(Day(document.body["business_date"]), promised.within_days), header.business_date
    begins = max(command.from_day, today)
    if begins > last:
        raise CaseTooLate(last_day=last)
    if begins > plus_days(today, promised.ahead_days):
        raise UnknownPromise(what="ahead")
    count = difference(paid, line.quantity, command.promo_minor, kept)
    if not count:
        raise NotCheaper(paid_minor=paid * 1000 // line.quantity, promo_minor=command.promo_minor)
    name = _name(sale, line.number)
    if any(one.id == name for one in facts.dossiers_of(purse.id, GIVEN)):
        raise ProtectedBefore(line=line.number)
    if not purse.since:
        raise MemberNeeded()
    draft = Draft(purse)
    expires = end_of_day(plus_days(begins, promised.valid_days), plan.zone)
    effects: list[Effect] = [PriceDrop(line.number, line.sku, count, 0, expires, begins if begins > today else Day(""))]
    if begins > today:
        waits = start_of_day(begins, plan.zone)
        draft.open(STORE_CREDIT, PENDING, count, LotTerms(header.happened_at, waits, expires, None))
    else:
        draft.open(STORE_CREDIT, AVAILABLE, count, LotTerms(header.happened_at, header.happened_at, expires, None))
        effects += settle(draft, STORE_CREDIT)
    entry, receipt = finish(facts, plan, draft, header, GIVEN, effects, facts_from(document), of=str(sale), reason=command.reason)
    data: dict[str, Json] = {
        "given": count, "gone": 0, "on": header.business_date, "paid": paid, "promo": command.promo_minor, "receipt": str(receipt.id),
    }  # fmt: skip
    return Outcome((entry,), receipt, dossiers=(Dossier(purse.id, GIVEN, name, "given", document_bytes(data).decode(), header.at),))


def _bought(lines: tuple[Line, ...], taken: list[int], number: int) -> tuple[Line, int]:
    """The line of that number, and what was paid for it after what Zegel took off."""
    for line, off in zip(lines, taken, strict=True):
        if line.number == number:
            return line, line.net_minor - off
    raise UnknownLine(line=number)


def _name(sale: ReceiptId, line: int) -> str:
    return f"{sale}.{line}"


# -- and the article comes back


def credit_back(
    facts: Facts, draft: Draft, sale: ReceiptId, lines: tuple[Line, ...], after: Mapping[int, int], header: Header
) -> tuple[list[Effect], tuple[Dossier, ...]]:
    """The credit given for what comes back becomes smaller, as far as it is there: what was spent is noted, and not reclaimed.

    Cumulative: whatever the returns, credit and notes together come to what was given less what the items that are left deserve.
    """
    effects: list[Effect] = []
    dossiers: list[Dossier] = []
    mine = {one.id: one for one in facts.dossiers_of(draft.purse.id, GIVEN)}
    for line in lines:
        one = mine.get(_name(sale, line.number))
        if one is None:
            continue
        data = loads(one.data)
        kept = line.quantity - after[line.number]
        deserved = min(difference(data["paid"], line.quantity, data["promo"], kept), data["given"])
        due = data["given"] - data["gone"] - deserved
        if due <= 0:
            continue
        taken, expires = _taken(draft, opened_by(facts, draft.purse, receipt_of(data["receipt"]), STORE_CREDIT), due)
        effects.append(PriceDrop(line.number, line.sku, -taken, due - taken, expires))
        data["gone"] += due
        state = "reduced" if kept else "void"
        dossiers.append(Dossier(draft.purse.id, GIVEN, one.id, state, document_bytes(data).decode(), header.at))
    return effects, tuple(dossiers)


def _taken(draft: Draft, lots: list[Lot], due: int) -> tuple[int, Instant]:
    """Takes up to `due` of what can be spent of those lots (now or later); gives how much, and when they lapse."""
    taken = 0
    for lot, account in [(lot, account) for lot in lots for account in (PENDING, AVAILABLE)]:
        part = min(due - taken, draft.left(lot, account))
        if part > 0:
            draft.move(STORE_CREDIT, account, ISSUED, part, lot.key)
            taken += part
    return taken, max([lot.expires_at for lot in lots], default=NEVER)
