"""Who works here, over HTTP: listed, taken on, invited, given roles, let go and taken back, as on the office's page of the team.

A key gives only roles that may do no more than itself, at the branches that it speaks for, and moves only colleagues who have no more:
never an owner, nor anybody who makes keys, tills or colleagues. People who are signed in follow the rules of the office (access.giving).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from pydantic_core import to_json
from typing_extensions import TypedDict

from zegel.access.principal import Principal
from zegel.access.proposing import Proposal
from zegel.access.refusals import UnknownStaff
from zegel.access.staff import Colleague, Done, Wanted
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.api.schemas import STRICT, TEXT, MemberId, Reason
from zegel.api.shapes import CLOSED
from zegel.core.ids import PurseId, purse_text
from zegel.core.refusals import Malformed, NoProgram, UnknownBranch, UnknownMember
from zegel.hall.calls import Call, member_of
from zegel.store.people_records import ACTIVE, Role

_ID: Final = re.compile(r"[0-9A-Za-z-]{1,64}")


@with_config(STRICT)
class RoleIn(TypedDict):
    """A role, at one branch or everywhere."""

    branch: NotRequired[Annotated[str, Field(max_length=60, description="Left out: at every branch.", json_schema_extra=TEXT)]]
    role: Annotated[str, Field(min_length=1, max_length=40, json_schema_extra=TEXT)]


Name = Annotated[str, Field(min_length=1, max_length=100, json_schema_extra=TEXT)]
Email = Annotated[str, Field(min_length=3, max_length=254, json_schema_extra=TEXT)]
Roles = Annotated[list[RoleIn], Field(max_length=50)]


@with_config(STRICT)
class StaffIn(TypedDict):
    """Somebody new."""

    email: Email
    language: NotRequired[Literal["nl", "en"]]
    name: Name
    reason: NotRequired[Reason]
    roles: Roles


@with_config(STRICT)
class StaffChangeIn(TypedDict):
    """What changes; the rest stays. `roles` are all that they have from then on; `card` is the member that they are themselves."""

    card: NotRequired[MemberId | None]
    email: NotRequired[Email]
    language: NotRequired[Literal["nl", "en"]]
    name: NotRequired[Name]
    reason: Reason
    roles: NotRequired[Roles]


@with_config(STRICT)
class StaffStateIn(TypedDict):
    """Why."""

    reason: Reason


NEW: Final[TypeAdapter[Any]] = TypeAdapter(StaffIn)
CHANGE: Final[TypeAdapter[Any]] = TypeAdapter(StaffChangeIn)
STATE: Final[TypeAdapter[Any]] = TypeAdapter(StaffStateIn)


@with_config(CLOSED)
class RoleOut(TypedDict):
    """A role; `branch` null is everywhere."""

    branch: str | None
    role: str


@with_config(CLOSED)
class ColleagueOut(TypedDict):
    """A colleague; `state` is `active` or `off`."""

    staff: str
    name: str
    email: str
    language: str
    card: Annotated[str | None, Field(description="Their own card, a member's UUID.")]
    state: Literal["active", "off"]
    roles: list[RoleOut]
    waiting: Annotated[list[RoleOut], Field(description="Roles that were proposed, and wait for somebody else's agreement in the office.")]


@with_config(CLOSED)
class StaffOut(TypedDict):
    """Everybody, also who left, by name."""

    staff: list[ColleagueOut]


@with_config(CLOSED)
class InvitationOut(TypedDict):
    """A link that is good once, for a week; earlier ones are void. It is shown this once: give it to nobody else."""

    staff: str
    path: Annotated[str, Field(description="On the address of the office.")]


async def list_staff(door: Door, call: Call) -> Answer:
    """GET /v1/staff."""
    parameters(call)
    everybody = await door.people.staff.everybody(call.grant.company)
    waiting = await door.people.staff.waiting(call.grant.company, call.at)
    return Answer(200, to_json({"staff": [_told(one, waiting) for one in everybody if _is_seen(call.grant, one)]}))


async def get_staff(door: Door, call: Call) -> Answer:
    """GET /v1/staff/{staff}."""
    parameters(call)
    one = await door.people.staff.somebody(call.grant.company, _named(call))
    if not _is_seen(call.grant, one):
        raise UnknownStaff()
    return await _answer(door, call, one)


async def take_on(door: Door, call: Call) -> Answer:
    """POST /v1/staff: somebody new, who comes in by an invitation."""
    parameters(call)
    found, _ = read_body(NEW, call.body)
    roles = _roles(call, found["roles"])
    wanted = Wanted(found["name"], found["email"], found.get("language", "nl"), roles)
    made = await door.people.staff.take_on(_done(call, found), call.grant.company, door.new_id().hex(), wanted)
    return await _answer(door, call, made, 201)


async def change(door: Door, call: Call) -> Answer:
    """PATCH /v1/staff/{staff}."""
    parameters(call)
    found, _ = read_body(CHANGE, call.body)
    roles = _roles(call, found["roles"]) if "roles" in found else None
    card = await _card(door, call, found.get("card"))

    def becomes(old: Colleague) -> Wanted:
        one = old.one
        return Wanted(
            found.get("name", one.name), found.get("email", one.email), found.get("language", one.language),
            old.roles if roles is None else roles, card if "card" in found else one.purse,
        )  # fmt: skip

    return await _answer(door, call, await door.people.staff.change(_done(call, found), call.grant.company, _named(call), becomes))


async def _card(door: Door, call: Call, named: str | None) -> PurseId | None:
    """Whose card that is; refuses `unknown_member` where it is nobody's."""
    if named is None:
        return None
    purse = member_of(named)
    row = await door.queries.purse(call.grant.company, purse)
    if row is None or not row.since:
        raise UnknownMember()
    return row.alias_of or purse


