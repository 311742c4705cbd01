"""The cards of a member: one more for a partner or a child, and each on paper. A card on paper identifies and earns, and opens nothing."""

from typing import Any, Final

from zegel.core.codes import RANDOM
from zegel.core.codes import drawn as drawn_code
from zegel.core.purchase import Identifier
from zegel.flows.commands import AddIdentifier
from zegel.hall.refusals import NoSuchAddress
from zegel.web.card.code import SHOWN, drawn
from zegel.web.card.frame import Own, framed, header_of, own_card
from zegel.web.card.proof import proof_first
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

ROOM: Final = "/pas/kaarten"
MOST: Final = 6
"""Cards of one member."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/kaarten."""
    own = await own_card(door, asked)
    cards = await _cards(door, own)
    shows: dict[str, Any] = {"cards": cards, "full": len(cards) >= MOST}
    return Page("card/cards.html", framed(door, asked, own, "me", shows))


async def add(door: Door, asked: Asked) -> Answer:
    """POST /pas/kaarten: another card, whose number is drawn: nobody types the number of somebody else's."""
    if (first := proof_first(asked, ROOM)) is not None:
        return first
    own = await own_card(door, asked, asked.text("once", 64))
    if len(await _cards(door, own)) < MOST:
        new = Identifier("qr", drawn_code(door.random_bytes(RANDOM)))
        await door.submit(asked, AddIdentifier(header_of(own, asked), own.purse.id, new))
    return Sent(ROOM)


async def paper(door: Door, asked: Asked) -> Answer:
    """GET /pas/kaarten/{number}: that card on paper, in the size of a bank card, to be cut out."""
    own = await own_card(door, asked)
    text, cards = asked.params["number"], await _cards(door, own)
    if not (text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= len(cards)):
        raise NoSuchAddress()
    one = cards[int(text) - 1]
    shows = {"code": drawn(one.text), "name": own.call.grant.name, "shop": own.program.name, "back": ROOM}
    return Page("card/paper.html", framed(door, asked, own, "me", shows))


async def _cards(door: Door, own: Own) -> list[Identifier]:
    return [one for one in await door.queries.identifiers_of(own.call.grant.company, own.purse.id) if one.kind in SHOWN]
