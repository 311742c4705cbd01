"""What happened to a purse, the newest first: each entry with its reasons in the reader's language, and what it moved."""

from collections.abc import Sequence
from itertools import groupby
from json import loads
from typing import Any, Final

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.hall.answers import receipt_json
from zegel.hall.calls import Call
from zegel.ledger.accounts import AVAILABLE, PENDING
from zegel.ledger.entries import JournalEntry
from zegel.program.model import Unit, Words
from zegel.web.parts.door import Door
from zegel.web.parts.figures import MINUS, Figures
from zegel.web.parts.happened_words import word_of
from zegel.web.parts.words import Tongue

_LOOKS: Final = {
    "enrol": ("user-plus", "in"), "purchase": ("receipt-text", "in"), "commit": ("receipt-text", "in"), "hold": ("hourglass", ""),
    "cancel hold": ("x", ""), "time out": ("clock", ""), "redeem": ("gift", "gift"), "cancel redemption": ("undo-2", ""),
    "return": ("rotate-ccw", ""), "adjust": ("pencil", ""), "release": ("check", "in"), "expire": ("hourglass", ""),
    "tier": ("star", "gift"),
    "set tier": ("star", "gift"), "gesture": ("heart", "gift"), "occasion": ("cake-slice", "gift"), "consent": ("mail", ""),
    "order": ("package", ""), "pick": ("package", ""), "hand over": ("gift", "gift"), "cancel order": ("undo-2", ""),
}  # fmt: skip
"""Kind of entry → its picture and its colour; whatever is not here gets a plain mark."""

BY_HAND: Final = ("case", "adjust", "set tier")
"""Kinds of entries that somebody gave a reason for in words."""
_BY_TWO: Final = ("gesture", "correction", "merge")
"""Effects that one colleague may ask of another."""
UNTOLD: Final = ("asked", "refused")
"""States of those of which the member is told nothing."""


@value
class Event:
    """One line of the time line, of entry `seq` of `purse`. `figure` is what moved for the member, "" for nothing; `receipt` "" where
    nobody gave one. `among_us`: only a question of one colleague to another, or its refusal."""

    seq: int
    kind: str
    title: str
    lines: tuple[str, ...]
    figure: str
    at: Instant
    branch: str
    actor: str
    receipt: str
    erased: bool
    icon: str
    look: str
    purse: PurseId
    among_us: bool


async def happened_in(door: Door, call: Call, these: Sequence[ReceiptId], tongue: Tongue, figures: Figures) -> list[Event]:
    """The entries `these`, of whichever purses, in that order: each run of numbers is read at once."""
    found: dict[ReceiptId, Event] = {}
    for purse in dict.fromkeys(one.purse for one in these):
        numbers = sorted(one.seq for one in these if one.purse == purse)
        for _, run in groupby(enumerate(numbers), lambda at: at[1] - at[0]):
            seqs = [seq for _, seq in run]
            for event in await happened(door, call, purse, seqs[-1] + 1, len(seqs), tongue, figures):
                found[ReceiptId(purse, event.seq)] = event
    return [found[one] for one in these]


async def happened(door: Door, call: Call, purse: PurseId, before: int, many: int, tongue: Tongue, figures: Figures) -> list[Event]:
    """The last `many` entries numbered below `before`, the newest first."""
    company, first = call.grant.company, max(0, before - 1 - many)
    entries = await door.queries.entries(company, purse, first, before - 1 - first)
    documents = {
        found.id.seq: found.document for found in await door.queries.receipts(company, purse, before, many) if found.id.seq > first
    }
    units = {unit.id: unit for unit in call.live(call.at).program.units}
    return [_event(call, entry, documents, units, tongue, figures) for entry in reversed(entries)]


def _event(
    call: Call, entry: JournalEntry, documents: dict[int, bytes | None], units: dict[str, Unit], tongue: Tongue, figures: Figures
) -> Event:
    document = documents.get(entry.seq)
    lines: tuple[str, ...] = ()
    title, among_us = tongue.say(word_of(entry.kind, entry.reason)), False
    if document is not None:
        told = receipt_json(call.shelf, ReceiptId(entry.purse, entry.seq), document)
        explained, among_us = told["explanation"], is_among_us(told["effects"])
        lines = tuple([tongue.words(Words(nl, en)) for nl, en in zip(explained["nl"], explained["en"], strict=True)])
        if entry.kind in BY_HAND and entry.reason:
            lines += (f"“{entry.reason}”",)
        paid = told["totals"].get("pays_minor", told["totals"].get("refund_minor"))
        if paid is not None and entry.kind in ("purchase", "commit", "return"):
            title = tongue.say(f"did {entry.kind} of", amount=figures.money(paid))
    elif entry.reason:
        lines = (entry.reason,)
    icon, look = _LOOKS.get(entry.kind, ("info", ""))
    return Event(
        entry.seq, entry.kind, title, lines, _moved(entry, units, figures), entry.happened_at, entry.branch, entry.actor,
        str(ReceiptId(entry.purse, entry.seq)) if document is not None else "",
        bool(entry.receipt_digest) and entry.seq in documents and document is None, icon, look,
        entry.purse, among_us,
    )  # fmt: skip


def is_among_us(effects: Sequence[dict[str, Any]]) -> bool:
    """Nothing but what a colleague was asked for, or refused."""
    return bool(effects) and all(one["effect"] in _BY_TWO and one["state"] in UNTOLD for one in effects)


def _moved(entry: JournalEntry, units: dict[str, Unit], figures: Figures) -> str:
    """What the member has more or less by it, of the first unit that is worth money, else of the first that moved."""
    moved: dict[str, int] = {}
    for posting in entry.postings:
        own = (posting.destination in (AVAILABLE, PENDING)) - (posting.source in (AVAILABLE, PENDING))
        if own:
            moved[posting.unit] = moved.get(posting.unit, 0) + own * posting.amount
    shown = [unit for unit in units.values() if moved.get(unit.id) and unit.kind not in ("mark", "membership", "clearing", "status")]
    if not shown:
        return ""
    unit = max(shown, key=lambda one: one.worth > 0)
    count = moved[unit.id]
    said = figures.counted(abs(count), unit.names)
    return f"{'+' if count > 0 else MINUS} {said}"


def purchase_lines(document: bytes) -> list[dict[str, Any]]:
    """What was bought, as the till sent it; nothing where it was no purchase."""
    purchase = loads(document)["purchase"]
    return [] if purchase is None else list(purchase["lines"])
