"""What the route of exchanges takes: a basket as any, and what comes back for it."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.bodies import TEXT_PATTERN
from zegel.api.schemas import AT_MOST_ONE, STRICT, ReceiptText, ReturnedLineIn, SaleIn, strictly

TEXT: Any = {"pattern": TEXT_PATTERN}


@with_config(STRICT)
class BackIn(TypedDict):
    """What comes back, as in a return; without `lines` all that is left of the sale."""

    cause: NotRequired[Literal["voluntary", "withdrawal", "defect"]]
    doubtful: NotRequired[
        Annotated[bool, Field(description="They were given the benefit of the doubt: counted, with the reason, and no more than that.")]
    ]
    lines: NotRequired[Annotated[list[ReturnedLineIn], Field(max_length=1000)]]
    reason: NotRequired[Annotated[str, Field(max_length=500, json_schema_extra=TEXT)]]
    receipt: ReceiptText
    refund_as: NotRequired[
        Annotated[
            Literal["money", "store_credit"],
            Field(description="What becomes of the money that is left over; store credit only where the shopper chose it."),
        ]
    ]


@with_config(strictly(**{"not": AT_MOST_ONE}))
class ExchangeIn(SaleIn):
    """Goods come back and others go along. Without `identifier` and `member` the purchase goes to the purse of the sale.

    `tenders` are what is paid besides the goods that come back.
    """

    returns: BackIn


EXCHANGE: Final[TypeAdapter[Any]] = TypeAdapter(ExchangeIn)
