"""A draft gathers postings against a view in which they already count; nothing moves before its entry is applied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from tests.ledger.build import POINTS, PURSE, TODAY, book, entry, moved, moves, opens, purse_with
from zegel.core.periods import NEVER, Instant
from zegel.ledger.accounts import AVAILABLE, DEBT, EXPIRED, ISSUED, PENDING, REDEEMED, RESERVED
from zegel.ledger.draft import Draft, NotLoaded
from zegel.ledger.entries import LotTerms, canonical_bytes, chain_hash
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse


def test_spending_takes_the_soonest_expiry_then_the_oldest():
    purse = purse_with(opens(5), opens(5, expires=900), opens(5, expires=100, opened=2), opens(5, expires=100, opened=1))
    draft = Draft(purse)

    draft.spend(POINTS, 12, REDEEMED)

    assert moved(draft) == [
        (AVAILABLE, REDEEMED, 5, (1, 3)), (AVAILABLE, REDEEMED, 5, (1, 2)), (AVAILABLE, REDEEMED, 2, (1, 1)),
    ]  # fmt: skip


def test_a_draft_counts_its_own_postings_and_leaves_the_purse_alone():
    purse = purse_with(opens(10))
    draft = Draft(purse)

    draft.spend(POINTS, 4, RESERVED)
    draft.move(POINTS, RESERVED, REDEEMED, 1, (1, 0))

    lot = purse.lots[1, 0]
    assert (draft.balance(POINTS, AVAILABLE), draft.balance(POINTS, RESERVED), draft.spendable(POINTS)) == (6, 3, 6)
    assert [draft.left(lot, account) for account in (AVAILABLE, RESERVED, REDEEMED, PENDING, EXPIRED)] == [6, 3, 1, 0, 0]
    assert purse.balances == {(POINTS, AVAILABLE): 10}
    assert (lot.available, lot.reserved) == (10, 0)


def test_spending_in_two_goes_is_spending_at_once():
    draft = Draft(purse_with(opens(5, expires=1), opens(5, expires=2)))

    draft.spend(POINTS, 3, REDEEMED)
    draft.spend(POINTS, 4, REDEEMED)

    assert moved(draft) == [
        (AVAILABLE, REDEEMED, 3, (1, 0)), (AVAILABLE, REDEEMED, 2, (1, 0)), (AVAILABLE, REDEEMED, 2, (1, 1)),
    ]  # fmt: skip


def test_a_lot_that_the_draft_opens_may_be_spent_in_its_turn():
    draft = Draft(purse_with(opens(5, expires=500)))

    draft.open(POINTS, AVAILABLE, 4, LotTerms(Instant(0), Instant(0), Instant(100), None))
    draft.spend(POINTS, 6, REDEEMED)

    assert moved(draft)[1:] == [(AVAILABLE, REDEEMED, 4, (2, 0)), (AVAILABLE, REDEEMED, 2, (1, 0))]
    assert book(draft).seq == 2


def test_a_lot_that_the_draft_revives_is_spent_once():
    # three lots, the middle one exhausted while the first got something back: it still stands in the queue
    purse = purse_with(opens(3, expires=1), opens(2, expires=2), opens(5, expires=3))
    purse.apply(entry(purse, moves(3, AVAILABLE, REDEEMED, (1, 0))))
    purse.apply(entry(purse, moves(2, AVAILABLE, REDEEMED, (1, 1))))
    purse.apply(entry(purse, moves(3, REDEEMED, AVAILABLE, (1, 0))))
    draft = Draft(purse)

    draft.move(POINTS, REDEEMED, AVAILABLE, 2, (1, 1))
    draft.spend(POINTS, 9, ISSUED)

    assert moved(draft)[1:] == [(AVAILABLE, ISSUED, 3, (1, 0)), (AVAILABLE, ISSUED, 2, (1, 1)), (AVAILABLE, ISSUED, 4, (1, 2))]
    book(draft)
    assert purse.balances == {(POINTS, AVAILABLE): 1}


def test_more_than_is_there_is_a_bug_because_it_was_checked_before():
    with pytest.raises(AssertionError):
        Draft(purse_with(opens(5))).spend(POINTS, 6, REDEEMED)


def test_debt_is_settled_with_what_is_available_and_no_further():
    purse = Purse(PURSE)
    purse.apply(entry(purse, moves(8, DEBT, ISSUED, None)))
    draft = Draft(purse)
    draft.open(POINTS, AVAILABLE, 5, LotTerms(Instant(0), Instant(0), NEVER, None))

    assert draft.settle(POINTS) == 5
    assert draft.settle(POINTS) == 0

    book(draft)
    assert purse.balances == {(POINTS, DEBT): -3}
    assert purse.lots[2, 0].taken == 5


def test_without_debt_there_is_nothing_to_settle():
    draft = Draft(purse_with(opens(5)))

    assert draft.settle(POINTS) == 0
    assert draft.postings == []


def test_the_entry_is_numbered_chained_and_hashed():
    purse = purse_with(opens(5))
    draft = Draft(purse)
    draft.spend(POINTS, 5, REDEEMED)

    made = draft.entry("redeem", Instant(7), Instant(6), TODAY, "anna", "dorpsstraat", "till-1", "why", b"r" * 32)

    assert (made.seq, made.previous, made.hash) == (2, purse.hash, chain_hash(purse.hash, canonical_bytes(made)))
    assert (made.at, made.happened_at, made.reason, made.receipt_digest) == (7, 6, "why", b"r" * 32)
    assert purse.seq == 1


# -- purses of which only some lots were loaded


def stored(*lots: tuple[int, int], loaded: int, amount: int) -> Purse:
    """A purse as the desk loads it: lots (expires, available), the first `loaded` of them here; `amount` available in all."""
    purse = Purse(PURSE, complete=False)
    purse.seq = 9
    purse.balances[POINTS, AVAILABLE] = amount
    last = (0, 0, 0, 0)
    for seq, (expires, available) in enumerate(lots[:loaded], 1):
        lot = Lot(seq, 0, POINTS, Instant(0), Instant(0), Instant(expires), available)
        lot.available = available
        purse.load_lot(lot)
        last = lot.order
    purse.queue(POINTS).loaded_until = last if loaded < len(lots) else None
    return purse


def test_what_the_loaded_lots_cover_is_spent_without_a_question():
    draft = Draft(stored((1, 5), (2, 5), (3, 5), loaded=2, amount=15))

    draft.spend(POINTS, 10, REDEEMED)

    assert moved(draft) == [(AVAILABLE, REDEEMED, 5, (1, 0)), (AVAILABLE, REDEEMED, 5, (2, 0))]


def test_more_than_the_loaded_lots_cover_is_a_question_for_that_much():
    draft = Draft(stored((1, 5), (2, 5), (3, 5), loaded=2, amount=15))

    with pytest.raises(NotLoaded) as asked:
        draft.spend(POINTS, 11, REDEEMED)

    assert (asked.value.purse, asked.value.unit, asked.value.amount) == (PURSE, POINTS, 11)


def test_a_purse_of_which_nothing_was_loaded_asks_at_once():
    draft = Draft(stored((1, 5), loaded=0, amount=5))

    with pytest.raises(NotLoaded) as asked:
        draft.spend(POINTS, 1, REDEEMED)

    assert asked.value.amount == 1


def test_a_lot_that_was_loaded_out_of_turn_does_not_jump_the_queue():
    purse = stored((1, 5), (2, 5), (3, 5), loaded=1, amount=15)
    late = Lot(3, 0, POINTS, Instant(0), Instant(0), Instant(3), 5)
    late.available = 5
    purse.load_lot(late)
    draft = Draft(purse)

    with pytest.raises(NotLoaded):
        draft.spend(POINTS, 6, REDEEMED)


def test_when_every_lot_is_loaded_nothing_is_asked():
    draft = Draft(stored((1, 5), (2, 5), loaded=2, amount=10))

    draft.spend(POINTS, 10, REDEEMED)

    assert draft.balance(POINTS, AVAILABLE) == 0


@examples(30)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 20)), min_size=1, max_size=8), st.data())
def test_spending_takes_exactly_what_is_asked_from_the_soonest_on(found, data):
    purse = purse_with(*[opens(amount, expires=expires, opened=opened) for expires, opened, amount in found])
    total = sum(amount for _, _, amount in found)
    asked = data.draw(st.integers(1, total))
    draft = Draft(purse)

    draft.spend(POINTS, asked, REDEEMED)

    in_order = sorted(range(len(found)), key=lambda n: (*found[n][:2], n))
    left, expected = asked, []
    for n in in_order:
        part = min(left, found[n][2])
        left -= part
        expected += [(AVAILABLE, REDEEMED, part, (1, n))] if part else []
    assert moved(draft) == expected
