"""A purchase as canonical JSON, and back. The receipt keeps this form; field names are those of core.purchase."""

from typing import Any

from zegel.core.canonical import Json, document_bytes
from zegel.core.periods import Day, Instant
from zegel.core.purchase import Identifier, Line, Purchase, Tender


def purchase_bytes(p: Purchase) -> bytes:
    """`p` as canonical JSON; its own `document` field is not looked at."""
    lines: list[Json] = [
        {
            "brand": line.brand, "category": line.category, "cost_minor": line.cost_minor, "discount_minor": line.discount_minor,
            "legal_class": line.legal_class, "list_minor": line.list_minor, "measure": line.measure, "net_minor": line.net_minor,
            "number": line.number, "quantity": line.quantity, "sku": line.sku, "tags": line.tags, "vat_bp": line.vat_bp,
        } | _rare(line)
        for line in p.lines
    ]  # fmt: skip
    return document_bytes({
        "actor": p.actor, "branch": p.branch, "business_date": p.business_date, "channel": p.channel, "currency": p.currency,
        "happened_at": p.happened_at,
        "identifier": None if p.identifier is None else {"kind": p.identifier.kind, "text": p.identifier.text},
        "lines": lines, "minute": p.minute, "receipt_number": p.receipt_number, "source": p.source,
        "tenders": [{"amount_minor": t.amount_minor, "kind": t.kind} for t in p.tenders], "till": p.till, "weekday": p.weekday,
    })  # fmt: skip


def _rare(line: Line) -> dict[str, Json]:
    """What few lines have: left out where it says nothing, so that other lines keep their bytes."""
    found: dict[str, Json] = {"condition": line.condition} if line.condition else {}
    found |= {} if line.floor_minor is None else {"floor_minor": line.floor_minor}
    return found if line.marked_days < 0 else found | {"marked_days": line.marked_days}


def with_document(p: Purchase) -> Purchase:
    """`p` with its `document` filled in."""
    return Purchase(
        p.branch, p.till, p.actor, p.source, p.receipt_number, p.channel, p.currency, p.happened_at, p.business_date, p.weekday, p.minute,
        p.identifier, p.lines, p.tenders, purchase_bytes(p),
    )  # fmt: skip


def purchase_from(found: dict[str, Any]) -> Purchase:
    """The purchase that `purchase_bytes` wrote, read back (with its document)."""
    who = found["identifier"]
    return with_document(
        Purchase(
            found["branch"], found["till"], found["actor"], found["source"], found["receipt_number"], found["channel"],
            found["currency"], Instant(found["happened_at"]), Day(found["business_date"]), found["weekday"], found["minute"],
            None if who is None else Identifier(who["kind"], who["text"]),
            tuple(_line(line) for line in found["lines"]),
            tuple(Tender(t["kind"], t["amount_minor"]) for t in found["tenders"]),
            b"",
        )
    )  # fmt: skip


def _line(f: dict[str, Any]) -> Line:
    return Line(
        f["number"], f["sku"], f["category"], f["brand"], tuple(f["tags"]), f["legal_class"], f["quantity"], f["measure"],
        f["list_minor"], f["discount_minor"], f["net_minor"], f["vat_bp"], f["cost_minor"], f.get("condition", ""),
        f.get("floor_minor"), f.get("marked_days", -1),
    )  # fmt: skip