async def invite(door: Door, call: Call) -> Answer:
    """POST /v1/staff/{staff}/invitation: the link with which they choose a password."""
    parameters(call)
    found, _ = read_body(STATE, call.body)
    staff = _named(call)
    text = await door.people.signing_in.invite(_done(call, found), call.grant.company, staff)
    return Answer(201, to_json({"staff": staff, "path": f"/kantoor/welkom/{text}"}))


async def let_go(door: Door, call: Call) -> Answer:
    """POST /v1/staff/{staff}/leave: works here no more; signed out at once."""
    parameters(call)
    found, _ = read_body(STATE, call.body)
    return await _answer(door, call, await door.people.staff.let_go(_done(call, found), call.grant.company, _named(call)))


async def take_back(door: Door, call: Call) -> Answer:
    """POST /v1/staff/{staff}/return: works here again, with the roles of before and a new invitation."""
    parameters(call)
    found, _ = read_body(STATE, call.body)
    return await _answer(door, call, await door.people.staff.take_back(_done(call, found), call.grant.company, _named(call)))


def _named(call: Call) -> str:
    """The id in the address; what cannot be one is nobody's."""
    if not _ID.fullmatch(call.params["staff"]):
        raise UnknownStaff()
    return call.params["staff"]


def _roles(call: Call, wanted: list[dict[str, str]]) -> tuple[Role, ...]:
    """The roles that are named; refuses branches that are not there."""
    branches = {branch.id for branch in call.live(call.at).program.branches}
    found = tuple(Role(one["role"], one.get("branch", "")) for one in wanted)
    if len(set(found)) != len(found):
        raise Malformed("roles: each once", field="roles")
    for role in found:
        if role.branch and role.branch not in branches:
            raise UnknownBranch(branch=role.branch[:60])
    return found


def _is_seen(by: Principal, one: Colleague) -> bool:
    """A key of one branch sees who works there, or everywhere; people who are signed in see everybody, as on the page."""
    return by.is_person or not by.branch or any(role.branch in ("", by.branch) for role in one.roles)


def _done(call: Call, found: dict[str, Any]) -> Done:
    try:
        two = call.live(call.at).program.settings.powerful_roles == "two people"
    except NoProgram:
        two = False
    return Done(call.grant, call.at, found.get("reason", ""), call.request_id, two)


async def _answer(door: Door, call: Call, one: Colleague, status: int = 200) -> Answer:
    waiting = await door.people.staff.waiting(call.grant.company, call.at)
    return Answer(status, to_json(_told(one, waiting)))


def _told(found: Colleague, waiting: Mapping[str, Sequence[Proposal]]) -> dict[str, Any]:
    one = found.one
    return {
        "staff": one.id, "name": one.name, "email": one.email, "language": one.language,
        "card": None if one.purse is None else purse_text(one.purse), "state": "active" if one.state == ACTIVE else "off",
        "roles": [{"branch": role.branch or None, "role": role.role} for role in found.roles],
        "waiting": [{"branch": each.role.branch or None, "role": each.role.role} for each in waiting.get(one.id, ())],
    }  # fmt: skip
