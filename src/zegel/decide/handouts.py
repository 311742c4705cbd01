"""What is handed out to everybody in a segment: who is left out and why, whether a second person must agree, and what follows on what."""

from typing import Final, Literal

from zegel.core.value import value
from zegel.decide.gestures import alone_of, needs_approval
from zegel.program.gestures import Gestures

GESTURE, CODES, EXPERIENCE, MEMBERSHIP = "gesture", "codes", "experience", "membership"
KINDS: Final = (GESTURE, CODES, EXPERIENCE, MEMBERSHIP)
Kind = Literal["gesture", "codes", "experience", "membership"]

GATHERING: Final = "gathering"
"""Who is in it is written down, once: whoever joins the segment later is not in it."""
ASKED: Final = "asked"
"""A second person is to agree."""
GOING: Final = "going"
READY: Final = "ready"
"""Codes that wait to be taken along as a file."""
DONE: Final = "done"
CANCELLED: Final = "cancelled"
"""Somebody stopped it, or did not agree to it; what was given stays given."""
STATES: Final = (GATHERING, ASKED, GOING, READY, DONE, CANCELLED)
OPEN: Final = (GATHERING, ASKED, GOING, READY)

WAITING: Final = "waiting"
GIVEN: Final = "given"
LEFT_OUT: Final = "left out"
MEMBER_STATES: Final = (WAITING, GIVEN, LEFT_OUT)

BLOCKED, YOURSELF, NO_ADDRESS, NO_CONSENT, COMPLAINT, MERGED, EMPTY = (
    "blocked", "not_yourself", "no_address", "no_consent", "complaint_open", "merged", "nothing_left"
)  # fmt: skip
WHY: Final = (BLOCKED, YOURSELF, NO_ADDRESS, NO_CONSENT, COMPLAINT, MERGED, EMPTY)
"""Why somebody is left out, besides the codes of refusals."""


@value
class Standing:
    """What is asked of a member before anything: is the card blocked, is there an e-mail address, did they say yes to advertising by
    e-mail, is a complaint of theirs open?"""

    blocked: bool
    address: bool
    consents: bool
    complains: bool


def left_out(one: Standing, *, mailed: bool) -> str:
    """Why a member gets nothing, "" where they do. `mailed`: it comes by e-mail only, so they must have said yes to that.

    >>> left_out(Standing(False, True, False, False), mailed=True), left_out(Standing(False, False, False, False), mailed=False)
    ('no_consent', '')
    """
    if one.blocked:
        return BLOCKED
    if not mailed:
        return ""
    if not one.address:
        return NO_ADDRESS
    if not one.consents:
        return NO_CONSENT
    return COMPLAINT if one.complains else ""


def needs_second(found: Gestures, worth: int, count: int, role: str) -> bool:
    """Whether a second person must agree to `count` gestures of `worth` each: where one alone would need it, and where all of them
    together are more than `role` may give alone. Refuses `unknown_role`, and `gesture_too_large` where one alone is."""
    return needs_approval(found, worth, role) or (bool(found.roles) and worth * count > alone_of(found, role))


def once_gathered(kind: str, *, asks: bool, mailed: bool) -> str:
    """What a handout is when everybody in it is known."""
    if asks:
        return ASKED
    return READY if kind == CODES and not mailed else GOING
