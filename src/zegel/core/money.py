"""Money is minor units and an ISO 4217 currency; points are counts. Neither adds to the other, neither meets a float."""

from typing import Final

from zegel.core.refusals import AmountOutOfRange, WrongCurrency
from zegel.core.value import value

MAX_AMOUNT: Final = 10**12
"""The largest amount that Zegel keeps, of cents or of points (reliability.md D3)."""

CURRENCIES: Final = {
    "EUR": 2, "USD": 2, "GBP": 2, "CHF": 2, "SEK": 2, "NOK": 2, "DKK": 2, "PLN": 2, "CZK": 2, "HUF": 2, "RON": 2, "BGN": 2,
    "CAD": 2, "AUD": 2, "NZD": 2, "JPY": 0, "KRW": 0, "ISK": 0, "CLP": 0, "KWD": 3, "BHD": 3, "TND": 3, "JOD": 3, "OMR": 3,
    "INR": 2, "BRL": 2, "MXN": 2, "ZAR": 2, "TRY": 2, "CNY": 2, "HKD": 2, "SGD": 2, "ILS": 2, "AED": 2, "SAR": 2, "UAH": 2,
    "MAD": 2, "THB": 2, "MYR": 2, "IDR": 2, "PHP": 2, "VND": 0, "XOF": 0, "XAF": 0, "SRD": 2, "AWG": 2, "XCG": 2,
}  # fmt: skip
"""Currency → decimals of its minor unit (ISO 4217)."""


@value
class Money:
    """An amount of money: `minor` units (cents) of `currency`."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __str__(self) -> str:
        return f"{decimal_text(self.minor, CURRENCIES[self.currency])} {self.currency}"

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise WrongCurrency(expected=self.currency, given=other.currency)


@value
class Points:
    """A count of one unit's smallest part."""

    count: int

    def __add__(self, other: "Points") -> "Points":
        return Points(self.count + other.count)

    def __sub__(self, other: "Points") -> "Points":
        return Points(self.count - other.count)

    def __neg__(self) -> "Points":
        return Points(-self.count)


def decimal_text(minor: int, decimals: int) -> str:
    """`minor` with a decimal point: exact, never through a float.

    >>> decimal_text(-5, 2), decimal_text(123456, 2), decimal_text(7, 0)
    ('-0.05', '1234.56', '7')
    """
    if decimals == 0:
        return str(minor)
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    return f"{'-' if minor < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"


def checked(amount: int) -> int:
    """`amount`, or the refusal `amount_out_of_range` when it is beyond ±10^12."""
    if -MAX_AMOUNT <= amount <= MAX_AMOUNT:
        return amount
    raise AmountOutOfRange(amount_digits=len(str(abs(amount))) if abs(amount) < 10**100 else 100)
