"""Rebates in money over HTTP: where one is paid, the files that go to the bank, and that the bank paid them."""

from pydantic_core import to_json

from zegel.api import case_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.core.iban import Account
from zegel.core.ids import case_of
from zegel.core.periods import local_moment
from zegel.core.refusals import UnknownCase, UnknownReceipt
from zegel.decide.cash_back import PAYMENT
from zegel.decide.sepa import payment_id
from zegel.desk.rebate_payments import sent
from zegel.flows.commands import NameAccount
from zegel.hall import rebate_payments, rebate_vat
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call, Found, header_of

MOST: int = 200


def name_account(call: Call, found: Found, canonical: bytes) -> NameAccount:
    """POST /v1/cases/{case}/account."""
    try:
        case, _ = case_of(call.params["case"])
    except UnknownReceipt:
        raise UnknownCase() from None
    return NameAccount(header_of(call, found, canonical), case, Account(found["iban"], found["holder"]))


async def send(door: Door, call: Call) -> Answer:
    """POST /v1/rebate-payments: under one key one file, however often it is asked."""
    found, canonical = read_body(case_schemas.LINK, call.body)
    header = header_of(call, found, canonical)
    payment = payment_id(f"{header.company}\n{header.source}\n{header.key}")
    program = call.live(call.at).program
    made = await rebate_payments.send(door, door.queries, header, program, payment, call.request_id)
    return Answer(201, to_json(rebate_payments.told(made)))


async def list_payments(door: Door, call: Call) -> Answer:
    """GET /v1/rebate-payments: the last files that were made."""
    parameters(call)
    found = await door.queries.dossier_lists.by_state(call.grant.company, PAYMENT, MOST)
    return Answer(200, to_json({"payments": [{"payment": name, "count": n, "made_at": moment_text(at)} for name, n, at in found]}))


async def get_payment(door: Door, call: Call) -> Answer:
    """GET /v1/rebate-payments/{payment}: the same file again."""
    parameters(call)
    return Answer(200, to_json(rebate_payments.told(await sent(door.queries, call.grant.company, call.params["payment"]))))


async def paid(door: Door, call: Call) -> Answer:
    """POST /v1/rebate-payments/{payment}/paid."""
    found, canonical = read_body(case_schemas.LINK, call.body)
    header = header_of(call, found, canonical)
    count = await rebate_payments.paid(door, door.queries, header, call.params["payment"], call.request_id)
    return Answer(200, to_json({"payment": call.params["payment"], "paid": count}))


async def vat(door: Door, call: Call) -> Answer:
    """GET /v1/rebate-vat: of `year`, or of this one, `per` month, quarter (by itself) or year."""
    program = call.live(call.at).program
    asked = parameters(call, "year", "per")
    year = asked.get("year", local_moment(call.at, program.company_zone).business_date[:4])
    per = asked.get("per", "quarter")
    found = await rebate_vat.of_year(door.queries, call.grant.company, program, year, per)
    return Answer(200, to_json(rebate_vat.told(program.currency, year, per, found)))


async def report(door: Door, call: Call) -> Answer:
    """POST /v1/rebate-payments/report: what the bank says of a file (pain.002)."""
    found, canonical = read_body(case_schemas.BANK_REPORT, call.body)
    header = header_of(call, found, canonical)
    told = await rebate_payments.read_report(door, door.queries, header, found["file"].encode(), call.request_id)
    return Answer(200, to_json({"payment": told.payment, "paid": told.paid, "sent_back": told.sent_back, "under_way": told.under_way}))
