"""Lots are spent soonest expiry first, then oldest, then by number (semantics 17, reliability.md L4)."""

from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from tests.ledger.build import POINTS
from zegel.core.periods import NEVER, Instant
from zegel.ledger.lots import Lot, LotQueue


def lot(seq: int, *, expires: int = NEVER, opened: int = 0, n: int = 0, available: int = 1) -> Lot:
    made = Lot(seq, n, POINTS, Instant(opened), Instant(opened), Instant(expires), available)
    made.available = available
    return made


def test_the_soonest_expiry_goes_first_then_the_oldest_then_the_lowest_number():
    lots = [
        lot(6), lot(5, expires=200), lot(4, expires=100, opened=9), lot(3, expires=100, opened=8, n=1), lot(3, expires=100, opened=8),
        lot(2, expires=100, opened=8),
    ]  # fmt: skip
    queue = LotQueue()
    for each in lots:
        queue.add(each)

    assert [each.key for each in queue.in_spend_order()] == [(2, 0), (3, 0), (3, 1), (4, 0), (5, 0), (6, 0)]
    assert queue.next_expiry() == 100


def test_a_lot_is_in_the_queue_once_however_often_it_is_added():
    queue = LotQueue()
    one, two = lot(1, expires=5), lot(2, expires=4)
    for each in (one, two, one, two, one):
        queue.add(each)

    assert queue.in_spend_order() == [two, one]


def test_exhausted_lots_leave_at_the_head_and_may_come_back():
    queue = LotQueue()
    one, two = lot(1, expires=5), lot(2, expires=6)
    queue.add(one)
    queue.add(two)
    one.available = 0
    assert queue.in_spend_order() == [two]
    assert queue.next_expiry() == 6

    one.available = 1
    queue.add(one)

    assert queue.in_spend_order() == [one, two]


def test_an_empty_queue_has_nothing_due():
    assert LotQueue().next_expiry() == NEVER


@examples(40)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(1, 9), st.integers(0, 1)), unique_by=lambda t: t[2:]))
def test_the_queue_is_sorted_whatever_the_order_of_adding(found):
    queue = LotQueue()
    for expires, opened, seq, n in found:
        queue.add(lot(seq, expires=expires, opened=opened, n=n))

    orders = [each.order for each in queue.in_spend_order()]
    assert orders == sorted((expires, opened, seq, n) for expires, opened, seq, n in found)


def test_when_something_next_happens_to_a_lot():
    waiting = lot(1, expires=50, available=0)
    waiting.pending, waiting.available_at = 3, Instant(20)

    assert (waiting.due_at, lot(1, expires=50).due_at, lot(1, available=0).due_at) == (20, 50, NEVER)

    waiting.available_at = NEVER
    assert waiting.due_at == 50
