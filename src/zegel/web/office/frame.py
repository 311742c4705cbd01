"""What every page of the office has around it: whose shop it is, where one is, and which rooms this visitor may enter."""

from collections.abc import Callable, Collection
from typing import Any, Final

from zegel.core.refusals import NotSignedIn
from zegel.core.value import value
from zegel.hall.calls import Call
from zegel.program.model import Program
from zegel.program.stored_value import GIFT_CARD
from zegel.web.parts.asked import Asked
from zegel.web.parts.door import Door


def _always(_program: Program) -> bool:
    return True


def _sells_gift_cards(program: Program) -> bool:
    return any(unit.id == GIFT_CARD for unit in program.units)


@value
class Room:
    """One line of the menu; who does not have `right` does not see it, and a shop that promises nothing of the kind (`of`) neither."""

    key: str
    path: str
    icon: str
    right: str
    of: Callable[[Program], object] = _always


MENU: Final[tuple[tuple[str, tuple[Room, ...]], ...]] = (
    ("", (Room("home", "/kantoor", "sunrise", "figures:read"),)),
    ("people", (
        Room("members", "/kantoor/leden", "users", "members:list"),
        Room("segments", "/kantoor/groepen", "filter", "segments:read"),
        Room("requests", "/kantoor/aanvragen", "heart", "gestures:approve", lambda program: program.gestures or program.corrections),
        Room("cases", "/kantoor/zaken", "message-circle", "cases:list"),
        Room("oddities", "/kantoor/opvallend", "flag", "reviews:read"),
        Room("rebates", "/kantoor/teruggaven", "coins", "rebates:pay", lambda program: program.care.payer),
    )),
    ("promises", (
        Room("program", "/kantoor/programma", "scroll-text", "program:read"),
        Room("rewards", "/kantoor/beloningen", "gift", "program:read", lambda program: program.rewards),
        Room("codes", "/kantoor/codes", "ticket", "codes:read", lambda program: program.coupons),
        Room("giftcards", "/kantoor/cadeaukaarten", "credit-card", "gift_cards:read", _sells_gift_cards),
        Room("experiences", "/kantoor/belevingen", "cake", "experiences:read", lambda program: program.experiences),
        Room("prices", "/kantoor/prijzen", "tag", "articles:read"),
    )),
    ("trade", (
        Room("business", "/kantoor/zakelijk", "handshake", "agreements:read", lambda program: program.ladders),
        Room("partners", "/kantoor/verrekening", "coins", "settlements:read", lambda program: program.coalition),
    )),
    ("shop", (
        Room("branches", "/kantoor/filialen", "store", "branches:read"),
        Room("offline", "/kantoor/offline", "hourglass", "reviews:write"),
        Room("team", "/kantoor/team", "id-card-lanyard", "staff:read"),
    )),
    ("house", (
        Room("log", "/kantoor/logboek", "shield-check", "audit:read"),
        Room("keys", "/kantoor/sleutels", "lock", "keys:read"),
        Room("privacy", "/kantoor/privacy", "eye", "program:read"),
        Room("health", "/kantoor/gezondheid", "book-open-check", "health:read"),
    )),
)  # fmt: skip
"""The rooms in groups, each under its heading ("" none)."""
EVERYBODYS: Final = ("program:read", "articles:read")
"""Rights that open a room to look something up, in which nobody's day begins."""


def menu_of(program: Program, rights: Collection[str]) -> list[tuple[str, list[Room]]]:
    """The groups and rooms that somebody with `rights` sees; no group without a room."""
    groups = [(heading, [one for one in rooms if one.right in rights and one.of(program)]) for heading, rooms in MENU]
    return [(heading, rooms) for heading, rooms in groups if rooms]


def first_room(program: Program, rights: Collection[str]) -> str:
    """Where somebody with `rights` begins: the first room that not everybody has, else the first one."""
    rooms = [one for _, found in menu_of(program, rights) for one in found]
    return next((one.path for one in rooms if one.right not in EVERYBODYS), rooms[0].path)


def initials(name: str) -> str:
    """At most two letters of a name, "" for none.

    >>> initials("Fatima el Amrani"), initials("madonna"), initials("")
    ('FA', 'M', '')
    """
    words = [word for word in name.split() if word[:1].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


async def framed(door: Door, asked: Asked, call: Call, room: str, shows: dict[str, Any]) -> dict[str, Any]:
    """`shows` with the frame's own: the company, the menu with `room` marked, and figures as this visitor reads them."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    program = call.live(asked.at).program
    return {
        "company": program.name, "room": room, "menu_of": menu_of(program, visitor.rights),
        "me": visitor.name, "me_initials": initials(visitor.name), "me_role": visitor.role, "figures": door.figures(asked, call),
        "initials": initials,
    } | shows  # fmt: skip
