"""Two members become one: looked at first, done or asked of a colleague, decided by one. And a member is blocked."""

from json import loads
from typing import Annotated, Any, Final, NotRequired

from pydantic import Field, TypeAdapter, with_config
from pydantic_core import to_json
from typing_extensions import TypedDict

from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.api.schemas import STRICT, Actor, Branch, MemberId, Reason, Role, Till
from zegel.api.shapes import CLOSED, Explanation, Moment
from zegel.api.writes import writing
from zegel.core.ids import PurseId, purse_text
from zegel.flows.corrections import ASKED
from zegel.flows.merging import DOSSIER
from zegel.hall import translate
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call, correcting_role_of, header_of, member_of
from zegel.hall.merging import preview

MOST: Final = 200


@with_config(STRICT)
class MergeIn(TypedDict):
    """`other` comes into the member of the address: they are one person."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    other: Annotated[MemberId, Field(description="The member who goes.")]
    reason: Reason
    role: NotRequired[Role]
    till: NotRequired[Till]


@with_config(STRICT)
class MergePreviewIn(TypedDict):
    """What would it come to?"""

    branch: NotRequired[Branch]
    other: Annotated[MemberId, Field(description="The member who would go.")]
    role: NotRequired[Role]


@with_config(STRICT)
class DecideMergeIn(TypedDict):
    """A colleague agrees to a merge that was asked for, or not."""

    actor: NotRequired[Actor]
    approve: bool
    branch: NotRequired[Branch]
    reason: Reason
    role: NotRequired[Role]
    till: NotRequired[Till]


@with_config(STRICT)
class BlockIn(TypedDict):
    """What the member cannot do from now on, with the reason; neither of the two: nothing is blocked any more."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    earning: bool
    reason: Reason
    spending: bool
    till: NotRequired[Till]


BLOCK: Final[TypeAdapter[Any]] = TypeAdapter(BlockIn)
MERGE: Final[TypeAdapter[Any]] = TypeAdapter(MergeIn)
PREVIEW: Final[TypeAdapter[Any]] = TypeAdapter(MergePreviewIn)
DECIDE_MERGE: Final[TypeAdapter[Any]] = TypeAdapter(DecideMergeIn)


@with_config(CLOSED)
class MergePreviewOut(TypedDict):
    """What merging would come to now. Nothing is written, and once done it cannot be undone."""

    waits: Annotated[bool, Field(description="It is more than this role corrects alone: a colleague would have to agree.")]
    name: str
    language: str
    birthday: str
    tier: Annotated[str, Field(description="The tier that was reached, afterwards.")]
    consents_withdrawn: Annotated[list[str], Field(description="Given by one of the two only: the strictest wins.")]
    explanation: Explanation


@with_config(CLOSED)
class MergeWaitingOut(TypedDict):
    """A merge that was asked for."""

    merge: Annotated[str, Field(description="The receipt that asked for it.")]
    asked_at: Moment
    branch: str
    by: str
    member: Annotated[str, Field(description="Who would stay.")]
    other: Annotated[str, Field(description="Who would go.")]
    reason: str
    role: str


@with_config(CLOSED)
class MergesOut(TypedDict):
    """What waits, the oldest first; at most two hundred."""

    waiting: list[MergeWaitingOut]


block = writing(BLOCK, translate.block_member)
merge = writing(MERGE, translate.merge_members)
decide = writing(DECIDE_MERGE, translate.decide_merge)


async def ask_merge(door: Door, call: Call) -> Answer:
    """POST /v1/members/{member}/merge/preview."""
    found, canonical = read_body(PREVIEW, call.body)
    parameters(call)
    header = header_of(call, found, canonical)
    seen = await preview(
        door.desk, call, header, member_of(call.params["member"]), member_of(found["other"]), correcting_role_of(call, found)
    )
    return Answer(200, to_json({
        "waits": seen.waits, "name": seen.profile.name, "language": seen.profile.language, "birthday": seen.profile.birthday,
        "tier": seen.tier, "consents_withdrawn": list(seen.withdrawn), "explanation": seen.explanation,
    }))  # fmt: skip


async def list_merges(door: Door, call: Call) -> Answer:
    """GET /v1/merges: what waits for a colleague, at the branches that one may decide for."""
    parameters(call)
    found = await door.queries.dossiers(call.grant.company, DOSSIER, [ASKED], (b"", ""), MOST)
    shown = [(one, loads(one.data)) for one in sorted(found, key=lambda one: (one.at, one.id))]
    return Answer(200, to_json({"waiting": [
        {
            "merge": one.id, "asked_at": moment_text(one.at), "branch": data["branch"], "by": data["by"],
            "member": purse_text(one.purse), "other": purse_text(PurseId(bytes.fromhex(data["other"]))), "reason": data["reason"],
            "role": data["role"],
        }
        for one, data in shown if call.grant.may(call.scope, data["branch"])
    ]}))  # fmt: skip
