"""Gift cards at any door: their codes are hashed here, and drawn here where the shop has none of its own; nothing of them is kept.

A code that Zegel draws follows from the house's key and the request's Idempotency-Key, so that the same request gives the same code again.
"""

from typing import Final

from zegel.access.refusals import InvalidIdentifier
from zegel.core.codes import LEAST_RANDOM, printed
from zegel.core.purchase import Identifier
from zegel.core.refusals import UnknownGiftCard
from zegel.hall.calls import Call

KIND: Final = "gift_card"


def card_of(call: Call, text: str) -> Identifier:
    """A gift card by the code that was typed or scanned."""
    shown = call.codes.shown(call.grant.company, text)
    if not shown.text:
        raise UnknownGiftCard()
    return Identifier(KIND, shown.hash.hex())


def new_card(call: Call, text: str) -> tuple[Identifier, str]:
    """A card of the shop's own, or ("") one with a code that is drawn now; and that code, to be shown this once."""
    if not text:
        drawn = call.codes.drawn_for(call.grant.company, call.grant.source, call.key)
        return card_of(call, drawn), printed(drawn)
    if len(call.codes.shown(call.grant.company, text).text) <= LEAST_RANDOM:
        raise InvalidIdentifier(kind=KIND)
    return card_of(call, text), ""
