"""What the OpenAPI document says of merging members. Loaded with `documented`."""

from typing import Final

from zegel.api import merges, shapes
from zegel.api.doc import Doc

_PLACE: Final = ("no_program", "unknown_branch", "no_such_day")
_LATER: Final = (
    "unknown_member", "purse_merged", "member_blocked", "member_needed", "is_gift_card", "hold_open", "in_household", "merge_conflict",
)  # fmt: skip
_CANNOT: Final = (*_LATER, "same_purse")
_OTHER: Final = "5d1e9a42-7c36-4f0b-8a51-2b9c6f0e7d18"

MERGE_DOCS: Final[dict[str, Doc]] = {
    "POST /v1/members/{member}/block": Doc(
        "members", "Block a member", "Blokkeer een lid",
        "No earning, no spending, or neither, whatever they show; both false lifts it. The books keep the reason.",
        shapes.ReceiptOut, (*_PLACE, "unknown_member", "purse_merged", "member_blocked", "is_gift_card", "reason_missing"), merges.BLOCK,
        {"earning": False, "spending": True, "reason": "two cards scanned far apart within a minute"},
    ),
    "POST /v1/members/{member}/merge": Doc(
        "members", "Make two members one", "Maak van twee leden één",
        "What the other has comes along with its dates, both cards find who stays, and the strictest consent wins; who had no address to be"
        " asked at said neither yes nor no. Mail goes to the address of who stays, to the other's where they had none. It cannot be undone."
        " More than the program's `corrections` let a role do alone waits for a colleague: nothing moves yet.",
        shapes.ReceiptOut, (*_PLACE, *_CANNOT, "reason_missing", "unknown_role"), merges.MERGE,
        {"other": _OTHER, "reason": "came back with a new card"},
    ),
    "POST /v1/members/{member}/merge/preview": Doc(
        "members", "What would merging do?", "Wat doet samenvoegen?", "What it would come to now. Nothing is written.",
        merges.MergePreviewOut, (*_PLACE, *_CANNOT, "unknown_role"), merges.PREVIEW, {"other": _OTHER},
    ),
    "GET /v1/merges": Doc(
        "members", "Merges that wait", "Samenvoegingen die wachten", "Those that a colleague has to agree to, the oldest first.",
        merges.MergesOut, (),
    ),
    "POST /v1/merges/{merge}/decision": Doc(
        "members", "Agree to a merge", "Keur samenvoegen goed",
        "Somebody else than who asked for it, of a role that may do so much. It is done with what both have by then.",
        shapes.ReceiptOut,
        (*_PLACE, *_LATER, "unknown_receipt", "not_asked", "reason_missing", "same_person", "correction_too_large"),
        merges.DECIDE_MERGE, {"approve": True, "reason": "same telephone, same birthday"},
    ),
}  # fmt: skip
