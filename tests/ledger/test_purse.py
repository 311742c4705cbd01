"""A purse moves on by its entries, and by nothing that is unbalanced, out of order or below zero."""

import pytest

from tests.ledger.build import POINTS, PURSE, book, entry, moves, opens, purse_with
from zegel.core.periods import NEVER, Day, Instant
from zegel.ledger.accounts import (
    ADJUSTED,
    AVAILABLE,
    COMPANY_ACCOUNTS,
    DEBT,
    EXPIRED,
    ISSUED,
    PENDING,
    PURSE_ACCOUNTS,
    REDEEMED,
    RESERVED,
)
from zegel.ledger.draft import Draft
from zegel.ledger.entries import GENESIS, Count, HoldMark, TierMark
from zegel.ledger.purse import Purse


def test_a_new_purse_is_empty_and_chains_from_genesis():
    purse = Purse(PURSE)

    assert (purse.seq, purse.hash, purse.balances, purse.next_due) == (0, GENESIS, {}, NEVER)
    assert purse.spendable(POINTS) == purse.balance(POINTS, PENDING) == 0


def test_a_lot_opens_under_the_number_of_its_entry_and_posting():
    purse = purse_with(opens(5), opens(7, destination=PENDING, expires=90), opens(2, destination=RESERVED))

    assert purse.balances == {(POINTS, AVAILABLE): 5, (POINTS, PENDING): 7, (POINTS, RESERVED): 2}
    assert {key: (lot.available, lot.pending, lot.reserved) for key, lot in purse.lots.items()} == {
        (1, 0): (5, 0, 0), (1, 1): (0, 7, 0), (1, 2): (0, 0, 2),
    }  # fmt: skip
    assert purse.next_due == 0  # the waiting lot was available from 0 on


@pytest.mark.parametrize(("source", "destination", "column"), [
    (AVAILABLE, REDEEMED, "spent"), (AVAILABLE, EXPIRED, "expired"), (AVAILABLE, RESERVED, "reserved"), (AVAILABLE, ISSUED, "taken"),
    (AVAILABLE, ADJUSTED, "taken"), (AVAILABLE, DEBT, "taken"),
])  # fmt: skip
def test_every_point_of_a_lot_is_in_one_place(source, destination, column):
    purse = purse_with(opens(10))
    if destination == DEBT:
        purse.apply(entry(purse, moves(10, DEBT, ISSUED, None)))

    purse.apply(entry(purse, moves(4, source, destination, (1, 0))))

    lot = purse.lots[1, 0]
    assert (lot.available, getattr(lot, column)) == (6, 4)
    assert lot.pending + lot.available + lot.reserved + lot.spent + lot.expired + lot.taken == lot.amount
    assert purse.balance(POINTS, AVAILABLE) == 6


def test_what_was_spent_can_come_back_and_be_spent_again():
    purse = purse_with(opens(10, expires=500))
    purse.apply(entry(purse, moves(10, AVAILABLE, REDEEMED, (1, 0))))
    assert purse.queue(POINTS).in_spend_order() == []

    purse.apply(entry(purse, moves(3, REDEEMED, AVAILABLE, (1, 0))))

    assert [lot.key for lot in purse.queue(POINTS).in_spend_order()] == [(1, 0)]
    assert purse.balances == {(POINTS, AVAILABLE): 3}
    assert purse.find_due() == 500


@pytest.mark.parametrize("amount", [0, -1])
def test_a_posting_of_nothing_is_a_bug(amount):
    purse = purse_with(opens(5))

    with pytest.raises(AssertionError):
        purse.apply(entry(purse, moves(amount, AVAILABLE, REDEEMED, (1, 0))))


