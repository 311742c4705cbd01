"""What /v1/program answers, for the OpenAPI document only."""

from typing import Any, Literal

from pydantic import with_config
from typing_extensions import TypedDict

from zegel.api.shapes import CLOSED, Moment, Said


@with_config(CLOSED)
class BranchOut(TypedDict):
    """A branch of the program."""

    branch: str
    zone: str


@with_config(CLOSED)
class UnitNames(TypedDict):
    """Singular and plural."""

    nl: list[str]
    en: list[str]


@with_config(CLOSED)
class UnitOut(TypedDict):
    """What is counted."""

    unit: str
    kind: str
    names: UnitNames


@with_config(CLOSED)
class SentenceOut(TypedDict):
    """What the program file says at `path`."""

    path: str
    nl: str
    en: str


@with_config(CLOSED)
class ProgramOut(TypedDict):
    """The live program: what it counts and what it says."""

    name: str
    digest: str
    currency: str
    zone: str
    languages: list[str]
    branches: list[BranchOut]
    units: list[UnitOut]
    sentences: list[SentenceOut]
    document: dict[str, Any]


@with_config(CLOSED)
class ChapterOut(TypedDict):
    """A chapter of the terms."""

    heading: Said
    sentences: list[SentenceOut]


@with_config(CLOSED)
class TermsOut(TypedDict):
    """The terms for members of one version: `version` is what they read as its number, `valid_from` its first day."""

    number: int
    version: str
    name: str
    languages: list[str]
    valid_from: str
    chapters: list[ChapterOut]


@with_config(CLOSED)
class TemplateListed(TypedDict):
    """A program to begin with: the trade it is for, and what it promises in a sentence."""

    template: str
    trade: Said
    promises: Said


@with_config(CLOSED)
class TemplatesOut(TypedDict):
    """Every program to begin with."""

    templates: list[TemplateListed]


@with_config(CLOSED)
class TemplateOut(TemplateListed):
    """One of them: `program` is what a draft takes, `yaml` the same as its file was typed, with comments."""

    program: dict[str, Any]
    yaml: str


@with_config(CLOSED)
class VersionOut(TypedDict):
    """A version of the program, as it was published; one with `withdrawn_at` was taken back before its moment and never goes live."""

    number: int
    digest: str
    live_from: Moment
    published_at: Moment
    live: bool
    withdrawn_at: Moment | None


@with_config(CLOSED)
class VersionsOut(TypedDict):
    """Every version, the oldest first."""

    versions: list[VersionOut]


@with_config(CLOSED)
class Told(TypedDict):
    """The same in both languages."""

    nl: str
    en: str


@with_config(CLOSED)
class MistakeOut(TypedDict):
    """One mistake in a program. `line` counts from 1, and is null where the program came as JSON."""

    line: int | None
    path: str
    code: str
    says: Told
    hint: Told


@with_config(CLOSED)
class WarningOut(TypedDict):
    """What looks wrong with a program that has no mistakes."""

    line: int | None
    path: str
    code: str
    says: Told
    hint: Told


@with_config(CLOSED)
class CheckOut(TypedDict):
    """What a program is: its digest and sentences, or its mistakes."""

    digest: str | None
    mistakes: list[MistakeOut]
    warnings: list[WarningOut]
    sentences: list[SentenceOut]


@with_config(CLOSED)
class ChangeOut(TypedDict):
    """One difference from the live program."""

    path: str
    kind: Literal["added", "changed", "removed"]
    nl: str
    en: str


@with_config(CLOSED)
class DiffOut(TypedDict):
    """What would change about the live program, `live` by its digest; nothing where both promise the same."""

    live: str
    mistakes: list[MistakeOut]
    changes: list[ChangeOut]


@with_config(CLOSED)
class DraftRow(TypedDict):
    """A draft in a list. `revision` counts its changes; `live_from` is set while it waits for its moment."""

    name: str
    revision: int
    changed_at: Moment
    changed_by: str
    live_from: Moment | None


@with_config(CLOSED)
class DraftsOut(TypedDict):
    """Every draft, by name."""

    drafts: list[DraftRow]


@with_config(CLOSED)
class DraftOut(DraftRow):
    """A draft as it was sent, with what it is. `yaml` is the file as it was typed, null where it came as JSON."""

    program: dict[str, Any]
    yaml: str | None
    check: CheckOut


@with_config(CLOSED)
class DroppedOut(TypedDict):
    """The draft that is no more."""

    dropped: str


@with_config(CLOSED)
class PublishedOut(TypedDict):
    """`scheduled`: at that moment the worker counts `measures`, which no version counted yet, and then it is live."""

    digest: str
    live_from: Moment
    state: Literal["published", "scheduled"]
    measures: list[str]


@with_config(CLOSED)
class MissedOut(TypedDict):
    """What did not come out in a step of a story, counted from 1."""

    step: int
    says: str


@with_config(CLOSED)
class StoryOut(TypedDict):
    """How a story came out: nothing missed, or its own mistakes."""

    story: str
    mistakes: list[MistakeOut]
    missed: list[MissedOut]


@with_config(CLOSED)
class StoriesOut(TypedDict):
    """Every story as it came out; none where the program or its articles have mistakes, and all of them failed then."""

    mistakes: list[MistakeOut]
    stories: list[StoryOut]
    failed: int
