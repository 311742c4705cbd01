"""A currency before a number."""

from typing import Final, Literal

SYMBOLS: Final = {"EUR": "€", "USD": "$", "GBP": "£"}


def written(said: str, currency: str, language: Literal["nl", "en"]) -> str:
    """A number that is written out already, as money.

    >>> written("0,005", "EUR", "nl"), written("0.005", "USD", "en"), written("5", "JPY", "en")
    ('€ 0,005', '$0.005', 'JPY 5')
    """
    symbol = SYMBOLS.get(currency)
    return f"{symbol or currency}{'' if symbol and language == 'en' else ' '}{said}"
