"""Rebates that wait are sent to the bank: each moved on by itself, and the file written out of what was sent, again and the same."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from json import loads
from typing import Any, Final, Protocol

from zegel.core.iban import Account
from zegel.core.ids import CompanyId, receipt_of
from zegel.core.periods import Day, Instant, instant_text
from zegel.core.refusals import NothingToPay, PayerMissing, UnknownPayment
from zegel.core.value import value
from zegel.decide.cases import REBATE
from zegel.decide.cash_back import PAID, PAYMENT, SENT, SENT_BACK, TO_PAY, vat_in
from zegel.decide.sepa import Credit, Payment, credit_id
from zegel.desk.replies import Reply
from zegel.flows.commands import Command, Header, MoveCase
from zegel.flows.facts import Dossier
from zegel.intake.bank_status import REJECTED, SETTLED, BankStatus
from zegel.program.model import Program

MOST: Final = 5_000
"""How many payments a file has at most; what is beyond goes with the next one."""


class Books(Protocol):
    """What is asked of the store's queries."""

    async def dossiers(
        self, company: CompanyId, kind: str, states: Sequence[str], after: tuple[bytes, str] = ..., limit: int = ...
    ) -> list[Dossier]: ...


class Bulk(Protocol):
    """What is asked of the desk."""

    async def submit_bulk(self, commands: list[Command]) -> list[Reply]: ...


@value
class Sent:
    """A payment file; `by_rate` is (VAT rate in basis points, minor units with VAT, the VAT in it), `cases` are what it pays."""

    payment: Payment
    by_rate: tuple[tuple[int, int, int], ...]
    cases: tuple[str, ...]


async def send(desk: Bulk, books: Books, header: Header, program: Program, payment: str) -> Sent:
    """Everything that waits and says where it goes, sent as `payment`; a payment that there is already is what it was.

    Refuses `payer_missing`, and `nothing_to_pay` where nothing was sent.
    """
    if program.care.payer is None:
        raise PayerMissing()
    if not await books.dossiers(header.company, PAYMENT, [payment], limit=1):
        waiting = await books.dossiers(header.company, REBATE, [TO_PAY], limit=MOST)
        await desk.submit_bulk([_moved(header, one, SENT, payment) for one in waiting])
    try:
        return await sent(books, header.company, payment)
    except UnknownPayment:
        raise NothingToPay() from None


async def paid(desk: Bulk, books: Books, header: Header, payment: str) -> int:
    """The bank paid all of a file but what it sent back, which was said before; how many were paid just now."""
    found = await sent(books, header.company, payment)
    there = set(found.cases)
    waiting = await books.dossiers(header.company, REBATE, [SENT], limit=2 * MOST)
    mine = [one for one in waiting if one.id in there and loads(one.data).get("payment") == payment]
    replies = await desk.submit_bulk([_moved(header, one, PAID, payment) for one in mine])
    return sum([reply.outcome.refusal is None for reply in replies])


@value
class Answered:
    """What a bank's report came to: how many rebates were paid and how many it sent back just now, and how many are under way yet."""

    payment: str
    paid: int
    sent_back: int
    under_way: int


async def answered(desk: Bulk, books: Books, header: Header, status: BankStatus) -> Answered:
    """Each payment as the bank says: paid, or back with its reason and owed again. A report that is read again changes nothing.

    Refuses `unknown_payment` where it is about a file that was not made here.
    """
    found = await sent(books, header.company, status.payment)
    ids = {case: credit.id for credit, case in zip(found.payment.credits, found.cases, strict=True)}
    there = await books.dossiers(header.company, REBATE, [SENT, PAID], limit=2 * MOST)
    mine = [one for one in there if one.id in ids and loads(one.data).get("payment") == status.payment]
    moves: list[Command] = []
    under_way = 0
    for one in mine:
        state, reason = status.of(ids[one.id])
        if state == REJECTED:
            moves.append(_moved(header, one, SENT_BACK, status.payment, reason or REJECTED))
        elif one.state == SENT and state in SETTLED:
            moves.append(_moved(header, one, PAID, status.payment))
        else:
            under_way += one.state == SENT
    replies = await desk.submit_bulk(moves)
    done = [move.to for move, reply in zip(moves, replies, strict=True) if isinstance(move, MoveCase) and reply.outcome.refusal is None]
    return Answered(status.payment, done.count(PAID), done.count(SENT_BACK), under_way)


async def sent(books: Books, company: CompanyId, payment: str) -> Sent:
    """A payment file as it was made; refuses `unknown_payment`."""
    rows = [(one, loads(one.data)) for one in await books.dossiers(company, PAYMENT, [payment], limit=MOST)]
    if not rows:
        raise UnknownPayment()
    first: dict[str, Any] = min([told for _, told in rows], key=lambda told: int(told["at"]))
    credited = tuple([_credit(payment, told) for _, told in rows])
    rates: dict[int, tuple[int, int]] = {}
    for _, told in rows:
        minor, rate = int(told["minor"]), int(told["vat_bp"])
        before = rates.get(rate, (0, 0))
        rates[rate] = (before[0] + minor, before[1] + vat_in(minor, rate))
    made = instant_text(Instant(first["at"]))[:19]
    file = Payment(payment, made, Day(first["on"]), Account(first["from"], first["payer"]), credited)
    return Sent(file, tuple([(rate, *rates[rate]) for rate in sorted(rates)]), tuple([told["case"] for _, told in rows]))


def _credit(payment: str, told: dict[str, Any]) -> Credit:
    """One payment, as the books kept it."""
    account = Account(told["iban"], told["holder"])
    return Credit(credit_id(payment, told["case"]), int(told["minor"]), account, f"{told['payer']}: {told['what']}")


def _moved(header: Header, case: Dossier, to: str, payment: str, reason: str = "") -> MoveCase:
    """The step of one rebate, under a key of its own: however often it is asked, it is taken once."""
    key = f"{payment} {to} {case.id}"
    own = replace(header, key=key, body_hash=sha256(key.encode()).digest())
    return MoveCase(own, receipt_of(case.id), to, "", reason, payment=payment)
