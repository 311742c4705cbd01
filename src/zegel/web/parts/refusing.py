"""A refusal as a page shows it: which status, what is said, and its code."""

from typing import Final

from zegel.core.refusals import ZegelError
from zegel.core.value import value
from zegel.hall.refused import said_of
from zegel.web.parts.words import Tongue

STATUS: Final = {
    "malformed": 400, "not_signed_in": 401, "not_allowed": 403, "old_form": 403, "unknown_member": 404, "unknown_receipt": 404,
    "unknown_saved_segment": 404, "unknown_card_batch": 404, "no_such_address": 404, "method_not_allowed": 405, "body_too_large": 413,
    "unsupported_media_type": 415, "too_many_tries": 429, "busy": 503, "storage_full": 503, "internal_error": 500,
}  # fmt: skip
"""Code → status; every other refusal is 422."""
PIECES: Final = {"till": "till/trouble.html"}
"""Face → what is swapped in instead of what was asked for, where it carries on what the form held."""
CARRIED: Final = {"key": "key", "who": "who", "basket": "carried"}
"""Fields of such a form → what its template calls them."""


@value
class Trouble:
    """What the error page shows."""

    status: int
    title: str
    what: str
    code: str


def trouble(refusal: ZegelError, tongue: Tongue) -> Trouble:
    """`refusal` in the visitor's words."""
    say, code = tongue.say, refusal.code
    own = {
        "internal_error": (say("error ours"), say("error ours what")),
        "old_form": (say("error old form"), say("error old form what")),
        "not_allowed": (say("error may not"), say("error may not what")),
        "no_such_address": (say("error missing"), ""),
    }.get(code)
    title, what = own or (say("error title"), tongue.words(said_of(refusal)))
    return Trouble(STATUS.get(code, 422), title, what, code)
