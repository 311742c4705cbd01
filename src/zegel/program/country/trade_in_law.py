"""What a country's tax law asks of a shop that buys used things from people, as dated data."""

from functools import lru_cache
from typing import Final

from zegel.core.value import value
from zegel.program.country import law_at, text_at
from zegel.program.forms import money

_FILES: Final = {"NL": ("nl-trade-in.yaml", "EUR")}


@value
class TradeInLaw:
    """From `statement_minor` on the seller signs a purchase statement. 0: no such duty is known."""

    statement_minor: int
    law: str
    read: str


@lru_cache(maxsize=8)
def trade_in_law(country: str, currency: str) -> TradeInLaw:
    """The law of a country, none for one that we have no data of, or for amounts in another currency."""
    name, theirs = _FILES.get(country, ("", ""))
    if not name or theirs != currency:
        return TradeInLaw(0, "", "")
    node = law_at(name, "trade in")
    return TradeInLaw(money(text_at(node, "statement from"), currency), text_at(node, "law"), text_at(node, "read"))
