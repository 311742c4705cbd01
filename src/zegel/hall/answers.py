"""Answers: a write's answer is a function of the receipt that was stored, so that a replay gives the same bytes."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

import msgspec

from zegel.core.ids import ReceiptId
from zegel.core.periods import IDLE, Instant, instant_text
from zegel.flows.facts import Shelf
from zegel.hall.explained import explanation
from zegel.ledger.accounts import AVAILABLE, DEBT, PENDING, RESERVED

Json = dict[str, Any]
_PURSE: Final = b',"purchase":'
# Half of what pydantic-core's take, on the dearest part of a purchase that is not deciding, booking or writing (docs/why/speed.md).
_decoded: Final = msgspec.json.Decoder().decode
_encoded: Final = msgspec.json.Encoder().encode


@lru_cache(maxsize=4096)
def moment_text(at: int) -> str | None:
    """RFC 3339 in UTC; None for never."""
    return None if at >= IDLE else instant_text(Instant(at))


def body_of(document: bytes) -> Json:
    """The body of a receipt document without its purchase: quotes inside texts are escaped, so the first such key is the one."""
    head = document.partition(_PURSE)[0]
    found: Json = _decoded(head[8:])
    return found


def receipt_answer(shelf: Shelf, receipt: ReceiptId | None, document: bytes) -> bytes:
    """What a write answers: what happened, what that makes, and why. A quote has no receipt."""
    return _encoded(receipt_json(shelf, receipt, document))


def receipt_json(shelf: Shelf, receipt: ReceiptId | None, document: bytes) -> Json:
    """The same before it is bytes."""
    body = body_of(document)
    explained = explanation(shelf, body)  # before the instants become texts
    effects = body["effects"]
    for effect in effects:
        with_moments(effect)
    totals = body["totals"]
    if "hold_expires_at" in totals:
        totals["hold_expires_at"] = moment_text(totals["hold_expires_at"])
    return {
        "receipt": None if receipt is None else str(receipt), "kind": body["kind"], "member": body["purse"], "of": body["of"] or None,
        "at": moment_text(body["at"]), "happened_at": moment_text(body["happened_at"]), "business_date": body["business_date"],
        "branch": body["branch"], "till": body["till"], "review": body["review"] == 1, "balances": balances_after(body["balances"]),
        "effects": effects, "totals": totals, "explanation": explained,
    }  # fmt: skip


def with_moments(effect: Json) -> None:
    """The effect's instants as RFC 3339 instead of milliseconds."""
    kind = effect["effect"]
    if kind == "given":
        effect["expires_at"] = moment_text(effect["expires_at"])
    elif kind == "earn":
        effect["available_at"] = moment_text(effect["available_at"])
        effect["expires_at"] = moment_text(effect["expires_at"])
    elif kind == "issue":
        effect["expires_at"] = moment_text(effect["expires_at"])
    elif kind == "tier":
        effect["review_at"] = moment_text(effect["review_at"])
    elif kind == "card full":
        effect["token_expires_at"] = moment_text(effect["token_expires_at"])


def balances_after(counts: Iterable[Sequence[Any]]) -> list[Json]:
    """The balances that the receipt names: of every unit that moved, afterwards."""
    found: dict[str, Json] = {}
    for unit, account, count in counts:
        row = found.get(unit)
        if row is None:
            row = found[unit] = {"unit": unit, AVAILABLE: 0, PENDING: 0, RESERVED: 0, DEBT: 0}
        row[account] = count
    return [found[unit] for unit in sorted(found)]
