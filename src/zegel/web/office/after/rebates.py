"""Rebates in money: what waits, the file for the bank, and what of it the bank paid."""

from dataclasses import replace
from json import loads
from typing import Any, Final

from zegel.access.sessions import need_step_up
from zegel.core.canonical import document_bytes
from zegel.core.iban import iban_masked
from zegel.core.ids import CompanyId
from zegel.core.refusals import NotSignedIn, ZegelError
from zegel.decide.cases import REBATE, about
from zegel.decide.cash_back import ACCOUNT, KEPT, PAYMENT, SENT_BACK, TO_PAY
from zegel.decide.sepa import pain, payment_id
from zegel.desk.rebate_payments import MOST, sent
from zegel.hall import rebate_payments
from zegel.hall.calls import Call, header_of
from zegel.hall.refused import said_of
from zegel.program.model import Program, Words
from zegel.program.words import Language
from zegel.store.people_records import Deed
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page, Sent, Stream
from zegel.web.parts.door import Door
from zegel.web.parts.tables import Column, Listing, fact, listed, row
from zegel.web.parts.visitors import Visitor
from zegel.web.parts.words import Tongue

HERE: Final = "/kantoor/teruggaven"
CASES: Final = "/kantoor/zaken"
FILES: Final = 50
MOST_REPORT: Final = 4_000_000
WAITING: Final = (Column("rebate"), fact("amount", "money"), Column("approved", "day"), Column("holder"), Column("account"))
PAID: Final = (Column("holder"), fact("amount", "money"), Column("account"), Column("state"))
LOOKS: Final = {"paid": "good", SENT_BACK: "bad"}


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/teruggaven: what waits to be paid, and the files that were made."""
    return await _page(door, asked)


async def send(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/teruggaven: one file of all that wait and say where they go; it moves money, so it asks for a second proof."""
    visitor, call = await _who(door, asked, asked.text("key", 64))
    need_step_up(visitor.grant(), asked.at)
    header, program = header_of(call, {}, document_bytes({})), call.live(asked.at).program
    payment = payment_id(f"{visitor.company}\n{visitor.actor}\n{call.key}")
    try:
        await rebate_payments.send(door, door.queries, header, program, payment, asked.request_id)
    except ZegelError as refusal:
        return await _page(door, asked, said_of(refusal))
    return Sent(f"{HERE}/{payment}")


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/teruggaven/{payment}: what a file pays, with the VAT in it, and what became of each."""
    visitor, call = await _who(door, asked)
    found = rebate_payments.told(await sent(door.queries, visitor.company, asked.params["payment"]))
    states: dict[str, str] = {}
    for state in ("sent", "paid", SENT_BACK, TO_PAY):
        for case in await door.queries.dossiers(visitor.company, REBATE, [state], limit=2 * MOST):
            mine = loads(case.data).get("payment") == found["payment"]
            states[case.id] = state if mine else SENT_BACK
    say = door.renderer.tongue("office", asked.speaks)
    rows = []
    for one in found["payments"]:
        state = states.get(one["case"], SENT_BACK)
        cells = {"holder": one["holder"], "amount": one["minor"], "account": one["account"], "state": say.say(f"rebate {state}")}
        rows.append(row(cells, {"holder": f"{CASES}/{one['case']}"}, {"state": LOOKS.get(state, "plain")}))
    listing = listed(asked, PAID, rows, "holder")
    if listing.wish.file:
        return await taken_list(door, asked, call, "rebates", listing)
    shows = {"found": found, "list": listing, "open": "sent" in states.values(), "key": door.new_key()}
    return Page("office/rebate_payment.html", await framed(door, asked, call, "rebates", shows))


async def file(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/teruggaven/{payment}/bestand: the file for the bank. It has accounts in it, so it asks for a second proof."""
    visitor, call = await _who(door, asked)
    need_step_up(visitor.grant(), asked.at)
    payment = (await sent(door.queries, visitor.company, asked.params["payment"])).payment
    done = Deed(call.grant.actor, "rebates.file", f"payment:{payment.id}", {}, {"count": len(payment.credits)}, "", asked.request_id)
    await door.people.register.note(visitor.company, asked.at, done)
    return Stream(_whole(pain(payment)), "application/xml", (("content-disposition", f'attachment; filename="{payment.id}.xml"'),))