@pytest.mark.parametrize("posting", [
    moves(6, AVAILABLE, REDEEMED, (1, 0)),      # more than is available
    moves(1, PENDING, AVAILABLE, (1, 0)),       # nothing waits
    moves(1, RESERVED, REDEEMED, (1, 0)),       # nothing is set aside
    moves(1, REDEEMED, AVAILABLE, (1, 0)),      # nothing was spent
    moves(1, AVAILABLE, DEBT, (1, 0)),          # there is no debt to settle
    opens(3, destination=REDEEMED),             # a lot opens in the purse
], ids=lambda p: f"{p.source} to {p.destination}")  # fmt: skip
def test_an_entry_that_goes_below_zero_is_a_bug(posting):
    purse = purse_with(opens(5))

    with pytest.raises(AssertionError):
        purse.apply(entry(purse, posting))


def test_debt_is_the_one_account_below_zero():
    purse = purse_with(opens(5))

    purse.apply(entry(purse, moves(5, AVAILABLE, ISSUED, (1, 0)), moves(3, DEBT, ISSUED, None)))

    assert purse.balances == {(POINTS, DEBT): -3}
    assert purse.spendable(POINTS) == -3


def test_an_entry_of_another_number_or_another_chain_is_a_bug():
    purse = purse_with(opens(5))

    with pytest.raises(AssertionError, match="gap"):
        purse.apply(entry(purse, seq=3))
    with pytest.raises(AssertionError, match="gap"):
        purse.apply(entry(purse, seq=1))
    with pytest.raises(AssertionError, match="chain"):
        purse.apply(entry(purse, previous=GENESIS))


def test_zero_balances_leave_no_trace():
    purse = purse_with(opens(5))

    purse.apply(entry(purse, moves(5, AVAILABLE, REDEEMED, (1, 0))))

    assert purse.balances == {}


def test_counts_add_up_by_day_by_year_and_for_life():
    purse = Purse(PURSE)
    for day, delta in (("2026-12-31", 5), ("2027-01-01", 7), ("2027-01-01", -2)):
        draft = Draft(purse)
        draft.counts.append(Count("spend", Day(day), delta))
        book(draft)

    assert purse.measures == {"spend": {"2026-12-31": 5, "2027-01-01": 5}}
    assert purse.totals == {("spend", "2026"): 5, ("spend", "2027"): 5, ("spend", ""): 10}
    assert (purse.counted("spend", Day("2026-12-31")), purse.counted("spend", Day("2027-01-01")), purse.counted("visits", Day(""))) == (
        10,
        5,
        0,
    )


def test_a_purse_that_is_not_complete_counts_from_what_was_fetched():
    purse = Purse(PURSE, complete=False)
    purse.sums["spend", Day("2026-03-01")] = 100
    draft = Draft(purse)
    draft.counts.append(Count("spend", Day("2026-03-03"), 7))
    book(draft)

    assert purse.counted("spend", Day("2026-03-01")) == 107


def test_a_tier_and_a_hold_are_due_when_their_marks_say():
    purse = purse_with(opens(5, expires=9_000))
    draft = Draft(purse)
    draft.tier = TierMark("zilver", Day("2026-03-03"), Instant(5_000))
    draft.spend(POINTS, 2, RESERVED)
    draft.hold = HoldMark(draft.seq, "open", Instant(600))
    book(draft, "hold")

    assert (purse.tier, purse.tier_review_at, purse.next_due, purse.find_due()) == ("zilver", 5_000, 600, 600)
    assert purse.holds[2].reserved == (moves(2, AVAILABLE, RESERVED, (1, 0)),)

    closed = Draft(purse)
    closed.move(POINTS, RESERVED, AVAILABLE, 2, (1, 0))
    closed.hold = HoldMark(2, "cancelled", Instant(600))
    book(closed, "cancel hold")

    assert (purse.holds[2].state, purse.holds[2].reserved) == ("cancelled", (moves(2, AVAILABLE, RESERVED, (1, 0)),))
    assert purse.find_due() == 5_000


def test_the_chart_of_accounts():
    assert PURSE_ACCOUNTS == ("pending", "available", "reserved", "debt")
    assert COMPANY_ACCOUNTS == ("issued", "redeemed", "expired", "adjusted", "in transit")
