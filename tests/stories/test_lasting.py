"""How long points wait and last, and whether this basket's may be spent on it (semantics 15, 16, 17; domain.md C2, C3, M28)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.effort import examples
from tests.make import DAY_MS, WEDNESDAY, clock, line
from tests.stories.test_earning_conventions import OFF, shop_with
from zegel.core.periods import IDLE, MINUTE, NEVER
from zegel.core.purchase import Tender
from zegel.flows.commands import Use

# -- row 15


def test_row_15_what_a_basket_earns_is_for_the_next_one_as_a_rule():
    shop = shop_with(more=OFF)
    fatima = shop.enrol()

    assert shop.buys(fatima, line(4_000, category="jam"), uses=(("points off", 0),)).pays == 4_000


def test_row_15_or_it_can_be_spent_at_once_and_then_less_is_earned():
    # 3 points a euro: 300 points pay 3.00, the rest of 97.00 earns 291; with 200 it is 98.00 and 294
    shop = shop_with("earn: {base: {give: 3 points, per: 1.00 EUR}}\n", "points of this basket: at once", more=OFF)
    fatima = shop.enrol()

    sale = shop.buys(
        fatima, line(4_900, category="jam"), line(5_100, legal_class="deposit", category="deposits"), uses=(("points off", 0),)
    )

    assert (sale.effects("spend")[0]["count"], sale.earned) == (100, {"points": 144})
    assert shop.balances(fatima) == {"points": 44}


def test_row_15_a_count_that_the_basket_does_not_earn_is_refused():
    shop = shop_with(settings="points of this basket: at once", more=OFF)
    fatima = shop.enrol()
    shop.gives(fatima, 70)

    refused = shop.record(shop.purchase(fatima, line(4_000, category="jam"), uses=(("points off", 200),)))
    taken = shop.buys(fatima, line(4_000, category="jam"), uses=(("points off", 100),))

    assert (refused.refusal, refused.data["available"]) == ("not_enough", 108)
    assert (taken.pays, shop.balances(fatima)) == (3_900, {"points": 9})


def test_row_15_what_waits_cannot_be_spent_at_once():
    shop = shop_with(settings="points of this basket: at once", unit="pending: 3 days", more=OFF)

    assert shop.buys(shop.enrol(), line(40_000, category="jam"), uses=(("points off", 0),)).effects("spend") == []


@examples(9)
@given(st.integers(1, 30_000), st.integers(0, 500))
def test_row_15_as_many_as_may_be_is_the_most_that_may_be(net, had):
    shop = shop_with("earn: {base: {give: 3 points, per: 1.00 EUR}}\n", "points of this basket: at once", more=OFF)
    fatima = shop.enrol()
    if had:
        shop.gives(fatima, had)

    spent = sum(e["count"] for e in shop.quotes(fatima, line(net, category="jam"), uses=(("points off", 0),)).effects("spend"))
    more = shop.record(shop.purchase(fatima, line(net, category="jam"), uses=(("points off", spent + 100),)))

    assert more.refusal in ("not_enough", "over_maximum")
    assert shop.buys(fatima, line(net, category="jam"), uses=(("points off", 0),)).refusal == ""


# -- row 16


def test_row_16_points_may_wait_until_a_date():
    shop = shop_with(unit="pending: {till: until 2026-04-01}")
    fatima = shop.enrol()
    shop.buys(fatima, line(1_000))

    assert shop.points(fatima) == 0
    shop.wait_until("2026-04-01 00:00")
    assert shop.points(fatima) == 10
    assert shop.buys(fatima, line(500)).effects("earn")[0]["available_at"] == shop.at


@pytest.mark.parametrize(("pending", "channel", "waits"), [
    ("14 days", "till", 15), ("at once", "web", 0), ("{web: 3 days}", "web", 4), ("{web: 3 days}", "till", 0),
])  # fmt: skip
def test_row_16_points_wait_some_days_or_not_at_all(pending, channel, waits):
    shop = shop_with(unit=f"pending: {pending}")

    earned = shop.buys(shop.enrol(), line(1_000), channel=channel).effects("earn")[0]

    assert earned["available_at"] == (clock("2026-03-04 00:00") + waits * DAY_MS if waits else shop.at)


# -- row 17


@pytest.mark.parametrize(("expires", "last_day"), [
    ("30 days", "2026-04-03"), ("1 month", "2026-04-04"), ("{after: 1 year, on: end of year}", "2027-12-31"),
    ("{on: end of month}", "2026-03-31"), ("{on: end of quarter}", "2026-03-31"), ("{on: end of half year}", "2026-06-30"),
    ("{on: end of year, plus: 3 months}", "2027-03-31"), ("2026-12-24", "2026-12-24"), ("[2026-01-31, 2026-07-31]", "2026-07-31"),
    ("{each year: [02-29, 06-30]}", "2026-06-30"), ("{each year: 03-03}", "2027-03-03"), ("{each year: 03-04}", "2026-03-04"),
])  # fmt: skip
def test_row_17_points_are_valid_through_their_last_day(expires, last_day):
    shop = shop_with(unit=f"expires: {expires}")
    fatima = shop.enrol()

    shop.buys(fatima, line(1_000))

    shop.wait_until(f"{last_day} 23:59")
    assert shop.points(fatima) == 10
    shop.wait_until(shop.at + 60_000)
    assert shop.points(fatima) == 0


def test_row_17_points_without_a_last_day_stay():
    shop = shop_with()
    fatima = shop.enrol()
    shop.buys(fatima, line(1_000))

    shop.wait_until("2046-01-01 00:00")

    assert shop.lots(fatima) == [(10, NEVER)]


def test_row_17_the_clock_may_start_when_points_can_be_used():
    waits = "pending: {web: 14 days}, expires: {after: 30 days, from: RELEASE}"
    late, early = (shop_with(unit=waits.replace("RELEASE", word)) for word in ("release", "earning"))

    for shop, last in ((late, "2026-04-19 00:00"), (early, "2026-04-04 00:00")):
        fatima = shop.enrol()
        shop.buys(fatima, line(1_000), channel="web")
        shop.wait_until("2026-04-01 00:00")
        assert shop.lots(fatima) == [(10, clock(last))]


def test_row_17_a_late_sale_that_is_approved_starts_its_clock_then():
    shop = shop_with(unit="expires: {after: 30 days, from: release}")
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(1_000), at=WEDNESDAY - 10 * DAY_MS, received=WEDNESDAY)

    shop.reviews(sale, approve=True, at="2026-03-20 12:00")

    assert (shop.points(fatima), [lot for lot in shop.lots(fatima) if lot[0]]) == (10, [(10, clock("2026-04-20 00:00"))])
    shop.returns(sale, at="2026-03-21 12:00")
    assert shop.points(fatima) == 0


IDLE_SHOP = "expires: {after inactivity: 30 days}"


def test_row_17_points_lapse_after_a_time_without_earning_or_spending():
    shop = shop_with(unit=IDLE_SHOP, more=OFF)
    fatima = shop.enrol()
    shop.buys(fatima, line(20_000, category="jam"))
    shop.buys(fatima, line(1_000, category="jam"), at="2026-04-02 12:00")  # earning pushes it on for all points
    shop.buys(fatima, line(99, category="jam"), at="2026-04-20 12:00")  # earns nothing: pushes nothing
    assert shop.lots(fatima) == [(180, IDLE), (10, IDLE)]

    shop.wait_until("2026-05-02 23:59")
    assert shop.points(fatima) == 190
    (entry,) = shop.wait_until("2026-05-03 00:00")

    assert (entry.kind, shop.points(fatima)) == ("expire", 0)


def test_row_17_spending_pushes_it_on_too():
    shop = shop_with(unit=IDLE_SHOP, more=OFF)
    fatima = shop.enrol()
    shop.buys(fatima, line(20_000, category="jam"))
    shop.buys(fatima, line(99, category="jam"), at="2026-03-20 12:00", uses=(("points off", 0),))
    shop.buys(fatima, line(150, category="jam"), at="2026-04-01 12:00", uses=(("points off", 100),))

    shop.wait_until("2026-05-01 23:59")
    assert shop.points(fatima) == 80
    shop.wait_until("2026-05-02 00:00")
    assert shop.points(fatima) == 0


def test_row_17_after_a_lapse_one_starts_anew():
    shop = shop_with(unit=IDLE_SHOP)
    fatima = shop.enrol()
    shop.buys(fatima, line(1_000))
    shop.buys(fatima, line(500), at="2026-06-01 12:00")

    assert shop.points(fatima) == 5
    shop.wait_until("2026-07-02 00:00")
    assert shop.points(fatima) == 0


def test_row_17_the_later_of_two_activities_counts_when_a_card_becomes_a_members():
    shop = shop_with(unit=IDLE_SHOP)
    fatima = shop.enrol()
    shop.buys(fatima, line(1_000))
    found = shop.buys(None, line(500), at="2026-03-20 12:00")

    shop.claims(found.id.purse, fatima, at="2026-03-25 12:00")

    shop.wait_until("2026-04-24 23:59")
    assert shop.points(fatima) == 15
    shop.wait_until("2026-04-25 00:00")
    assert shop.points(fatima) == 0


@examples(9)
@given(st.lists(st.tuples(st.integers(0, 45), st.integers(100, 5_000)), min_size=1, max_size=8), st.booleans())
def test_row_17_a_late_job_or_none_comes_to_the_same_points(steps, visited):
    shop = shop_with(unit=IDLE_SHOP)
    fatima = shop.enrol()
    expected, last, at = 0, None, WEDNESDAY
    for days, net in steps:
        at += days * DAY_MS
        if visited:
            shop.wait_until(at)
        expected = net // 100 + (expected if last is None or at < last + 30 * DAY_MS + 11 * 3_600_000 else 0)
        last = at
        shop.buys(fatima, line(net), at=at)

        assert shop.points(fatima) == expected


AT_ONCE = ("earn: {base: {give: 3 points, per: 1.00 EUR}}\n", "points of this basket: at once")
JAM = line(40_000, category="jam")


def test_row_15_a_hold_sets_aside_what_is_there_and_the_rest_comes_when_it_is_paid():
    shop = shop_with(*AT_ONCE, more=OFF)
    fatima = shop.enrol()
    shop.gives(fatima, 70)

    hold = shop.holds(fatima, JAM, uses=(("points off", 1_000),))
    waiting = shop.balances(fatima)
    sale = shop.commits(hold)

    assert (hold.pays, waiting) == (35_000, {"points reserved": 70})
    assert (sale.pays, sale.earned, shop.balances(fatima)) == (35_000, {"points": 1_050}, {"points": 120})


def test_row_15_a_hold_uses_nothing_of_its_own_where_what_pays_it_may_earn_nothing():
    """Else it would be paid with a gift card, earn nothing, and have used what is not there."""
    shop = shop_with(AT_ONCE[0], AT_ONCE[1] + ", paid with gift cards: earns nothing", more=OFF)
    fatima = shop.enrol()
    shop.gives(fatima, 170)

    hold = shop.holds(fatima, JAM, uses=(("points off", 0),))
    sale = shop.commits(hold, tenders=(Tender("gift_card", hold.pays),))

    assert (hold.pays, sale.earned, shop.balances(fatima)) == (35_900, {}, {"points": 70})


@pytest.mark.parametrize("had", [0, 70, 2_000])
def test_row_15_a_hold_that_is_not_paid_leaves_nothing(had):
    shop = shop_with(*AT_ONCE, more=OFF)
    fatima = shop.enrol()
    if had:
        shop.gives(fatima, had)
    before = shop.balances(fatima)

    shop.cancels_hold(shop.holds(fatima, JAM, uses=(("points off", 0),)))
    cancelled = shop.balances(fatima)
    shop.holds(fatima, JAM, uses=(("points off", 0),))
    shop.wait_until(shop.at + 60 * MINUTE)

    assert [cancelled, shop.balances(fatima)] == [before, before]


def test_row_15_what_came_to_be_owed_meanwhile_is_paid_after_what_the_hold_uses():
    shop = shop_with(*AT_ONCE, more=OFF)
    fatima = shop.enrol()
    spent = shop.buys(fatima, line(10_000, category="jam"))
    hold = shop.holds(fatima, JAM, uses=(("points off", 1_300),))
    shop.returns(spent)

    sale = shop.commits(hold)

    assert (sale.pays, sale.earned) == (34_700, {"points": 1_041})
    assert shop.balances(fatima) == {"points debt": -259}


def test_row_15_what_is_owed_is_paid_before_what_the_basket_earns_is_spent():
    for way in ("buys", "holds"):
        shop = shop_with(*AT_ONCE, more=OFF)
        fatima = shop.enrol()
        early = shop.buys(fatima, line(100, category="jam"))
        shop.gives(fatima, -shop.points(fatima))
        shop.returns(early)

        said = getattr(shop, way)(fatima, line(3_500, category="jam"), uses=(("points off", 0),))

        assert said.pays == 3_500, "102 are earned, 3 are owed: 99 are no step"


@examples(16)
@given(st.integers(1, 60_000), st.integers(0, 1_500), st.integers(0, 4_000), st.booleans())
def test_row_15_a_hold_that_is_paid_is_the_purchase_to_the_amount(net, had, owes, all_):
    """Whatever there is, and whatever is owed: what moves from account to account is the same, only in two entries."""
    shops = [shop_with(*AT_ONCE, more=OFF) for _ in range(2)]
    found = []
    for shop in shops:
        fatima = shop.enrol()
        if owes:
            early = shop.buys(fatima, line(owes, category="jam"))
            shop.buys(fatima, line(1, category="jam"), uses=(("points off", 0),))
            if shop.points(fatima):
                shop.gives(fatima, -shop.points(fatima))
            shop.returns(early)
        if had:
            shop.gives(fatima, had)
        uses = (("points off", 0 if all_ else net // 200),)
        if shop is shops[0]:
            said = shop.record(shop.purchase(fatima, line(net, category="jam"), uses=uses))
        else:
            said = shop.record(make.holds(line(net, category="jam"), who=fatima, at=shop.at, uses=tuple(Use(*use) for use in uses)))
            if not said.refusal:
                held, said = said, shop.commits(said)
                assert held.pays == said.pays
        found.append((said.refusal, said.body.get("effects"), said.body.get("totals"), shop.balances(fatima)))

    assert found[0] == found[1]
