"""Money as people type it into a form."""

import re
from typing import Final
from unicodedata import category

from zegel.core.money import MAX_AMOUNT
from zegel.core.refusals import Malformed
from zegel.web.parts.figures import Figures

_WRITTEN: Final = re.compile(r"(?=.?[0-9])([0-9]{0,11}|[1-9][0-9]{0,2}(?:[.,][0-9]{3})+)(?:[.,]([0-9]{0,3}))?")
"""Digits, or digits with a mark between the thousands; then what stands behind the decimal mark."""
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_SIGN: Final = "Sc"
"""Unicode's category of the signs of currencies."""


def minor_of(name: str, text: str, figures: Figures, otherwise: int | None = None) -> int:
    """The amount of field `name` in minor units (`amount_of`), `otherwise` for nothing at all."""
    return otherwise if not text and otherwise is not None else amount_of(text, figures.digits, name)


def amount_of(text: str, digits: int, field: str = "amount") -> int:
    """What somebody typed as money, in minor units: `12`, `12,4`, `1.234,50` and `$12.40` are all meant; refuses anything else.

    `digits` is how many decimals the currency has; a mark with more of them behind it is one between thousands.

    >>> amount_of("12,4", 2), amount_of("1.234,50", 2), amount_of("$12.40", 2), amount_of("€ 7", 2), amount_of("1,200", 0)
    (1240, 123450, 1240, 700, 1200)
    """
    bare = "".join([char for char in text if char != "'" and not char.isspace() and category(char) != _SIGN])
    found = _WRITTEN.fullmatch(bare)
    minor = MAX_AMOUNT + 1
    if found is not None and len(found[2] or "") <= digits:
        minor = int("0" + _digits(found[1]) + (found[2] or "").ljust(digits, "0"))
    elif _THOUSANDS.fullmatch(bare):
        minor = int(_digits(bare)) * 10**digits
    if minor > MAX_AMOUNT:
        raise Malformed(f"{field}: an amount is digits, with a comma or a point before the cents", field=field)
    return minor


def _digits(text: str) -> str:
    return text.replace(".", "").replace(",", "")
