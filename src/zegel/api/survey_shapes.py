"""What the route of surveys answers."""

from typing import Annotated

from pydantic import Field, with_config
from typing_extensions import TypedDict

from zegel.api.shapes import CLOSED, Moment


@with_config(CLOSED)
class ScaleOut(TypedDict):
    """The answers on one scale."""

    answers: int
    asked: Annotated[int, Field(description="How many were asked.")]
    average_hundredths: Annotated[int | None, Field(description="`840` is 8.40, half up; null where nobody answered.")]
    highest: int
    lowest: int


@with_config(CLOSED)
class SurveysOut(TypedDict):
    """How complaints of the last year went, as their members say."""

    scales: list[ScaleOut]
    since: Moment
