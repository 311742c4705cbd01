"""What the OpenAPI document says of the routes of profiles. Loaded with `documented`."""

from typing import Final

from zegel.api import profile_schemas, shapes
from zegel.api.doc import Doc

PROFILE_DOCS: Final[dict[str, Doc]] = {
    "GET /v1/members/{member}/profile": Doc(
        "members", "What is known of a member", "Wat er van een lid bekend is",
        "Name, language, birthday, own branch, what the program's `profile` asks for, and whether rewards that are used by "
        "itself may be used so. None of it stands in the books.",
        profile_schemas.ProfileOut, ("unknown_member", "no_program"),
    ),
    "PATCH /v1/members/{member}/profile": Doc(
        "members", "Change what is known", "Wijzig wat er bekend is",
        "What is left out stays, null is forgotten. The books keep which fields changed, when and by whom, never what they hold.",
        shapes.ReceiptOut,
        ("no_program", "unknown_branch", "no_such_day", "happened_in_future", "unknown_member", "purse_merged", "member_blocked",
         "member_needed"),
        profile_schemas.PROFILE, {"name": "Anna de Vries", "birthday": "03-31", "home_branch": "dorpsstraat", "used_by_itself": False},
    ),
}  # fmt: skip
