"""Bodies about printed gift cards."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import STRICT, TEXT, Branch, Positive
from zegel.desk.card_batches import MOST_CARDS

_NUMBER: Final = Field(ge=1, le=MOST_CARDS, description="A number of the batch; the first card has 1.")


@with_config(STRICT)
class CardBatchIn(TypedDict):
    """Gift cards that are to be printed."""

    batch: Annotated[
        str,
        Field(pattern="^[a-z0-9][a-z0-9_-]{0,39}$", examples=["kerst"], description="Its name; it stands on the cards with their number."),
    ]
    count: Annotated[int, Field(ge=1, description="How many: at most 10,000.", json_schema_extra={"maximum": 10_000})]
    worth_minor: NotRequired[Annotated[Positive, Field(description="What is printed on each; sold for any amount, where it is left out.")]]


@with_config(STRICT)
class CardMoveIn(TypedDict):
    """What is done to cards `first` through `last` that nobody bought yet; those that stand so already stay as they are."""

    branch: NotRequired[Annotated[Branch, Field(description="Where they go (`send`), or came in (`receive`).")]]
    first: Annotated[int, _NUMBER]
    last: Annotated[int, _NUMBER]
    reason: NotRequired[Annotated[str, Field(max_length=200, description="Needed but for `receive`.", json_schema_extra=TEXT)]]
    what: Literal["send", "receive", "block", "lose", "free"]


CARD_BATCH: Final[TypeAdapter[Any]] = TypeAdapter(CardBatchIn)
CARD_MOVE: Final[TypeAdapter[Any]] = TypeAdapter(CardMoveIn)
