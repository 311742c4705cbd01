"""How a language is written in a company's country: money and days of mails and pages, by Babel."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from zegel.program.money_words import SYMBOLS
from zegel.program.words import Language

if TYPE_CHECKING:  # a server that sends no mail does not load it
    from babel import Locale

MINUS: Final = "\u2212"


@lru_cache(maxsize=64)
def locale_of(language: Language, country: str) -> "Locale":
    """The language as it is written in that country; English outside of English-speaking countries as in Britain."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see above

    wanted = country if language == "nl" or country in ("GB", "IE", "US", "CA", "AU", "NZ", "ZA") else "GB"
    try:
        return Locale.parse(f"{language}_{wanted}")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("nl_NL" if language == "nl" else "en_GB")


def money_in(minor: int, currency: str, locale: "Locale") -> str:
    """`€ 1.234,50`; what is below zero has its minus in front.

    >>> money_in(-123450, "EUR", locale_of("nl", "NL")), money_in(1250, "USD", locale_of("en", "US"))
    ('−€\\xa01.234,50', '$12.50')
    """
    from babel.numbers import format_currency, get_currency_precision  # noqa: PLC0415 - see above

    said = format_currency(Decimal(abs(minor)).scaleb(-get_currency_precision(currency)), currency, locale=locale)
    return f"{MINUS if minor < 0 else ''}{own_symbol(said, currency, locale)}"


def own_symbol(said: str, currency: str, locale: "Locale") -> str:
    """Money with the symbol that the program's sentences have: a shop has one currency, so its dollar needs no country.

    >>> own_symbol("US$ 1,00", "USD", locale_of("nl", "US"))
    '$ 1,00'
    """
    from babel.numbers import get_currency_symbol  # noqa: PLC0415 - see above

    symbol = get_currency_symbol(currency, locale)
    return said.replace(symbol, SYMBOLS.get(currency, symbol))


def day_in(iso: str, locale: "Locale") -> str:
    """`3 maart 2026`, `March 3, 2026`."""
    from babel.dates import format_date  # noqa: PLC0415 - see above

    return format_date(date.fromisoformat(iso), "long", locale=locale)
