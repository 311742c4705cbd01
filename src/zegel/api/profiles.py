"""What is known of a member: read, and changed field by field."""

from pydantic_core import to_json

from zegel.api import profile_schemas
from zegel.api.door import Answer, Door, parameters
from zegel.api.writes import writing
from zegel.core.ids import purse_text
from zegel.core.refusals import Malformed
from zegel.flows.asking import Profile
from zegel.flows.profile_commands import ChangeProfile
from zegel.flows.profiles import CHOOSES, HOME_BRANCH, KNOWN, PROFILE, told_in
from zegel.hall.calls import Call, Found, header_of, member_of
from zegel.hall.members import member_now
from zegel.hall.refusals import NoSuchDay
from zegel.hall.translate import is_day


def change(call: Call, found: Found, canonical: bytes) -> ChangeProfile:
    """PATCH /v1/members/{member}/profile: what is left out stays, null is forgotten (RFC 7396)."""
    header, who = header_of(call, found, canonical), member_of(call.params["member"])
    birthday = _told(found, "birthday")
    if birthday and not is_day(birthday if len(birthday) == 10 else f"2000-{birthday}"):
        raise NoSuchDay(field="birthday")
    name = _told(found, "name")
    told = tuple(sorted((field, int(held) if isinstance(held, bool) else held) for field, held in found.get("fields", {}).items()))
    if not told and not found.keys() & {"name", "language", "birthday", "home_branch", "used_by_itself"}:
        raise Malformed("name, language, birthday, home_branch, used_by_itself, fields: say what changes", field="name")
    return ChangeProfile(
        header, who, name if name is None else name.strip(), _told(found, "language"), birthday, _told(found, "home_branch"), told,
        None if "used_by_itself" not in found else found["used_by_itself"] is not False,
    )  # fmt: skip


def _told(found: Found, field: str) -> str | None:
    """What the body says of a field: None where it says nothing, "" where it takes it away."""
    return (found[field] or "") if field in found else None


patch_profile = writing(profile_schemas.PROFILE, change)


async def get_profile(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/profile."""
    parameters(call)
    purse = await member_now(door.desk, call, member_of(call.params["member"]))
    company = call.grant.company
    member = await door.books.profile_of(company, purse.id)
    told = {one.id: told_in(one) for one in await door.books.dossiers_of(company, purse.id, PROFILE) if one.state == KNOWN}
    profile = member.profile if member else Profile("", "", "")
    branch, by_itself = told.pop(HOME_BRANCH, None), told.pop(CHOOSES, None) is None
    yes_no = {field.id for field in call.live(call.at).program.profile_fields if field.form == "yes or no"}
    fields = {name: bool(held) if name in yes_no else held for name, held in sorted(told.items())}
    return Answer(200, to_json({
        "birthday": profile.birthday or None, "fields": fields, "home_branch": branch, "language": profile.language or None,
        "member": purse_text(purse.id), "name": profile.name or None, "used_by_itself": by_itself,
    }))  # fmt: skip
