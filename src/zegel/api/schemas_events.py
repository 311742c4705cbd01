"""The bodies of POST /v1/events and of its bulk door."""

from typing import Annotated, Any, Final, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import SOMEBODY, TEXT, Actor, Branch, HappenedAt, IdentifierIn, MemberId, ReceiptText, Till, strictly

ToldName = Annotated[str, Field(max_length=64)]
ToldText = Annotated[str, Field(max_length=500, json_schema_extra=TEXT)]
ToldCount = Annotated[int, Field(ge=0, le=10**12)]


@with_config(strictly(**SOMEBODY))
class EventIn(TypedDict):
    """Something happened: `event` as the program declares it, with what is `told` of it."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    event: Annotated[str, Field(min_length=1, max_length=60, examples=["newsletter confirmed"], json_schema_extra=TEXT)]
    happened_at: NotRequired[HappenedAt]
    identifier: NotRequired[IdentifierIn | None]
    member: NotRequired[MemberId]
    receipt: NotRequired[ReceiptText]
    till: NotRequired[Till]
    told: NotRequired[dict[ToldName, ToldText | ToldCount | bool]]


@with_config(strictly(**SOMEBODY))
class EventLineIn(EventIn):
    """One event of a bulk body; `key` makes the line safe to send again."""

    key: Annotated[str, Field(min_length=1, max_length=255, pattern="^[!-~]+$")]


EVENT: Final[TypeAdapter[Any]] = TypeAdapter(EventIn)
EVENT_LINE: Final[TypeAdapter[Any]] = TypeAdapter(EventLineIn)
