"""What is left of rewards and of gifts with a purchase, over HTTP, and refilling it."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from pydantic_core import to_json
from typing_extensions import TypedDict

from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.api.schemas import STRICT, TEXT, Reason, Word
from zegel.api.shapes import CLOSED, Said
from zegel.hall import stock
from zegel.hall.calls import Call
from zegel.hall.stock import MOST, Stocked, stocked, stocked_as
from zegel.store.counters import Counters

_SOME: Any = {"not": {"const": 0}}


@with_config(STRICT)
class RefillIn(TypedDict):
    """What comes in, or (below zero) goes out, and why."""

    branch: NotRequired[
        Annotated[str, Field(max_length=60, description="Left out: of what all branches have together.", json_schema_extra=TEXT)]
    ]
    more: Annotated[
        int,
        Field(ge=-MOST, le=MOST, description="Below zero: less; never 0. What is left never falls below nothing.", json_schema_extra=_SOME),
    ]
    reason: Reason
    rule: Annotated[Word, Field(description="The id of the reward, or of the discount with the gift.")]


@with_config(CLOSED)
class StockPartOut(TypedDict):
    """What there is at a branch; `branch` null is at all of them together. `of`: how many the program says."""

    branch: str | None
    left: int
    of: int


@with_config(CLOSED)
class StockedOut(TypedDict):
    """A reward, or a gift with a purchase, of which there are only so many."""

    rule: Annotated[str, Field(description="The id of the reward or the discount in the program.")]
    kind: Literal["reward", "gift"]
    names: Said
    stock: list[StockPartOut]


@with_config(CLOSED)
class StockOut(TypedDict):
    """Everything with a stock, rewards first."""

    stock: list[StockedOut]


REFILL: Final[TypeAdapter[Any]] = TypeAdapter(RefillIn)


async def list_stock(door: Door, call: Call) -> Answer:
    """GET /v1/stock."""
    parameters(call)
    left = await door.queries.counters(call.grant.company)
    return Answer(200, to_json({"stock": [_told(one, left) for one in stocked(call.live(call.at).program)]}))


async def refill(door: Door, call: Call) -> Answer:
    """POST /v1/stock. The same key again changes nothing, and says how it is now."""
    parameters(call)
    found, _ = read_body(REFILL, call.body)
    one = stocked_as(call.live(call.at).program, found["rule"])
    again = await stock.refill(door.people.register, call, one.kept, found.get("branch", ""), found["more"], found["reason"].strip())
    return Answer(201, to_json(_told(one, await door.queries.counters(call.grant.company))), replayed=again)


def _told(one: Stocked, left: Counters) -> dict[str, Any]:
    parts = [{"branch": part.branch or None, "left": left.left(part.counter, part.begins), "of": part.begins} for part in one.kept.parts]
    return {"rule": one.id, "kind": one.kind, "names": {"nl": one.names.nl, "en": one.names.en}, "stock": parts}
