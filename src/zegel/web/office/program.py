"""The program: what it promises as sentences, and a draft of it beside what that would say, warn of and change.

The file and the sentences are two views of one document. A draft with mistakes is kept too; only one without any is published.
"""

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from json import loads
from typing import Any, Final

from zegel.access.rights import rights_of
from zegel.core.periods import Instant, local_moment, moment_on
from zegel.core.refusals import DraftChanged, Malformed, NotSignedIn, UnknownDraft, ZegelError
from zegel.core.value import value
from zegel.desk import drafts
from zegel.hall.calls import Call
from zegel.hall.publishing import needs_other, published, put_on_hold, scheduled, unscheduled, withdrawn
from zegel.hall.refused import said_of
from zegel.program import forms
from zegel.program.compile import Compiled
from zegel.program.diff import changes
from zegel.program.lints import lines_of, lints
from zegel.program.model import Program
from zegel.program.read import ProgramMistakes, read_json, read_yaml
from zegel.program.sentences import sentences
from zegel.program.terms import chapters
from zegel.program.tree import document_of, yaml_tree
from zegel.program.words import Language, of
from zegel.store.people_records import ACTIVE
from zegel.store.records import Draft
from zegel.web.office.drafting import LONGEST, NAME, kept, on_the_table
from zegel.web.office.frame import framed
from zegel.web.parts.asked import Answer, Asked, Page, Piece, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures

PAUSABLE: Final = ("earn", "stamp cards", "discounts")
"""Sections of which a rule can stand still."""
HERE: Final = "/kantoor/programma/ontwerp"


@value
class Looked:
    """What a draft comes to: mistakes (line, message, hint), else warnings, what would change, and all it says."""

    mistakes: tuple[tuple[int, str, str], ...]
    warnings: tuple[tuple[int, str, str], ...]
    changes: tuple[tuple[str, str], ...]
    """(added, changed or removed; the sentence)."""
    chapters: tuple[tuple[str, tuple[str, ...]], ...]


Deed = Callable[[Door, Asked], Awaitable[Answer]]


def of_what_was_seen(deed: Deed) -> Deed:
    """A deed on the draft as its page was: is that draft spent or another by now, then what there is is shown, and what happened."""

    async def handle(door: Door, asked: Asked) -> Answer:
        try:
            return await deed(door, asked)
        except UnknownDraft:
            return await show(door, asked, is_spent=True)
        except DraftChanged as refusal:
            table = await on_the_table(door, asked)
            return await _editor(door, asked, table.call, table.draft, table.text, 422, refusal)

    return handle


async def show(door: Door, asked: Asked, *, is_spent: bool = False) -> Answer:
    """GET /kantoor/programma: the live program, chapter by chapter, and its versions; `versie` reads one of them, and what it changed.

    `is_spent`: somebody meant a draft that is there no more.
    """
    call, company = await _call(door, asked)
    shelf = await door.shelves.of(company)
    live = shelf.number_live_at(asked.at)
    number = asked.number("versie", 1, len(shelf.versions), live)
    versions = [
        {
            "number": n, "from": version.live_from, "live": n == live, "withdrawn": version.withdrawn_at, "here": n == number,
            "waits": version.withdrawn_at is None and version.live_from > asked.at,
        }
        for n, version in enumerate(shelf.versions, 1)
    ]  # fmt: skip
    program, read = call.live(asked.at).program, shelf.by_digest(shelf.versions[number - 1].digest)
    before = shelf.by_digest(shelf.versions[number - 2].digest).program if number > 1 else None
    shows = {
        "chapters": await to_thread(_chapters, read, asked.speaks), "is_paused": program.paused, "number": number, "other": number != live,
        "changed": [] if before is None else await to_thread(_changes, before, read.program, asked.speaks), "first": before is None,
        "paused": _standing_still(program), "may_publish": "program:publish" in _rights(asked), "pausable": _pausable(program),
        "says": await to_thread(_rule_words, program, asked.speaks),
        "versions": list(reversed(versions)),
        "draft": await door.queries.draft(company, NAME), "is_spent": is_spent,
    }  # fmt: skip
    return Page("office/program.html", await framed(door, asked, call, "program", shows), 422 if is_spent else 200)


