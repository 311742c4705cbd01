"""Printed gift cards as flows see them: what the shop's register knows of a card that is to be sold."""

from typing import Final

from zegel.core.ids import PurseId
from zegel.core.value import value

MADE: Final = "made"
SENT: Final = "sent"
THERE: Final = "there"
SOLD: Final = "sold"
PLACES: Final = (MADE, SENT, THERE)
"""Where a card is that nobody bought yet: where it was made, on its way to a branch, in that branch."""

BLOCKED: Final = "blocked"
LOST: Final = "lost"
STOPS: Final = (BLOCKED, LOST)
"""Why a card is not to be sold; "" for one that may be."""


@value
class PrintedCard:
    """Card number `n` of `batch`, by its code's hash, as the card's identifier has it.

    `state` is one of PLACES, or SOLD; `stopped` one of STOPS, or "". `branch` is where it was sent, "" for nowhere. `value_minor` is
    printed on it; 0: it is sold for whatever is paid.
    """

    hash: str
    batch: str
    n: int
    state: str
    stopped: str
    branch: str
    value_minor: int


SoldHere = tuple[str, PurseId]
"""A card of the register by its code's hash, and the purse that its money is on from now on."""
