"""What a country's law says of prices that are announced as reduced, as dated data."""

from functools import lru_cache
from typing import Final

from zegel.core.value import value
from zegel.program.country import law_at, text_at
from zegel.program.forms import count, duration

_FILES: Final = {"NL": "nl-prices.yaml"}


@value
class PriceLaw:
    """The from-price of an announced reduction is the lowest of `days` days before.

    Exempt where so said: what is `new_exempt` (on sale for less than those days) and what spoils. Cut after cut without a break, for
    at most `progressive_months`, the price before the first one may be named (0: never).
    """

    days: int
    new_exempt: bool
    perishable_exempt: bool
    progressive_months: int
    law: str
    read: str


@lru_cache(maxsize=8)
def price_law(country: str) -> PriceLaw:
    """The law of a country; for one that we have no data of the strictest reading of the directive: thirty days, nothing exempt."""
    if country not in _FILES:
        return PriceLaw(30, new_exempt=False, perishable_exempt=False, progressive_months=0, law="Directive 98/6/EC, art. 6a", read="")
    node = law_at(_FILES[country], "reduced")
    return PriceLaw(
        count(text_at(node, "days"), 1), text_at(node, "new on the market") == "exempt", text_at(node, "perishable") == "exempt",
        duration(text_at(node, "progressive")).count, text_at(node, "law"), text_at(node, "read"),
    )  # fmt: skip
