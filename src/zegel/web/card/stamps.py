"""Stamp cards as they lie on paper: each place has its stamp, or waits for one."""

from typing import Final

from zegel.core.value import value
from zegel.ledger.accounts import AVAILABLE
from zegel.program.model import Program, StampCard
from zegel.program.thing_names import STAMP_CARD
from zegel.program.words import Language, named
from zegel.web.card.frame import Own

MOST_PLACES: Final = 30
"""A card of more places shows how many there are instead."""
MOTIFS: Final = ("loaf", "wheat", "bun", "mill", "sun")
INKS: Final = ("p", "o", "s", "b", "l")


@value
class Place:
    """One place of a card: `motif` and `ink` of its stamp ("" while it waits), `turn` which of six slants it has, `last` what it gives."""

    motif: str
    ink: str
    turn: int
    last: str


@value
class Album:
    """A stamp card of the member: `have` of `slots`, what a full one gives, and the day and month of the last stamp ("" for none)."""

    name: str
    have: int
    slots: int
    gives: str
    places: tuple[Place, ...]
    day: str
    month: str


def albums(own: Own) -> list[Album]:
    """Every stamp card that the shop has now, the fullest first."""
    return sorted((_album(own, card) for card in own.program.cards), key=lambda one: -one.have)


def album_name(program: Program, card: StampCard, language: Language) -> str:
    """What a page of the album is called: the card's name with a capital."""
    called = named(program, STAMP_CARD, card.id, language)
    return called[:1].upper() + called[1:]


def _album(own: Own, card: StampCard) -> Album:
    purse, figures = own.purse, own.figures
    have = min(max(purse.balance(card.unit, AVAILABLE), 0), card.slots)
    reward = next((one for one in own.program.rewards if one.id == card.gives), None)
    gives = own.tongue.words(reward.names) if reward else card.gives
    last = max((lot.opened_at for lot in purse.lots.values() if lot.unit == card.unit and lot.available), default=None)
    places = tuple(
        Place(MOTIFS[n % 5] if n < have else "", INKS[n % 5], n % 6, gives if n == card.slots - 1 else "") for n in range(card.slots)
    )
    return Album(
        album_name(own.program, card, own.tongue.language), have, card.slots, gives, places if card.slots <= MOST_PLACES else (),
        "" if last is None or not have else figures.day_of(last, "d"),
        "" if last is None or not have else figures.day_of(last, "MMM").upper().rstrip("."),
    )  # fmt: skip
