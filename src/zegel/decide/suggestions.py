"""Surprise and delight: once in so many visits a gesture that the till may suggest (domain.md M49)."""

from hashlib import sha256

from zegel.core.value import value
from zegel.decide.document import Document
from zegel.decide.effect_words import Teller
from zegel.program.compile import Compiled
from zegel.program.gesture_words import NO_REASON, gesture_gives
from zegel.program.model import Words
from zegel.program.words import both, of


@value
class Suggestion:
    """A gesture that the till may suggest, with what is said to the member."""

    gesture: str
    says: Words


def suggestion(compiled: Compiled, document: Document) -> Suggestion | None:
    """Told from the purse and the number of its next entry alone, so that asking again changes nothing."""
    found, body = compiled.program.gestures, document.body
    if found is None or not found.surprise or not body["facts"]["member"]:
        return None
    if int.from_bytes(sha256(f"surprise {body['purse']} {body['seq']}".encode()).digest()[:8], "big") % found.surprise_every:
        return None
    kind = next(one for one in found.kinds if one.id == found.surprise)
    teller = Teller(compiled, document)
    what = both(lambda language: gesture_gives(compiled.program, kind, language))
    why = both(lambda language: teller.filled(kind.why, language) or of(NO_REASON, language))
    return Suggestion(kind.id, Words(f"Verras met: {what.nl} ({why.nl})", f"Surprise with: {what.en} ({why.en})"))
