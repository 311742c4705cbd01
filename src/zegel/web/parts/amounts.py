"""Money as people type it into a form."""

import re
from typing import Final

from zegel.core.money import MAX_AMOUNT
from zegel.core.refusals import Malformed
from zegel.web.parts.figures import Figures

_TYPED: Final = re.compile(r"(\d{1,9})(?:[.,](\d{1,3}))?")


def minor_of(name: str, text: str, figures: Figures, otherwise: int | None = None) -> int:
    """`12,50` or `12.5` in minor units, `otherwise` for nothing at all; refuses what is no amount, and thousands that look like one."""
    if not text and otherwise is not None:
        return otherwise
    found = _TYPED.fullmatch(text)
    if found is None or len(found.group(2) or "") > figures.digits:
        raise Malformed(f"{name}: an amount, such as 12,50", field=name)
    minor: int = int(found.group(1)) * 10**figures.digits + int((found.group(2) or "").ljust(figures.digits, "0") or 0)
    if minor > MAX_AMOUNT:
        raise Malformed(f"{name}: an amount, such as 12,50", field=name)
    return minor


def amount_of(text: str, digits: int = 2) -> int:
    """What somebody typed as money, in minor units: `12`, `12,4`, `1.234,50` and `12.40` are all meant; refuses anything else.

    >>> amount_of("12,4"), amount_of("1.234,50"), amount_of("12.40"), amount_of("€ 7")
    (1240, 123450, 1240, 700)
    """
    bare = "".join(char for char in text if char not in "€ \u00a0'")
    last = max(bare.rfind(","), bare.rfind("."))
    whole, part = (bare, "") if last < 0 or len(bare) - last - 1 > digits else (bare[:last], bare[last + 1 :])
    whole = whole.replace(".", "").replace(",", "") or "0"
    if not ((whole + part).isascii() and (whole + part).isdigit() and len(whole) < 11):
        raise Malformed("An amount is digits, with a comma before the cents.", field="amount")
    units: int = 10**digits
    return int(whole) * units + int((part + "0" * digits)[:digits] or "0")
