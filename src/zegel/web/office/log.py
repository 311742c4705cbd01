"""The audit log: who did what to whom and why, the newest first, and whether its chain holds."""

from typing import Any, Final

from zegel.core.refusals import NotSignedIn
from zegel.store.audit import START, first_wrong
from zegel.web.office.actors import names_of
from zegel.web.office.frame import framed
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door

PAGE: Final = 50
CHAIN: Final = 1_000
"""Lines that are held against their hashes at a time."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/logboek; with `before` only lines numbered below it; with `check` the whole chain is followed."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    people = door.people.register.people
    head = await people.audit_head(visitor.company)
    before = asked.number("before", 1, 2**53, head.number + 1)
    lines = await people.newest_audit_lines(visitor.company, before, PAGE)
    wrong = -1
    if asked.text("check", 4) == "yes":
        wrong, stands, last = 0, START, 0
        while not wrong and (some := await people.audit_lines(visitor.company, last, CHAIN)):
            wrong, stands = first_wrong(visitor.company, stands, some)
            last = some[-1].number
    say = door.renderer.tongue("office", asked.speaks)
    who = {one for line in lines for one in (line.deed.actor, line.deed.object)}
    shows: dict[str, Any] = {
        "by": await names_of(door, visitor.company, who, say),
        "did": {what: say.say(f"deed {what}") if say.knows(f"deed {what}") else what for what in {line.deed.what for line in lines}},
    }
    shows |= {"log": lines, "older": lines[-1].number if lines and lines[-1].number > 1 else 0, "wrong": wrong, "lines": head.number}
    return Page("office/log.html", await framed(door, asked, call, "log", shows))
