"""The receipt on paper of 80 mm, in the order of a Dutch receipt (domain.md C8): lines, advantage, total, savings and why."""

from hashlib import sha256
from json import loads
from typing import Any

from zegel.access.identifiers import normalised
from zegel.access.refusals import InvalidIdentifier
from zegel.core.canonical import Json
from zegel.core.codes import canonical, is_well_made
from zegel.core.codes import printed as as_printed
from zegel.core.ids import PurseId, ReceiptId, receipt_of
from zegel.core.periods import Instant
from zegel.core.refusals import Erased, LinesRemoved, UnknownReceipt
from zegel.decide.document import read
from zegel.flows.facts import Outcome
from zegel.hall.calls import Call
from zegel.hall.explained import explanation
from zegel.hall.members import member_now
from zegel.ledger.accounts import AVAILABLE, DEBT
from zegel.ledger.entries import SALES
from zegel.messages.notices import LASTS
from zegel.program.model import Words
from zegel.program.words import named as called
from zegel.store.message_queries import Outgoing, add_once
from zegel.store.records import ReceiptDocument
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.masked import masked
from zegel.web.till.drawing import code_of
from zegel.web.till.handing import REDEEMED, what_it_is
from zegel.web.till.panel import shown_name, stamps_of, worth_of
from zegel.web.till.quoting import told
from zegel.web.till.returning import name_of
from zegel.web.till.work import Till, at_till


async def receipt(door: Door, asked: Asked) -> Answer:
    """GET /kassa/bon/{receipt}; with `mailed` it says that it was sent. POST: with the code that the till was shown, and nobody keeps."""
    return await _page(await at_till(door, asked))


async def mail(door: Door, asked: Asked) -> Answer:
    """POST /kassa/bon/{receipt}/mail: to the member's own address, else to the one that is typed; to each once."""
    till = await at_till(door, asked)
    named, found = await _kept(till, SALES)
    purse: PurseId | None = named.purse
    company = till.call.grant.company
    to = ""
    if await _address(till, named.purse) == "":
        purse = None
        try:
            to = normalised("email", asked.text("email", 254)).text
        except InvalidIdentifier:
            return await _page(till, Words("Dat is geen e-mailadres.", "That is no e-mail address."))
    member = await door.queries.profile_of(company, named.purse)
    language = (member.profile.language if member is not None else "") or asked.speaks
    marked = sha256(f"receipt\0{named}\0{to}".encode()).hexdigest()[:32]
    data = letter_of(till.call, found, language, await _lines(till, loads(document_of(found))["purchase"]["lines"], language))
    one = Outgoing(marked, "receipt", to, language, data, None, asked.at, Instant(asked.at + LASTS), None, purse, 0, None, "")
    await door.people.register.write(company, add_once(company, one))
    return Sent(f"/kassa/bon/{named}?mailed=yes")


def letter_of(call: Call, found: ReceiptDocument, language: str, lines: list[tuple[str, int, int]]) -> dict[str, Json]:
    """What the mail of a receipt says: its lines as the till names them, what was paid, and what the card did."""
    body = loads(document_of(found))["body"]
    says = explanation(call.shelf, body)
    rows: list[Json] = [[f"{pieces} × {name}" if pieces > 1 else name, minor] for name, pieces, minor in lines]
    done = told(call, document_of(found), Outcome())
    program = call.shelf.by_digest(bytes.fromhex(body["program"])).program
    where = called(program, "branch", body["branch"], "nl" if language == "nl" else "en")
    return {
        "off_minor": done.off_minor, "day": body["business_date"], "branch": where, "lines": rows, "pays_minor": done.pays_minor,
        "later_minor": done.later_minor,
        "receipt": str(found.id), "says": {"nl": list(says["nl"]), "en": list(says["en"])},
    }  # fmt: skip


def document_of(found: ReceiptDocument) -> bytes:
    """The receipt's own text; refuses `erased` and `lines_removed`."""
    if found.document is None:
        raise Erased()
    if read(found.document).thinned:
        raise LinesRemoved()
    return found.document


async def _kept(till: Till, kinds: tuple[str, ...]) -> tuple[ReceiptId, ReceiptDocument]:
    named = receipt_of(till.asked.params["receipt"])
    found = await till.door.queries.receipt(till.call.grant.company, named)
    if found is None or found.kind not in kinds:
        raise UnknownReceipt()
    document_of(found)
    return named, found


async def _address(till: Till, purse: PurseId) -> str:
    known = await till.door.queries.identifiers_of(till.call.grant.company, purse)
    return next((one.text for one in known if one.kind == "email"), "")


async def _lines(till: Till, lines: list[dict[str, Any]], language: str = "") -> list[tuple[str, int, int]]:
    return [(await name_of(till, line, language), max(line["quantity"] // 1000, 1), line["net_minor"]) for line in lines]


async def _page(till: Till, trouble: Words | None = None) -> Answer:
    door = till.door
    named, found = await _kept(till, (*SALES, REDEEMED))
    document = loads(document_of(found))
    body, purchase = document["body"], document["purchase"]
    is_sale = found.kind in SALES
    handed = till.in_words(what_it_is(till, body)) if not is_sale else ""
    member = await door.queries.profile_of(till.call.grant.company, named.purse)
    purse = await member_now(door.desk, till.call, named.purse)
    says = explanation(till.call.shelf, body)
    kinds = {unit.id: unit.kind for unit in till.program.units}
    balances = [
        (unit, count) for unit, account, count in body["balances"] if account in (AVAILABLE, DEBT) and kinds.get(unit) == "points"
    ]  # fmt: skip
    address = await _address(till, named.purse)
    drawn = canonical(till.asked.text("drawn", 30))
    is_printed = is_well_made(drawn) and any(effect["effect"] == "code printed" for effect in body["effects"])
    return Page("till/receipt.html", {
        "figures": till.figures, "shop": till.program.name, "branch": body["branch"], "at": found.at,
        "lines": await _lines(till, purchase["lines"]) if is_sale else [(handed, 1, body["totals"].get("pays_minor", 0))],
        "done": told(till.call, document_of(found), Outcome()) if is_sale else None, "pays": body["totals"].get("pays_minor", 0),
        "says": [Words(nl, en) for nl, en in zip(says["nl"], says["en"], strict=True)],
        "balances": balances, "worth": worth_of(till.program, purse) if purse.since else None, "names": till.names,
        "cards": [stamps_of(till.program, purse, card, 0) for card in till.program.cards if purse.balance(card.unit, AVAILABLE)],
        "name": shown_name(member.profile.name) if member is not None else "", "code": str(named),
        "mail_to": masked(address) if address else "", "mailed": till.asked.text("mailed", 4) == "yes", "trouble": trouble,
        "coupon_code": as_printed(drawn) if is_printed else "", "coupon_drawing": code_of(drawn) if is_printed else "",
    }, 422 if trouble else 200)  # fmt: skip
