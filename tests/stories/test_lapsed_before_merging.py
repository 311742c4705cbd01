"""A sale comes back after its buyer was merged into another: what had lapsed of its points by then is nobody's debt (semantics 18, 20)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.effort import examples
from tests.make import DAY_MS, WEDNESDAY, line
from tests.paper import PaperShop
from tests.stories.test_earning_conventions import shop_with
from tests.stories.test_merging_members import merges
from zegel.core.purchase import Identifier

LAPSES = "expires: 30 days"


def merged(shop: PaperShop, other: Identifier, who: Identifier) -> Identifier:
    shop.done(merges(shop, other, who))
    return who


@pytest.mark.parametrize("below_zero", ["allowed", "refused", "stops at zero"])
def test_points_that_lapsed_before_the_merge_count_as_taken(below_zero):
    shop = shop_with(unit=LAPSES, more=f"returns: {{below zero: {below_zero}}}\n")
    fatima, ahmed = shop.enrol(), shop.enrol("ahmed")
    sale = shop.buys(fatima, line(1_000, 2))
    shop.wait_until(WEDNESDAY + 40 * DAY_MS)
    merged(shop, fatima, ahmed)
    shop.gives(ahmed, 50)

    half = shop.returns(sale, (1, 1_000))
    rest = shop.returns(sale)

    assert [back.effects("take back") for back in (half, rest)] == [[{"unit": "points", "count": 5}]] * 2
    assert (half.effects("shortfall"), rest.effects("shortfall")) == ([], [])
    assert shop.balances(ahmed) == {"points": 50}


def test_what_was_spent_of_them_is_owed_as_ever():
    shop = shop_with(unit=LAPSES)
    fatima, ahmed = shop.enrol(), shop.enrol("ahmed")
    sale = shop.buys(fatima, line(1_000, 2))
    shop.gives(fatima, -4)
    shop.wait_until(WEDNESDAY + 40 * DAY_MS)
    merged(shop, fatima, ahmed)

    shop.returns(sale, (1, 1_000))
    assert shop.balances(ahmed) == {}
    shop.returns(sale)

    assert shop.balances(ahmed) == {"points debt": -4}


def test_also_what_lapsed_between_two_merges():
    shop = shop_with(unit=LAPSES)
    fatima, ahmed, emma = shop.enrol(), shop.enrol("ahmed"), shop.enrol("emma")
    sale = shop.buys(fatima, line(1_000))
    merged(shop, fatima, ahmed)
    shop.wait_until(WEDNESDAY + 40 * DAY_MS)
    merged(shop, ahmed, emma)

    shop.returns(sale)

    assert shop.balances(emma) == {}


@examples(20)
@given(
    st.lists(st.tuples(st.integers(100, 5_000), st.integers(1, 4)), min_size=1, max_size=3),
    st.lists(
        st.one_of(st.tuples(st.just("waits"), st.sampled_from([1, 12, 31, 31])), st.tuples(st.just("returns"), st.integers(0, 2))),
        min_size=2,
        max_size=6,
    ),
    st.integers(0, 4),
    st.integers(0, 30),
)
def test_a_merge_makes_a_return_take_neither_more_nor_less(baskets, steps, when, spent):
    came = []
    for moved in (False, True):
        shop = shop_with(unit=LAPSES)
        who, ahmed = shop.enrol(), shop.enrol("ahmed")
        sales = [shop.buys(who, line(net * pieces, pieces)) for net, pieces in baskets]
        shop.gives(who, -min(spent, shop.points(who)) or 1)
        for step, much in [*steps[:when], ("merges", 0), *steps[when:]]:
            if step == "merges":
                who = merged(shop, who, ahmed) if moved else who
            elif step == "waits":
                shop.wait_until(shop.at + much * DAY_MS)
            else:
                shop.record(
                    make.returns(sales[much % len(sales)].id, (1, 1_000), at=shop.at, reason="broken")
                )  # refused where none is left
        came.append(shop.balances(who))
    assert came[0] == came[1]
