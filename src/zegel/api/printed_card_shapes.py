"""What the routes of printed gift cards answer, for the OpenAPI document only."""

from typing import Annotated

from pydantic import Field, with_config
from typing_extensions import TypedDict

from zegel.api.shapes import CLOSED, Moment
from zegel.store.card_register import STANDS


@with_config(CLOSED)
class CardsStand(TypedDict):
    """How many cards stand how; of a branch's key or colleague, of those that were sent there."""

    active: Annotated[int, Field(description="Sold, with money on it.")]
    blocked: int
    expired: int
    lost: int
    made: Annotated[int, Field(description="Printed, and sent nowhere yet.")]
    replaced: Annotated[int, Field(description="Sold, lost, and another card has its money.")]
    sent: Annotated[int, Field(description="On its way to a branch.")]
    there: Annotated[int, Field(description="In its branch, not sold yet.")]
    used: int


@with_config(CLOSED)
class CardBatchOut(TypedDict):
    """A batch of gift cards. `worth_minor` 0: they are sold for any amount."""

    asked: int
    batch: str
    cards: CardsStand
    made: int
    made_at: Moment
    state: Annotated[str, Field(json_schema_extra={"enum": ["making", "whole"]})]
    worth_minor: int


@with_config(CLOSED)
class MadeCardsOut(CardBatchOut):
    """The batch with its codes, in the order of their numbers. They are shown this once: the same request again has null."""

    codes: list[str] | None


@with_config(CLOSED)
class MovedCardsOut(CardBatchOut):
    """The batch as it is now."""

    moved: Annotated[int, Field(description="To how many cards it was done.")]


@with_config(CLOSED)
class CardBatchPage(TypedDict):
    """A page of batches."""

    batches: list[CardBatchOut]
    next: str | None


@with_config(CLOSED)
class PrintedCardOut(TypedDict):
    """A card of a batch. `card` names it once it is sold, to whoever replaces it."""

    branch: str | None
    card: str | None
    number: int
    since: Moment
    stands: Annotated[str, Field(json_schema_extra={"enum": list(STANDS)})]
    tail: Annotated[str, Field(description="The last symbols of its code.")]
    worth_minor: int


@with_config(CLOSED)
class PrintedCardPage(TypedDict):
    """A page of cards."""

    cards: list[PrintedCardOut]
    next: str | None
