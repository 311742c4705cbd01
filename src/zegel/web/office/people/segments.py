"""Segments: choices of members kept under a name, with how many that are and whom of them one may write; no names of members here."""

from asyncio import to_thread
from collections.abc import AsyncIterator
from typing import Any, Final

from zegel.core.refusals import Malformed, NotSignedIn, UnknownSavedSegment
from zegel.hall import segments
from zegel.hall.calls import Call
from zegel.hall.segment_rules import SECTION, Asking, asking, table_of, written
from zegel.program.editing import changed
from zegel.program.read import read_json
from zegel.program.sentences import sentences
from zegel.program.tree import ProgramMistakes, document_of
from zegel.program.words import Language
from zegel.store.segments import Segment
from zegel.web.office.actors import names_of
from zegel.web.office.drafting import NAME, kept, on_the_table
from zegel.web.office.frame import framed
from zegel.web.office.people.choosing import consent_name, fields, filters_of, in_words, narrowed
from zegel.web.office.people.handouts import LOOKS as HANDOUT_LOOKS
from zegel.web.office.people.handouts import what_of
from zegel.web.office.rules import address_of
from zegel.web.office.taking import taken
from zegel.web.parts.asked import Answer, Asked, Page, Piece, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.tables import Column, Row, listed, row

HERE: Final = "/kantoor/groepen"
NEWEST: Final = 5
COLUMNS: Final = (Column("name"), Column("choice", sorts=False), Column("members", "count", sorts=False), Column("changed", "moment"))
IN_FILES: Final = (Column("name"), Column("choice"), Column("members", "count"), Column("reach"), Column("changed", "moment"))


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/groepen: every one; how many members each has comes after, as that may take a while."""
    call, company = await door.call(asked), _company(asked)
    every = await door.queries.segments.all(company)
    tongue, program = door.renderer.tongue("office", asked.speaks), call.live(asked.at).program
    rows = [_row(one, in_words(one.filters, program, tongue)) for one in every]
    listing = listed(asked, COLUMNS, rows, "name")
    if listing.wish.file:
        return await taken(door, asked, call, "segments", listing.wish.file, IN_FILES, _counted(door, asked, call, every))
    shows: dict[str, Any] = {
        "list": listing, "may_write": "segments:write" in call.grant.scopes, "kept": {}, **fields(call, asked, tongue),
    }  # fmt: skip
    return Page("office/segments.html", await framed(door, asked, call, "segments", shows))


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/groepen/{segment}: how many it has and whom one may write; htmx gets these alone."""
    call = await door.call(asked)
    found = await _found(door, asked)
    today = door.figures(asked, call).local(asked.at).date()
    count, consents = await door.queries.member_lists.reach(call.grant.company, segments.chosen_of(found.filters, today))
    tongue = door.renderer.tongue("office", asked.speaks)
    may_list = "members:list" in call.grant.scopes
    to = f"/kantoor/leden?groep={found.id}" if may_list else ""
    shows: dict[str, Any] = {
        "count": count, "to": to,
        "consents": [
            {"name": consent_name(name, tongue), "count": n, "to": narrowed(found.filters, name) if may_list else ""}
            for name, n in consents.items()
        ],
    }  # fmt: skip
    if asked.is_piece:
        return Piece("office/members_reach.html", await framed(door, asked, call, "segments", shows))
    by = await names_of(door, call.grant.company, [found.changed_by], tongue)
    shows |= {
        "one": found, "says": in_words(found.filters, call.live(asked.at).program, tongue), "kept": found.filters,
        "by": by[found.changed_by],
        "may_write": "segments:write" in call.grant.scopes, "may_list": may_list, **fields(call, asked, tongue),
        "consents_of": shows["consents"], **await _in_rules(door, asked, call, found),
        "handed": [
            (each, what_of(call.live(asked.at).program, each, tongue), HANDOUT_LOOKS.get(each.state, "plain"))
            for each in await door.queries.handouts.newest(call.grant.company, NEWEST, found.id)
        ],
    }  # fmt: skip
    return Page("office/segment.html", await framed(door, asked, call, "segments", shows))


