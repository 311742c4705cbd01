"""What the routes of tiers and entitlements answer."""

from typing import Literal

from pydantic import with_config
from typing_extensions import TypedDict

from zegel.api.program_shapes import MistakeOut
from zegel.api.shapes import CLOSED, HeldOut, Kind, Moment, Said


@with_config(CLOSED)
class TierOut(TypedDict):
    """How a member stands on the ladder; `tier` null for none, or where the program has no ladder.

    `until`: when it is looked at, or ends; null where no such moment is known. `next_more` is what is missing for `next_tier`, 0 where the
    next purchase brings it. `keep_more` is missing to keep it, 0 where nothing is.
    `warn`: it is time to tell the member that it becomes `falls_to`.
    """

    member: str
    at: Moment
    tier: str | None
    since: str | None
    by_hand: bool
    until: Moment | None
    measured: int | None
    next_tier: str | None
    next_more: int | None
    keep_more: int | None
    falls_to: str | None
    warn: bool
    says: Said


@with_config(CLOSED)
class NotHeldOut(TypedDict):
    """Something that the member does not have; `why_not` says what it takes, `test` which condition failed first."""

    id: str
    kind: Kind
    test: str
    why_not: Said


@with_config(CLOSED)
class EntitlementsOut(TypedDict):
    """What a member may have at a moment, a branch and a channel."""

    member: str
    at: Moment
    held: list[HeldOut]
    not_held: list[NotHeldOut]


@with_config(CLOSED)
class OccasionOut(TypedDict):
    """One occasion, message or task on the day; `why` says why not, `on` the day that it tells of: the next, the last, or of joining."""

    id: str
    kind: Literal["occasion", "message", "task"]
    state: Literal["given", "due", "not"]
    why: Literal["no member", "before joining", "no birthday", "another day", "never", "blocked", "given before", "test", "not then"] | None
    on: str | None
    says: Said


@with_config(CLOSED)
class OccasionsOut(TypedDict):
    """What a day brings a member by itself, and what it does not."""

    member: str
    day: str
    occasions: list[OccasionOut]


@with_config(CLOSED)
class PlaceRow(TypedDict):
    """So many members go from one step to another; null for none."""

    before: str | None
    after: str | None
    members: int


@with_config(CLOSED)
class PlacesOut(TypedDict):
    """Where the members would be on another program's ladder, or that program's mistakes."""

    mistakes: list[MistakeOut]
    members: list[PlaceRow]
    says: list[Said]
