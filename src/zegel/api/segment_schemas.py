"""Bodies and answers about segments and what is handed out to them."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import STRICT, TEXT, Branch, Day, Reason, Role
from zegel.api.shapes import CLOSED, Moment

GIVES: Final = ("gesture", "branch", "role", "reason", "coupon", "by", "valid_until", "batch", "experience", "membership", "until")
"""What of a handout's own facts is shown."""
Named = Annotated[str, Field(min_length=1, max_length=100, json_schema_extra=TEXT)]


_ONE: Final = ConfigDict(**STRICT, json_schema_extra={"minProperties": 2})
Consent = Annotated[str, Field(min_length=1, max_length=200, examples=["offers by email"], json_schema_extra=TEXT)]


@with_config(_ONE)
class SegmentIn(TypedDict):
    """A choice of members: a name, and at least one filter; all of them must hold."""

    also: NotRequired[Annotated[Consent, Field(description="A second consent.")]]
    blocked: NotRequired[Annotated[Literal["yes"], Field(description="Only blocked cards.")]]
    branch: NotRequired[Annotated[str, Field(min_length=1, max_length=60, description="Whoever ever came there.", json_schema_extra=TEXT)]]
    consent: NotRequired[Consent]
    joined: NotRequired[Annotated[Day, Field(description="The day of joining.")]]
    name: Annotated[str, Field(min_length=1, max_length=80, json_schema_extra=TEXT)]
    seen: NotRequired[Annotated[
        Literal["30", "90", "180", "365", "-30", "-90", "-180", "-365"],
        Field(description="Came within so many days; with a minus, stayed away longer."),
    ]]  # fmt: skip
    tier: NotRequired[Annotated[str, Field(min_length=1, max_length=60, json_schema_extra=TEXT)]]
    week: NotRequired[Annotated[
        Literal["birthday", "jubilee"],
        Field(description="Today or in the six days after: a birthday, or 5, 10, 15 … years as a member."),
    ]]  # fmt: skip


@with_config(STRICT)
class HandoutIn(TypedDict):
    """What everybody in the segment gets: of a kind, with what belongs to it."""

    branch: NotRequired[Annotated[Branch, Field(description="A gesture: out of whose envelope.")]]
    by: NotRequired[Annotated[Literal["file", "mail"], Field(description="Codes: as a file of the office, or mailed to each.")]]
    coupon: NotRequired[Annotated[Named, Field(description="Codes: of which coupon.")]]
    experience: NotRequired[Annotated[Named, Field(description="Whoever consented is invited by e-mail.")]]
    gesture: NotRequired[Annotated[Named, Field(description="A gesture of points, a coupon or a reward.")]]
    kind: Literal["gesture", "codes", "experience", "membership"]
    membership: NotRequired[Annotated[Named, Field(description="Everybody is given it, as one who was invited.")]]
    reason: NotRequired[Annotated[Reason, Field(description="Of a gesture and a membership.")]]
    role: NotRequired[Annotated[Role, Field(description="A gesture: what whoever asks is to the program.")]]
    until: NotRequired[Annotated[Day, Field(description="A membership: through this day, instead of one term.")]]
    valid_until: NotRequired[Annotated[Day, Field(description="Codes: their last day.")]]


@with_config(STRICT)
class DecideHandoutIn(TypedDict):
    """Somebody else than who asked agrees, or does not."""

    approve: bool
    reason: Reason
    role: NotRequired[Role]


@with_config(STRICT)
class CancelHandoutIn(TypedDict):
    """Whoever waits gets nothing any more."""

    reason: Reason


SEGMENT: Final[TypeAdapter[Any]] = TypeAdapter(SegmentIn)
HANDOUT: Final[TypeAdapter[Any]] = TypeAdapter(HandoutIn)
DECISION: Final[TypeAdapter[Any]] = TypeAdapter(DecideHandoutIn)
CANCEL: Final[TypeAdapter[Any]] = TypeAdapter(CancelHandoutIn)


@with_config(CLOSED)
class SegmentOut(TypedDict):
    """A saved choice of members: its filters, not its members. Who is in it is looked up whenever it is asked."""

    segment: str
    name: str
    filters: dict[str, str]
    changed_at: Moment


@with_config(CLOSED)
class SegmentsOut(TypedDict):
    """Every one, by name."""

    segments: list[SegmentOut]


@with_config(CLOSED)
class DroppedSegmentOut(TypedDict):
    """What is gone."""

    segment: str


@with_config(CLOSED)
class ReachOut(TypedDict):
    """How many of the members consented to what, by what."""

    consent: Annotated[str, Field(examples=["offers by email"])]
    members: int


@with_config(CLOSED)
class WholeSegmentOut(SegmentOut):
    """The same with how many members it has now."""

    members: int
    reach: list[ReachOut]
    rules: Annotated[list[str], Field(description="The rules of the live program that ask for it.")]


@with_config(CLOSED)
class SegmentMemberOut(TypedDict):
    """Somebody who is in it now."""

    member: str
    name: str
    tier: str | None
    joined_on: str | None
    last_seen_on: str | None
    visits: int
    spent_minor: int
    blocked: bool


@with_config(CLOSED)
class SegmentMembersPage(TypedDict):
    """Some of its members, by their ids."""

    members: list[SegmentMemberOut]
    next: str | None


@with_config(CLOSED)
class LeftOutOut(TypedDict):
    """So many get nothing, and why: `blocked`, `no_address`, `no_consent`, `complaint_open`, `merged`, or the code of a refusal."""

    why: str
    members: int


@with_config(CLOSED)
class WhyNotOut(TypedDict):
    """Why it cannot be begun."""

    code: str
    nl: str
    en: str


@with_config(CLOSED)
class HandoutPreviewOut(TypedDict):
    """What it would come to now. Nothing is written."""

    kind: str
    members: Annotated[int, Field(description="How many get it.")]
    left_out: list[LeftOutOut]
    mailed: Annotated[int, Field(description="How many of them hear of it by e-mail: those who said yes to offers.")]
    each_minor: Annotated[int, Field(description="What one costs the branch.")]
    cost_minor: int
    left_minor: Annotated[int, Field(description="What is left of the envelope that it comes out of.")]
    waits: Annotated[bool, Field(description="A second person must agree.")]
    refusal: WhyNotOut | None


@with_config(CLOSED)
class HandoutOut(TypedDict):
    """Something for everybody who was in a segment when it was asked for."""

    handout: str
    segment: str
    name: str
    kind: str
    gives: dict[str, str]
    state: Literal["gathering", "asked", "going", "ready", "done", "cancelled"]
    asked: Annotated[int, Field(description="How many members may get it at most.")]
    by: str
    decided_by: str | None
    at: Moment
    changed_at: Moment


@with_config(CLOSED)
class WholeHandoutOut(HandoutOut):
    """The same with how far it is."""

    given: int
    waiting: int
    left_out: list[LeftOutOut]


@with_config(CLOSED)
class HandoutsPage(TypedDict):
    """Some of them, the newest first."""

    handouts: list[HandoutOut]
    next: str | None


@with_config(CLOSED)
class ReceiverOut(TypedDict):
    """What became of a member of it."""

    member: str
    state: Literal["waiting", "given", "left out"]
    why: str | None
    at: Moment


@with_config(CLOSED)
class ReceiversPage(TypedDict):
    """Some of them, by their ids."""

    members: list[ReceiverOut]
    next: str | None
