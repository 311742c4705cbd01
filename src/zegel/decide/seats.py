"""Where a member stands with an experience, and how it is said."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from zegel.core.canonical import quoted
from zegel.core.value import value
from zegel.program.model import Words
from zegel.program.seats import Experience

ACCEPTED, WAITING, DECLINED, ATTENDED, ABSENT = "accepted", "waiting", "declined", "attended", "absent"
NO_SEAT, CALLED_OFF = "no seat", "called off"
STATES: Final = (ACCEPTED, WAITING, DECLINED, ATTENDED, ABSENT, NO_SEAT, CALLED_OFF)
EXPERIENCE: Final = "experience"
"""The kind of identifier that leads to the purse of an experience that was called off; no door takes it from outside."""


@value
class Seat:
    """With `experience` the member, bringing `guests`, is in `state` from now on."""

    experience: str
    guests: int
    state: str

    def json(self) -> str:
        return f'{{"effect":"seat","experience":{quoted(self.experience)},"guests":{self.guests},"state":{quoted(self.state)}}}'


_SAID: Final = {
    ACCEPTED: Words("u hebt een plaats", "you have a seat"), WAITING: Words("u staat op de wachtlijst", "you are on the waiting list"),
    DECLINED: Words("u bent afgemeld", "you do not come"), ATTENDED: Words("u bent er geweest", "you were there"),
    ABSENT: Words("u was er niet", "you did not come"), NO_SEAT: Words("er kwam geen plaats vrij", "no seat came free"),
    CALLED_OFF: Words("dit gaat niet door", "this is called off"),
}  # fmt: skip
_LONGEST: Final = 40


def seat_state_words(state: str) -> Words:
    """`u hebt een plaats`."""
    return _SAID[state]


def seat_words(effect: Mapping[str, Any], experiences: Sequence[Experience]) -> Words:
    """`VIP-avond: u hebt een plaats, met 1 gast`."""
    one = next((one for one in experiences if one.id == effect["experience"]), None)
    named = one.names if one else Words(effect["experience"], effect["experience"])
    said, guests = _SAID[effect["state"]], effect["guests"]
    nl = f", met {guests} {'gast' if guests == 1 else 'gasten'}" if guests else ""
    en = f", with {guests} {'guest' if guests == 1 else 'guests'}" if guests else ""
    return Words(f"{named.nl[:_LONGEST]}: {said.nl}{nl}", f"{named.en[:_LONGEST]}: {said.en}{en}")
