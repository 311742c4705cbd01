"""The turnover that agreements look at: counted with every sale, per article set and VAT rate, so that a year's figure costs nothing.

Measures: `net:<set>:<VAT rate in basis points>` in minor units without VAT, and `quantity:<set>` in thousandths for ladders that count
pieces. A version declares `net:<set>`; which rates there are shows only when something is bought. What was paid, delivered or is disputed
of it is counted likewise, when it is reported (decide.invoices).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from zegel.core.purchase import Line
from zegel.core.rounding import half_up
from zegel.program.model import Program

NET, QUANTITY = "net:", "quantity:"
DISPUTED: Final = "disputed:"
COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "invoiced": (NET, QUANTITY), "paid": ("paid:", "paid quantity:"), "delivered": ("delivered:", "delivered quantity:"),
}  # fmt: skip
"""What of an invoice counts → how the measures of its amounts and quantities begin."""
REPORTED: Final = (*COUNTED["paid"], *COUNTED["delivered"], DISPUTED)
"""Beginnings of measures that a sale does not move, only what is reported of it later."""
PER_RATE: Final = (NET, DISPUTED, COUNTED["paid"][0], COUNTED["delivered"][0])
"""Beginnings of measures in minor units, which are counted for each VAT rate apart."""


def turnover_measures(program: Program) -> tuple[str, ...]:
    """The measures that the version's ladders look at, without VAT rates."""
    found: set[str] = set()
    for ladder in program.ladders:
        name = program.sets[ladder.articles].id
        found |= {NET + name, COUNTED[ladder.basis][0] + name}
        if ladder.by == "quantity":
            found |= {QUANTITY + name, COUNTED[ladder.basis][1] + name}
        if ladder.basis != "invoiced":
            found.add(DISPUTED + name)
    return tuple(sorted(found))


def declared(measure: str) -> str:
    """The measure that a version declares for a counted one: its VAT rate is taken off."""
    return measure.rpartition(":")[0] if measure.startswith(PER_RATE) else measure


def without_vat(program: Program, paid: int, vat_bp: int) -> int:
    """What a line came to without VAT, rounded once, half up."""
    return half_up(paid * 10_000, 10_000 + vat_bp) if program.prices_include_vat else paid


def turnover(
    program: Program, sets: Mapping[str, int], wanted: Iterable[str], lines: Sequence[Line], masks: Sequence[int], paid: Sequence[int],
    left: Sequence[int],
) -> dict[str, int]:  # fmt: skip
    """What lines in the article sets `masks`, paid as `paid` and of which `left` thousandths are left, add to the `wanted` measures."""
    found: dict[str, int] = {}
    for measure in wanted:
        if measure.startswith(REPORTED):
            continue
        kind, _, name = measure.partition(":")
        bit = 1 << sets[name]
        for line, mask, price, quantity in zip(lines, masks, paid, left, strict=True):
            if not mask & bit or not (price or quantity):
                continue
            if kind == "quantity":
                found[measure] = found.get(measure, 0) + (quantity if price > 0 else 0)
            else:
                rate = f"{measure}:{line.vat_bp}"
                found[rate] = found.get(rate, 0) + without_vat(program, price, line.vat_bp)
    return {measure: n for measure, n in found.items() if n}
