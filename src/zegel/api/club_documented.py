"""What the OpenAPI document says of the routes of memberships, tiers and entitlements. Loaded with `documented`."""

from typing import Final

from zegel.api import club_schemas, club_shapes, program_schemas, shapes
from zegel.api.doc import Doc, Json

_WRITES: Final = (
    "no_program", "unknown_branch", "no_such_day", "unknown_member", "purse_merged", "member_blocked", "invalid_identifier",
)  # fmt: skip
_CARD: Final[Json] = {"kind": "card", "value": "2620000012345"}

CLUB_DOCS: Final[dict[str, Doc]] = {
    "POST /v1/memberships": Doc(
        "members", "Start or offer a membership", "Begin een lidmaatschap of nodig uit",
        "A term more without a purchase, a trial, or an invitation through a day. Buying its article does the first too.",
        shapes.ReceiptOut, (*_WRITES, "unknown_membership", "trial_not_now", "no_place_left", "member_needed", "day_is_over"),
        club_schemas.START, {"identifier": _CARD, "membership": "plus", "trial": True, "reason": "asked for it at the till"},
    ),
    "POST /v1/memberships/end": Doc(
        "members", "End a membership", "Beëindig een lidmaatschap",
        "With the term that runs, or at once: within the days to think it over that is a withdrawal.",
        shapes.ReceiptOut, (*_WRITES, "unknown_membership", "no_membership", "member_needed"), club_schemas.END,
        {"identifier": _CARD, "membership": "plus", "at_once": False},
    ),
    "POST /v1/tiers": Doc(
        "members", "Set a tier by hand", "Zet een niveau met de hand",
        "The member has at least this tier through a day, whatever is measured: a promise, or what another program's card shows."
        " It counts towards nothing; `none` takes it away.",
        shapes.ReceiptOut, (*_WRITES, "unknown_tier", "reason_missing", "member_needed", "day_is_over"), club_schemas.SET_TIER,
        {"identifier": _CARD, "tier": "goud", "until": "2030-12-31", "reason": "status match", "evidence": "gold card of another shop"},
    ),
    "GET /v1/members/{member}/tier": Doc(
        "members", "The ladder", "Het niveau",
        "The tier that counts, until when, what is missing to keep it and to rise, and whether the member is to be warned.",
        club_shapes.TierOut, ("unknown_member",),
    ),
    "GET /v1/members/{member}/entitlements": Doc(
        "members", "What a member may have", "Waar een klant recht op heeft",
        "What holds now, until when and why; and what does not, with what it takes. The shop's other systems ask for it and keep it.",
        club_shapes.EntitlementsOut, ("unknown_member", "unknown_branch"), query=("branch", "channel"),
    ),
    "GET /v1/members/{member}/occasions": Doc(
        "members", "What a day brings, and why not", "Wat een dag brengt, en waarom niet",
        "Every occasion, message and task of the program that comes with a day: whether it was given on `day`, is due then as things stand,"
        " or is not, and why. Told by the program and of the member as they are now; nothing is kept.",
        club_shapes.OccasionsOut, ("unknown_member", "no_program", "no_such_day"), query=("day",),
    ),
    "POST /v1/program/members": Doc(
        "program", "Who would be where?", "Wie komt waar?",
        "How many members would be on which step of another program's ladder, from the books as they are. Nothing is kept or written.",
        club_shapes.PlacesOut, ("no_program",), program_schemas.PROGRAM, {"program": {"zegel": "1"}},
    ),
}  # fmt: skip
