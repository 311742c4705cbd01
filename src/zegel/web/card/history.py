"""Everything that happened on the card, the newest first: why, where and when; and what to do where something is not right."""

from itertools import groupby
from typing import Any, Final

from zegel.core.ids import ReceiptId
from zegel.core.refusals import UnknownReceipt
from zegel.flows.commands import OpenCase
from zegel.hall.explained import whole_explanation
from zegel.web.card.frame import Own, framed, header_of, main_unit, own_card
from zegel.web.card.home import balance
from zegel.web.parts.asked import Answer, Asked, Page, Piece, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.happened import Event, happened

PAGE: Final = 30
ROOM: Final = "/pas/historie"


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/historie; with `before` only what happened earlier than that entry."""
    own = await own_card(door, asked)
    before = asked.number("before", 1, 2**53, own.purse.seq + 1)
    events = await happened(door, own.call, own.purse.id, before, PAGE, own.tongue, own.figures)
    shows: dict[str, Any] = {
        "months": _months(own, events), "older": events[-1].seq if events and events[-1].seq > 1 else 0,
        "balance": balance(own, main_unit(own)), "first": before > own.purse.seq,
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
    return {"event": one, "lines": lines, "plus": one.figure.startswith("+"), "branch": one.branch.capitalize()}


async def show_one(door: Door, asked: Asked) -> Answer:
    """GET /pas/historie/{entry}: one thing that happened, whole, with the form to dispute it."""
    own = await own_card(door, asked)
    event = await _event(door, asked, own)
    found = await door.queries.receipt(own.call.grant.company, ReceiptId(own.purse.id, event.seq))
    reasons = []
    if found is not None and found.document is not None:
        told, speaks = whole_explanation(own.call.shelf, found.id, found.document), asked.speaks
        reasons = [
            {"applied": one["applied"], "says": one["full"][speaks], "would": one["would"][speaks] if one["would"] else ""}
            for one in told["reasons"]
        ]
    shows = {"entry": _entry(own, event), "reasons": reasons, "sent": asked.text("melding", 8) == "ja"}
    return Page("card/entry.html", framed(door, asked, own, "history", shows))


async def dispute(door: Door, asked: Asked) -> Answer:
    """POST /pas/historie/{entry}: something is not right; somebody of the shop gets a case."""
    own = await own_card(door, asked, asked.text("once", 64))
    event = await _event(door, asked, own)
    sale = ReceiptId(own.purse.id, event.seq) if event.receipt else None
    told = asked.text("what", 300)
    detail = "" if sale else f"{event.title}, {own.figures.day_of(event.at, 'd MMMM y')}"
    await door.submit(asked, OpenCase(header_of(own, asked), own.purse.id, "service", told, sale, 0, detail, 0))
    return Sent(f"{ROOM}/{event.seq}?melding=ja")


async def _event(door: Door, asked: Asked, own: Own) -> Event:
    text = asked.params["entry"]
    if not (text.isascii() and text.isdigit() and len(text) < 16 and 1 <= int(text) <= own.purse.seq):
        raise UnknownReceipt()
    found = await happened(door, own.call, own.purse.id, int(text) + 1, 1, own.tongue, own.figures)
    if not found:
        raise UnknownReceipt()
    return found[0]
