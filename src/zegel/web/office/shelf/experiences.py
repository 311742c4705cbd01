"""Experiences: what members may come to, who has a seat and who waits for one, and who is let in at the door."""

from json import loads
from typing import Any, Final
from urllib.parse import quote

from zegel.core.canonical import document_bytes
from zegel.core.ids import purse_text
from zegel.core.refusals import Malformed, UnknownExperience
from zegel.decide.seats import ACCEPTED, ATTENDED, STATES, WAITING
from zegel.flows.commands import AnswerInvitation, CheckIn, Who
from zegel.flows.facts import Dossier
from zegel.flows.seats import DOSSIER, seats_of
from zegel.hall.calls import Call, header_of, identifier_of, member_of
from zegel.program.seats import Experience
from zegel.program.sentences import sentences
from zegel.program.words import clock
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.tables import Cell, Column, Row, fact, listed, row

HERE: Final = "/kantoor/belevingen"
AT_ONCE: Final = 500
COLUMNS: Final = (
    Column("experience"), Column("day", "day"), Column("starts"), Column("branch"), fact("seats", "count"), Column("taken", "count"),
    Column("waiting", "count"), Column("came", "count"), Column("replyuntil", "day"),
)  # fmt: skip
GUESTS: Final = (
    Column("name"),
    Column("state"),
    fact("guests", "count"),
    fact("seats", "count"),
    Column("asked", "moment"),
)
_LOOKS: Final = {ACCEPTED: "good", WAITING: "warn", ATTENDED: "brand"}


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/belevingen: every experience of the live program, with its seats."""
    call = await door.call(asked)
    left = await door.queries.counters(call.grant.company)
    replies = await _replies(door, call) if "experiences:list" in call.grant.scopes else []
    tongue = door.renderer.tongue("office", asked.speaks)
    rows = []
    for one in call.live(asked.at).program.experiences:
        here = f"{HERE}/{quote(one.id)}"
        states = [reply.state for reply in replies if reply.id == one.id]
        cells: dict[str, Cell] = {
            "experience": _capital(tongue.words(one.names)), "day": one.date, "starts": clock(one.starts), "branch": one.branch,
            "seats": one.seats, "taken": one.seats - left.left(seats_of(one.id), one.seats), "waiting": states.count(WAITING),
            "came": states.count(ATTENDED), "replyuntil": one.reply_until,
        }  # fmt: skip
        behind = {"experience": here}
        behind |= {name: f"{here}?state={state}" for name, state in (("taken", ACCEPTED), ("waiting", WAITING), ("came", ATTENDED))}
        rows.append(row(cells, {name: to for name, to in behind.items() if cells[name]}, None, {"taken": "seats"}))
    listing = listed(asked, COLUMNS, rows, "-day")
    if listing.wish.file:
        return await taken_list(door, asked, call, "experiences", listing)
    return Page("office/experiences.html", await framed(door, asked, call, "experiences", {"list": listing}))


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/belevingen/{experience}: who comes, who waits, who came; `state` shows one of these."""
    call = await door.call(asked)
    found = _experience(call, asked.params["experience"])
    tongue, state = door.renderer.tongue("office", asked.speaks), asked.text("state", 12)
    if state and state not in STATES:
        raise Malformed("state: where a guest stands", field="state")
    here = f"{HERE}/{quote(found.id)}"
    replies = [one for one in await _replies(door, call) if one.id == found.id]
    guests: dict[str, dict[str, Any]] = {}
    rows: list[Row] = []
    for reply in replies:
        known = await door.queries.profile_of(call.grant.company, reply.purse)
        data, member = loads(reply.data), purse_text(reply.purse)
        waits = reply.state in (ACCEPTED, WAITING)
        guests[member] = {"member": member, "state": reply.state, "seated": reply.state == ACCEPTED, "asks": waits}
        cells: dict[str, Cell] = {
            "name": (known.profile.name if known else "") or tongue.say("nameless"), "state": tongue.say(f"seat {reply.state}"),
            "guests": data["guests"], "seats": 1 + int(data["guests"]), "asked": data["asked"],
        }  # fmt: skip
        if state in ("", reply.state):
            rows.append(row(cells, {"name": member}, {"state": _LOOKS.get(reply.state, "plain")}))
    listing = listed(asked, GUESTS, rows, "asked", [("state", state)] if state else [])
    if listing.wish.file:
        return await taken_list(door, asked, call, "guests", listing)
    figures = door.figures(asked, call)
    left = (await door.queries.counters(call.grant.company)).left(seats_of(found.id), found.seats)
    said = next((said for said in sentences(call.live(asked.at).program) if said.path == f"experiences.{found.id}"), None)
    shows: dict[str, Any] = {
        "one": found, "name": _capital(tongue.words(found.names)), "starts": clock(found.starts), "list": listing, "people": guests,
        "here": here, "says": "" if said is None else said.nl if asked.speaks == "nl" else said.en, "state": state, "left": left,
        "counts": [(name, sum(1 for reply in replies if reply.state == name)) for name in STATES],
        "today": figures.local(asked.at).date().isoformat() == found.date,
        "may_write": call.grant.may("experiences:write", found.branch), "key": door.new_key(),
    }  # fmt: skip
    return Page("office/experience.html", await framed(door, asked, call, "experiences", shows))


async def reply(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/belevingen/{experience}/antwoord: somebody comes, or does not: a guest of the list, or a member by their card."""
    call = await door.call(asked, asked.text("key", 64))
    found, who, answer = _experience(call, asked.params["experience"]), _who(call, asked), asked.text("answer", 8)
    if answer not in ("accept", "decline"):
        raise Malformed("answer: accept or decline", field="answer")
    said = {"branch": found.branch, "member": asked.text("member", 64), "card": asked.text("card", 80), "answer": answer}
    header = header_of(call, said, document_bytes(said))
    guests = asked.number("guests", 0, 1_000, 0)
    await door.submit(asked, AnswerInvitation(header, who, found.id, answer == "accept", guests))
    return Sent(f"{HERE}/{quote(found.id)}")


async def check_in(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/belevingen/{experience}/binnen: a guest is at the door."""
    call = await door.call(asked, asked.text("key", 64))
    found, who = _experience(call, asked.params["experience"]), _who(call, asked)
    said = {"branch": found.branch, "member": asked.text("member", 64), "card": asked.text("card", 80)}
    await door.submit(asked, CheckIn(header_of(call, said, document_bytes(said)), who, found.id))
    return Sent(f"{HERE}/{quote(found.id)}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _who(call: Call, asked: Asked) -> Who:
    member, card = asked.text("member", 64), asked.text("card", 80)
    return member_of(member) if member else identifier_of(call, {"kind": "card", "value": card})


def _experience(call: Call, named: str) -> Experience:
    found = next((one for one in call.live(call.at).program.experiences if one.id == named), None)
    if found is None:
        raise UnknownExperience(experience=named[:60])
    return found


async def _replies(door: Door, call: Call) -> list[Dossier]:
    """Every reply to every experience."""
    found: list[Dossier] = []
    after = (b"", "")
    while page := await door.queries.dossiers(call.grant.company, DOSSIER, STATES, after, AT_ONCE):
        found += page
        after = (page[-1].purse, page[-1].id)
    return found