async def add(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/groepen: the choice of the form, under a name."""
    call = await door.call(asked)
    name = asked.text("name", segments.LONGEST)
    named = await segments.keep(door.people.register, call.grant, "", name, filters_of(asked, call), asked.at, asked.request_id)
    return Sent(f"{HERE}/{named}")


async def change(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/groepen/{segment}: another name, another choice, or both."""
    call = await door.call(asked)
    found = await _found(door, asked)
    name = asked.text("name", segments.LONGEST) or found.name
    await segments.keep(door.people.register, call.grant, found.id, name, filters_of(asked, call), asked.at, asked.request_id)
    return Sent(f"{HERE}/{found.id}")


async def drop(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/groepen/{segment}/weg."""
    call = await door.call(asked)
    rules = [one.where for one in await _rules(door, asked, call, asked.params["segment"])]
    await segments.drop(door.people.register, call.grant, asked.params["segment"], rules, asked.at, asked.request_id)
    return Sent(HERE)


async def into_draft(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/groepen/{segment}/ontwerp: the draft of the program says of it what it is now."""
    found, table = await _found(door, asked), await on_the_table(door, asked)
    said = table_of(found)
    if said is None:
        raise Malformed("segment: a rule cannot ask for it", field="segment")
    text = await to_thread(changed, table.text, (SECTION, found.id), said)
    document = document_of(text)
    if document is None:
        raise Malformed("The draft is no file that a form can change.", field="text")
    await kept(door, asked, text, document, table.revision)
    return Sent("/kantoor/programma/ontwerp")


async def _rules(door: Door, asked: Asked, call: Call, named: str) -> list[Asking]:
    return await asking(door.queries, await door.shelves.of(call.grant.company), call.grant.company, named, asked.at)


def _said(document: str, language: Language) -> dict[str, str]:
    """What each rule of a file says first, by its path; nothing of a draft with mistakes."""
    found: dict[str, str] = {}
    try:
        program = read_json(document)
    except ProgramMistakes:
        return found
    for one in sentences(program):
        found.setdefault(one.path, one.nl if language == "nl" else one.en)
    return found


async def _in_rules(door: Door, asked: Asked, call: Call, found: Segment) -> dict[str, Any]:
    """What the page says of the rules that ask for it."""
    live = call.live(asked.at).program
    written_there, said = written(live, found.id), table_of(found)
    rules = await _rules(door, asked, call, found.id)
    said_by = {document: await to_thread(_said, document, asked.speaks) for document in {one.document for one in rules}}
    # Forms change the office's own draft: a rule of somebody's file has no form here.
    to = [
        (said_by[one.document].get(one.rule, one.rule), address_of(*one.rule.split(".", 1)) if one.draft in ("", NAME) else "", one)
        for one in rules
    ]
    may = "program:write" in call.grant.scopes
    return {
        "rules": to, "for_rules": said is not None, "may_draft": may, "sees_program": "program:read" in call.grant.scopes,
        "differs": said is not None and written_there is not None and dict(written_there) != said,
    }  # fmt: skip


async def _found(door: Door, asked: Asked) -> Segment:
    found = await door.queries.segments.one(_company(asked), asked.params["segment"])
    if found is None:
        raise UnknownSavedSegment()
    return found


def _company(asked: Asked) -> Any:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor.company


def _row(one: Segment, says: str) -> Row:
    return row({"name": one.name, "choice": says, "changed": one.changed_at, "id": one.id}, {"name": f"{HERE}/{one.id}"})


async def _counted(door: Door, asked: Asked, call: Call, every: list[Segment]) -> AsyncIterator[Row]:
    """Each with how many it has and how many gave which consent, for a file."""
    tongue, program = door.renderer.tongue("office", asked.speaks), call.live(asked.at).program
    today = door.figures(asked, call).local(asked.at).date()
    for one in every:
        count, consents = await door.queries.member_lists.reach(call.grant.company, segments.chosen_of(one.filters, today))
        reach = "; ".join(f"{consent_name(name, tongue)}: {n}" for name, n in consents.items())
        yield row({
            "name": one.name, "choice": in_words(one.filters, program, tongue), "members": count, "reach": reach, "changed": one.changed_at,
        })  # fmt: skip
