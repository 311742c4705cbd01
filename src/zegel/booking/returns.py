"""Booking a return: earnings taken back from their own lots first, what was spent given back to the lots it came from."""

from collections.abc import Sequence
from typing import Literal

from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.core.refusals import WouldGoBelowZero
from zegel.ledger.accounts import AVAILABLE, DEBT, EXPIRED, ISSUED, PENDING, REDEEMED
from zegel.ledger.draft import Draft, lot_ref
from zegel.ledger.entries import LotTerms
from zegel.ledger.lots import Lot

BelowZero = Literal["allowed", "stops at zero", "refused"]
"""What happens where less is left than is taken back."""


def take_back(draft: Draft, unit: str, amount: int, own: Sequence[Lot], *, below_zero: BelowZero) -> int:
    """Take `amount` of `unit` back: from the sale's own lots (waiting, available, lapsed), then others in spend order, then as debt.

    What lapsed of the sale's own points counts as taken: without the sale it would not have been there to lapse.
    Gives what could not be taken, where it stops at zero (semantics 20).
    """
    for lot in own:
        for account in (PENDING, AVAILABLE, EXPIRED):
            part = min(amount, draft.left(lot, account))
            if part > 0:
                draft.move(unit, account, ISSUED, part, lot.key)
                amount -= part
    others = min(amount, draft.balance(unit, AVAILABLE))
    if others > 0:
        draft.spend(unit, others, ISSUED)
        amount -= others
    if amount > 0 and below_zero == "refused":
        raise WouldGoBelowZero(unit=unit, short=amount)
    if amount > 0 and below_zero == "allowed":
        draft.move(unit, DEBT, ISSUED, amount, None)
        return 0
    return amount


def give_back(
    draft: Draft, unit: str, amount: int, skip: int, home: PurseId, spent_from: Sequence[tuple[Lot, int]], at: Instant, earliest: Instant
) -> None:
    """Give `amount` of `unit` back to the lots of purse `home` it was spent from, the last spent first; `skip` of them went back before."""
    for lot, spent in reversed(spent_from):
        passed = min(skip, spent)
        skip -= passed
        part = min(amount, spent - passed)
        if part <= 0:
            continue
        amount -= part
        put_back(draft, unit, part, home, lot, at, earliest)
    assert amount == 0, "more given back than was spent"


def put_back(draft: Draft, unit: str, amount: int, home: PurseId, lot: Lot, at: Instant, earliest: Instant) -> None:
    """`amount` that was spent from `lot` of purse `home` is available again.

    A lot that lapses before `earliest` cannot take it, nor can one of a purse that was merged since: then a lot of its own opens, with
    the old dates or (the first case) until `earliest`, which names where it came from.
    """
    if lot.expires_at < earliest:
        draft.open(unit, AVAILABLE, amount, LotTerms(at, at, earliest, lot_ref(home, lot)), REDEEMED)
    elif home == draft.purse.id:
        draft.move(unit, REDEEMED, AVAILABLE, amount, lot.key)
    else:
        draft.open(unit, AVAILABLE, amount, LotTerms(lot.opened_at, at, lot.expires_at, lot_ref(home, lot)), REDEEMED)
