"""Payment files of rebates, as both doors make and tell them; who made one stands in the audit log."""

from typing import Any

from zegel.core.canonical import Json
from zegel.core.iban import iban_masked
from zegel.decide.sepa import decimals, pain
from zegel.desk import rebate_payments
from zegel.desk.rebate_payments import Answered, Sent
from zegel.flows.commands import Header
from zegel.hall.carrying import House
from zegel.intake.bank_status import read_status
from zegel.program.model import Program
from zegel.store.people_records import Deed
from zegel.store.queries import NamedQueries


async def send(house: House, books: NamedQueries, header: Header, program: Program, payment: str, request: str) -> Sent:
    """What waits is sent to the bank as `payment`; who asked for the file is noted once."""
    made = await rebate_payments.send(house.desk, books, header, program, payment)
    await _note(house, header, "rebates.send", payment, {"count": len(made.cases), "total": decimals(made.payment.minor)}, request)
    return made


async def paid(house: House, books: NamedQueries, header: Header, payment: str, request: str) -> int:
    """The bank paid what is left of `payment`; how many were paid just now."""
    count = await rebate_payments.paid(house.desk, books, header, payment)
    if count:
        await _note(house, header, "rebates.paid", payment, {"count": count}, request)
    return count


async def read_report(house: House, books: NamedQueries, header: Header, file: bytes, request: str) -> Answered:
    """A bank's report of a payment file; who brought it in is noted where it changed something."""
    told_by = await rebate_payments.answered(house.desk, books, header, read_status(file))
    if told_by.paid or told_by.sent_back:
        after: dict[str, Json] = {"paid": told_by.paid, "sent_back": told_by.sent_back}
        await _note(house, header, "rebates.status", told_by.payment, after, request)
    return told_by


async def _note(house: House, header: Header, what: str, payment: str, after: dict[str, Json], request: str) -> None:
    deed = Deed(header.actor, what, f"payment:{payment}", {}, after, "", request)
    await house.people.register.note(header.company, header.at, deed, once=True)


def told(found: Sent) -> dict[str, Any]:
    """A payment file with what is in it; accounts are masked but in the file itself."""
    file = found.payment
    return {
        "payment": file.id, "made_at": f"{file.made}Z", "on": file.on, "payer": iban_masked(file.payer.iban), "count": len(file.credits),
        "total_minor": file.minor, "file": pain(file).decode("ascii"),
        "by_rate": [
            {"vat_bp": rate, "minor": minor, "net_minor": minor - vat, "vat_minor": vat} for rate, minor, vat in found.by_rate
        ],
        "payments": [
            {
                "case": case, "id": one.id, "minor": one.minor, "holder": one.account.holder, "account": iban_masked(one.account.iban),
            }
            for one, case in zip(file.credits, found.cases, strict=True)
        ],
    }  # fmt: skip
