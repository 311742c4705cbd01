"""Booking a return: earnings taken back from their own lots first, what was spent given back to the lots it came from."""

from collections.abc import Sequence

from zegel.core.periods import Day, Instant, end_of_day, plus_days
from zegel.core.refusals import WouldGoBelowZero
from zegel.ledger.accounts import AVAILABLE, DEBT, EXPIRED, ISSUED, PENDING, REDEEMED
from zegel.ledger.draft import Draft, lot_ref
from zegel.ledger.entries import LotTerms
from zegel.ledger.lots import Lot


def take_back(draft: Draft, unit: str, amount: int, own: Sequence[Lot], *, below_zero: bool) -> None:
    """Take `amount` of `unit` back: from the sale's own lots (waiting, available, lapsed), then others in spend order, then as debt.

    What lapsed of the sale's own points counts as taken: without the sale it would not have been there to lapse.
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
    if amount > 0:
        if not below_zero:
            raise WouldGoBelowZero(unit=unit, short=amount)
        draft.move(unit, DEBT, ISSUED, amount, None)


def give_back(
    draft: Draft, unit: str, amount: int, skip: int, spent_from: Sequence[tuple[Lot, int]], on: Day, at: Instant, zone: str, last_days: int
) -> None:
    """Give `amount` of `unit` back to the lots it was spent from, the last spent first; `skip` of them went back before.

    A lot that would lapse within `last_days` days of `on` cannot take it: then a lot of its own opens for that long, which names
    where it came from.
    """
    earliest = end_of_day(plus_days(on, last_days), zone)
    for lot, spent in reversed(spent_from):
        passed = min(skip, spent)
        skip -= passed
        part = min(amount, spent - passed)
        if part <= 0:
            continue
        amount -= part
        if lot.expires_at >= earliest:
            draft.move(unit, REDEEMED, AVAILABLE, part, lot.key)
        else:
            draft.open(unit, AVAILABLE, part, LotTerms(at, at, earliest, lot_ref(draft.purse.id, lot)), REDEEMED)
    assert amount == 0, "more given back than was spent"
