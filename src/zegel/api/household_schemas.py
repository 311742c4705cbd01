"""Bodies and answers about households and leaving for good. Fields stand in the order of their names: that is their canonical form."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import STRICT, TEXT, Actor, Branch, MemberId, Till
from zegel.api.shapes import CLOSED

Keeper = Annotated[MemberId, Field(description="Whose purse is the pot.")]


@with_config(STRICT)
class JoinIn(TypedDict):
    """The member comes into the household of `keeper`; the first who does opens it."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    keeper: Keeper
    till: NotRequired[Till]


@with_config(STRICT)
class DepartIn(TypedDict):
    """The member saves for themselves again, or puts what can be spent into the pot."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    till: NotRequired[Till]


@with_config(STRICT)
class ChildIn(TypedDict):
    """A child comes into the household of the member, who consented to the words that `consented` names."""

    actor: NotRequired[Actor]
    birthday: Annotated[str, Field(min_length=10, max_length=10, json_schema_extra={"format": "date"}, examples=["2015-06-01"])]
    branch: NotRequired[Branch]
    card: Annotated[str, Field(min_length=6, max_length=64, description="The number of the child's card.", json_schema_extra=TEXT)]
    consented: Annotated[str, Field(min_length=1, max_length=64, description="Which words the parent agreed to.", json_schema_extra=TEXT)]
    name: Annotated[str, Field(min_length=1, max_length=60, json_schema_extra=TEXT)]
    till: NotRequired[Till]


@with_config(STRICT)
class LeaveIn(TypedDict):
    """The member leaves for good. `sure` is true: what is given up was shown first, and cannot come back."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    sure: Literal[True]
    till: NotRequired[Till]


@with_config(CLOSED)
class OfHousehold(TypedDict):
    """Somebody who saves in a pot."""

    child: bool
    member: str
    since: str


@with_config(CLOSED)
class HouseholdOut(TypedDict):
    """The household that a member is in: whose pot it is, and who else saves there. `keeper` is null where they are in none."""

    keeper: str | None
    member: str
    members: list[OfHousehold]


@with_config(CLOSED)
class GivenUp(TypedDict):
    """How much of a unit lapses."""

    count: int
    unit: str


@with_config(CLOSED)
class LeavingOut(TypedDict):
    """What a member gives up by leaving for good. `waits_for` is why they cannot yet; null where they can."""

    gives_up: list[GivenUp]
    household: str | None
    member: str
    waits_for: str | None


@with_config(CLOSED)
class LeftOut(TypedDict):
    """The member is gone: the purse accepts nothing, and nothing is known of whose it was."""

    erased: Literal[True]
    member: str


JOIN: Final[TypeAdapter[Any]] = TypeAdapter(JoinIn)
DEPART: Final[TypeAdapter[Any]] = TypeAdapter(DepartIn)
CHILD: Final[TypeAdapter[Any]] = TypeAdapter(ChildIn)
LEAVE: Final[TypeAdapter[Any]] = TypeAdapter(LeaveIn)
