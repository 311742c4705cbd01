"""Exact division and sharing: golden vectors of domain.md §8 and of other systems (peers.md §3), and what holds for all numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from zegel.core.rounding import half_up, largest_remainder, part_of

BIG = 10**12


@pytest.mark.parametrize(("numerator", "denominator", "expected"), [
    (125, 10, 13), (-125, 10, -13), (124, 10, 12), (126, 10, 13), (0, 7, 0), (1, 2, 1), (-1, 2, -1), (1, 3, 0), (-1, 3, 0), (2, 3, 1),
    (1000 * 21, 121, 174),       # the VAT in 10.00 at 21 % is 1.74
    (BIG * 10_000 + 5_000, 10_000, BIG + 1),  # exact far beyond what a float holds
])  # fmt: skip
def test_halves_go_away_from_zero(numerator, denominator, expected):
    assert half_up(numerator, denominator) == expected


@examples(40)
@given(st.integers(-(BIG**2), BIG**2), st.integers(1, BIG))
def test_half_up_is_the_nearest_whole_and_mirrors_itself(numerator, denominator):
    found = half_up(numerator, denominator)

    assert abs(Fraction(numerator, denominator) - found) <= Fraction(1, 2)
    assert half_up(-numerator, denominator) == -found


@pytest.mark.parametrize(("total", "weights", "shares"), [
    (500, [999, 1999, 499], [143, 286, 71]),          # domain.md §8
    (1000, [6000, 4000], [600, 400]),                  # peers.md 6: $10 across $60 and $40
    (-299, [4300, 1400, 2300], [-161, -52, -86]),      # peers.md 7, Sylius
    (1000, [1, 1, 1], [334, 333, 333]),                # peers.md 7
    (1000, [5000, 5000, 5000], [334, 333, 333]),       # peers.md 8: Solidus gives the spare cent elsewhere, the shares are the same
    (1500, [15000, 5000, 10000], [750, 250, 500]),     # peers.md 8
    (600, [1000, 800, 600], [250, 200, 150]),          # domain.md M36: 3 for 2
    (250_000, [40_000, 10_000], [200_000, 50_000]),    # domain.md M41: the bonus over two VAT rates
    (0, [3, 4], [0, 0]), (5, [0, 0, 0], [2, 2, 1]), (7, [0, 1, 0], [0, 7, 0]), (0, [], []),
])  # fmt: skip
def test_shares_of_the_golden_vectors(total, weights, shares):
    assert largest_remainder(total, weights) == shares


def test_where_sylius_rounds_half_down_first_the_largest_remainder_gives_the_spare_cent_to_the_largest_remainder():
    # peers.md 7: Sylius says 162/52/86. 300 × 1400 / 8000 is 52.5, the largest remainder of the three.
    assert largest_remainder(300, [4300, 1400, 2300]) == [161, 53, 86]


def test_a_tie_goes_to_the_lower_line():
    assert largest_remainder(1, [5, 5]) == [1, 0]
    assert largest_remainder(3, [1, 1]) == [2, 1]


weights_of = st.lists(st.integers(0, BIG), min_size=1, max_size=12)


@examples(40)
@given(st.integers(-BIG, BIG), weights_of)
def test_shares_add_up_to_the_whole_and_lie_within_one_of_the_exact_part(total, weights):
    shares = largest_remainder(total, weights)

    assert sum(shares) == total
    if sum(weights):
        assert all(abs(share - Fraction(total * weight, sum(weights))) < 1 for share, weight in zip(shares, weights, strict=True))


@examples(40)
@given(weights_of.filter(any), st.data())
def test_a_part_of_the_whole_never_takes_more_than_there_is_and_nothing_from_nothing(weights, data):
    total = data.draw(st.integers(0, sum(weights)))

    shares = largest_remainder(total, weights)

    assert all(0 <= share <= weight for share, weight in zip(shares, weights, strict=True))


def test_the_returned_line_of_the_golden_basket_gives_back_its_share():
    # domain.md §8: 5.00 off 9.99, 19.99 and 4.99; line 2 comes back for 17.13 and restores 2.86 of the discount
    shares = largest_remainder(500, [999, 1999, 499])

    assert (1999 - shares[1], shares[1]) == (1713, 286)


@examples(40)
@given(st.integers(-BIG, BIG), st.lists(st.integers(1, 50_000), min_size=1, max_size=8))
def test_parts_of_a_line_add_up_to_the_line_however_it_is_taken_apart(amount, quantities):
    whole, before, taken = sum(quantities), 0, 0
    for quantity in quantities:
        taken += part_of(amount, before + quantity, whole) - part_of(amount, before, whole)
        before += quantity

    assert taken == amount


@examples(40)
@given(st.integers(0, BIG), st.integers(1, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_more_of_a_line_is_never_worth_less(amount, parts):
    part, whole = parts

    assert 0 <= part_of(amount, part, whole) <= part_of(amount, min(part + 1, whole), whole) <= amount


def test_a_part_mirrors_and_is_exact_however_large():
    assert part_of(-5, 1, 2) == -3
    assert part_of(999_999_999_999, 500_000_000_001, 1_000_000_000_003) == 499_999_999_999
