"""What the OpenAPI document says of segments and handouts. Loaded with `documented`."""

from typing import Final

from zegel.api import segment_schemas as said
from zegel.api.doc import Doc

_SEGMENT: Final = ("unknown_saved_segment", "no_program")
_GIVES: Final = (
    *_SEGMENT, "unknown_gesture", "unknown_role", "unknown_branch", "gesture_too_large", "unknown_coupon", "unknown_experience",
    "reply_too_late", "unknown_membership", "reason_missing", "no_such_day",
)  # fmt: skip
_EXAMPLE: Final = {"branch": "dorpsstraat", "gesture": "sorry", "kind": "gesture", "reason": "we were closed on Saturday"}

SEGMENT_DOCS: Final[dict[str, Doc]] = {
    "GET /v1/segments": Doc(
        "segments", "Saved segments", "Bewaarde groepen", "Every choice of members that the office keeps under a name.",
        said.SegmentsOut, (),
    ),
    "GET /v1/segments/{segment}": Doc(
        "segments", "How many are in a segment", "Hoeveel er in een groep zitten",
        "Now: it is counted when it is asked. Also how many of them gave which consent, and which rules of the live program ask for it.",
        said.WholeSegmentOut, _SEGMENT,
    ),
    "PUT /v1/segments/{segment}": Doc(
        "segments", "Keep a segment", "Bewaar een groep",
        "Under an id of yours, which a rule can spell; in place of what had it. No two have one name, and at most a hundred are kept.",
        said.SegmentOut, (*_SEGMENT, "segment_name_taken", "unknown_tier", "no_such_day"), said.SEGMENT,
        {"name": "Trouwe lezers", "consent": "newsletter by email", "seen": "90"},
    ),
    "DELETE /v1/segments/{segment}": Doc(
        "segments", "Drop a segment", "Gooi een groep weg",
        "Its members notice nothing. Not while a rule asks for it: live, in a version that waits, or in a draft; `data.rules` names them.",
        said.DroppedSegmentOut, (*_SEGMENT, "segment_in_use"),
    ),
    "GET /v1/segments/{segment}/members": Doc(
        "segments", "Who is in a segment", "Wie er in een groep zitten", "Now, by their ids.", said.SegmentMembersPage, _SEGMENT,
        query=("limit", "cursor"),
    ),
    "POST /v1/segments/{segment}/handouts/preview": Doc(
        "segments", "What would a handout come to?", "Wat zou een uitdeling worden?",
        "How many get it, what it costs, who is left out and why, and whether a second person must agree. Nothing is written.",
        said.HandoutPreviewOut, _GIVES, said.HANDOUT, _EXAMPLE,
    ),
    "POST /v1/segments/{segment}/handouts": Doc(
        "segments", "Hand something out to a segment", "Deel iets uit aan een groep",
        "To whoever is in it now, each exactly once, also where this is sent again. It goes on by itself; more than one gives alone"
        " waits for a colleague. E-mail goes to who said yes to offers, with a way to unsubscribe.",
        said.WholeHandoutOut, (*_GIVES, "budget_used_up", "nobody_in_it"), said.HANDOUT, _EXAMPLE,
    ),
    "GET /v1/handouts": Doc("segments", "Handouts", "Uitdelingen", "The newest first.", said.HandoutsPage, (), query=("limit", "cursor")),
    "GET /v1/handouts/{handout}": Doc(
        "segments", "How far a handout is", "Hoe ver een uitdeling is", "How many were given theirs, wait, and were left out, and why.",
        said.WholeHandoutOut, ("unknown_handout",),
    ),
    "GET /v1/handouts/{handout}/members": Doc(
        "segments", "Who is in a handout", "Wie er in een uitdeling zitten", "What became of each, by their ids.", said.ReceiversPage,
        ("unknown_handout",), query=("limit", "cursor"),
    ),
    "POST /v1/handouts/{handout}/decision": Doc(
        "segments", "Agree to a handout", "Keur een uitdeling goed",
        "Somebody else than who asked, of a role that may give one of it alone, in the same month: it comes out of that month's envelope.",
        said.WholeHandoutOut,
        ("unknown_handout", "not_asked", "same_person", "reason_missing", "gesture_lapsed", "gesture_too_large", "unknown_gesture",
         "unknown_role", "budget_used_up", "wrong_state", "no_program"),
        said.DECISION, {"approve": True, "reason": "they waited long"},
    ),
    "POST /v1/handouts/{handout}/cancel": Doc(
        "segments", "Stop a handout", "Stop een uitdeling", "Whoever waits gets nothing any more; what was given stays given.",
        said.WholeHandoutOut, ("unknown_handout", "reason_missing", "wrong_state"), said.CANCEL, {"reason": "the wrong segment"},
    ),
}  # fmt: skip