async def _whole(body: bytes) -> Any:
    yield body


async def report(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/teruggaven-bericht: the bank's report of a file: paid, or sent back with its reason; it asks for a second proof."""
    visitor, call = await _who(door, asked, asked.text("key", 64))
    need_step_up(visitor.grant(), asked.at)
    try:
        told = await rebate_payments.read_report(
            door, door.queries, header_of(call, {}, document_bytes({})), asked.files.get("file", b""), asked.request_id
        )
    except ZegelError as refusal:
        return await _page(door, asked, said_of(refusal))
    return Sent(f"{HERE}/{told.payment}")


async def paid(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/teruggaven/{payment}/betaald: the bank paid what is left of the file."""
    visitor, call = await _who(door, asked, asked.text("key", 64))
    need_step_up(visitor.grant(), asked.at)
    await rebate_payments.paid(door, door.queries, header_of(call, {}, document_bytes({})), asked.params["payment"], asked.request_id)
    return Sent(f"{HERE}/{asked.params['payment']}")


async def _page(door: Door, asked: Asked, refused: Words | None = None) -> Answer:
    visitor, call = await _who(door, asked)
    program = call.live(asked.at).program
    waiting = await _waiting(door, visitor.company, program, asked)
    listing = _listed(asked, waiting, door.renderer.tongue("office", asked.speaks), sees_cases="cases:list" in visitor.rights)
    if listing.wish.file:
        return await taken_list(door, asked, call, "rebates", listing)
    ready = [one for one in waiting if one["account"]]
    shows: dict[str, Any] = {
        "list": listing, "ready": len(ready), "total": sum([one["minor"] for one in ready]), "refused": refused,
        "payer": None if program.care.payer is None else iban_masked(program.care.payer.iban), "key": door.new_key(),
        "files": await door.queries.dossier_lists.by_state(visitor.company, PAYMENT, FILES),
    }  # fmt: skip
    return Page("office/rebates.html", await framed(door, asked, call, "rebates", shows), 200 if refused is None else 422)


def _listed(asked: Asked, waiting: list[dict[str, Any]], say: Tongue, *, sees_cases: bool) -> Listing:
    """What is owed, as a list; the page of its case is opened by whoever may."""
    rows = [
        row(
            {
                "rebate": one["what"], "amount": one["minor"], "approved": one["since"], "holder": one["holder"],
                "account": one["account"] or say.say("no account"),
            },
            {"rebate": f"{CASES}/{one['case']}"} if sees_cases else {}, {} if one["account"] else {"account": "warn"},
        )
        for one in waiting
    ]  # fmt: skip
    return replace(listed(asked, WAITING, rows, "approved"), path=HERE)


async def _waiting(door: Door, company: CompanyId, program: Program, asked: Asked) -> list[dict[str, Any]]:
    """What is owed: of which rebate, how much, and into which account (masked), "" where that is not known."""
    accounts = {one.id: loads(one.data) for one in await door.queries.dossiers(company, ACCOUNT, [KEPT], limit=2 * MOST)}
    found = [(one, loads(one.data)) for one in await door.queries.dossiers(company, REBATE, [TO_PAY], limit=MOST)]
    language: Language = "nl" if asked.speaks == "nl" else "en"
    return [
        {
            "case": one.id, "what": about(program, REBATE, data, language), "minor": int(data["minor"]), "since": data["given"],
            "holder": accounts[one.id]["holder"] if one.id in accounts else "",
            "account": iban_masked(accounts[one.id]["iban"]) if one.id in accounts else "",
        }
        for one, data in found
    ]  # fmt: skip


async def _who(door: Door, asked: Asked, key: str = "") -> tuple[Visitor, Call]:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor, await door.call(asked, key) if key else await door.call(asked)
