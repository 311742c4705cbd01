"""What the routes of prices answer, for the OpenAPI document only."""

from typing import Annotated, Literal

from pydantic import Field, with_config
from typing_extensions import TypedDict

from zegel.api.shapes import CLOSED


@with_config(CLOSED)
class PriceStepOut(TypedDict):
    """From `since` on it costs `minor`; null: it is not on sale."""

    minor: int | None
    since: str


@with_config(CLOSED)
class StatedOut(TypedDict):
    """The highest from-price that may be stated, and the day on which it cost that. `new` and `perishable`: the law sets no limit."""

    day: str
    minor: int
    why: Literal["lowest", "progressive", "new", "perishable"]


@with_config(CLOSED)
class PricesHereOut(TypedDict):
    """The prices of one channel and branch; null: of all. `stated` is null where no from-price may be named."""

    branch: str | None
    channel: str | None
    now_minor: int | None
    stated: StatedOut | None
    steps: list[PriceStepOut]


@with_config(CLOSED)
class PriceLawOut(TypedDict):
    """What the country says of from-prices, and where. `read`: when that was last looked up."""

    days: int
    law: str
    read: str | None


@with_config(CLOSED)
class PricesOut(TypedDict):
    """What an article cost, and what may be stated on `on`."""

    currency: str
    law: PriceLawOut
    on: str
    prices: list[PricesHereOut]
    sku: str


@with_config(CLOSED)
class VerdictOut(TypedDict):
    """Whether the from-price may be announced, and why (not)."""

    branch: str | None
    channel: str | None
    claimed_bp: Annotated[int | None, Field(description="The reduction as it would be announced, in basis points.")]
    from_minor: int
    honest_bp: Annotated[int | None, Field(description="What it is when it is measured from what may be stated.")]
    law: PriceLawOut
    lawful: bool
    on: str
    says_en: str
    says_nl: str
    sku: str
    stated: StatedOut | None
    why: Literal["lowest", "progressive", "new", "perishable", "too high", "not sold before", "no price"]
