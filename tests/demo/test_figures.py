"""The demo's figures against an independent calculation over the same rows, to the point and to the cent."""

import pytest

from tests.demo.conftest import FIXED
from tests.demo.reference import Rules, baskets_of, lines_of, report, sales
from tests.demo.reference_year import Household, households, year
from tests.korenaar import fresh_sqlite


@pytest.fixture(scope="session")
def calculated(rows_of, weeks):
    """`calculated("fixture")` → (figures, tiers), made once."""
    found = {}

    def make(data):
        if data not in found:
            found[data] = year(lines_of(rows_of(data), Rules(weeks=weeks)), FIXED)
        return found[data]

    return make


def compare(report, expected, tiers):
    """Every figure that the demo prints or keeps."""
    counts, points, stars = report.tally.counts, report.units["points"], report.units["stars"]
    stamps, breads = report.units["bread card"], report.units["reward:free bread"]
    assert counts == {
        "purchases": expected.purchases, "lines": expected.lines, "sales_minor": expected.sales, "points_baskets": expected.points_baskets,
        "points_paid_minor": expected.points_paid, "bread_baskets": expected.bread_baskets, "bread_minor": expected.bread_paid,
        "asked_in_vain": expected.in_vain, "returns": expected.returns, "returns_after_points": expected.returns_with_points,
        "refunded_minor": expected.refunded,
    }  # fmt: skip
    assert (points.issued, points.redeemed, points.given_back) == (expected.issued, expected.redeemed, expected.given_back)
    assert (points.taken_back, points.expired) == (expected.taken_back, expected.expired)
    assert (points.outstanding, points.owed) == (expected.outstanding, expected.owed)
    assert (stars.issued, stars.taken_back, stars.expired) == (expected.stars, expected.stars_taken_back, 0)
    assert (stamps.issued, stamps.taken_back, stamps.owed) == (expected.stamps, expected.stamps_taken_back, expected.stamps_owed)
    assert (stamps.redeemed, stamps.given_back) == (12 * expected.cards, 12 * expected.cards_undone)
    assert (breads.issued, breads.taken_back) == (expected.cards, expected.cards_undone)
    assert (breads.redeemed, breads.given_back, breads.outstanding) == (
        expected.breads_used,
        expected.breads_back,
        expected.breads_outstanding,
    )
    wanted = {"coffee": expected.coffee, "mug": expected.mug, "free bread": expected.breads_used}
    assert report.tally.rewards == {reward: count for reward, count in wanted.items() if count}
    assert report.tiers == tiers
    assert all(unit.is_sound() for unit in report.units.values())


def test_the_fixture_gives_the_calculated_figures_on_sqlite(run_demo, calculated, weeks, tmp_path):
    found, _, _ = run_demo(fresh_sqlite(tmp_path), "fixture", weeks)

    compare(found, *calculated("fixture"))
    assert (found.units["points"].issued, found.units["points"].outstanding) == (45_017, 12_594)


def test_the_fixture_gives_the_calculated_figures_on_postgresql(run_demo, calculated, weeks, postgres):
    from zegel.store.opening import migrate

    migrate(postgres.owner_url)

    found, _, _ = run_demo(postgres.app_url, "fixture", weeks)

    compare(found, *calculated("fixture"))
    assert (found.units["points"].issued, found.units["points"].outstanding) == (45_017, 12_594)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_the_whole_even_set_gives_the_calculated_figures(run_demo, calculated, weeks, tmp_path):
    expected = calculated("complete-journey")

    found, _, _ = run_demo(fresh_sqlite(tmp_path), "complete-journey", weeks)

    compare(found, *expected)
    assert found.tally.counts["lines"] == 742_567
    assert (found.units["points"].issued, found.units["points"].expired) == (2_667_351, 288_012)


def test_without_the_shopper_both_calculations_agree(rows_of, weeks):
    lines = lines_of(rows_of("fixture"), Rules(weeks=weeks))
    baskets = baskets_of(lines, Rules(weeks=weeks))
    basis = base = bought = 0
    for one in households(lines):
        household = Household()
        household.use = lambda _: None
        for basket in one:
            household.buy(basket)
        basis, base, bought = basis + household.f.basis, base + household.f.base_points, bought + household.f.sales

    assert (basis, base, bought) == (int(baskets["basis"].sum()), int(baskets["base_points"].sum()), sales(baskets))


def test_what_shoppers_coupons_and_the_till_paid_is_what_the_documentation_says(rows_of):
    found = baskets_of(lines_of(rows_of("fixture"), Rules()), Rules())

    assert report(found) == {
        "members": 25, "purchases": 1_692, "line_count": 14_104, "sales": 4_147_491, "given_at_till": 778_328,
        "coupons_accepted": 15_885, "paid_by_shoppers": 4_131_606, "earning_basis": 3_532_662, "base_points": 34_613,
    }  # fmt: skip


@pytest.mark.long
def test_the_whole_set_is_what_the_documentation_says(rows_of):
    found = report(baskets_of(lines_of(rows_of("complete-journey"), Rules()), Rules()))

    assert found["sales"] == 230_305_272
    assert found["paid_by_shoppers"] == 228_998_543
    assert (found["members"], found["purchases"], found["line_count"]) == (1_238, 78_536, 742_567)
    assert (found["earning_basis"], found["base_points"]) == (205_297_827, 2_016_563)
