"""The program: what it promises as sentences, and a draft of it beside what that would say, warn of and change.

The file and the sentences are two views of one document. A draft with mistakes is kept too; only one without any is published.
"""

from asyncio import to_thread
from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.periods import local_moment
from zegel.core.refusals import Malformed, NotSignedIn
from zegel.core.value import value
from zegel.desk import drafts
from zegel.hall.calls import Call
from zegel.hall.publishing import published
from zegel.program.compile import Compiled
from zegel.program.diff import changes
from zegel.program.lints import lines_of, lints
from zegel.program.read import ProgramMistakes, read_yaml
from zegel.program.terms import chapters
from zegel.program.tree import plain, yaml_tree
from zegel.program.words import Language, of
from zegel.store.records import Draft
from zegel.web.office.file_text import as_file
from zegel.web.office.frame import framed
from zegel.web.parts.asked import Answer, Asked, Page, Piece, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures

NAME: Final = "kantoor"
"""The draft that the office writes; others belong to whoever works with files."""
LONGEST: Final = 200_000
HERE: Final = "/kantoor/programma/ontwerp"


@value
class Looked:
    """What a draft comes to: mistakes (line, message, hint), else warnings, what would change, and all it says."""

    mistakes: tuple[tuple[int, str, str], ...]
    warnings: tuple[tuple[int, str, str], ...]
    changes: tuple[tuple[str, str], ...]
    """(added, changed or removed; the sentence)."""
    chapters: tuple[tuple[str, tuple[str, ...]], ...]


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/programma: the live program, chapter by chapter, and the versions before it."""
    call, company = await _call(door, asked)
    shelf = await door.shelves.of(company)
    live = shelf.number_live_at(asked.at)
    versions = [
        {"number": number, "from": version.live_from, "live": number == live, "waits": version.live_from > asked.at}
        for number, version in enumerate(shelf.versions, 1)
    ]
    shows = {
        "chapters": await to_thread(_chapters, call.live(asked.at), asked.speaks), "versions": list(reversed(versions)),
        "draft": await door.queries.draft(company, NAME),
    }  # fmt: skip
    return Page("office/program.html", await framed(door, asked, call, "program", shows))


async def edit(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/programma/ontwerp: the draft, or the live program to begin one with."""
    call, company = await _call(door, asked)
    draft = await door.queries.draft(company, NAME)
    document = call.live(asked.at).program.document.decode() if draft is None else draft.document
    return await _editor(door, asked, call, draft, as_file(document))


async def look(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/ontwerp/bekijk: what the text as it stands would say; nothing is kept."""
    call, _ = await _call(door, asked)
    looked = await to_thread(looked_at, asked.text("text", LONGEST), call.live(asked.at), asked.speaks, door.figures(asked, call), asked.at)
    return Piece("office/looked.html", await framed(door, asked, call, "program", {"looked": looked}))


async def keep(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/ontwerp: keep the text. What is no YAML at all is shown again with its mistake, as it was typed."""
    call, company = await _call(door, asked)
    text, seen = asked.text("text", LONGEST), asked.number("revision", 0, 2**53)
    document = _document(text)
    if document is None:
        found = await door.queries.draft(company, NAME)
        return await _editor(door, asked, call, found, text, 422)
    visitor = asked.visitor
    assert visitor is not None, "a call has one"
    draft = Draft(NAME, 0, document, call.at, visitor.actor, None)
    await drafts.keep(door.queries, company, draft, seen)
    return Sent(HERE)


def _document(text: str) -> str | None:
    """The file as JSON, None where it is no table of YAML at all."""
    try:
        tree, problems = yaml_tree(text)
    except ProgramMistakes:
        return None
    found = None if problems else plain(tree)
    return document_bytes(found).decode() if isinstance(found, dict) else None


async def drop(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/ontwerp/weg: forget the draft."""
    _, company = await _call(door, asked)
    await drafts.drop(door.queries, company, NAME, asked.number("revision", 1, 2**53))
    return Sent("/kantoor/programma")


async def publish(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/ontwerp/publiceer: live from now; what the box said was read must be ticked."""
    call, _ = await _call(door, asked)
    if asked.text("sure", 4) != "yes":
        raise Malformed("sure: say that you read what changes", field="sure")
    seen = asked.number("revision", 1, 2**53)
    await published(door, door.queries, call.grant, NAME, seen, call.at, call.at, asked.request_id)
    return Sent("/kantoor/programma")


async def _call(door: Door, asked: Asked) -> tuple[Call, Any]:
    if asked.visitor is None:
        raise NotSignedIn()
    return await door.call(asked), asked.visitor.company


def _rights(asked: Asked) -> frozenset[str]:
    return frozenset() if asked.visitor is None else asked.visitor.rights


async def _editor(door: Door, asked: Asked, call: Call, draft: Draft | None, text: str, status: int = 200) -> Answer:
    looked = await to_thread(looked_at, text, call.live(asked.at), asked.speaks, door.figures(asked, call), asked.at)
    shows = {
        "text": text, "revision": draft.revision if draft else 0, "draft": draft, "looked": looked, "longest": LONGEST,
        "may_publish": "program:publish" in _rights(asked),
    }  # fmt: skip
    return Page("office/program_draft.html", await framed(door, asked, call, "program", shows), status)


def looked_at(text: str, live: Compiled, language: Language, figures: Figures, at: Any) -> Looked:
    """What a file's text comes to, beside the live program, in one language."""
    try:
        program = read_yaml(text)
    except ProgramMistakes as wrong:
        return Looked(tuple((one.line, one.message, one.hint) for one in wrong.problems), (), (), ())
    tree, _ = yaml_tree(text)
    warned = lints(program, lines_of(tree), local_moment(at, figures.zone.key).business_date)
    return Looked(
        (),
        tuple(
            (one.line, one.says.nl if language == "nl" else one.says.en, one.hint.nl if language == "nl" else one.hint.en) for one in warned
        ),
        tuple((one.kind, one.nl if language == "nl" else one.en) for one in changes(live.program, program)),
        tuple(_told(program, language)),
    )


def _chapters(compiled: Compiled, language: Language) -> list[tuple[str, tuple[str, ...]]]:
    return _told(compiled.program, language)


def _told(program: Any, language: Language) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (of(one.heading, language), tuple(said.nl if language == "nl" else said.en for said in one.sentences)) for one in chapters(program)
    ]
