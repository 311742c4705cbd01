"""Codes at the door: hashed under the house's key, and out of reach for whoever guesses."""

import pytest

from zegel.access.codes import BLOCKED, BY_HAND, HOUR, MINUTE, Codes
from zegel.core.codes import code_hash
from zegel.core.ids import CompanyId
from zegel.core.refusals import Busy, TooManyTries

SHOP = CompanyId("korenaar")
KEY = bytes(range(32))


class Stopwatch:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch():
    return Stopwatch()


@pytest.fixture
def codes(watch):
    return Codes(lambda: KEY, watch)


def wrong(codes, count=1, hand="anna at till 1", source="till"):
    """Codes that turn out to be wrong."""
    codes.admit(hand, source, count)
    codes.settle(hand, source, count, count)


def right(codes, hand="anna at till 1", source="till"):
    codes.admit(hand, source, 1)
    codes.settle(hand, source, 1, 0)


def blocked(codes, hand="anna at till 1") -> bool:
    """Whether the next code would not be looked up."""
    try:
        right(codes, hand)
    except TooManyTries:
        return True
    return False


def test_a_code_is_hashed_both_ways_it_may_be_read(codes):
    shown = codes.shown(SHOP, " zomer-10 ", "bus te laat")

    assert (shown.text, shown.exact, shown.honour) == ("ZOMERLO", "zomer-10", "bus te laat")
    assert shown.hash == code_hash(KEY, SHOP, "ZOMERLO")
    assert shown.exact_hash == code_hash(KEY, SHOP, "zomer-10", capitals_matter=True)


def test_after_six_wrong_codes_in_a_minute_nothing_is_looked_up_for_a_quarter_of_an_hour(codes, watch):
    for _ in range(BY_HAND.a_minute):
        wrong(codes)

    with pytest.raises(TooManyTries) as refused:
        wrong(codes)
    assert refused.value.data == {"seconds": int(BLOCKED)}
    watch.now += BLOCKED - 1
    with pytest.raises(TooManyTries):
        right(codes)
    watch.now += 2
    right(codes)


def test_twelve_in_an_hour_are_as_many(codes, watch):
    for _ in range(BY_HAND.an_hour):
        wrong(codes)
        watch.now += MINUTE / 2

    with pytest.raises(TooManyTries):
        wrong(codes)


def test_right_codes_never_count(codes, watch):
    for _ in range(1_000):
        right(codes)

    wrong(codes, BY_HAND.a_minute)
    assert blocked(codes)


def test_tries_at_the_same_time_do_not_slip_through_together(codes):
    admitted = 0
    for _ in range(200):
        try:
            codes.admit("anna", "till", 1)
        except TooManyTries:
            continue
        admitted += 1

    assert admitted == BY_HAND.a_minute
    # Nobody is shut out for that: the codes were right after all.
    for _ in range(admitted):
        codes.settle("anna", "till", 1, 0)
    assert not blocked(codes, "anna")


def test_a_look_up_that_breaks_off_is_no_guess_and_does_not_stay_under_way(codes):
    for _ in range(100):
        with pytest.raises(Busy), codes.tried("anna", "till"):
            raise Busy()

    with codes.tried("anna", "till") as guessed:
        guessed(1)
    wrong(codes, BY_HAND.a_minute - 1, "anna", "till")
    assert blocked(codes, "anna")


def test_many_tills_at_once_are_no_guessers(codes):
    for n in range(500):
        codes.admit(f"till {n}", "webshop", 1)
    for n in range(500):
        codes.settle(f"till {n}", "webshop", 1, 0)

    assert not blocked(codes)


def test_one_guesser_does_not_stop_the_others_of_a_webshop(codes):
    wrong(codes, BY_HAND.a_minute, hand="mallory")
    with pytest.raises(TooManyTries):
        wrong(codes, hand="mallory")

    right(codes, hand="anna")


def test_a_webshop_as_a_whole_has_a_limit_too(codes):
    for n in range(10):
        wrong(codes, 6, hand=f"guest {n}")

    with pytest.raises(TooManyTries):
        wrong(codes, hand="guest 11")
    right(codes, source="another till")


def test_what_is_an_hour_old_is_forgotten(codes, watch):
    wrong(codes, BY_HAND.a_minute)
    assert blocked(codes)

    watch.now += HOUR + 1
    assert not blocked(codes)
