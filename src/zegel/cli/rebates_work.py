"""The work behind `zegel rebates`."""

import os
from asyncio import to_thread
from dataclasses import replace
from pathlib import Path
from typing import Final

from zegel.cli.agreements_work import written
from zegel.cli.root import At
from zegel.cli.says import Failed, say
from zegel.core.canonical import Json
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant, instant_text
from zegel.core.refusals import BankReportUnreadable, Malformed
from zegel.decide.cash_back import PAYMENT
from zegel.decide.sepa import decimals, pain, payment_id
from zegel.desk.rebate_payments import Sent, answered, paid, send, sent
from zegel.desk.register import Register
from zegel.desk.rounds import clock_header
from zegel.flows.commands import Header
from zegel.hall import rebate_vat
from zegel.hall.refusals import NoSuchDay
from zegel.intake.bank_status import read_status
from zegel.program.model import Program
from zegel.store.people_records import Deed

BY: Final = "command line"
MOST: Final = 1_000


async def listed(at: At, company_named: str) -> None:
    """Each file: its id, when it was made, how many payments."""
    company = await at.company(company_named)
    for name, count, made in await at.house.store.queries.dossier_lists.by_state(company, PAYMENT, MOST):
        say(f"{name}  {instant_text(Instant(made))[:16]}  {count}")


async def sent_off(at: At, company_named: str, out: Path) -> None:
    """One file of all that wait, under an id of its own."""
    company, header, program = await _asking(at, company_named)
    _free(out)
    payment = payment_id(f"{company}\n{BY}\n{at.root.random_bytes(16).hex()}")
    found = await send(at.house.desk, at.house.store.queries, header, program, payment)
    await _note(at, header, "rebates.send", payment, {"count": len(found.cases), "total": decimals(found.payment.minor)})
    _write(found, out)


async def written_again(at: At, company_named: str, payment: str, out: Path) -> None:
    """The same file."""
    company, header, _ = await _asking(at, company_named)
    found = await sent(at.house.store.queries, company, payment)
    await _note(at, header, "rebates.file", payment, {"count": len(found.cases)})
    _write(found, out)


async def reported(at: At, company_named: str, payment: str) -> None:
    """What is left of it is owed no longer."""
    _, header, _ = await _asking(at, company_named)
    count = await paid(at.house.desk, at.house.store.queries, header, payment)
    await _note(at, header, "rebates.paid", payment, {"count": count})
    say(f"{count} paid.")


async def report_read(at: At, company_named: str, file: Path) -> None:
    """Each payment as the bank says."""
    _, header, _ = await _asking(at, company_named)
    try:
        status = read_status(await to_thread(file.read_bytes))
    except (BankReportUnreadable, OSError):
        raise Failed(f"{file} is no status report of a bank (pain.002).") from None
    found = await answered(at.house.desk, at.house.store.queries, header, status)
    if found.paid or found.sent_back:
        await _note(at, header, "rebates.status", found.payment, {"paid": found.paid, "sent_back": found.sent_back})
    say(f"{found.payment}: {found.paid} paid, {found.sent_back} sent back, {found.under_way} under way.")


async def vat_told(at: At, company_named: str, year: str, per: str, form: str) -> None:
    """A line for each rate in each period; that it ties to the books is said too."""
    company, _, program = await _asking(at, company_named)
    try:
        found = await rebate_vat.of_year(at.house.store.queries, company, program, year, per)
    except NoSuchDay:
        raise Failed(f"`{year[:40]}` is no year; write 2026.") from None
    except Malformed:
        raise Failed(f"`{per[:40]}` is no period: month, quarter or year.") from None
    text = []
    for one in found:
        text += [
            f"{one.name}  VAT {decimals(rate.vat_bp)}%: {decimals(rate.paid_minor)} paid, {decimals(rate.paid_vat)} VAT in it;"
            f" {decimals(rate.back_minor)} kept back, {decimals(rate.back_vat)} VAT; deduct {_signed(rate.vat_minor)}"
            for rate in one.rates
        ]
        if not one.ties:
            text.append(f"{one.name}  does not tie: the books paid {_signed(one.books_minor)}")
    ties = all(one.ties for one in found)
    written(form, rebate_vat.HEADS, rebate_vat.rows(found), [*text, "It ties to the books." if ties else "It does not tie to the books."])


def _signed(minor: int) -> str:
    return f"-{decimals(-minor)}" if minor < 0 else decimals(minor)


async def _asking(at: At, company_named: str) -> tuple[CompanyId, Header, Program]:
    company, now = await at.company(company_named), at.root.now()
    program = (await at.house.shelves.of(company)).live_at(now).program
    return company, replace(clock_header(company, now, program.company_zone), source=BY, actor=BY), program


async def _note(at: At, header: Header, what: str, payment: str, after: dict[str, Json]) -> None:
    await Register(at.house.store).note(header.company, header.at, Deed(header.actor, what, f"payment:{payment}", {}, after, "", ""))


def _free(out: Path) -> None:
    """Nothing is sent that could not be written out."""
    if out.exists():
        raise Failed(f"{out} is there already; it is not written over.")


def _write(found: Sent, out: Path) -> None:
    try:
        number = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Failed(f"{out} is there already; it is not written over.") from None
    with os.fdopen(number, "wb") as file:
        file.write(pain(found.payment))
    count = len(found.cases)
    say(f"{found.payment.id}: {count} {'payment' if count == 1 else 'payments'}, {decimals(found.payment.minor)} EUR, in {out}.")
    for rate, minor, vat in found.by_rate:
        say(f"VAT {decimals(rate)}%: {decimals(minor - vat)} net, {decimals(vat)} VAT")
