"""What a year's turnover gives: the golden vectors of the domain, and what holds of every ladder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decide.build import plan_for
from zegel.decide.bonus import Ahead, Forecast, Slice, Turnover, ahead, bonus_of, forecast, split
from zegel.flows.agreement_view import hint
from zegel.program.ladders import Growth, Ladder, Rung, Share, Target, from_rungs
from zegel.program.model import Words

SEED = (Rung(2_000_000, 300, 0, 0, 0), Rung(3_000_000, 400, 0, 0, 0), Rung(5_000_000, 500, 0, 0, 15))


def a_ladder(method="whole", rungs=SEED, **other):
    made = {
        "id": "huis", "names": Words("huis", "house"), "by": "amount", "year": "calendar", "articles": 0, "of": 0, "without": -1,
        "method": method, "rungs": rungs, "growth": (), "target": None, "pro_rata": False, "least_minor": 0, "pays": "credit note",
    }  # fmt: skip
    return Ladder(**(made | other))


def turned(minor, last_year=0, share=None, quantity=0):
    return Turnover(((2100, minor),), quantity, last_year, share or Share(1, 1))


VECTORS = [
    (1_999_999, 0, 0), (2_000_000, 60_000, 0), (2_999_999, 90_000, 30_000), (3_000_000, 120_000, 30_000),
    (4_999_999, 200_000, 110_000), (5_000_000, 250_000, 110_000), (6_000_000, 300_000, 160_000), (0, 0, 0), (-5_000, 0, 0),
]  # fmt: skip


@pytest.mark.parametrize(("minor", "whole", "marginal"), VECTORS, ids=[str(v[0]) for v in VECTORS])
def test_row_25_the_vectors_of_the_domain(minor, whole, marginal):
    assert bonus_of(a_ladder("whole"), turned(minor)).minor == whole
    assert bonus_of(a_ladder("marginal"), turned(minor)).minor == marginal


def test_the_split_over_vat_rates_makes_a_credit_of_2965():
    found = bonus_of(a_ladder(), Turnover(((900, 1_000_000), (2100, 4_000_000)), 0, 0))

    assert found.slices == (Slice(900, 50_000, 4_500), Slice(2100, 200_000, 42_000))
    assert found.minor + found.vat_minor == 296_500


def test_spare_cents_of_the_split_go_by_largest_remainder():
    assert [part.minor for part in split(500, ((0, 999), (900, 1999), (2100, 499)))] == [143, 286, 71]
    assert [part.minor for part in split(-500, ((0, 999), (900, 1999), (2100, 499)))] == [-143, -286, -71]


def test_reverse_charged_turnover_has_a_part_of_its_own_without_vat():
    found = bonus_of(a_ladder(), Turnover(((0, 1_000_000), (2100, 4_000_000)), 0, 0))

    assert found.slices == (Slice(0, 50_000, 0), Slice(2100, 200_000, 42_000))


def test_a_rate_of_which_more_came_back_than_was_bought_gets_no_part():
    found = bonus_of(a_ladder(), Turnover(((900, -1_000_000), (2100, 6_000_000)), 0, 0))

    assert (found.minor, found.slices) == (250_000, (Slice(2100, 250_000, 52_500),))


def test_row_25_a_step_begins_at_its_threshold_unless_the_program_says_above():
    assert bonus_of(a_ladder(above=True), turned(5_000_000)).minor == 200_000
    assert bonus_of(a_ladder(above=True), turned(5_000_001)).minor == 250_000


def test_row_25_a_unit_that_lies_across_two_steps_is_split():
    ladder = a_ladder("marginal", (Rung(10_000, 0, 0, 10, 0), Rung(20_500, 0, 0, 20, 0)), by="quantity")

    # Eleven and a half units: ten and a half in the first step, one in the second.
    assert bonus_of(ladder, turned(100_000, quantity=21_500)).minor == 105 + 20
    assert bonus_of(a_ladder("whole", ladder.rungs, by="quantity"), turned(100_000, quantity=21_500)).minor == 430


def test_row_25_steps_by_quantity_may_give_a_percentage_of_the_turnover():
    ladder = a_ladder("marginal", (Rung(100_000, 500, 0, 0, 0),), by="quantity")

    assert bonus_of(ladder, turned(200_000, quantity=200_000)).minor == 5_000


def test_row_25_a_bonus_at_a_target():
    once, share = a_ladder(target=Target(5_000_000, 50_000, 0)), a_ladder(target=Target(5_000_000, 0, 50))

    assert (bonus_of(once, turned(4_999_999)).minor, bonus_of(once, turned(5_000_000)).minor) == (200_000, 300_000)
    assert bonus_of(share, turned(5_000_000)).target_minor == 25_000


@pytest.mark.parametrize(("last_year", "growth"), [(0, 0), (4_800_000, 0), (4_761_904, 25_000), (4_545_454, 50_000)])
def test_row_25_growth_on_last_year(last_year, growth):
    ladder = a_ladder(growth=(Growth(500, 50), Growth(1000, 100)))

    assert bonus_of(ladder, turned(5_000_000, last_year)).growth_minor == growth


def test_row_25_less_than_the_minimum_is_not_paid():
    ladder = a_ladder(least_minor=100_000)

    small, enough = bonus_of(ladder, turned(2_999_999)), bonus_of(ladder, turned(3_000_000))
    assert (small.minor, small.earned_minor, small.slices) == (0, 90_000, ())
    assert enough.minor == enough.earned_minor == 120_000


def test_row_25_thresholds_of_a_started_year_are_in_proportion_where_the_ladder_says_so():
    half = Share(183, 366)

    assert bonus_of(a_ladder(pro_rata=True), turned(2_500_000, share=half)).minor == 125_000
    assert bonus_of(a_ladder(), turned(2_500_000, share=half)).minor == 75_000


def test_row_25_growth_in_a_started_year_is_on_as_much_of_last_year_where_the_ladder_says_so():
    grows, half = {"growth": (Growth(500, 50),)}, Share(1, 2)
    started = turned(2_625_000, 5_000_000, half)

    assert bonus_of(a_ladder(pro_rata=True, **grows), started).growth_minor == 13_125
    assert bonus_of(a_ladder(**grows), started).growth_minor == 0
    assert ahead(a_ladder("marginal", (), pro_rata=True, **grows), turned(2_624_999, 5_000_000, half)) == Ahead(-1, 2_625_000, 1, 13_125)


def test_a_cent_before_a_step_the_hint_names_what_the_cent_gives():
    assert ahead(a_ladder(), turned(4_999_999)) == Ahead(2, 5_000_000, 1, 50_000)
    assert ahead(a_ladder(), turned(5_000_000)) is None
    assert ahead(a_ladder(), turned(0)) == Ahead(0, 2_000_000, 2_000_000, 60_000)
    assert ahead(a_ladder(above=True), turned(4_999_999)) == Ahead(2, 5_000_001, 2, 50_000)


def test_a_cent_before_the_target_the_hint_names_what_the_cent_gives():
    ladder = a_ladder("marginal", target=Target(6_000_000, 50_000, 0))

    assert ahead(ladder, turned(5_999_999)) == Ahead(2, 6_000_000, 1, 50_000)
    assert ahead(ladder, turned(6_000_000)) is None


def test_a_cent_before_growth_on_last_year_the_hint_names_what_the_cent_gives():
    ladder = a_ladder("marginal", growth=(Growth(500, 100), Growth(1_000, 200)))

    assert ahead(ladder, turned(4_409_999, 4_200_000)) == Ahead(1, 4_410_000, 1, 44_100)
    assert ahead(ladder, turned(4_410_000, 4_200_000)) == Ahead(1, 4_620_000, 210_000, 56_700)


def test_a_step_that_would_not_be_paid_is_not_promised():
    assert ahead(a_ladder(least_minor=100_000), turned(1_999_999)) == Ahead(1, 3_000_000, 1_000_001, 120_000)


def test_where_it_comes_to_the_least_that_is_paid_is_ahead():
    ladder = a_ladder(least_minor=100_000)

    # 3% of 33,333.33 is 1,000.00 to the cent; at 30,000.00 4% gives 1,200.00 sooner
    assert ahead(ladder, turned(2_000_000)) == Ahead(1, 3_000_000, 1_000_000, 120_000)
    # 3% alone: 999.99 is not paid, and 17 cents more turnover pay it all
    alone = a_ladder(least_minor=100_000, rungs=(Rung(2_000_000, 300, 0, 0, 0),))
    assert ahead(alone, turned(3_333_299)) == Ahead(0, 3_333_317, 18, 100_000)
    assert ahead(alone, turned(3_333_317)) is None
    assert ahead(alone, turned(0)) == Ahead(0, 3_333_317, 3_333_317, 100_000)


def test_a_cent_before_a_marginal_step_it_is_ahead_though_that_cent_gives_nothing_yet():
    marginal = a_ladder("marginal")

    assert ahead(marginal, turned(4_999_999)) == Ahead(2, 5_000_000, 1, 0)
    assert ahead(marginal, turned(5_000_000)) is None
    assert ahead(a_ladder("marginal", least_minor=200_000), turned(4_999_999)) == Ahead(2, 6_799_990, 1_799_991, 200_000)


def test_the_hint_of_a_marginal_step_says_what_comes_after_it():
    plan, marginal = plan_for(), a_ladder("marginal")
    per_piece = a_ladder("marginal", (Rung(1_000_000, 0, 0, 5, 0),), by="quantity")

    assert [hint(plan, marginal, Ahead(2, 5_000_000, 1, 0), language) for language in ("nl", "en")] == [
        "nog € 0,01 tot € 50.000,00, daarboven 5%", "€0.01 more to €50,000.00, 5% above it",
    ]  # fmt: skip
    assert hint(plan, per_piece, Ahead(0, 1_000_000, 1_000, 0), "nl") == "nog 1 stuk tot 1.000 stuks, daarboven € 0,05 per stuk"
    assert hint(plan, marginal, Ahead(2, 5_000_000, 1, 50_000), "nl") == "nog € 0,01 tot € 50.000,00 → + € 500,00"


def test_the_forecast_goes_on_as_last_year_did():
    assert forecast(a_ladder(), turned(1_000_000), Share(91, 365), 800_000, 4_000_000) == Forecast(5_000_000, 250_000, 2, 12_500)


def test_the_forecast_goes_on_evenly_without_a_last_year():
    assert forecast(a_ladder(), turned(1_500_000), Share(100, 365), 0, 0) == Forecast(5_475_000, 273_750, 2, None)
    assert forecast(a_ladder(), turned(1_500_000), Share(0, 365), 0, 0).minor == 1_500_000


# -- what holds of every ladder whose steps do not fall

MINOR = st.integers(0, 20_000_000)


@st.composite
def rising(draw):
    """Up to five steps, each further and none lower than the one before."""
    n = draw(st.integers(1, 5))
    starts = sorted(draw(st.sets(st.integers(1, 10_000_000), min_size=n, max_size=n)))
    rates = sorted(draw(st.lists(st.integers(1, 2_000), min_size=n, max_size=n)))
    return tuple(Rung(start, bp, 0, 0, 0) for start, bp in zip(starts, rates, strict=True))


@given(rising(), MINOR)
def test_marginal_never_jumps_and_never_falls(rungs, minor):
    before, after = (from_rungs(a_ladder("marginal", rungs), "marginal", m, 0) for m in (minor, minor + 1))

    assert 0 <= after - before <= 1


@given(rising(), MINOR)
def test_whole_gives_at_least_what_marginal_gives(rungs, minor):
    assert bonus_of(a_ladder("whole", rungs), turned(minor)).minor >= bonus_of(a_ladder("marginal", rungs), turned(minor)).minor


@given(rising(), MINOR, MINOR, st.sampled_from(["whole", "marginal"]))
def test_splitting_a_turnover_over_two_names_never_gives_more(rungs, one, other, method):
    ladder = a_ladder(method, rungs)

    apart = from_rungs(ladder, method, one, 0) + from_rungs(ladder, method, other, 0)
    assert apart <= from_rungs(ladder, method, one + other, 0)


RATES = st.dictionaries(st.sampled_from([0, 900, 2100]), st.integers(-1_000_000, 9_000_000), min_size=1)


@given(rising(), RATES)
def test_the_slices_are_the_bonus(rungs, rates):
    found = bonus_of(a_ladder("whole", rungs), Turnover(tuple(sorted(rates.items())), 0, 0))

    assert sum(part.minor for part in found.slices) == found.minor
    assert found.rungs_minor + found.growth_minor + found.target_minor == found.earned_minor


@given(rising(), MINOR, st.sampled_from(["whole", "marginal"]))
def test_what_is_ahead_comes_true(rungs, minor, method):
    ladder = a_ladder(method, rungs)
    found = ahead(ladder, turned(minor))

    if found is not None:
        assert bonus_of(ladder, turned(minor + found.needed)).minor - bonus_of(ladder, turned(minor)).minor == found.more_minor
        assert found.more_minor > 0 or (method == "marginal" and found.begins in [rung.least for rung in rungs])


@given(rising(), MINOR, st.sampled_from(["whole", "marginal"]), st.integers(1, 500_000))
def test_nothing_is_paid_before_what_is_ahead_of_the_least_that_is_paid(rungs, minor, method, least):
    ladder = a_ladder(method, rungs, least_minor=least)
    found = ahead(ladder, turned(minor))

    if bonus_of(ladder, turned(minor)).minor == 0:
        assert found is not None
        assert bonus_of(ladder, turned(found.begins - 1)).minor == 0
        assert bonus_of(ladder, turned(found.begins)).minor == found.more_minor >= least
