"""Answers: a write's answer is a function of the receipt that was stored, so that a replay gives the same bytes."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from pydantic_core import from_json, to_json

from zegel.api.explained import explanation
from zegel.core.ids import ReceiptId
from zegel.core.periods import NEVER, Instant, instant_text
from zegel.flows.facts import Shelf
from zegel.ledger.accounts import AVAILABLE, DEBT, PENDING, RESERVED

Json = dict[str, Any]
_PURSE: Final = b',"purchase":'
_INSTANTS: Final = ("available_at", "expires_at", "review_at", "hold_expires_at")


@lru_cache(maxsize=4096)
def moment_text(at: int) -> str | None:
    """RFC 3339 in UTC; None for never."""
    return None if at >= NEVER else instant_text(Instant(at))


def body_of(document: bytes) -> Json:
    """The body of a receipt document without its purchase: quotes inside texts are escaped, so the first such key is the one."""
    head = document.partition(_PURSE)[0]
    found: Json = from_json(head[8:])
    return found


def receipt_answer(shelf: Shelf, receipt: ReceiptId | None, document: bytes) -> bytes:
    """What a write answers: what happened, what that makes, and why. A quote has no receipt."""
    return to_json(receipt_json(shelf, receipt, document))


def receipt_json(shelf: Shelf, receipt: ReceiptId | None, document: bytes) -> Json:
    """The same before it is bytes."""
    body = body_of(document)
    explained = explanation(shelf, body)  # before the instants become texts
    return {
        "receipt": None if receipt is None else str(receipt), "kind": body["kind"], "member": body["purse"], "of": body["of"] or None,
        "at": moment_text(body["at"]), "happened_at": moment_text(body["happened_at"]), "business_date": body["business_date"],
        "branch": body["branch"], "till": body["till"], "review": body["review"] == 1,
        "balances": balances_after(body["balances"]),
        "effects": [with_moments(effect) for effect in body["effects"]],
        "totals": with_moments(body["totals"]), "explanation": explained,
    }  # fmt: skip


def with_moments(found: Json) -> Json:
    """`found` with its instants as RFC 3339 instead of milliseconds."""
    for name in _INSTANTS:
        if name in found:
            found[name] = moment_text(found[name])
    return found


def balances_after(counts: Iterable[Sequence[Any]]) -> list[Json]:
    """The balances that the receipt names: of every unit that moved, afterwards."""
    found: dict[str, dict[str, int]] = {}
    for unit, account, count in counts:
        found.setdefault(unit, {})[account] = count
    return balance_list(found)


def balance_list(found: dict[str, dict[str, int]]) -> list[Json]:
    """Balances per unit, each account named."""
    return [
        {
            "unit": unit, "available": accounts.get(AVAILABLE, 0), "pending": accounts.get(PENDING, 0),
            "reserved": accounts.get(RESERVED, 0), "debt": accounts.get(DEBT, 0),
        }
        for unit, accounts in sorted(found.items())
    ]  # fmt: skip
