"""What the OpenAPI document says of stock. Loaded with `documented`."""

from typing import Final

from zegel.api import stock
from zegel.api.doc import Doc

STOCK_DOCS: Final[dict[str, Doc]] = {
    "GET /v1/stock": Doc(
        "program", "What is left of rewards and gifts", "Wat er nog is van beloningen en cadeaus",
        "Every reward of the live program, and every gift with a purchase, of which there are only so many.",
        stock.StockOut, ("no_program",),
    ),
    "POST /v1/stock": Doc(
        "program", "Refill a reward or a gift", "Vul een beloning of een cadeau aan",
        "`more` come in, at `branch` where each branch has its own; below zero so many go out. It stands in the audit log with its reason."
        " The same request again changes nothing; its key is known through the next 200 changes of the same thing.",
        stock.StockedOut, ("no_program", "unknown_reward", "unknown_branch", "reason_missing"), stock.REFILL,
        {"rule": "mug", "more": 24, "reason": "delivered by the potter"},
    ),
}  # fmt: skip
