"""What measures come to over a purse's receipts: for a version that asks for what earlier ones did not count (architecture.md rule 10)."""

from collections.abc import Iterable, Mapping, Sequence

from zegel.core.ids import ReceiptId, receipt_of
from zegel.core.periods import Day
from zegel.core.purchase_document import purchase_from
from zegel.decide.document import Document
from zegel.decide.errands import done_in
from zegel.decide.invoice_counts import invoice_counts
from zegel.decide.invoices import Invoice, invoice_from
from zegel.decide.kept import kept_of
from zegel.decide.measures import bought, taken_by
from zegel.decide.plan import Plan
from zegel.decide.returning import earned_by
from zegel.decide.turnover import turnover
from zegel.ledger.entries import SALES
from zegel.program.big_purchases import least_of


def measured_over(plan: Plan, wanted: Sequence[str], receipts: Iterable[tuple[ReceiptId, Document]]) -> dict[tuple[str, Day], int]:
    """Per measure of `wanted` and day, what the sales among `receipts` (all of a purse's) come to, less what came back of them."""
    sales: dict[ReceiptId, Document] = {}
    redeemed: dict[ReceiptId, Document] = {}
    returned: dict[ReceiptId, dict[int, int]] = {}
    refused: set[ReceiptId] = set()
    invoices: dict[ReceiptId, Invoice] = {}
    for receipt, document in receipts:
        kind = document.body["kind"]
        if kind in SALES:
            sales[receipt] = document
        elif kind in ("redeem", "hand over"):
            redeemed[receipt] = document
        elif kind == "cancel redemption":
            redeemed.pop(receipt_of(document.body["of"]), None)
        elif kind == "review" and any(effect["effect"] == "take back" for effect in document.body["effects"]):
            refused.add(receipt_of(document.body["of"]))
        elif kind == "invoice":
            invoices[receipt_of(document.body["of"])] = invoice_from(document.body["effects"][0])
        elif kind == "return":
            back = returned.setdefault(receipt_of(document.body["of"]), {})
            for effect in document.body["effects"]:
                if effect["effect"] == "refund":
                    back[effect["line"]] = back.get(effect["line"], 0) + effect["quantity"]
    found: dict[tuple[str, Day], int] = {}
    for receipt, document in sales.items():
        if receipt in refused:
            continue
        day = Day(document.body["business_date"])
        back = returned.get(receipt, {})
        counts = measured(plan, document, back, wanted)
        if receipt in invoices:
            counts |= invoice_counts(plan, document, back, invoices[receipt], wanted)
        for measure, n in counts.items():
            found[measure, day] = found.get((measure, day), 0) + n
    for document in redeemed.values():
        for what, n in taken_by(document).items():
            key = (f"taken:{what}", Day(document.body["business_date"]))
            if key[0] in wanted:
                found[key] = found.get(key, 0) + n
    return found


def measured(plan: Plan, document: Document, returned: Mapping[int, int], wanted: Sequence[str]) -> dict[str, int]:
    """What one sale, less `returned` (line → thousandths), adds to the measures `wanted`, zero left out.

    A unit's measure is what the sale's own version earned; only a sale that came back whole is taken out of it.
    """
    assert document.purchase is not None
    purchase = purchase_from(document.purchase)
    left, paid, items = kept_of(document, purchase, returned)
    if not any(left):
        return {}
    masks = plan.compiled.masks(purchase.lines)
    spend, pieces = plan.compiled.survey(masks, paid, items)
    earned = earned_by(document)
    turnovers = [measure for measure in wanted if measure in plan.turnovers]
    found = turnover(plan.compiled.program, plan.sets, turnovers, purchase.lines, masks, paid, left)
    for measure in wanted:
        kind, _, name = measure.partition(":")
        if kind == "visits":
            amount = int(not name or bought(plan, spend) >= least_of(measure))
        elif kind == "items":
            amount = pieces[plan.sets[name]]
        elif kind == "spend":
            amount = spend[plan.sets[name] if name else 0]
        elif kind == "gave":
            effects = document.body["effects"]
            amount = sum(n for e in effects if e["effect"] == "earn" for rule, n in e["parts"] if rule == name)
            amount += done_in(effects).get(name, 0)
        elif kind == "taken":
            amount = taken_by(document).get(name, 0)
        else:
            amount = earned.get(name, 0) if kind == "unit" else 0
        if amount:
            found[measure] = amount
    return found
