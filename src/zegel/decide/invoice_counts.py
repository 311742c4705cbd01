"""What of an invoice counts for a year's turnover, by what was reported of it.

Exact: of an invoice that is paid in part the same part of each VAT rate counts, rounded down, so that it is never more than was paid and
all of it once everything was.
"""

from collections.abc import Mapping, Sequence

from zegel.core.purchase import Purchase
from zegel.core.purchase_document import purchase_from
from zegel.core.rounding import half_up
from zegel.decide.document import Document
from zegel.decide.invoices import Invoice
from zegel.decide.kept import kept_of
from zegel.decide.plan import Plan
from zegel.decide.turnover import COUNTED, DISPUTED, NET, QUANTITY, turnover
from zegel.program.model import Program


def owed(program: Program, purchase: Purchase, paid: Sequence[int]) -> int:
    """What an invoice comes to, VAT included, worked out per rate as on the document; `paid` is what is left of each line."""
    if program.prices_include_vat:
        return sum(paid)
    rates: dict[int, int] = {}
    for line, minor in zip(purchase.lines, paid, strict=True):
        rates[line.vat_bp] = rates.get(line.vat_bp, 0) + minor
    return sum([minor + half_up(minor * bp, 10_000) for bp, minor in rates.items()])


def part_paid(program: Program, purchase: Purchase, paid: Sequence[int], invoice: Invoice) -> tuple[int, int]:
    """The part of an invoice that was paid, as a fraction."""
    whole = owed(program, purchase, paid)
    if invoice.in_full or whole <= 0:
        return (1, 1) if invoice.in_full else (0, 1)
    return min(invoice.paid_minor, whole), whole


def part_delivered(left: Sequence[int], purchase: Purchase, invoice: Invoice) -> list[int]:
    """Thousandths per line that were delivered, no more than are left."""
    there = dict(invoice.delivered)
    return [min(there.get(line.number, 0), n) for line, n in zip(purchase.lines, left, strict=True)]


def invoice_counts(
    plan: Plan, document: Document, returned: Mapping[int, int], invoice: Invoice, wanted: Sequence[str]
) -> dict[str, int]:  # fmt: skip
    """What an invoice as it stands, less `returned` (line → thousandths), adds to those measures of `wanted` that reports move."""
    wanted = [measure for measure in wanted if measure in plan.reported]
    if not wanted or document.purchase is None:
        return {}
    purchase = purchase_from(document.purchase)
    left, paid, _ = kept_of(document, purchase, returned)
    program = plan.compiled.program
    masks = plan.compiled.masks(purchase.lines)

    def of(measures: list[str], amounts: Sequence[int], quantities: Sequence[int]) -> dict[str, int]:
        return turnover(program, plan.sets, measures, purchase.lines, masks, amounts, quantities)

    n, of_all = part_paid(program, purchase, paid, invoice)
    there = part_delivered(left, purchase, invoice)
    delivered = [minor * d // q if q else minor for minor, d, q in zip(paid, there, left, strict=True)]
    found: dict[str, int] = {}
    for measure in wanted:
        kind, _, name = measure.partition(":")
        if kind + ":" == DISPUTED:
            found |= _named(DISPUTED, of([NET + name], paid, left) if invoice.disputed else {})
        elif invoice.disputed:
            continue
        elif kind + ":" in COUNTED["paid"]:
            base = NET if kind + ":" == COUNTED["paid"][0] else QUANTITY
            found |= _named(kind + ":", {m: minor * n // of_all for m, minor in of([base + name], paid, left).items()})
        else:
            base = NET if kind + ":" == COUNTED["delivered"][0] else QUANTITY
            found |= _named(kind + ":", of([base + name], delivered, there))
    return {measure: amount for measure, amount in found.items() if amount}


def _named(kind: str, counts: Mapping[str, int]) -> dict[str, int]:
    """Counts of what was invoiced, under the name of another kind."""
    return {kind + measure.partition(":")[2]: n for measure, n in counts.items()}
