"""Everything that is known of a member: to read, and to take along as JSON or as a table. Nothing is left out but other people."""

import csv
import io
from json import loads
from typing import Any

from pydantic_core import to_json

from zegel.core.ids import ReceiptId, purse_text
from zegel.decide.plan import plan_of
from zegel.flows.known import facts_without_basket, member_facts
from zegel.flows.notes import NOTE, SHOWN
from zegel.hall.answers import moment_text
from zegel.hall.members import balances_of, shown_tier
from zegel.program.called_words import called
from zegel.web.card.frame import Own, framed, header_of, own_card
from zegel.web.parts.asked import Answer, Asked, Bytes, Page
from zegel.web.parts.door import Door
from zegel.web.parts.headers import NOT_KEPT

AT_ONCE = 200
_BEGINS = ("=", "+", "-", "@", "\t", "\r")

Json = dict[str, Any]


async def everything(door: Door, own: Own) -> Json:
    """The whole of it."""
    company, purse, queries = own.call.grant.company, own.purse, door.queries
    known = await queries.profile_of(company, purse.id)
    dossiers = await queries.dossiers_of(company, purse.id)
    return {
        "shop": own.program.name, "member": purse_text(purse.id), "at": moment_text(own.call.at), "since": purse.since or None,
        "name": known.profile.name if known else "", "language": known.profile.language if known else "",
        "birthday": known.profile.birthday if known else "", "tier": shown_tier(own.call, purse) or None,
        "identifiers": [{"kind": one.kind, "value": one.text} for one in await queries.identifiers_of(company, purse.id)],
        "balances": balances_of(purse),
        "lots": [
            {"unit": lot.unit, "available": lot.available, "pending": lot.pending, "reserved": lot.reserved,
             "opened_at": moment_text(lot.opened_at), "expires_at": moment_text(lot.expires_at)}
            for lot in purse.lots.values() if lot.available or lot.pending or lot.reserved
        ],
        "told": [
            {"kind": one.kind, "id": one.id, "state": one.state, "at": moment_text(one.at), "data": loads(one.data)} for one in dossiers
        ],
        "entries": await _entries(door, own),
    }  # fmt: skip


def segments_of(own: Own, asked: Asked) -> list[dict[str, Any]]:
    """Every group that the shop's program names, what it means, and whether the member belongs to it: why they see what they see."""
    live = own.call.live(own.call.at)
    plan, header = plan_of(live), header_of(own, asked)
    member = member_facts(own.facts, plan, own.purse, header.business_date)
    held = set(live.segments_of(facts_without_basket(plan, header, member)))
    said = {path: (nl, en) for path, nl, en in called(own.program)}
    return [
        {"says": (words := said[f"segments.{one.id}"][own.tongue.language == "en"])[:1].upper() + words[1:], "holds": one.id in held}
        for one in own.program.segments
    ]  # fmt: skip


async def _entries(door: Door, own: Own) -> list[Json]:
    """The whole journal of the card with its receipts, the oldest first."""
    company, purse = own.call.grant.company, own.purse.id
    found: list[Json] = []
    after = 0
    while entries := await door.queries.entries(company, purse, after, AT_ONCE):
        last = entries[-1].seq
        receipts = {one.id.seq: one.document for one in await door.queries.receipts(company, purse, last + 1, AT_ONCE)}
        for entry in entries:
            document = receipts.get(entry.seq)
            found.append({
                "number": entry.seq, "kind": entry.kind, "at": moment_text(entry.happened_at), "branch": entry.branch,
                "reason": entry.reason,
                "receipt": str(ReceiptId(purse, entry.seq)) if document is not None else None,
                "moved": [{"unit": p.unit, "from": p.source, "to": p.destination, "count": p.amount} for p in entry.postings],
                "document": loads(document) if document is not None else None,
            })  # fmt: skip
        after = last
    return found


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/gegevens: to read, and to print."""
    own = await own_card(door, asked)
    found = await everything(door, own)
    counts: dict[str, int] = {}
    for entry in found["entries"]:
        counts[entry["kind"]] = counts.get(entry["kind"], 0) + 1
    tongue = own.tongue
    shows = {
        "known": found, "kinds": [
            {"name": tongue.say(f"did {kind}") if tongue.knows(f"did {kind}") else kind, "count": count} for kind, count in counts.items()
        ],
        "notes": [
            {"text": one["data"]["text"], "day": own.figures.day(one["data"]["on"], "d MMMM y")}
            for one in found["told"] if (one["kind"], one["state"]) == (NOTE, SHOWN)
        ],
        "segments": segments_of(own, asked), "fields": [one for one in found["told"] if one["kind"] == "profile"],
        "birthday": own.figures.day(found["birthday"], "d MMMM y") if len(found["birthday"]) == 10 else found["birthday"],
        "since": own.figures.day(own.purse.since, "d MMMM y") if own.purse.since else "",
    }  # fmt: skip
    return Page("card/known.html", framed(door, asked, own, "me", shows))


async def as_json(door: Door, asked: Asked) -> Answer:
    """GET /pas/gegevens.json."""
    own = await own_card(door, asked)
    return _file(to_json(await everything(door, own), indent=1), "application/json", "gegevens.json")


async def as_table(door: Door, asked: Asked) -> Answer:
    """GET /pas/gegevens.csv: a line for each thing that moved, for a spreadsheet."""
    own = await own_card(door, asked)
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([own.tongue.say(f"column {name}") for name in ("number", "day", "what", "branch", "unit", "count", "reason")])
    for entry in await _entries(door, own):
        head = [str(entry["number"]), entry["at"], entry["kind"], entry["branch"]]
        own_moves = [
            (move["unit"], ((move["to"] in _OWN) - (move["from"] in _OWN)) * move["count"]) for move in entry["moved"]
        ]  # fmt: skip
        for unit, count in [(unit, count) for unit, count in own_moves if count] or [("", 0)]:
            table.writerow([*map(safe, head), safe(unit), count or "", safe(entry["reason"])])
    return _file(b"\xef\xbb\xbf" + text.getvalue().encode(), "text/csv; charset=utf-8", "gegevens.csv")


_OWN = ("available", "pending")


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("-5"), safe("brood")
    ("'=1+1", "'-5", 'brood')
    """
    return f"'{text}" if text.startswith(_BEGINS) else text


def _file(body: bytes, kind: str, name: str) -> Bytes:
    kept = [(header.decode(), text.decode()) for header, text in NOT_KEPT]
    return Bytes(body, kind, headers=(*kept, ("content-disposition", f'attachment; filename="{name}"')))
