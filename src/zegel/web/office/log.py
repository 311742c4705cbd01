"""The audit log: who did what to whom and why, the newest first, and whether its chain holds."""

from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import urlencode

from zegel.core.ids import CompanyId
from zegel.hall.calls import Call
from zegel.store.audit import START, first_wrong
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import AuditLine
from zegel.web.office.actors import names_of, things_of
from zegel.web.office.deed_facts import changed, facts_text
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.tables import Column, Row, fact, row, wished
from zegel.web.parts.words import Tongue

HERE: Final = "/kantoor/logboek"
PAGE: Final = 50
AT_ONCE: Final = 1_000
"""Lines that are held against their hashes, or written out, at a time."""
COLUMNS: Final = (
    fact("number", "count", sorts=False), Column("when", "moment", sorts=False), Column("who", sorts=False),
    Column("what", sorts=False), Column("object", sorts=False), Column("before", sorts=False), Column("after", sorts=False),
    Column("reason", sorts=False),
)  # fmt: skip
IN_FILES: Final = (*COLUMNS, Column("deed", sorts=False), Column("actor", sorts=False), Column("of", sorts=False))
"""A file says it in words, and at its end as the log keeps it: that is the same in every language."""
FILTERS: Final = ("actor", "what", "of")


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/logboek; with `before` only lines numbered below it; with `check` the whole chain is followed."""
    call = await door.call(asked)
    people, company = door.people.register.people, call.grant.company
    kept = {name: text for name in FILTERS if (text := asked.text(name, 120))}
    if file := wished(asked, COLUMNS, "-number").file:
        return await taken(door, asked, call, "log", file, IN_FILES, _all(door, asked, call, kept))
    head = await people.audit_head(company)
    before = asked.number("before", 1, 2**53, head.number + 1)
    lines = await people.newest_audit_lines(company, before, PAGE, **kept)
    wrong = -1
    if asked.text("check", 4) == "yes":
        wrong = await _wrong(people, company)
    say, figures = door.renderer.tongue("office", asked.speaks), door.figures(asked, call)
    older = lines[-1].number if len(lines) == PAGE and lines[-1].number > 1 else 0
    shows: dict[str, Any] = {
        "log": lines, "wrong": wrong, "lines": head.number, "kept": kept, "address": _address,
        "older": _address(kept, before=older) if older else "",
        "by": await names_of(door, company, {line.deed.actor for line in lines}, say),
        "things": await things_of(door, company, {line.deed.object for line in lines}, say),
        "changed": {line.number: changed(line.deed, say, figures) for line in lines},
        "did": {what: _said(say, "deed", what) for what in {line.deed.what for line in lines}},
        "why": {line.number: _said(say, "reason", line.deed.reason) for line in lines},
    }  # fmt: skip
    return Page("office/log.html", await framed(door, asked, call, "log", shows))


def _address(kept: dict[str, str], **more: str | int) -> str:
    """The log with these filters."""
    asked = urlencode({**kept, **more})
    return f"{HERE}?{asked}" if asked else HERE


async def _wrong(people: PeopleQueries, company: CompanyId) -> int:
    """The first line that does not follow on the one before, 0 where all do."""
    wrong, stands, last = 0, START, 0
    while not wrong and (some := await people.audit_lines(company, last, AT_ONCE)):
        wrong, stands = first_wrong(company, stands, some)
        last = some[-1].number
    return wrong


async def _all(door: Door, asked: Asked, call: Call, kept: dict[str, str]) -> AsyncIterator[Row]:
    """Every line, the newest first, with everybody by their name."""
    people, company, before = door.people.register.people, call.grant.company, 2**53
    say, figures, names = door.renderer.tongue("office", asked.speaks), door.figures(asked, call), dict[str, str]()
    things: dict[str, str] = {}
    while lines := await people.newest_audit_lines(company, before, AT_ONCE, **kept):
        names |= await names_of(door, company, {line.deed.actor for line in lines} - names.keys(), say)
        things |= await things_of(door, company, {line.deed.object for line in lines} - things.keys(), say)
        for line in lines:
            yield _row(line, names[line.deed.actor], things[line.deed.object], say, figures)
        before = lines[-1].number


def _row(line: AuditLine, who: str, thing: str, say: Tongue, figures: Figures) -> Row:
    deed = line.deed
    return row({
        "number": line.number, "when": line.at, "who": who, "what": _said(say, "deed", deed.what),
        "object": thing, "before": facts_text(deed.before, say, figures),
        "after": facts_text(deed.after, say, figures), "reason": _said(say, "reason", deed.reason), "deed": deed.what,
        "actor": deed.actor, "of": deed.object,
    })  # fmt: skip


def _said(say: Tongue, about: str, text: str) -> str:
    """What the log keeps as a word of the house, in the reader's words; what has none stands as it is."""
    return say.say(f"{about} {text}") if say.knows(f"{about} {text}") else text
