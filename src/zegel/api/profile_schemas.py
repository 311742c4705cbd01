"""Bodies and answers about what is known of a member."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import STRICT, TEXT, Actor, Branch, HappenedAt, Till
from zegel.api.shapes import CLOSED

FieldName = Annotated[str, Field(min_length=1, max_length=64)]
FieldText = Annotated[str, Field(max_length=500, json_schema_extra=TEXT)]
FieldCount = Annotated[int, Field(ge=0, le=10**12)]
_BIRTHDAY: Any = {"pattern": "^([0-9]{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
_CHANGES: Any = {"anyOf": [
    *({"required": [name]} for name in ("name", "language", "birthday", "home_branch", "used_by_itself")),
    {"required": ["fields"], "properties": {"fields": {"minProperties": 1}}},
]}  # fmt: skip


@with_config(STRICT | {"json_schema_extra": _CHANGES})
class ProfileIn(TypedDict):
    """What changes of what is known of a member. What is left out stays; null is forgotten."""

    actor: NotRequired[Actor]
    birthday: NotRequired[Annotated[str | None, Field(max_length=10, description="`MM-DD` or `YYYY-MM-DD`.", json_schema_extra=_BIRTHDAY)]]
    branch: NotRequired[Branch]
    fields: NotRequired[
        Annotated[dict[FieldName, FieldText | FieldCount | bool | None], Field(description="What the program's `profile` asks for.")]
    ]
    happened_at: NotRequired[HappenedAt]
    home_branch: NotRequired[Annotated[str | None, Field(max_length=64, description="The member's own branch.", json_schema_extra=TEXT)]]
    language: NotRequired[Literal["nl", "en"] | None]
    name: NotRequired[Annotated[str | None, Field(max_length=200, json_schema_extra=TEXT)]]
    till: NotRequired[Till]
    used_by_itself: NotRequired[Annotated[bool | None, Field(description="False: this member chooses; nothing is used by itself.")]]


@with_config(CLOSED)
class ProfileOut(TypedDict):
    """What is known of a member. `fields` are those of the program's `profile` that were told."""

    birthday: str | None
    fields: dict[str, str | int | bool]
    home_branch: str | None
    language: str | None
    member: str
    name: str | None
    used_by_itself: bool


PROFILE: Final[TypeAdapter[Any]] = TypeAdapter(ProfileIn)
