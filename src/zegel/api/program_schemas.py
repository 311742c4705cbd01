"""Bodies about programs, drafts and stories."""

from typing import Annotated, Any, Final, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import STRICT, TEXT


@with_config(STRICT)
class ProgramIn(TypedDict):
    """A program file as JSON, with the keys that docs/reference/program.md names."""

    program: Annotated[
        dict[str, Any], Field(description="The file, as JSON: every value a text, as it stands in YAML. program.schema.json describes it.")
    ]


@with_config(STRICT)
class PublishIn(TypedDict):
    """From when a draft is live; at once where nothing is said."""

    live_from: NotRequired[
        Annotated[str, Field(max_length=40, examples=["2026-12-01T00:00:00+01:00"], json_schema_extra={"format": "date-time"})]
    ]


@with_config(STRICT)
class WithdrawIn(TypedDict):
    """Why a version is taken back; the audit log keeps it."""

    reason: NotRequired[Annotated[str, Field(max_length=200, json_schema_extra=TEXT)]]


@with_config(STRICT)
class UnscheduleIn(TypedDict):
    """Nothing needs to be said."""


@with_config(STRICT)
class StoriesIn(TypedDict):
    """A program with stories and the articles that they buy, each as the JSON of its file."""

    articles: NotRequired[Annotated[dict[str, Any], Field(description="What stands below `articles` in articles.yaml.")]]
    program: Annotated[dict[str, Any], Field(description="The file, as JSON: every value a text, as it stands in YAML.")]
    stories: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=50)]


PROGRAM: Final[TypeAdapter[Any]] = TypeAdapter(ProgramIn)
PUBLISH: Final[TypeAdapter[Any]] = TypeAdapter(PublishIn)
WITHDRAW: Final[TypeAdapter[Any]] = TypeAdapter(WithdrawIn)
UNSCHEDULE: Final[TypeAdapter[Any]] = TypeAdapter(UnscheduleIn)
STORIES: Final[TypeAdapter[Any]] = TypeAdapter(StoriesIn)
