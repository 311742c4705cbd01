"""What the OpenAPI document says of the routes of experiences. Loaded with `documented`."""

from typing import Final

from zegel.api import seats, shapes
from zegel.api.doc import Doc, Json

_WRITES: Final = (
    "no_program", "unknown_branch", "no_such_day", "unknown_member", "purse_merged", "member_blocked", "invalid_identifier",
    "unknown_experience", "member_needed", "no_reply", "wrong_state",
)  # fmt: skip
_CARD: Final[Json] = {"kind": "card", "value": "2620000012345"}

SEAT_DOCS: Final[dict[str, Doc]] = {
    "GET /v1/experiences": Doc(
        "experiences", "Experiences", "Belevenissen", "What members may come to, with the seats that are left.",
        seats.ExperiencesOut, ("no_program",),
    ),
    "POST /v1/experiences/{experience}/replies": Doc(
        "experiences", "Reply to an experience", "Meld een lid aan of af",
        "Yes takes seats, or a place on the waiting list when too few are left; no gives them back.",
        shapes.ReceiptOut,
        (*_WRITES, "reply_too_late", "not_invited", "too_many_guests", "not_enough", "experience_called_off"), seats.REPLY,
        {"identifier": _CARD, "answer": "accept", "guests": 1},
    ),
    "POST /v1/experiences/{experience}/check-ins": Doc(
        "experiences", "Let a member in", "Laat een lid binnen", "On the day, a member who has a seat; once.",
        shapes.ReceiptOut, (*_WRITES, "not_today", "experience_called_off"), seats.CHECK_IN, {"identifier": _CARD},
    ),
    "POST /v1/experiences/{experience}/cancellation": Doc(
        "experiences", "Call an experience off", "Blaas een belevenis af",
        "Nobody replies from now on. Within a second everybody who had a seat or waited gets back what was set aside, and is told.",
        shapes.ReceiptOut,
        ("no_program", "unknown_branch", "unknown_experience", "experience_called_off", "reason_missing", "day_is_over"),
        seats.CANCELLATION, {"reason": "the baker is ill"},
    ),
    "GET /v1/experiences/{experience}/guests": Doc(
        "experiences", "Who comes", "Wie er komt", "Everybody who replied, in the order in which they said yes.",
        seats.GuestsOut, ("no_program", "unknown_experience"),
    ),
}  # fmt: skip
