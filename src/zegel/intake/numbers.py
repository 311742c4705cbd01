"""Numbers as files write them, exactly: `1.234,50` becomes 123450 cents, never by way of a float.

Files made from floats hold `2.9899999999999998` for 2.99: a number is taken for the nearest whole cent (or thousandth, or basis
point) when it is at most a millionth away from it, and refused otherwise.
"""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from zegel.core.money import MAX_AMOUNT
from zegel.core.refusals import AmountOutOfRange, Malformed
from zegel.core.value import value

LONGEST: Final = 40
"""Characters of the longest number that is read at all; exact amounts of 10^12 need far fewer."""
REMEMBERED: Final = 65_536
FUZZ: Final = Decimal("0.000001")
"""How far from a whole a float in disguise may be, before it is multiplied."""

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")


@value
class Style:
    """How a file writes numbers: the decimal sign, and the sign between thousands ("" where it uses none)."""

    decimal: str
    thousands: str


PLAIN: Final = Style(".", "")


def reader(style: Style, times: int) -> Callable[[str], int]:
    """A function from a cell's text to the number it says, times `times`, as a whole number. It remembers what it has read.

    >>> reader(Style(",", "."), 100)("1.234,50"), reader(PLAIN, 1000)("-2")
    (123450, -2000)
    """

    @lru_cache(maxsize=REMEMBERED)
    def read(text: str) -> int:
        return whole(plain(text, style), times, text)

    return read


def plain(text: str, style: Style) -> str:
    """`text` with the usual signs: a decimal point and nothing between thousands. Refuses what is no number in this style."""
    found = text.strip()
    if not found:
        raise Malformed("A number is missing.")
    if len(found) > LONGEST:
        raise AmountOutOfRange(f"A number of {len(found)} characters is larger than Zegel keeps.")
    if not found.isascii():
        raise Malformed(f"{text!r} is not a number.")
    if style.thousands and style.thousands in found:
        found = _without_thousands(found, style)
    if style.decimal != ".":
        if "." in found:
            raise Malformed(f"{text!r} is not a number with `{style.decimal}` as its decimal sign.")
        found = found.replace(style.decimal, ".")
    if not _PLAIN.fullmatch(found):
        raise Malformed(f"{text!r} is not a number with `{style.decimal}` as its decimal sign.")
    return found


def _without_thousands(text: str, style: Style) -> str:
    """`text` without its thousands signs, which must stand before every three digits: `1.23` is not 123."""
    head, sign, tail = text.partition(style.decimal)
    first, *groups = head.lstrip("+-").split(style.thousands)
    if not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups) or style.thousands in tail:
        raise Malformed(f"{text!r} has its thousands sign `{style.thousands}` in the wrong place.")
    return head.replace(style.thousands, "") + sign + tail


def whole(number: str, times: int, text: str) -> int:
    """The plain `number` times `times`, which must be whole but for a float's last digits."""
    try:
        exact = Decimal(number)
    except InvalidOperation:  # the pattern lets nothing through that Decimal refuses; kept for exotic digits
        raise Malformed(f"{text!r} is not a number.") from None
    if exact and exact.adjusted() > 15:
        raise AmountOutOfRange(f"{text!r} is larger than Zegel keeps.")
    scaled = exact * times
    nearest = int(scaled.to_integral_value())
    if abs(scaled - nearest) > FUZZ * times:
        raise Malformed(f"{text!r} has more decimals than are kept ({_decimals(times)}).")
    if abs(nearest) > MAX_AMOUNT:
        raise AmountOutOfRange(f"{text!r} is larger than Zegel keeps.")
    return nearest


def _decimals(times: int) -> str:
    """`2` for 100: how many decimals a number may have."""
    digits = str(times)
    return str(len(digits) - 1) if digits.strip("0") == "1" else f"1/{times}"
