"""Everything that is known of a member, from every table that has them in it (store.personal). Only other people are left out, and what
one colleague asks of another, or refuses: that is told when it is given, as on their history.

What came with a card that was merged into theirs is theirs too: its journal, its receipts, its notes.
"""

from collections.abc import Iterator
from json import loads
from typing import Any, Final

from zegel.core.ids import PurseId, ReceiptId, purse_text
from zegel.core.periods import NEVER
from zegel.decide.plan import plan_of
from zegel.desk.erasing import waiting_sales
from zegel.flows import corrections, gestures, merging
from zegel.flows.facts import Dossier
from zegel.flows.households import HAS, IN, JOINED
from zegel.flows.known import facts_without_basket, member_facts
from zegel.hall.answers import moment_text
from zegel.hall.members import balances_of, shown_tier
from zegel.hall.segments import chosen_of
from zegel.program.called_words import called
from zegel.program.model import Words
from zegel.store.personal import MOMENTS
from zegel.web.card.frame import Own, header_of
from zegel.web.card.household import first_name
from zegel.web.parts.asked import Asked
from zegel.web.parts.door import Door
from zegel.web.parts.happened import UNTOLD, is_among_us

AT_ONCE: Final = 200
BETWEEN_US: Final = (gestures.DOSSIER, corrections.DOSSIER, merging.DOSSIER)
"""Kinds of dossiers by which one colleague asks another."""
Json = dict[str, Any]


async def everything(door: Door, asked: Asked, own: Own) -> Json:
    """The whole of it."""
    company, purse, queries = own.call.grant.company, own.purse, door.queries
    cards = [purse.id, *await queries.taken_over_by(company, purse.id)]
    known = await queries.profile_of(company, purse.id)
    shown = [one for card in cards for one in await queries.identifiers_of(company, card)]
    emails = [one.text for one in shown if one.kind == "email"]
    told = await queries.personal.told(company, cards, emails)
    return {
        "shop": own.program.name, "member": purse_text(purse.id), "at": moment_text(own.call.at), "since": purse.since or None,
        "cards_that_came_along": [purse_text(card) for card in cards[1:]],
        "name": known.profile.name if known else "", "language": known.profile.language if known else "",
        "birthday": known.profile.birthday if known else "", "tier": shown_tier(own.call, purse) or None,
        "tier_reviewed_at": moment_text(purse.tier_review_at) if purse.tier_review_at < NEVER else None, "blocked": bool(purse.blocked),
        "identifiers": [{"kind": one.kind, "value": one.text} for one in shown],
        "balances": balances_of(purse), "groups": [*segments_of(own, asked), *await saved_segments(door, own)],
        "lots": [
            {"unit": lot.unit, "available": lot.available, "pending": lot.pending, "reserved": lot.reserved,
             "opened_at": moment_text(lot.opened_at), "expires_at": moment_text(lot.expires_at)}
            for lot in purse.lots.values() if lot.available or lot.pending or lot.reserved
        ],
        "told": [one for card in cards for one in await _dossiers(door, own, card)],
        "entries": [one for card in reversed(cards) for one in await entries_of(door, own, card)],
        "waiting_sales": [
            {"branch": one.branch, "at": moment_text(one.happened_at), "verdict": one.verdict, "told": one.told}
            for one in await waiting_sales(queries, company, cards, shown)
        ],
        "kept": {table: [_said(row) for row in rows] for table, rows in told.items()},
    }  # fmt: skip


async def _dossiers(door: Door, own: Own, card: PurseId) -> list[Json]:
    """What they told, said yes to, asked for and what was noted: as the card has it."""
    return [
        {"card": purse_text(card), "kind": one.kind, "id": one.id, "state": one.state, "at": moment_text(one.at), "data": loads(one.data)}
        | await _with_whom(door, own, one)
        for one in await door.queries.dossiers_of(own.call.grant.company, card)
        if one.kind not in BETWEEN_US or one.state not in UNTOLD
    ]  # fmt: skip


async def _with_whom(door: Door, own: Own, one: Dossier) -> Json:
    """Of who saves along: their first name, as the household's own page says it; of who left nothing more."""
    if one.kind not in (IN, HAS) or one.state != JOINED:
        return {}
    return {"name": await first_name(door, own, PurseId(bytes.fromhex(one.id if one.kind == HAS else loads(one.data)["of"])))}


def _said(row: Json) -> Json:
    return {name: moment_text(held) if name in MOMENTS and held is not None else held for name, held in row.items()}


async def entries_of(door: Door, own: Own, card: PurseId) -> list[Json]:
    """The whole journal of a card with its receipts, the oldest first."""
    company = own.call.grant.company
    found: list[Json] = []
    after = 0
    while entries := await door.queries.entries(company, card, after, AT_ONCE):
        last = entries[-1].seq
        receipts = {one.id.seq: one.document for one in await door.queries.receipts(company, card, last + 1, AT_ONCE)}
        for entry in entries:
            document = receipts.get(entry.seq)
            if document is not None and is_among_us(loads(document)["body"].get("effects", ())):
                continue
            found.append({
                "card": purse_text(card), "number": entry.seq, "kind": entry.kind, "at": moment_text(entry.happened_at),
                "branch": entry.branch, "reason": entry.reason,
                "receipt": str(ReceiptId(card, entry.seq)) if document is not None else None,
                "moved": [{"unit": p.unit, "from": p.source, "to": p.destination, "count": p.amount} for p in entry.postings],
                "document": loads(document) if document is not None else None,
            })  # fmt: skip
        after = last
    return found


def segments_of(own: Own, asked: Asked) -> list[Json]:
    """Every group that the shop's program names, what it means, and whether the member belongs to it: why they see what they see."""
    live = own.call.live(own.call.at)
    plan, header = plan_of(live), header_of(own, asked)
    member = member_facts(own.facts, plan, own.purse, header.business_date)
    held = set(live.segments_of(facts_without_basket(plan, header, member)))
    said = {path: own.tongue.words(Words(nl, en)) for path, nl, en in called(own.program)}
    return [
        {"says": (words := said[f"segments.{one.id}"])[:1].upper() + words[1:], "holds": one.id in held}
        for one in own.program.segments
    ]  # fmt: skip


async def saved_segments(door: Door, own: Own) -> list[Json]:
    """The choices that the shop keeps under a name and that hold this member now."""
    company, today = own.call.grant.company, own.figures.local(own.call.at).date()
    return [
        {"says": one.name, "holds": True} for one in await door.queries.segments.all(company)
        if await door.queries.member_lists.count(company, chosen_of(one.filters, today, (own.purse.id,)))
    ]  # fmt: skip


def flat(found: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value with where it stands, for a spreadsheet; what is empty is left out.

    >>> list(flat({"a": [{"b": 1}, {"b": True}], "c": None}))
    [('a.1.b', '1'), ('a.2.b', 'yes')]
    """
    if isinstance(found, dict):
        for name, held in found.items():
            yield from flat(held, f"{path}.{name}" if path else str(name))
    elif isinstance(found, list):
        for n, held in enumerate(found, 1):
            yield from flat(held, f"{path}.{n}")
    elif found not in (None, ""):
        yield path, {True: "yes", False: "no"}[found] if isinstance(found, bool) else str(found)
