"""Health: whether the books balance, when a backup was made and put back, what waits, and how much room there is. Nothing secret."""

from typing import Any, Final

from markupsafe import Markup

from zegel import __version__
from zegel.access.staff import Done
from zegel.core.refusals import NotSignedIn
from zegel.desk.thinning import last_removal
from zegel.desk.vital_signs import signs_of
from zegel.hall.refusals import NoSuchAddress
from zegel.insight.vitals import troubles
from zegel.store.schema_version import HEAD
from zegel.web.office.frame import framed
from zegel.web.parts.asked import Answer, Asked, Page, Piece, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.visitors import Visitor

HERE: Final = "/kantoor/gezondheid"
SIZES: Final = ((1 << 40, "TB"), (1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB"))


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/gezondheid."""
    visitor = _visitor(asked)
    call = await door.call(asked)
    figures, company = door.figures(asked, call), visitor.company
    signs = await signs_of(door.people.register.store, company, asked.at, sends_mail=door.machine.mails)
    removed, vitals = await last_removal(door.queries, company), signs.vitals
    shows = {
        "checked": signs.checked, "made": signs.made, "restored": vitals.restored_at, "queues": signs.queues, "post": signs.post,
        "troubles": troubles(vitals), "code": Markup('<code class="nw">{}</code>').format,
        "machine": door.machine, "version": __version__, "schema": HEAD, "size": sized(figures.number, vitals.size),
        "free": "" if vitals.free is None else sized(figures.number, vitals.free), "sized": lambda count: sized(figures.number, count),
        "carries": door.desk.waiting(), "at": asked.at, "removed": removed,
    }  # fmt: skip
    return Page("office/health.html", await framed(door, asked, call, "health", shows | _progress(door, visitor)))


async def how_far(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/gezondheid/nakijken: how far the check is, for a page that asks every second; the whole page once it is over."""
    visitor = _visitor(asked)
    if not asked.is_piece:
        return Sent(HERE)
    shows = _progress(door, visitor)
    if shows["running"] is None:
        return Sent(HERE)
    return Piece("office/checking.html", shows | {"figures": door.figures(asked, await door.call(asked))})


async def check(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/gezondheid/nakijken: the books are checked from now on, beside the work."""
    visitor = _visitor(asked)
    if door.checks is None:
        raise NoSuchAddress()
    done = Done(visitor.grant(), asked.at, "", asked.request_id)
    await door.people.register.note(visitor.company, asked.at, done.deed("books.check", f"company:{visitor.company}"))
    await door.checks.begin(visitor.company)
    return Sent(HERE)


async def stop(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/gezondheid/nakijken/stop: the check that is under way ends; the last whole one still stands."""
    if door.checks is not None:
        door.checks.stop(_visitor(asked).company)
    return Sent(HERE)


def _progress(door: Door, visitor: Visitor) -> dict[str, Any]:
    running = None if door.checks is None else door.checks.running(visitor.company)
    return {"running": running, "may_check": "health:write" in visitor.rights and door.checks is not None}


def _visitor(asked: Asked) -> Visitor:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor


def sized(number: Any, count: int) -> str:
    """Bytes as people say them.

    >>> sized(str, 900), sized(str, 5_400_000)
    ('900\xa0B', '5\xa0MB')
    """
    for least, name in SIZES:
        if count >= least:
            return f"{number(count // least)}\u00a0{name}"
    return f"{number(count)}\u00a0B"
