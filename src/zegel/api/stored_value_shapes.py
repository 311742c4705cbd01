"""What the routes of gift cards answer, for the OpenAPI document only."""

from typing import Annotated

from pydantic import Field, with_config
from typing_extensions import TypedDict

from zegel.api.shapes import CLOSED, Balance, Moment, ReceiptOut


@with_config(CLOSED)
class GiftCardOut(ReceiptOut):
    """What was done with a gift card: `member` is its purse. `code` is told where Zegel drew it, to this request only."""

    code: str | None


@with_config(CLOSED)
class GiftCardBalanceOut(TypedDict):
    """What is on a gift card: `card` names it to whoever replaces it. `next_expiry` is when some of it lapses first."""

    card: str
    available_minor: int
    balances: list[Balance]
    next_expiry: Moment | None


@with_config(CLOSED)
class PaidValueOut(TypedDict):
    """What was sold beforehand. `limit_minor` 0: nothing is counted, or no such limit is known."""

    currency: str
    law: str | None
    limit_minor: int
    months: Annotated[int, Field(description="How many calendar months count, this one included.")]
    sold_minor: int
    state: Annotated[str, Field(json_schema_extra={"enum": ["within", "near", "above"]})]
    tell: Annotated[str | None, Field(description="Who must be told above the limit.")]
    told_from_minor: Annotated[int, Field(description="From how much on the office is told.")]
