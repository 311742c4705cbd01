"""Bodies about prices."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import STRICT, TEXT, Branch, Day, NotNegative

Channel = Annotated[
    Literal["till", "web", "app", "phone", "invoice"], Field(description="Through which channel; all, where it is left out.")
]
Sku = Annotated[str, Field(min_length=1, max_length=64, description="The article's own number.", json_schema_extra=TEXT)]


@with_config(STRICT)
class PriceStepIn(TypedDict):
    """What an article costs from a day on, per whole measure. The same day again corrects it."""

    branch: NotRequired[Branch]
    channel: NotRequired[Channel]
    minor: Annotated[NotNegative | None, Field(description="Null: it is not on sale from then on.")]
    since: Day


@with_config(STRICT)
class PricesIn(TypedDict):
    """Prices of one article. Days that are not named stay as they are."""

    prices: Annotated[list[PriceStepIn], Field(min_length=1, max_length=1_000)]


@with_config(STRICT)
class PriceLineIn(PriceStepIn):
    """One price of a bulk body."""

    sku: Sku


@with_config(STRICT)
class CheckPriceIn(TypedDict):
    """A from-price that somebody wants to announce."""

    branch: NotRequired[Branch]
    channel: NotRequired[Channel]
    from_minor: NotNegative
    now_minor: NotRequired[Annotated[NotNegative, Field(description="What would be asked: then the percentages are told as well.")]]
    on: NotRequired[Annotated[Day, Field(description="The day on which the reduction begins; today, where it is left out.")]]
    sku: Sku


PRICES: Final[TypeAdapter[Any]] = TypeAdapter(PricesIn)
PRICE_LINE: Final[TypeAdapter[Any]] = TypeAdapter(PriceLineIn)
CHECK_PRICE: Final[TypeAdapter[Any]] = TypeAdapter(CheckPriceIn)
