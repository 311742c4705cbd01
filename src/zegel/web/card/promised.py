"""What the shop promises: the terms as they hold now, as they were when the member joined, and what changed. And by itself, or not."""

from typing import Any, Final

from zegel.core.refusals import NoProgram
from zegel.flows.commands import ChangeProfile
from zegel.flows.profiles import CHOOSES, KNOWN, PROFILE
from zegel.hall.calls import local
from zegel.program.diff import promised
from zegel.program.model import Program, Words
from zegel.program.terms import chapters, version_of
from zegel.web.card.frame import Own, framed, header_of, own_card
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

ROOM: Final = "/pas/voorwaarden"


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/voorwaarden; with `toen` those under which they joined."""
    own = await own_card(door, asked)
    then, since = await _joined_under(door, own)
    looks_back = asked.text("toen", 4) == "ja" and then is not None
    program = then if looks_back and then is not None else own.program
    words = own.tongue.words
    changed = [] if then is None or version_of(then) == version_of(own.program) else list(promised(then, own.program))
    shows: dict[str, Any] = {
        "version": version_of(program), "looks_back": looks_back, "since": since, "same": not changed, "knows_then": then is not None,
        "chapters": [
            (words(one.heading), [words(Words(line.nl, line.en)) for line in one.sentences]) for one in chapters(program)
        ],
        "changed": [words(Words(one.nl, one.en)) for one in changed],
    }  # fmt: skip
    return Page("card/terms.html", framed(door, asked, own, "me", shows))


async def _joined_under(door: Door, own: Own) -> tuple[Program | None, str]:
    """The program that was live when the member joined, and the day; None where they joined before there was one."""
    entries = await door.queries.entries(own.call.grant.company, own.purse.id, 0, 1)
    if not entries:
        return None, ""
    at = entries[0].happened_at
    try:
        version = own.call.shelf.live_at(at)
    except NoProgram:
        return None, ""
    return version.program, own.figures.day(local(version, "", at).business_date, "d MMMM y")


async def by_itself(door: Door, asked: Asked) -> Answer:
    """POST /pas/vanzelf: whether what is saved may be used by itself at the till, or only when they say so."""
    own = await own_card(door, asked, asked.text("once", 64))
    on = asked.text("state", 4) == "ja"
    await door.submit(asked, ChangeProfile(header_of(own, asked), own.purse.id, None, None, None, None, (), by_itself=on))
    return Sent("/pas/beloningen#vanzelf")


async def chooses(door: Door, own: Own) -> bool:
    """Whether the member wants nothing to be used by itself."""
    told = await door.queries.dossiers_of(own.call.grant.company, own.purse.id, PROFILE)
    return any(one.id == CHOOSES and one.state == KNOWN for one in told)
