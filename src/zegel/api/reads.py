"""Routes that only read. What is due but not booked yet is run in memory first, so that a read and the next write agree."""

from typing import Any

from pydantic_core import from_json, to_json

from zegel.api import schemas
from zegel.api.bodies import read_body
from zegel.api.cursors import cursor, number_of, position_of
from zegel.api.door import Answer, Door, parameters
from zegel.core.ids import PurseId, ReceiptId, purse_of, purse_text, receipt_of
from zegel.core.refusals import Erased, Malformed, UnknownMember, UnknownReceipt
from zegel.hall.answers import body_of, moment_text, receipt_json
from zegel.hall.calls import Call, identifier_of, member_of, purse_of_code
from zegel.hall.explained import sentences, whole_explanation
from zegel.hall.members import balances_of, member_json, member_now, shown_tier
from zegel.ledger.entries import JournalEntry
from zegel.ledger.lots import Lot
from zegel.store.records import ReceiptDocument

PAGE = 50
MOST = 200

Json = dict[str, Any]


async def get_member(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}."""
    parameters(call)
    return await _shown(door, call, member_of(call.params["member"]))


async def _by_code(door: Door, call: Call, shown: Json) -> PurseId | None:
    """Whose changing code it is. An enrolled till spends the code's step with it, and may then let that member spend for a while."""
    purse = purse_of_code(call, shown)
    if purse is not None and call.grant.kind == "till":
        await door.people.qr.scanned(call.grant, shown["value"], call.at)
    return purse


async def look_up(door: Door, call: Call) -> Answer:
    """POST /v1/members/lookup."""
    found, _ = read_body(schemas.LOOKUP, call.body)
    purse = await _by_code(door, call, found["identifier"])
    purse = purse or await door.desk.find(call.grant.company, identifier_of(call, found["identifier"]))
    if purse is None:
        raise UnknownMember()
    return await _shown(door, call, purse)


async def _shown(door: Door, call: Call, named: PurseId) -> Answer:
    purse = await member_now(door.desk, call, named)
    company = call.grant.company
    member = await door.books.profile_of(company, purse.id)
    identifiers = await door.books.identifiers_of(company, purse.id)
    return Answer(200, to_json(member_json(purse, shown_tier(call, purse), member, identifiers)))


async def list_members(door: Door, call: Call) -> Answer:
    """GET /v1/members."""
    limit, position = page_of(call, "members", "")
    after = None if position is None else purse_of(position)
    found = await door.books.members(call.grant.company, after, limit + 1)
    shown = [
        {
            "member": purse_text(m.purse), "name": m.profile.name, "language": m.profile.language, "birthday": m.profile.birthday,
            "joined_at": moment_text(m.joined_at),
        }
        for m in found[:limit]
    ]  # fmt: skip
    last = purse_text(found[limit - 1].purse) if len(found) > limit else None
    return paged(call, "members", "", "members", shown, last)