async def edit(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/programma/ontwerp: the draft, or the live program to begin one with."""
    table = await on_the_table(door, asked)
    return await _editor(door, asked, table.call, table.draft, table.text)


async def look(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/ontwerp/bekijk: what the text as it stands would say; nothing is kept."""
    call, _ = await _call(door, asked)
    looked = await to_thread(looked_at, asked.text("text", LONGEST), call.live(asked.at), asked.speaks, door.figures(asked, call), asked.at)
    return Piece("office/looked.html", await framed(door, asked, call, "program", {"looked": looked}))


async def keep(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/ontwerp: keep the text. What is no YAML at all is shown again with its mistake, as it was typed."""
    call, company = await _call(door, asked)
    text, seen = asked.text("text", LONGEST), asked.number("revision", 0, 2**53)
    document = document_of(text)
    if document is None:
        found = await door.queries.draft(company, NAME)
        return await _editor(door, asked, call, found, text, 422)
    await kept(door, asked, text, document, seen)
    return Sent(HERE)


@of_what_was_seen
async def drop(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/ontwerp/weg: forget the draft."""
    _, company = await _call(door, asked)
    await drafts.drop(door.queries, company, NAME, asked.number("revision", 1, 2**53))
    return Sent("/kantoor/programma")


@of_what_was_seen
async def publish(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/ontwerp/publiceer: live from now; what the box said was read must be ticked."""
    call, _ = await _call(door, asked)
    if asked.text("sure", 4) != "yes":
        raise Malformed("sure: say that you read what changes", field="sure")
    seen, begins = asked.number("revision", 1, 2**53), _begins(asked, call)
    if begins > call.at:
        await scheduled(door, door.queries, call.grant, NAME, seen, begins, call.at, asked.request_id)
    else:
        await published(door, door.queries, call.grant, NAME, seen, call.at, call.at, asked.request_id)
    return Sent("/kantoor/programma")


def _begins(asked: Asked, call: Call) -> Instant:
    """From when it is live: the day and the minute that were chosen, on the company's wall; at once where none was."""
    day, minute = asked.text("day", 10), asked.text("minute", 5) or "00:00"
    if not day:
        return call.at
    try:
        return moment_on(forms.day(day), forms.clock(minute), call.live(call.at).program.company_zone)
    except forms.Wrong as wrong:
        raise Malformed(f"day: {wrong.message}", field="day") from None


@of_what_was_seen
async def take_back(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/ontwerp/niet-gepland: it waits no more."""
    call, _ = await _call(door, asked)
    await unscheduled(door, door.queries, call.grant, NAME, asked.number("revision", 1, 2**53), call.at, asked.request_id)
    return Sent("/kantoor/programma")


async def withdraw(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/versie/weg: a version that is to come never goes live."""
    call, _ = await _call(door, asked)
    number, reason = asked.number("number", 1, 10**9), asked.text("reason", 200)
    await withdrawn(door, call.grant, number, reason, call.at, asked.request_id)
    return Sent("/kantoor/programma#vs")


async def hold(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/stil: a rule, or all that gives something, stands still at once, or goes on again."""
    call, _ = await _call(door, asked)
    section, name, do = asked.text("deel", 40), asked.text("naam", 200), asked.text("doe", 10)
    if do not in ("stil", "door") or (section and section not in PAUSABLE):
        raise Malformed("doe: stil or door", field="doe")
    place = (section, name) if section else ()
    await put_on_hold(door, door.queries, call.grant, place, call.at, asked.request_id, paused=do == "stil")
    return Sent("/kantoor/programma")


async def _call(door: Door, asked: Asked) -> tuple[Call, Any]:
    if asked.visitor is None:
        raise NotSignedIn()
    return await door.call(asked), asked.visitor.company


def _rights(asked: Asked) -> frozenset[str]:
    return frozenset() if asked.visitor is None else asked.visitor.rights


async def publishing(door: Door, asked: Asked, call: Call, draft: Draft | None) -> dict[str, Any]:
    """What the box beside a draft needs to know: whether this visitor publishes it, whether it takes two, and who else may."""
    if draft is None or asked.visitor is None:
        return {"may_publish": False, "takes_two": False, "others": ()}
    two = await to_thread(_takes_two, call.live(asked.at), draft)
    may = "program:publish" in _rights(asked) and not (two and draft.changed_by == asked.visitor.actor)
    people = () if may and not two else await door.people.staff.everybody(asked.visitor.company)
    mine = {asked.visitor.actor, draft.changed_by if two else ""}
    others = [
        one.one.name for one in people
        if f"staff:{one.one.id}" not in mine and one.one.state == ACTIVE and "program:publish" in rights_of(one.roles).all
    ]  # fmt: skip
    return {"may_publish": may, "takes_two": two, "others": others}


def _takes_two(live: Compiled, draft: Draft) -> bool:
    try:
        return needs_other(live, read_json(draft.document))
    except ProgramMistakes:
        return False


async def _editor(
    door: Door, asked: Asked, call: Call, draft: Draft | None, text: str, status: int = 200, refusal: ZegelError | None = None
) -> Answer:
    looked = await to_thread(looked_at, text, call.live(asked.at), asked.speaks, door.figures(asked, call), asked.at)
    shows = {
        "text": text, "revision": draft.revision if draft else 0, "draft": draft, "looked": looked, "longest": LONGEST,
        "refused": None if refusal is None else said_of(refusal),
        **await publishing(door, asked, call, draft),
    }  # fmt: skip
    return Page("office/program_draft.html", await framed(door, asked, call, "program", shows), status)


def looked_at(text: str, live: Compiled, language: Language, figures: Figures, at: Any) -> Looked:
    """What a file's text comes to, beside the live program, in one language."""
    try:
        program = read_yaml(text)
    except ProgramMistakes as wrong:
        return Looked(tuple((one.line, *one.said(language)) for one in wrong.problems), (), (), ())
    tree, _ = yaml_tree(text)
    warned = lints(program, lines_of(tree), local_moment(at, figures.zone.key).business_date)
    return Looked(
        (),
        tuple(
            (one.line, one.says.nl if language == "nl" else one.says.en, one.hint.nl if language == "nl" else one.hint.en) for one in warned
        ),
        tuple(_changes(live.program, program, language)),
        tuple(_told(program, language)),
    )


def _standing_still(program: Program) -> list[tuple[str, str]]:
    """Rules that stand still by themselves."""
    found = loads(program.document)
    return [(section, name) for section in PAUSABLE for name, rule in found.get(section, {}).items() if rule.get("paused") == "true"]


def _pausable(program: Program) -> list[tuple[str, str]]:
    """Rules that give something now."""
    found, still = loads(program.document), _standing_still(program)
    every = [
        (section, name)
        for section in PAUSABLE
        for name, rule in found.get(section, {}).items()
        if section != "discounts" or "spend" not in rule
    ]
    return [one for one in every if one not in still]


def _changes(before: Program, after: Program, language: Language) -> list[tuple[str, str]]:
    """(added, changed or removed; the sentence)."""
    return [(one.kind, one.nl if language == "nl" else one.en) for one in changes(before, after)]


def _rule_words(program: Program, language: Language) -> dict[str, str]:
    """What a rule says first, by its place: nobody knows a rule by its name alone."""
    said: dict[str, str] = {}
    for one in sentences(program):
        said.setdefault(one.path, one.nl if language == "nl" else one.en)
    return said


def _chapters(compiled: Compiled, language: Language) -> list[tuple[str, tuple[str, ...]]]:
    return _told(compiled.program, language)


def _told(program: Any, language: Language) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (of(one.heading, language), tuple(said.nl if language == "nl" else said.en for said in one.sentences)) for one in chapters(program)
    ]
