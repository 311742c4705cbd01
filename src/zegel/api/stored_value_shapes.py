"""What the routes of gift cards answer, for the OpenAPI document only."""

from pydantic import with_config
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
