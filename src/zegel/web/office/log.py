"""The audit log: who did what to whom and why, the newest first, and whether its chain holds."""

from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import urlencode

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId
from zegel.store.audit import START, first_wrong
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import AuditLine
from zegel.web.office.actors import names_of
from zegel.web.office.deed_facts import changed
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.tables import Column, Row, fact, row, wished

HERE: Final = "/kantoor/logboek"
PAGE: Final = 50
AT_ONCE: Final = 1_000
"""Lines that are held against their hashes, or written out, at a time."""
COLUMNS: Final = (
    fact("number", "count", sorts=False), Column("when", "moment", sorts=False), Column("who", sorts=False),
    Column("what", sorts=False), Column("object", sorts=False), Column("before", sorts=False), Column("after", sorts=False),
    Column("reason", sorts=False),
)  # fmt: skip
FILTERS: Final = ("actor", "what", "of")


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/logboek; with `before` only lines numbered below it; with `check` the whole chain is followed."""
    call = await door.call(asked)
    people, company = door.people.register.people, call.grant.company
    kept = {name: text for name in FILTERS if (text := asked.text(name, 120))}
    if file := wished(asked, COLUMNS, "-number").file:
        return await taken(door, asked, call, "log", file, COLUMNS, _all(people, company, kept))
    head = await people.audit_head(company)
    before = asked.number("before", 1, 2**53, head.number + 1)
    lines = await people.newest_audit_lines(company, before, PAGE, **kept)
    wrong = -1
    if asked.text("check", 4) == "yes":
        wrong = await _wrong(people, company)
    say, figures = door.renderer.tongue("office", asked.speaks), door.figures(asked, call)
    who = {one for line in lines for one in (line.deed.actor, line.deed.object)}
    older = lines[-1].number if len(lines) == PAGE and lines[-1].number > 1 else 0
    shows: dict[str, Any] = {
        "log": lines, "wrong": wrong, "lines": head.number, "kept": kept, "address": _address,
        "older": _address(kept, before=older) if older else "", "by": await names_of(door, company, who, say),
        "changed": {line.number: changed(line.deed, say, figures) for line in lines},
        "did": {what: say.say(f"deed {what}") if say.knows(f"deed {what}") else what for what in {line.deed.what for line in lines}},
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


async def _all(people: PeopleQueries, company: CompanyId, kept: dict[str, str]) -> AsyncIterator[Row]:
    """Every line, the newest first."""
    before = 2**53
    while lines := await people.newest_audit_lines(company, before, AT_ONCE, **kept):
        for line in lines:
            yield _row(line)
        before = lines[-1].number


def _row(line: AuditLine) -> Row:
    deed = line.deed
    return row({
        "number": line.number, "when": line.at, "who": deed.actor, "what": deed.what, "object": deed.object, "before": _said(deed.before),
        "after": _said(deed.after), "reason": deed.reason,
    })  # fmt: skip


def _said(facts: dict[str, Json]) -> str:
    return "; ".join(f"{name}: {fact}" for name, fact in facts.items())