async def get_balances(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/balances."""
    parameters(call)
    purse = await member_now(door.desk, call, member_of(call.params["member"]))
    return Answer(200, to_json({
        "member": purse_text(purse.id), "at": moment_text(call.at), "tier": shown_tier(call, purse) or None, "balances": balances_of(purse),
    }))  # fmt: skip


async def list_lots(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/lots: those with something in them, in the order in which they were opened."""
    member = call.params["member"]
    limit, position = page_of(call, "lots", member)
    after = (0, 0) if position is None else _pair(position)
    purse = await member_now(door.desk, call, member_of(member))
    found = await door.books.lots(call.grant.company, purse.id, after, limit + 1)
    # What was due is booked in memory only: those lots as they are now, not as they are stored.
    shown = [lot_json(lot) for stored in found[:limit] if _open(lot := purse.lots.get(stored.key, stored))]
    last = f"{found[limit - 1].seq}.{found[limit - 1].n}" if len(found) > limit else None
    return paged(call, "lots", member, "lots", shown, last)


def _open(lot: Lot) -> bool:
    return lot.pending + lot.available + lot.reserved > 0


def lot_json(lot: Lot) -> Json:
    """One lot."""
    return {
        "lot": f"{lot.seq}.{lot.n}", "unit": lot.unit, "amount": lot.amount, "available": lot.available, "pending": lot.pending,
        "reserved": lot.reserved, "opened_at": moment_text(lot.opened_at), "available_at": moment_text(lot.available_at),
        "expires_at": moment_text(lot.expires_at),
    }  # fmt: skip


async def list_entries(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/entries: the journal as it is written, from the first entry on."""
    member = call.params["member"]
    limit, position = page_of(call, "entries", member)
    after = 0 if position is None else number_of(position)
    purse = await known_member(door, call, member)
    found = await door.books.entries(call.grant.company, purse, after, limit + 1)
    last = str(found[limit - 1].seq) if len(found) > limit else None
    return paged(call, "entries", member, "entries", [entry_json(entry) for entry in found[:limit]], last)


def entry_json(entry: JournalEntry) -> Json:
    """One journal entry; `receipt` is null for due work, which has none."""
    return {
        "seq": entry.seq, "kind": entry.kind, "at": moment_text(entry.at), "happened_at": moment_text(entry.happened_at),
        "business_date": entry.business_date, "actor": entry.actor, "branch": entry.branch, "till": entry.till, "reason": entry.reason,
        "receipt": str(ReceiptId(entry.purse, entry.seq)) if entry.receipt_digest else None, "undoes": entry.undoes or None,
        "hash": entry.hash.hex(), "previous": entry.previous.hex(), "receipt_digest": entry.receipt_digest.hex() or None,
        "postings": [
            {
                "unit": p.unit, "source": p.source, "destination": p.destination, "amount": p.amount,
                "lot": None if p.lot is None else f"{p.lot[0]}.{p.lot[1]}",
            }
            for p in entry.postings
        ],
    }  # fmt: skip


async def list_receipts(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/receipts: the newest first."""
    member = call.params["member"]
    limit, position = page_of(call, "receipts", member)
    before = 0 if position is None else number_of(position)
    purse = await known_member(door, call, member)
    found = await door.books.receipts(call.grant.company, purse, before, limit + 1)
    last = str(found[limit - 1].id.seq) if len(found) > limit else None
    shown = [
        {"receipt": str(r.id), "kind": r.kind, "at": moment_text(r.at), "erased": r.document is None, "totals": _totals(r)}
        for r in found[:limit]
    ]
    return paged(call, "receipts", member, "receipts", shown, last)


def _totals(receipt: ReceiptDocument) -> Json:
    totals: Json = {} if receipt.document is None else body_of(receipt.document)["totals"]
    return {name: count for name, count in totals.items() if name.endswith("_minor")}


async def get_receipt(door: Door, call: Call) -> Answer:
    """GET /v1/receipts/{receipt}: the answer that its write gave, and the whole document."""
    parameters(call)
    receipt, document = await _receipt(door, call)
    answer = receipt_json(call.shelf, receipt, document)
    answer["document"] = from_json(document)
    return Answer(200, to_json(answer))


async def get_explanation(door: Door, call: Call) -> Answer:
    """GET /v1/receipts/{receipt}/explanation: every rule, fired or not, with the reason."""
    parameters(call)
    receipt, document = await _receipt(door, call)
    return Answer(200, to_json(whole_explanation(call.shelf, receipt, document)))


async def _receipt(door: Door, call: Call) -> tuple[ReceiptId, bytes]:
    receipt = receipt_of(call.params["receipt"])
    found = await door.books.receipt(call.grant.company, receipt)
    if found is None:
        raise UnknownReceipt()
    if found.document is None:
        raise Erased()
    return receipt, found.document


async def get_program(_door: Door, call: Call) -> Answer:
    """GET /v1/program: the live version and what it says."""
    parameters(call)
    compiled = call.live(call.at)
    program = compiled.program
    return Answer(200, to_json({
        "name": program.name, "digest": compiled.digest.hex(), "currency": program.currency, "zone": program.company_zone,
        "languages": list(program.languages), "branches": [{"branch": b.id, "zone": b.zone} for b in program.branches],
        "units": [
            {
                "unit": u.id, "kind": u.kind,
                "names": {"nl": [u.names.nl_one, u.names.nl_many], "en": [u.names.en_one, u.names.en_many]},
            }
            for u in program.units
        ],
        "sentences": sentences(compiled), "document": from_json(program.document),
    }))  # fmt: skip


async def known_member(door: Door, call: Call, text: str) -> PurseId:
    """The purse of that name in this company: a merged one keeps its own entries and receipts."""
    purse = member_of(text)
    if await door.books.purse(call.grant.company, purse) is None:
        raise UnknownMember()
    return purse


def page_of(call: Call, name: str, of: str, *others: str) -> tuple[int, str | None]:
    """How many are wanted, and from where on. `others` are parameters that the list takes besides."""
    given = parameters(call, "limit", "cursor", *others)
    text = given.get("limit", str(PAGE))
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= MOST):
        raise Malformed(f"limit: 1 to {MOST}", field="limit")
    given_cursor = given.get("cursor")
    return int(text), None if given_cursor is None else position_of(_belongs(call, name, of), given_cursor)


def _belongs(call: Call, name: str, of: str) -> str:
    return f"{call.grant.company}\n{name}\n{of}"


def paged(call: Call, name: str, of: str, field: str, shown: list[Json], last: str | None) -> Answer:
    """A page; `next` is null on the last one."""
    following = None if last is None else cursor(_belongs(call, name, of), last)
    return Answer(200, to_json({field: shown, "next": following}))


def _pair(position: str) -> tuple[int, int]:
    seq, _, n = position.partition(".")
    return number_of(seq), number_of(n)
