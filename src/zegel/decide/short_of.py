"""How much there is and how much was asked for, in the unit's own name, beside a refusal that says there is not enough."""

from typing import Final

from zegel.core.refusals import ZegelError
from zegel.program.model import Program
from zegel.program.words import both, counted

_COUNTED: Final = ("points", "status", "stamps", "money", "paid stamps")
"""Kinds of units that people count. A token for one reward or one coupon is there or it is not."""


def with_amounts(program: Program, refusal: ZegelError) -> ZegelError:
    """`refusal` with `available_nl`, `available_en`, `needed_nl` and `needed_en` in its data: `120 punten`, `150 points`.

    As it is where it is of a unit that nobody counts, or that the program does not have.
    """
    unit = next((one for one in program.units if one.id == refusal.data.get("unit") and one.kind in _COUNTED), None)
    if unit is not None:
        for field in ("available", "needed"):
            count = int(refusal.data[field] or 0)
            said = both(lambda language, count=count: counted(max(count, 0), unit.names, language))  # type: ignore[misc]  # bound at once
            refusal.data |= {f"{field}_nl": said.nl, f"{field}_en": said.en}
    return refusal
