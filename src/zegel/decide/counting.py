"""Which purchases count for an agreement, which do not, and why: line by line, out of the receipts (domain.md 6, B2B sales rep 5).

What counts here comes to the turnover that the agreement is settled by: the same sets, the same prices, the same rounding.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from zegel.core.ids import ReceiptId, receipt_of
from zegel.core.periods import Day
from zegel.core.purchase import Line, Purchase
from zegel.core.purchase_document import purchase_from
from zegel.core.rounding import largest_remainder
from zegel.core.value import value
from zegel.decide.agreement import Year
from zegel.decide.document import Document
from zegel.decide.invoice_counts import part_delivered, part_paid
from zegel.decide.invoices import UNREPORTED, Invoice, invoice_from
from zegel.decide.kept import kept_of
from zegel.decide.plan import Plan
from zegel.decide.turnover import without_vat
from zegel.ledger.entries import SALES
from zegel.program.ladders import Ladder
from zegel.program.model import ALL_ARTICLES, Words

Why = Literal["counts", "left out", "other articles", "came back", "before", "after", "refused", "not paid", "not delivered", "disputed"]

SAID: Final[Mapping[str, Words]] = {
    "counts": Words("telt mee", "counts"),
    "left out": Words("dit laat de afspraak buiten de omzet", "the agreement leaves this out"),
    "other articles": Words("de afspraak geldt niet voor dit artikel", "the agreement is not for this article"),
    "came back": Words("dit is teruggekomen", "this came back"),
    "before": Words("de afspraak liep nog niet", "the agreement had not begun"),
    "after": Words("de afspraak was voorbij", "the agreement was over"),
    "not paid": Words("dit is nog niet helemaal betaald", "this is not paid in full yet"),
    "not delivered": Words("dit is nog niet helemaal geleverd", "this is not delivered in full yet"),
    "disputed": Words("deze factuur wordt betwist", "the invoice is disputed"),
    "refused": Words("deze bon is bij de controle afgekeurd", "the purchase was refused when it was looked at"),
}
"""Why, as a person says it."""


@value
class CountedLine:
    """A line: `net_minor` without VAT, less what came back of it, and how much of it counts; if not all of it, why."""

    number: int
    sku: str
    category: str
    net_minor: int
    why: Why
    counts_minor: int = 0


@value
class CountedSale:
    """A purchase. `counts_minor` is what it adds to the turnover, `left_out_minor` what of it does not count."""

    receipt: ReceiptId
    number: str
    day: Day
    lines: tuple[CountedLine, ...]

    @property
    def counts_minor(self) -> int:
        """What it adds to the turnover."""
        return sum([line.counts_minor for line in self.lines])

    @property
    def left_out_minor(self) -> int:
        """What of it does not count."""
        return sum([line.net_minor - line.counts_minor for line in self.lines])


def counted_sales(plan: Plan, ladder: Ladder, year: Year, receipts: Iterable[tuple[ReceiptId, Document]]) -> list[CountedSale]:
    """Every sale among `receipts` (all of a purse's, the oldest first) of the days of the year, the oldest first."""
    sales: dict[ReceiptId, Document] = {}
    back: dict[ReceiptId, dict[int, int]] = {}
    refused: set[ReceiptId] = set()
    invoices: dict[ReceiptId, Invoice] = {}
    for receipt, document in receipts:
        body = document.body
        kind = body["kind"]
        if kind in SALES:
            if year.begins <= body["business_date"] <= year.ends:
                sales[receipt] = document
        elif kind == "review" and any(effect["effect"] == "take back" for effect in body["effects"]):
            refused.add(receipt_of(body["of"]))
        elif kind == "invoice":
            invoices[receipt_of(body["of"])] = invoice_from(body["effects"][0])
        elif kind == "return":
            lines = back.setdefault(receipt_of(body["of"]), {})
            for effect in body["effects"]:
                if effect["effect"] == "refund":
                    lines[effect["line"]] = lines.get(effect["line"], 0) + effect["quantity"]
    return [
        _counted(plan, ladder, year, receipt, sales[receipt], back.get(receipt, {}), receipt in refused, invoices.get(receipt, UNREPORTED))
        for receipt in sales
    ]


def _counted(
    plan: Plan, ladder: Ladder, year: Year, receipt: ReceiptId, document: Document, back: Mapping[int, int], refused: bool, invoice: Invoice
) -> CountedSale:  # fmt: skip
    assert document.purchase is not None, "a sale has its purchase"
    purchase = purchase_from(document.purchase)
    day = Day(document.body["business_date"])
    whole: Why = "refused" if refused else "before" if day < year.first else "after" if day > year.last else "counts"
    left, paid, _ = kept_of(document, purchase, back)
    masks = plan.compiled.masks(purchase.lines)
    whys = [whole if whole != "counts" else _line(plan, ladder, *row) for row in zip(purchase.lines, masks, left, strict=True)]
    program = plan.compiled.program
    net = [without_vat(program, minor, line.vat_bp) for line, minor in zip(purchase.lines, paid, strict=True)]
    there = [n if why == "counts" else 0 for n, why in zip(net, whys, strict=True)]
    if ladder.basis == "paid":
        there = _paid(purchase, there, *part_paid(program, purchase, paid, invoice))
    elif ladder.basis == "delivered":
        there = _delivered(plan, purchase, there, paid, left, part_delivered(left, purchase, invoice))
    if ladder.basis != "invoiced" and invoice.disputed:
        there = [0] * len(there)
    lines = []
    for line, minor, counts, why in zip(purchase.lines, net, there, whys, strict=True):
        because = _not_yet(ladder, invoice) if why == "counts" and counts != minor else why
        lines.append(CountedLine(line.number, line.sku, line.category, minor, because, counts))
    return CountedSale(receipt, _number(purchase), day, tuple(lines))


def _paid(purchase: Purchase, there: list[int], n: int, of_all: int) -> list[int]:
    """Of each VAT rate the part that was paid, rounded down as the measures are, shared over its lines."""
    found = [0] * len(there)
    for bp in {line.vat_bp for line in purchase.lines}:
        mine = [minor if line.vat_bp == bp else 0 for line, minor in zip(purchase.lines, there, strict=True)]
        if any(mine):
            shares = largest_remainder(sum(mine) * n // of_all, [max(minor, 0) for minor in mine]) if n < of_all else mine
            found = [a + b for a, b in zip(found, shares, strict=True)]
    return found


def _delivered(
    plan: Plan, purchase: Purchase, there: list[int], paid: Sequence[int], left: Sequence[int], came: Sequence[int]
) -> list[int]:  # fmt: skip
    """Of each line what was delivered of it."""
    found = []
    for line, counts, minor, quantity, part in zip(purchase.lines, there, paid, left, came, strict=True):
        of_it = minor * part // quantity if quantity else minor
        found.append(without_vat(plan.compiled.program, of_it, line.vat_bp) if counts else 0)
    return found


def _not_yet(ladder: Ladder, invoice: Invoice) -> Why:
    if invoice.disputed:
        return "disputed"
    return "not paid" if ladder.basis == "paid" else "not delivered"


def _number(purchase: Purchase) -> str:
    return purchase.receipt_number


def _line(plan: Plan, ladder: Ladder, line: Line, mask: int, left: int) -> Why:
    """Whether a line counts, and if not for which reason first."""
    if line.quantity and not left:
        return "came back"
    if _is_in(plan, ladder.articles, mask):
        return "counts"
    if ladder.without >= 0 and _is_in(plan, ladder.without, mask):
        return "left out"
    return "other articles"


def _is_in(plan: Plan, articles: int, mask: int) -> bool:
    return articles == ALL_ARTICLES or bool(mask & 1 << plan.sets[plan.compiled.program.sets[articles].id])
