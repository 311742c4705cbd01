"""What the routes of memberships and tiers take. Fields stand in the order of their names: that is their canonical form."""

from typing import Annotated, Any, Final, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import SOMEBODY, TEXT, Actor, Branch, Day, IdentifierIn, MemberId, Reason, Till, strictly

Name = Annotated[str, Field(min_length=1, max_length=60, json_schema_extra=TEXT)]
Membership = Annotated[Name, Field(description="A membership of the program, by id.", examples=["plus"])]


@with_config(strictly(**SOMEBODY))
class StartMembershipIn(TypedDict):
    """A term of a membership more; a `trial`; or, with `until`, the membership through that day."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    identifier: NotRequired[IdentifierIn | None]
    member: NotRequired[MemberId]
    membership: Membership
    reason: NotRequired[Annotated[Reason, Field(description="Who invited, or why nothing was bought.")]]
    till: NotRequired[Till]
    trial: NotRequired[bool]
    until: NotRequired[Annotated[Day, Field(description="The last day, instead of a whole term.")]]


@with_config(strictly(**SOMEBODY))
class EndMembershipIn(TypedDict):
    """A membership ends with its term, or `at_once`."""

    actor: NotRequired[Actor]
    at_once: NotRequired[bool]
    branch: NotRequired[Branch]
    identifier: NotRequired[IdentifierIn | None]
    member: NotRequired[MemberId]
    membership: Membership
    reason: NotRequired[Reason]
    till: NotRequired[Till]


@with_config(strictly(**SOMEBODY))
class SetTierIn(TypedDict):
    """The member has at least `tier` through `until`; `none` takes away what was set."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    evidence: NotRequired[Annotated[Reason, Field(description="What the member showed of another program: a status match.")]]
    identifier: NotRequired[IdentifierIn | None]
    member: NotRequired[MemberId]
    reason: Reason
    tier: Annotated[Name, Field(description="A step of the ladder, by id, or `none`.", examples=["goud"])]
    till: NotRequired[Till]
    until: NotRequired[Annotated[Day, Field(description="The last day; until it is set again, where it is left out.")]]


START: Final[TypeAdapter[Any]] = TypeAdapter(StartMembershipIn)
END: Final[TypeAdapter[Any]] = TypeAdapter(EndMembershipIn)
SET_TIER: Final[TypeAdapter[Any]] = TypeAdapter(SetTierIn)
