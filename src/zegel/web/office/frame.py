"""What every page of the office has around it: whose shop it is, where one is, and which rooms this visitor may enter."""

from typing import Any, Final

from zegel.core.refusals import NotSignedIn
from zegel.core.value import value
from zegel.hall.calls import Call
from zegel.web.parts.asked import Asked
from zegel.web.parts.door import Door


@value
class Room:
    """One line of the menu; who does not have `right` does not see it."""

    key: str
    path: str
    icon: str
    right: str


ROOMS: Final = (
    Room("home", "/kantoor", "sunrise", "members:list"),
    Room("members", "/kantoor/leden", "users", "members:list"),
    Room("rewards", "/kantoor/beloningen", "gift", "program:read"),
    Room("codes", "/kantoor/codes", "ticket", "codes:read"),
    Room("giftcards", "/kantoor/cadeaukaarten", "credit-card", "gift_cards:read"),
    Room("experiences", "/kantoor/belevingen", "cake", "experiences:read"),
    Room("program", "/kantoor/programma", "scroll-text", "program:read"),
    Room("requests", "/kantoor/aanvragen", "heart", "gestures:approve"),
    Room("cases", "/kantoor/zaken", "message-circle", "cases:list"),
    Room("business", "/kantoor/zakelijk", "handshake", "agreements:read"),
    Room("partners", "/kantoor/verrekening", "coins", "settlements:read"),
    Room("prices", "/kantoor/prijzen", "tag", "articles:read"),
    Room("branches", "/kantoor/filialen", "store", "branches:read"),
    Room("offline", "/kantoor/offline", "hourglass", "reviews:write"),
    Room("team", "/kantoor/team", "id-card-lanyard", "staff:read"),
    Room("log", "/kantoor/logboek", "shield-check", "audit:read"),
    Room("keys", "/kantoor/sleutels", "lock", "keys:read"),
    Room("health", "/kantoor/gezondheid", "book-open-check", "health:read"),
)


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
        "company": program.name, "room": room, "rooms": [one for one in ROOMS if one.right in visitor.rights],
        "me": visitor.name, "me_initials": initials(visitor.name), "me_role": visitor.role, "figures": door.figures(asked, call),
        "initials": initials,
    } | shows  # fmt: skip
