"""Booking a return: what was earned is taken from its own lots first, what was spent goes back where it came from."""

import pytest

from tests.ledger.build import POINTS, PURSE, book, entry, moved, moves, opens, purse_with
from zegel.booking.returns import give_back, put_back, take_back
from zegel.core.ids import PurseId
from zegel.core.periods import NEVER, Instant
from zegel.core.refusals import WouldGoBelowZero
from zegel.ledger.accounts import AVAILABLE, DEBT, EXPIRED, ISSUED, PENDING, REDEEMED, RESERVED
from zegel.ledger.draft import Draft
from zegel.ledger.lots import Lot

ELSEWHERE = PurseId(b"e" * 16)


def spent_purse(*lots):
    """A purse whose lots (expires, amount) were all spent."""
    purse = purse_with(*[opens(amount, expires=expires) for expires, amount in lots])
    purse.apply(entry(purse, *[moves(amount, AVAILABLE, REDEEMED, (1, n)) for n, (_, amount) in enumerate(lots)]))
    return purse, [(purse.lots[1, n], amount) for n, (_, amount) in enumerate(lots)]


def test_taken_from_its_own_lot_then_from_others_then_as_debt():
    purse = purse_with(opens(5, expires=9), opens(3, expires=1))
    draft = Draft(purse)

    take_back(draft, POINTS, 10, [purse.lots[1, 0]], below_zero="allowed")

    assert moved(draft) == [(AVAILABLE, ISSUED, 5, (1, 0)), (AVAILABLE, ISSUED, 3, (1, 1)), (DEBT, ISSUED, 2, None)]
    book(draft)
    assert purse.balances == {(POINTS, DEBT): -2}


def test_of_its_own_lot_what_waits_goes_first_and_what_lapsed_counts():
    purse = purse_with(opens(5, destination=PENDING), opens(9))
    purse.apply(entry(purse, moves(2, PENDING, EXPIRED, (1, 0))))
    draft = Draft(purse)

    take_back(draft, POINTS, 6, [purse.lots[1, 0]], below_zero="allowed")

    assert moved(draft) == [(PENDING, ISSUED, 3, (1, 0)), (EXPIRED, ISSUED, 2, (1, 0)), (AVAILABLE, ISSUED, 1, (1, 1))]


def test_what_is_set_aside_is_left_alone():
    purse = purse_with(opens(5))
    purse.apply(entry(purse, moves(5, AVAILABLE, RESERVED, (1, 0))))
    draft = Draft(purse)

    take_back(draft, POINTS, 5, [purse.lots[1, 0]], below_zero="allowed")

    assert moved(draft) == [(DEBT, ISSUED, 5, None)]


def test_where_nothing_goes_below_zero_it_is_refused_with_what_is_short():
    purse = purse_with(opens(5))

    with pytest.raises(WouldGoBelowZero) as refused:
        take_back(Draft(purse), POINTS, 7, [purse.lots[1, 0]], below_zero="refused")

    assert refused.value.data == {"unit": POINTS, "short": 2}


def test_the_last_spent_goes_back_first():
    purse, spent = spent_purse((100, 5), (200, 7))
    draft = Draft(purse)

    give_back(draft, POINTS, 9, 0, PURSE, spent, Instant(10), Instant(50))

    assert moved(draft) == [(REDEEMED, AVAILABLE, 7, (1, 1)), (REDEEMED, AVAILABLE, 2, (1, 0))]


def test_what_went_back_before_is_passed_over():
    purse, spent = spent_purse((100, 5), (200, 7))
    draft = Draft(purse)

    give_back(draft, POINTS, 6, 4, PURSE, spent, Instant(10), Instant(50))

    assert moved(draft) == [(REDEEMED, AVAILABLE, 3, (1, 1)), (REDEEMED, AVAILABLE, 3, (1, 0))]


def test_more_than_was_spent_is_a_bug():
    purse, spent = spent_purse((100, 5))

    with pytest.raises(AssertionError):
        give_back(Draft(purse), POINTS, 6, 0, PURSE, spent, Instant(10), Instant(50))


@pytest.mark.parametrize(("expires", "home", "opened", "until"), [
    (50, PURSE, None, None),            # it lasts long enough: back into the lot itself
    (49, PURSE, 10, 50),                # it does not: a lot of its own until then
    (NEVER, ELSEWHERE, 7, NEVER),       # of a purse that was merged: the old dates
    (49, ELSEWHERE, 10, 50),
])  # fmt: skip
def test_where_what_was_spent_is_put(expires, home, opened, until):
    purse, _ = spent_purse((expires, 5))
    lot = Lot(1, 0, POINTS, Instant(7), Instant(7), Instant(expires), 5)
    draft = Draft(purse)

    put_back(draft, POINTS, 3, home, lot, Instant(10), Instant(50))

    (posting,) = draft.postings
    assert (posting.source, posting.destination, posting.amount) == (REDEEMED, AVAILABLE, 3)
    if until is None:
        assert (posting.lot, posting.opens) == ((1, 0), None)
    else:
        assert posting.opens is not None
        assert (posting.opens.opened_at, posting.opens.available_at, posting.opens.expires_at) == (opened, 10, until)
        assert posting.opens.origin is not None
        assert (posting.opens.origin.purse, posting.opens.origin.seq, posting.opens.origin.n) == (home, 1, 0)
