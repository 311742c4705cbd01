"""Everything that happened on the card, the newest first: why, where and when; and what to do where something is not right.

What happened on a card that became part of theirs is theirs too, and stands between the rest: said to be of the earlier card.
What one colleague asks of another, or refuses, is told when it is given, and not before.
"""

from itertools import groupby
from typing import Any, Final

from zegel.core.ids import ReceiptId, receipt_of
from zegel.core.refusals import UnknownReceipt
from zegel.flows.commands import OpenCase
from zegel.hall.explained import whole_explanation
from zegel.program.model import Words
from zegel.web.card.frame import Own, framed, header_of, main_unit, own_card
from zegel.web.card.home import balance
from zegel.web.parts.asked import Answer, Asked, Page, Piece, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.happened import Event, happened, happened_in

PAGE: Final = 30
ROOM: Final = "/pas/historie"


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/historie; with `before` only what happened earlier than that entry."""
    own = await own_card(door, asked)
    named = asked.text("before", 60)
    lived = await door.queries.lived(own.call.grant.company, own.purse.id, _named(own, named) if named else None, PAGE + 1)
    events = await happened_in(door, own.call, lived[:PAGE], own.tongue, own.figures)
    shows: dict[str, Any] = {
        "months": _months(own, [one for one in events if not one.among_us]), "older": _name(own, events[-1]) if len(lived) > PAGE else "",
        "balance": balance(own, main_unit(own)),
    }  # fmt: skip
    page = framed(door, asked, own, "history", shows)
    return Piece("card/months.html", page) if asked.is_piece else Page("card/history.html", page)


def _months(own: Own, events: list[Event]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The events by the month in which they happened."""
    found = []
    for name, these in groupby(events, lambda one: own.figures.day_of(one.at, "LLLL y")):
        found.append((name.capitalize(), [_entry(own, one) for one in these]))
    return found


def _entry(own: Own, one: Event) -> dict[str, Any]:
    """An event with a reason in any case: where the books gave none, what such a thing means."""
    key, say = f"because {one.kind}", own.tongue
    lines = one.lines or ((say.say(key),) if say.knows(key) else ())
    earlier = one.purse != own.purse.id
    moved = earlier and one.kind == "transfer out"
    return {
        "event": one, "lines": lines, "plus": one.figure.startswith("+"), "branch": own.figures.place(one.branch, capital=True),
        "name": _name(own, one), "earlier": earlier, "title": say.say("moved to you") if moved else one.title,
    }  # fmt: skip


def _name(own: Own, one: Event) -> str:
    """What an entry is called in addresses: its number, and of an earlier card also which."""
    return str(one.seq if one.purse == own.purse.id else ReceiptId(one.purse, one.seq))


def _named(own: Own, text: str) -> ReceiptId:
    """The entry that is called so; refuses `unknown_receipt`. Whose it is, is asked of the books."""
    if text.isascii() and text.isdigit() and len(text) < 16:
        return ReceiptId(own.purse.id, int(text))
    return receipt_of(text)


async def show_one(door: Door, asked: Asked) -> Answer:
    """GET /pas/historie/{entry}: one thing that happened, whole, with the form to dispute it."""
    own = await own_card(door, asked)
    event = await _event(door, asked, own)
    found = await door.queries.receipt(own.call.grant.company, ReceiptId(event.purse, event.seq))
    reasons = []
    if found is not None and found.document is not None:
        told, words = whole_explanation(own.call.shelf, found.id, found.document), own.tongue.words
        reasons = [
            {"applied": one["applied"], "says": words(Words(**one["full"])), "would": words(Words(**one["would"])) if one["would"] else ""}
            for one in told["reasons"]
        ]
    shows = {"entry": _entry(own, event), "reasons": reasons, "sent": asked.text("melding", 8) == "ja"}
    return Page("card/entry.html", framed(door, asked, own, "history", shows))


async def dispute(door: Door, asked: Asked) -> Answer:
    """POST /pas/historie/{entry}: something is not right; somebody of the shop gets a case."""
    own = await own_card(door, asked, asked.text("once", 64))
    event = await _event(door, asked, own)
    sale = ReceiptId(event.purse, event.seq) if event.receipt else None
    told = asked.text("what", 300)
    detail = "" if sale else f"{event.title}, {own.figures.day_of(event.at, 'd MMMM y')}"
    await door.submit(asked, OpenCase(header_of(own, asked), own.purse.id, "service", told, sale, 0, detail, 0))
    return Sent(f"{ROOM}/{_name(own, event)}?melding=ja")


async def _event(door: Door, asked: Asked, own: Own) -> Event:
    """The entry of the address, of this card or of one that became part of it; refuses what the history does not have either."""
    one, company = _named(own, asked.params["entry"]), own.call.grant.company
    if one.purse != own.purse.id and one.purse not in await door.queries.taken_over_by(company, own.purse.id):
        raise UnknownReceipt()
    found = await happened(door, own.call, one.purse, one.seq + 1, 1, own.tongue, own.figures) if one.seq else []
    if not found or found[0].among_us:
        raise UnknownReceipt()
    return found[0]
