"""What a receipt says of a gesture."""

from collections.abc import Callable
from typing import Any

from zegel.program.gesture_words import NO_REASON, gesture_gives
from zegel.program.model import Program, Words
from zegel.program.words import Language, both, of

Filled = Callable[[Words, Language], str]
"""Words with their variables filled in; "" where one is not true of this member."""


def gesture_words(program: Program, effect: dict[str, Any], filled: Filled) -> tuple[Words, Words]:
    """The short line and the full one."""
    assert program.gestures is not None
    kind = next(one for one in program.gestures.kinds if one.id == effect["gesture"])
    what = both(lambda language: gesture_gives(program, kind, language))
    why = both(lambda language: filled(kind.why, language) or of(NO_REASON, language))
    match effect["state"]:
        case "asked":
            short = Words(f"Gevraagd aan een collega: {what.nl}", f"Asked of a colleague: {what.en}")
        case "refused":
            short = Words(f"Niet gegeven: {what.nl}", f"Not given: {what.en}")
        case _:
            full = Words(f"U krijgt van ons: {what.nl}, {why.nl}.", f"You get from us: {what.en}, {why.en}.")
            return Words(f"{what.nl}: {why.nl}", f"{what.en}: {why.en}"), full
    return short, Words(f"{short.nl}.", f"{short.en}.")
