"""The codes of the card: the one that changes every half minute and opens what is saved, and the still one that identifies and earns.

The still one works without signal and can be read aloud. The changing one is signed by the house (access.qr) and is only shown on line.
"""

from itertools import groupby
from typing import Final

import segno

from zegel.core.refusals import NotSignedIn
from zegel.core.value import value
from zegel.web.parts.asked import Answer, Asked, Piece
from zegel.web.parts.door import Door

SHOWN: Final = ("card", "qr", "external")
"""What a till scans, the best first. A telephone number or an address is nobody's code."""


@value
class Code:
    """`text` as it is scanned, `read` in groups of four, and the drawing: `size` squares wide, `path` its dark ones."""

    text: str
    read: str
    size: int
    path: str


@value
class Codes:
    """Both codes; `still` is None where a till could scan nothing of what the member is known by."""

    changing: Code
    still: Code | None


async def codes_of(door: Door, asked: Asked) -> Codes:
    """The codes of whoever is signed in; the changing one is strong for a while after they signed in or proved it again."""
    visitor = asked.visitor
    if visitor is None or visitor.principal is None or visitor.principal.purse is None:
        raise NotSignedIn()
    principal, purse = visitor.principal, visitor.principal.purse
    strong = principal.session is not None and principal.session.stepped_up_until > asked.at
    known = await door.queries.identifiers_of(principal.company, purse)
    text = next((one.text for kind in SHOWN for one in known if one.kind == kind), "")
    changing = door.people.qr.made(principal.company, purse, asked.at, strong=strong)
    return Codes(drawn(changing), drawn(text) if text else None)


async def show_now(door: Door, asked: Asked) -> Answer:
    """GET /pas/code-nu: the changing code as it is now, for the page that shows it."""
    return Piece("card/code_now.html", {"codes": await codes_of(door, asked), "large": asked.text("groot", 2) == "ja"})


def read_of(kind: str, text: str) -> str:
    """What finds a member, as people read it: the number of a card in groups of four.

    >>> read_of("card", "2620000012345"), read_of("email", "anna@example.nl")
    ('2620 0000 1234 5', 'anna@example.nl')
    """
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4)) if kind in ("card", "qr") and text.isalnum() else text


def drawn(text: str) -> Code:
    """`text` as a QR code.

    >>> drawn("2620000012345").read, drawn("2620000012345").size
    ('2620 0000 1234 5', 21)
    """
    rows = segno.make(text, error="m", micro=False).matrix
    path = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            wide = len(list(run))
            if dark:
                path.append(f"M{x} {y}h{wide}v1h-{wide}z")
            x += wide
    return Code(text, " ".join(text[i : i + 4] for i in range(0, len(text), 4)), len(rows), "".join(path))
