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
