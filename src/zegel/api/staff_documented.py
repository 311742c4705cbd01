"""What the OpenAPI document says of who works here. Loaded with `documented`."""

from typing import Final

from zegel.api import staff
from zegel.api.doc import Doc

_MOVES: Final = ("unknown_staff", "not_yourself", "last_owner", "role_beyond_key")

STAFF_DOCS: Final[dict[str, Doc]] = {
    "GET /v1/staff": Doc(
        "staff", "Who works here", "Wie hier werkt", "Everybody with their roles, also who left. Of a key for one branch: who works there.",
        staff.StaffOut, (),
    ),
    "GET /v1/staff/{staff}": Doc("staff", "A colleague", "Een collega", "With their roles.", staff.ColleagueOut, ("unknown_staff",)),
    "POST /v1/staff": Doc(
        "staff", "Take somebody on", "Neem iemand aan",
        "They come in by an invitation. A key gives only roles that may do no more than itself, and none that makes keys, tills or"
        " colleagues. Not kept under a key: an address that is taken says `email_taken`.",
        staff.ColleagueOut, ("no_program", "unknown_branch", "role_beyond_key", "email_taken", "invalid_identifier"), staff.NEW,
        {"name": "Bas de Wit", "email": "bas@korenaar.example", "roles": [{"role": "cashier", "branch": "station"}]},
    ),
    "PATCH /v1/staff/{staff}": Doc(
        "staff", "Change a colleague", "Wijzig een collega",
        "What is named changes, the rest stays; `roles` are all of them from then on. Other roles sign them out everywhere.",
        staff.ColleagueOut,
        ("no_program", "unknown_branch", "email_taken", "invalid_identifier", "unknown_member", "nobody_to_agree", *_MOVES), staff.CHANGE,
        {"roles": [{"role": "cashier"}], "reason": "works at both shops"},
    ),
    "POST /v1/staff/{staff}/invitation": Doc(
        "staff", "Invite a colleague", "Nodig een collega uit",
        "A link with which they choose a password: good once, for a week, shown this once.",
        staff.InvitationOut, ("unknown_staff", "not_yourself", "role_beyond_key", "nobody_to_agree"), staff.STATE, {"reason": "first day"},
    ),
    "POST /v1/staff/{staff}/leave": Doc(
        "staff", "Let a colleague go", "Laat een collega gaan",
        "Signed out everywhere at once; nothing they knew opens anything. What they did stays.",
        staff.ColleagueOut, ("reason_missing", *_MOVES), staff.STATE, {"reason": "moved to another town"},
    ),
    "POST /v1/staff/{staff}/return": Doc(
        "staff", "Take a colleague back", "Neem een collega terug", "With the roles of before; they come in by a new invitation.",
        staff.ColleagueOut, ("reason_missing", *_MOVES), staff.STATE, {"reason": "back for the summer"},
    ),
}  # fmt: skip
