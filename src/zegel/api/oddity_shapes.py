"""What the route of what stands out answers."""

from typing import Annotated

from pydantic import Field, with_config
from typing_extensions import TypedDict

from zegel.api.shapes import CLOSED
from zegel.insight.oddities import KINDS


@with_config(CLOSED)
class OddityOut(TypedDict):
    """Something of one card. It says nothing of why: whoever runs the branch knows that, or asks."""

    actor: Annotated[str, Field(description='Who sold to it so often; "" where nobody who works here is meant.')]
    amount_minor: Annotated[int, Field(description="What was sold, the discount, or what was paid back.")]
    before: Annotated[str, Field(description='Of `apart` the other branch, of `woken` the day of the visit before; else "".')]
    branch: str
    day: Annotated[str, Field(json_schema_extra={"format": "date"})]
    member: Annotated[str, Field(description="The purse, which is the member's id.")]
    minutes: Annotated[int, Field(description="Of `apart`: between the two branches; else 0.")]
    pattern: Annotated[str, Field(json_schema_extra={"enum": [*KINDS]})]
    receipt: Annotated[str, Field(description="A receipt that it is about.")]
    times: int


@with_config(CLOSED)
class OdditiesOut(TypedDict):
    """Of each pattern at most 200, `often` first."""

    oddities: list[OddityOut]
    since: Annotated[str, Field(json_schema_extra={"format": "date"})]
