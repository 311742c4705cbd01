"""Which purchases count for an agreement, which do not, and why: line by line, out of the receipts (domain.md 6, B2B sales rep 5).

What counts here comes to the turnover that the agreement is settled by: the same sets, the same prices, the same rounding.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from zegel.core.ids import ReceiptId, receipt_of
from zegel.core.periods import Day
from zegel.core.purchase import Line, Purchase
from zegel.core.purchase_document import purchase_from
from zegel.core.value import value
from zegel.decide.agreement import Year
from zegel.decide.document import Document
from zegel.decide.kept import kept_of
from zegel.decide.plan import Plan
from zegel.decide.turnover import without_vat
from zegel.program.ladders import Ladder
from zegel.program.model import ALL_ARTICLES, Words

Why = Literal["counts", "left out", "other articles", "came back", "before", "after", "refused"]

SAID: Final[Mapping[str, Words]] = {
    "counts": Words("telt mee", "counts"),
    "left out": Words("dit laat de afspraak buiten de omzet", "the agreement leaves this out"),
    "other articles": Words("de afspraak geldt niet voor dit artikel", "the agreement is not for this article"),
    "came back": Words("dit is teruggekomen", "this came back"),
    "before": Words("de afspraak liep nog niet", "the agreement had not begun"),
    "after": Words("de afspraak was voorbij", "the agreement was over"),
    "refused": Words("deze bon is bij de controle afgekeurd", "the purchase was refused when it was looked at"),
}
"""Why, as a person says it."""


@value
class CountedLine:
    """A line: `net_minor` without VAT, less what came back of it, and whether it counts."""

    number: int
    sku: str
    category: str
    net_minor: int
    why: Why


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
        return sum([line.net_minor for line in self.lines if line.why == "counts"])

    @property
    def left_out_minor(self) -> int:
        """What of it does not count."""
        return sum([line.net_minor for line in self.lines if line.why != "counts"])


def counted_sales(plan: Plan, ladder: Ladder, year: Year, receipts: Iterable[tuple[ReceiptId, Document]]) -> list[CountedSale]:
    """Every sale among `receipts` (all of a purse's, the oldest first) of the days of the year, the oldest first."""
    sales: dict[ReceiptId, Document] = {}
    back: dict[ReceiptId, dict[int, int]] = {}
    refused: set[ReceiptId] = set()
    for receipt, document in receipts:
        body = document.body
        kind = body["kind"]
        if kind in ("purchase", "commit"):
            if year.begins <= body["business_date"] <= year.ends:
                sales[receipt] = document
        elif kind == "review" and any(effect["effect"] == "take back" for effect in body["effects"]):
            refused.add(receipt_of(body["of"]))
        elif kind == "return":
            lines = back.setdefault(receipt_of(body["of"]), {})
            for effect in body["effects"]:
                if effect["effect"] == "refund":
                    lines[effect["line"]] = lines.get(effect["line"], 0) + effect["quantity"]
    return [_counted(plan, ladder, year, receipt, sales[receipt], back.get(receipt, {}), receipt in refused) for receipt in sales]


def _counted(
    plan: Plan, ladder: Ladder, year: Year, receipt: ReceiptId, document: Document, back: Mapping[int, int], refused: bool
) -> CountedSale:  # fmt: skip
    assert document.purchase is not None, "a sale has its purchase"
    purchase = purchase_from(document.purchase)
    day = Day(document.body["business_date"])
    whole: Why = "refused" if refused else "before" if day < year.first else "after" if day > year.last else "counts"
    left, paid, _ = kept_of(document, purchase, back)
    masks = plan.compiled.masks(purchase.lines)
    lines = []
    for line, mask, quantity, minor in zip(purchase.lines, masks, left, paid, strict=True):
        why = whole if whole != "counts" else _line(plan, ladder, line, mask, quantity)
        lines.append(CountedLine(line.number, line.sku, line.category, without_vat(plan.compiled.program, minor, line.vat_bp), why))
    return CountedSale(receipt, _number(purchase), day, tuple(lines))


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
