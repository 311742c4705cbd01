"""What the returns of one sale came to so far, where that cannot be told from what came back: kept as marks under numbers below zero.

Lines are numbered from 1 and the whole sale is 0 (flows.redeem), so that these never meet.
"""

from typing import Final

from zegel.core.ids import ReceiptId
from zegel.ledger.draft import Draft
from zegel.ledger.entries import ReturnMark

REFUNDED: Final = -1
"""Minor units that were paid back, of a sale whose program may reprice what is left."""

REPRICED: Final = -2
"""1 where the last return repriced what was left, else 0."""

SPREAD: Final = -3
"""Minor units that were refunded, of a sale that stored value paid for (in part): it gets back what it paid before any money does."""

TRIED: Final = -4
"""How many returns brought back something that was on trial still: what the sale gave is judged as if that was never bought."""

PAID: Final = -5
"""Minor units that were paid of an invoice, VAT included."""

IN_FULL: Final = -6
"""1 where an invoice was paid in full."""

IN_DISPUTE: Final = -7
"""1 while an invoice is disputed."""

LOOKED_AT: Final = -8
"""1 once a late sale was approved."""

_TAKEN: Final = -1_000
_SHORT: Final = -500_000
_REPORTED: Final = -750_000
_LAPSED: Final = -875_000
_DEDUCTED: Final = -1_000_000
_DELIVERED: Final = -10_000_000


def taken(n: int) -> int:
    """How many were taken back of the `n`-th unit (from 0, by id) that the sale earned."""
    return _TAKEN - n


def short_of(n: int) -> int:
    """How many of the `n`-th unit that the sale earned its returns could not take so far, where the balance stops at zero."""
    return _SHORT - n


def reported(n: int) -> int:
    """1 once the event was reported that the `n`-th unit that the sale earned waits for."""
    return _REPORTED - n


def lapsed(n: int) -> int:
    """How many of the `n`-th unit that the sale earned lapsed before a merge and were taken since."""
    return _LAPSED - n


def deducted(n: int) -> int:
    """Minor units that came off refunds for the sale's `n`-th gift, from 0."""
    return _DEDUCTED - n


def delivered(line: int) -> int:
    """Thousandths that were delivered of a line."""
    return _DELIVERED - line


def so_far(draft: Draft, sale: ReceiptId, number: int) -> int:
    """What stands there before this return."""
    return draft.purse.returned.get((sale.purse, sale.seq, number), 0)


def add(draft: Draft, sale: ReceiptId, number: int, amount: int) -> None:
    """Add to it."""
    if amount:
        draft.returned.append(ReturnMark(sale.purse, sale.seq, number, amount))
