"""A card without a name: whoever has its number sees what is on it, and can do nothing with it here. A member's card shows nothing so."""

from typing import Any, Final

from zegel.access.identifiers import normalised
from zegel.access.refusals import InvalidIdentifier
from zegel.core.refusals import ZegelError
from zegel.desk.rounds import clock_header
from zegel.flows.commands import RunDue
from zegel.hall.refused import said_of
from zegel.ledger.purse import Purse
from zegel.program.model import Program
from zegel.store.records import Company
from zegel.web.card.code import drawn
from zegel.web.card.kept import carried
from zegel.web.card.proof import whence
from zegel.web.card.signing_in import company_of
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures, places_of

KINDS: Final = ("card", "qr")
_SILENT: Final = ("status", "mark", "clearing", "membership")


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/losse-kaart: the card that this telephone carries, else a form for the number of one."""
    company, number = await company_of(door, asked), carried(asked)
    shows: dict[str, Any] = {"company": company, "trouble": "", "number": "", "has": None, "code": None}
    found = await _purse(door, asked, company, number) if company is not None and number else None
    if company is None or found is None:
        return Page("card/nameless.html", shows)
    return Page("card/nameless.html", shows | {"code": drawn(number)} | await _shown(door, asked, company, found))


async def look(door: Door, asked: Asked) -> Answer:
    """POST /pas/losse-kaart: what is on the card of that number. A wrong number and a member's are told the same; tries are counted."""
    company, tongue, number = (
        await company_of(door, asked),
        door.tongue(asked),
        asked.text("number", 64),
    )
    shows: dict[str, Any] = {"company": company, "trouble": "", "number": number, "has": None, "code": None}
    if company is None:
        return Page("card/nameless.html", shows)
    try:
        await door.people.members.admit(company.id, asked.at, whence(asked))
        found = await _purse(door, asked, company, number)
    except ZegelError as refusal:
        return Page("card/nameless.html", shows | {"trouble": tongue.words(said_of(refusal))}, 422)
    if found is None:
        return Page("card/nameless.html", shows | {"trouble": tongue.say("nameless unknown")}, 422)
    await door.people.members.was_right(company.id, asked.at, whence(asked))
    return Page("card/nameless.html", shows | await _shown(door, asked, company, found))


async def _shown(door: Door, asked: Asked, company: Company, found: Purse) -> dict[str, Any]:
    program = (await door.shelves.of(company.id)).live_at(asked.at).program
    figures = door.renderer.figures(asked.speaks, program.country, program.currency, program.company_zone, places_of(program, asked.speaks))
    return {"has": _has(program, found, figures), "figures": figures}


async def _purse(door: Door, asked: Asked, company: Company, number: str) -> Purse | None:
    """The purse of a card without a name, with what is due booked in memory; None where there is none, or it is somebody's."""
    for kind in KINDS:
        try:
            shown = normalised(kind, number)
        except InvalidIdentifier:
            continue
        purse = await door.desk.find(company.id, shown)
        if purse is not None:
            found = await door.desk.look(RunDue(clock_header(company.id, asked.at, company.zone), purse))
            return None if found.since or found.blocked else found
    return None


def _has(program: Program, purse: Purse, figures: Figures) -> list[tuple[str, str]]:
    """What is on it: each unit, and of stamps how many a full card has."""
    slots = {card.unit: card.slots for card in program.cards}
    found = []
    for unit in program.units:
        count = purse.spendable(unit.id)
        if count > 0 and unit.kind not in _SILENT:
            said = figures.counted(count, unit.names)
            worth = figures.money(count * unit.worth.numerator // unit.worth.denominator) if unit.worth and not unit.names.currency else ""
            found.append((said, f"{count} / {slots[unit.id]}" if unit.id in slots else worth))
    return found
