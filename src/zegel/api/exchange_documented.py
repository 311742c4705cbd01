"""What the OpenAPI document says of the routes of exchanges."""

from typing import Annotated

from pydantic import Field, with_config
from typing_extensions import TypedDict

from zegel.api import exchange_schemas
from zegel.api.doc import Doc, Json
from zegel.api.shapes import CLOSED, ReceiptOut, SaleOut


@with_config(CLOSED)
class ExchangeOut(TypedDict):
    """Both receipts; a quote's have no id. `pays_minor` also counts what stored value pays of it."""

    returned: ReceiptOut
    purchase: SaleOut
    pays_minor: Annotated[int, Field(description="What the goods that came back leave to be paid now.")]
    refund_minor: Annotated[int, Field(description="What is still paid back in money.")]


def exchange_docs(codes: tuple[str, ...], proof: tuple[str, ...], sale: str) -> dict[str, Doc]:
    """The docs of both routes. `codes` is what a purchase refuses, `proof` what spending does, `sale` an example of a receipt's id."""
    example: Json = {
        "branch": "dorpsstraat", "lines": [{"sku": "CARDIGAN-M", "category": "knitwear", "net_minor": 4995, "vat_bp": 2100}],
        "returns": {"receipt": sale, "lines": [{"number": 1}], "reason": "too small"},
    }  # fmt: skip
    refused = (
        *codes, "unknown_receipt", "not_a_sale", "return_too_late", "more_than_sold", "unknown_line", "erased",
        "lines_removed", "would_go_below_zero",
        "unknown_unit", "gift_card_used", "reason_missing",
    )  # fmt: skip
    return {
        "POST /v1/exchanges": Doc(
            "returns", "Exchange goods", "Ruil goederen",
            "A return and a purchase in one: both are booked, or neither. What comes back in money pays for the purchase, points settle"
            " net, and what was spent on the goods can be spent again. The purchase names the return (`of`).",
            ExchangeOut, (*refused, *proof, "receipt_number_used"), exchange_schemas.EXCHANGE, example,
        ),
        "POST /v1/exchanges/quote": Doc(
            "returns", "What would this exchange do?", "Wat zou deze ruil doen?", "The same, judged and not written.",
            ExchangeOut, refused, exchange_schemas.EXCHANGE, example,
        ),
    }  # fmt: skip
