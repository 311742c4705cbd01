"""Rows 21 and 22 of the conventions: what a tier is measured by and over which time, and how one moves (semantics 21-22)."""

import pytest

from tests import make
from tests.make import bakery, clock, ladder, line, unit, words
from tests.paper import PaperShop
from zegel.core.periods import NEVER
from zegel.core.purchase import Line
from zegel.program.model import EarnRule, Program, Window

STEPS = (("brons", 0), ("zilver", 500), ("goud", 1500))


def jam(euros: int) -> Line:
    return line(100 * euros, category="jam")


def shop_measuring(measure: str, kind: str = "calendar year", count: int = 0, *, steps=STEPS, **how: object) -> PaperShop:
    """A shop whose ladder looks at `measure` over one window."""
    period = "months" if count else "days"
    return PaperShop(bakery(windows=(Window(measure, kind, count, period),), tiers=ladder(*steps, **how)))


def tier(shop: PaperShop, who: object) -> str:
    return shop.purse(who).tier


# -- row 21: metric


@pytest.mark.parametrize(("measure", "steps", "reached"), [
    ("unit:status", (("brons", 0), ("zilver", 500)), [499, 1]),        # row 21: status unit
    ("unit:points", (("brons", 0), ("zilver", 500)), [499, 1]),        # row 21: points earned
    ("spend", (("brons", 0), ("zilver", 50_000)), [499, 1]),           # row 21: spend
    ("visits", (("brons", 0), ("zilver", 2)), [1, 1]),                 # row 21: visits
])  # fmt: skip
def test_row_21_metric_that_is_counted(measure, steps, reached):
    shop = shop_measuring(measure, steps=steps)
    fatima = shop.enrol()

    shop.buys(fatima, jam(reached[0]))
    assert tier(shop, fatima) == "brons"
    up = shop.buys(fatima, jam(reached[1]))

    assert tier(shop, fatima) == "zilver"
    assert up.effects("tier")[0]["measured"] == steps[1][1]


def test_row_21_metric_points_balance():
    shop = shop_measuring("balance:points", "now", kept="rolling", review_months=3)
    fatima = shop.enrol()
    assert tier(shop, fatima) == "brons"

    shop.buys(fatima, jam(499), at="2026-03-04 12:00")
    assert tier(shop, fatima) == "brons"
    up = shop.buys(fatima, jam(1), at="2026-03-05 12:00")
    assert up.effects("tier") == [{"before": "brons", "after": "zilver", "measured": 500, "review_at": clock("2026-06-05 00:00")}]

    shop.redeems(fatima, "mug", at="2026-03-06 12:00")
    assert tier(shop, fatima) == "zilver"  # spending takes nothing away before the period ends
    shop.wait_until("2026-06-04 23:59")
    assert tier(shop, fatima) == "zilver"
    (review,) = shop.wait_until("2026-06-05 00:00")
    assert (review.kind, review.tier.tier, review.tier.review_at) == ("tier", "brons", NEVER)


def waiting_on_the_web() -> Program:
    """A ladder by balance, of points that wait two weeks where they were earned on the web."""
    return bakery(
        windows=(Window("balance:points", "now", 0, "days"),), tiers=ladder(*STEPS, kept="rolling", review_months=12),
        units=(unit(pending=(("web", 14),)), unit("status", "status", "0", 0), unit("bread card", "stamps", "0", 0),
               unit("reward:free bread", "reward", "0", 0)), multipliers=(),
    )  # fmt: skip


def test_row_21_a_balance_lifts_when_a_correction_or_the_end_of_waiting_brings_points():
    shop = PaperShop(waiting_on_the_web())
    fatima = shop.enrol()

    shop.buys(fatima, jam(600), at="2026-03-04 12:00", channel="web")
    assert tier(shop, fatima) == "brons"
    (release,) = shop.wait_until("2026-03-19 00:00")
    assert (release.kind, release.tier.tier) == ("release", "zilver")

    given = shop.gives(fatima, 900)
    assert given.effects("tier")[0]["after"] == "goud"


def test_row_21_a_balance_lifts_when_a_late_sale_is_approved():
    shop = PaperShop(waiting_on_the_web())
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(600), at="2026-03-04 12:00", received=clock("2026-03-09 12:00"))
    assert tier(shop, fatima) == "brons"

    said = shop.reviews(sale, approve=True)

    assert (said.effects("tier")[0]["after"], tier(shop, fatima)) == ("zilver", "zilver")


def test_row_21_metric_tenure_lifts_by_itself_and_never_lowers():
    shop = shop_measuring("tenure", "now", steps=(("nieuw", 0), ("vriend", 24), ("oude vriend", 60)), kept="rolling")
    fatima = shop.enrol(since="2024-05-31")
    assert (tier(shop, fatima), shop.purse(fatima).tier_review_at) == ("nieuw", clock("2026-05-31 00:00"))

    shop.buys(fatima, jam(5000), at="2026-05-30 12:00")
    assert tier(shop, fatima) == "nieuw"
    (lifted,) = shop.wait_until("2026-05-31 00:00")
    assert (lifted.kind, lifted.tier.tier, lifted.tier.review_at) == ("tier", "vriend", clock("2029-05-31 00:00"))

    shop.wait_until("2029-05-31 00:00")
    assert (tier(shop, fatima), shop.purse(fatima).tier_review_at) == ("oude vriend", NEVER)


def test_row_21_who_has_been_a_member_for_long_stands_higher_from_the_first_day():
    shop = shop_measuring("tenure", "now", steps=(("vriend", 24), ("oude vriend", 60)), kept="rolling")

    assert tier(shop, shop.enrol("old", since="2019-03-02")) == "oude vriend"
    assert tier(shop, shop.enrol("new")) == ""


# -- row 21: window


def test_row_21_window_calendar_year_kept_through_the_next():
    shop = shop_measuring("unit:status")
    fatima = shop.enrol()

    shop.buys(fatima, jam(500), at="2026-12-31 12:00")

    assert shop.purse(fatima).tier_review_at == clock("2028-01-01 00:00")


def test_row_21_window_calendar_year_kept_through_this_year():
    shop = shop_measuring("unit:status", kept="through this year")
    fatima = shop.enrol()
    shop.buys(fatima, jam(500), at="2026-10-31 12:00")
    assert shop.purse(fatima).tier_review_at == clock("2027-01-01 00:00")

    shop.wait_until("2027-01-01 00:00")  # 2026 was enough
    assert (tier(shop, fatima), shop.purse(fatima).tier_review_at) == ("zilver", clock("2028-01-01 00:00"))
    shop.wait_until("2028-01-01 00:00")
    assert tier(shop, fatima) == "brons"


def test_row_21_window_rolling_months():
    shop = shop_measuring("unit:status", "rolling", 6, kept="rolling", review_months=6)
    fatima = shop.enrol()
    shop.buys(fatima, jam(300), at="2026-04-01 12:00")

    late = shop.buys(fatima, jam(200), at="2026-10-01 12:00")
    assert late.body["facts"]["windows"] == [0]  # six months ago is outside
    shop.buys(fatima, jam(300), at="2027-03-31 12:00")

    assert tier(shop, fatima) == "zilver"


def test_row_21_window_membership_year():
    shop = shop_measuring("unit:status", "membership year")
    fatima = shop.enrol(since="2024-06-15")
    shop.buys(fatima, jam(400), at="2026-06-14 12:00")

    new_year = shop.buys(fatima, jam(400), at="2026-06-15 12:00")
    assert new_year.body["facts"]["windows"] == [0]
    assert tier(shop, fatima) == "brons"
    shop.buys(fatima, jam(100), at="2026-06-16 12:00")
    assert (tier(shop, fatima), shop.purse(fatima).tier_review_at) == ("zilver", clock("2028-06-15 00:00"))

    shop.buys(fatima, jam(499), at="2028-06-14 12:00")
    (review,) = shop.wait_until("2028-06-15 00:00")
    assert (review.kind, review.tier.tier) == ("tier", "brons")  # 499 in the year that ended


def test_row_21_a_membership_year_that_was_enough_keeps_the_tier_a_year():
    shop = shop_measuring("unit:status", "membership year", kept="through this year")
    fatima = shop.enrol(since="2024-02-29")
    shop.buys(fatima, jam(500), at="2026-03-04 12:00")
    assert shop.purse(fatima).tier_review_at == clock("2027-02-28 00:00")

    shop.wait_until("2027-02-28 00:00")
    assert (tier(shop, fatima), shop.purse(fatima).tier_review_at) == ("zilver", clock("2028-02-29 00:00"))


def test_row_21_window_since_tier_start():
    shop = shop_measuring("unit:status", "since tier start", kept="rolling", review_months=12)
    fatima = shop.enrol()
    shop.buys(fatima, jam(500), at="2026-03-05 12:00")
    assert tier(shop, fatima) == "zilver"

    shop.buys(fatima, jam(600), at="2026-09-01 12:00")
    golden = shop.buys(fatima, jam(500), at="2026-09-02 12:00")
    assert golden.body["facts"]["windows"] == [1100]  # the day on which silver began counts
    assert tier(shop, fatima) == "goud"

    after = shop.buys(fatima, jam(10), at="2026-09-03 12:00")
    assert after.body["facts"]["windows"] == [500]  # since the second of September
    (review,) = [e for e in shop.wait_until("2027-09-02 00:00") if e.kind == "tier"]
    assert review.tier.tier == "zilver"  # 510 since gold began
    assert shop.buys(fatima, jam(1), at="2027-09-03 12:00").body["facts"]["windows"] == [0]


def test_row_21_since_tier_start_counts_from_the_last_time_that_it_was_kept():
    shop = shop_measuring("unit:status", "since tier start", kept="rolling", review_months=12, steps=(("brons", 0), ("zilver", 500)))
    fatima = shop.enrol()
    shop.buys(fatima, jam(500), at="2026-03-05 12:00")

    shop.wait_until("2027-03-05 00:00")  # 500 since it began: kept
    assert tier(shop, fatima) == "zilver"
    shop.wait_until("2028-03-05 00:00")  # nothing since it was kept

    assert tier(shop, fatima) == "brons"


def test_row_21_window_lifetime():
    shop = shop_measuring("unit:status", "lifetime", kept="rolling", review_months=12)
    fatima = shop.enrol()
    shop.buys(fatima, jam(300), at="2026-03-05 12:00")
    shop.buys(fatima, jam(200), at="2031-03-05 12:00")
    assert tier(shop, fatima) == "zilver"

    shop.wait_until("2040-01-01 00:00")

    assert tier(shop, fatima) == "zilver"


# -- row 21: including the current basket; row 22: effective in the same basket


def test_row_21_including_the_current_basket():
    shop = shop_measuring("unit:status", same_basket=True)
    fatima = shop.enrol()

    sale = shop.buys(fatima, jam(500))

    assert sale.body["facts"]["tier"] == "zilver"
    assert sale.earned == {"points": 625, "status": 500}
    assert sale.effects("tier")[0]["after"] == "zilver"


def test_row_22_up_at_once_effective_from_the_next_purchase():
    shop = shop_measuring("unit:status")
    fatima = shop.enrol()

    assert shop.buys(fatima, jam(500)).earned["points"] == 500
    assert shop.buys(fatima, jam(100)).earned["points"] == 125


def test_row_22_effective_in_the_same_basket_in_quotes_holds_and_returns():
    shop = shop_measuring("unit:status", same_basket=True)
    fatima = shop.enrol()

    assert shop.quotes(fatima, jam(500)).body["facts"]["tier"] == "zilver"
    hold = shop.holds(fatima, jam(500))
    assert (hold.body["facts"]["tier"], tier(shop, fatima)) == ("zilver", "brons")
    paid = shop.commits(hold)
    assert (paid.earned["points"], tier(shop, fatima)) == (625, "zilver")

    shop.returns(paid)

    assert shop.points(fatima) == 0
    assert tier(shop, fatima) == "zilver"


def test_row_22_a_tier_counts_with_what_the_basket_came_to_without_its_own_discount():
    silver = make._tier(2)
    cut = make.Discount("silver cut", make.Percent(1000), make.ALL, "line", 0, "", (silver,), words("zilver"))
    shop = PaperShop(bakery(windows=(Window("spend", "calendar year", 0, "days"),), discounts=(cut,), tiers=ladder(
        ("brons", 0), ("zilver", 50_000), same_basket=True)))  # fmt: skip
    fatima = shop.enrol()

    sale = shop.buys(fatima, jam(500))

    assert sale.pays == 45_000
    assert sale.effects("tier")[0]["measured"] == 50_000
    assert shop.purse(fatima).totals["spend", "2026"] == 45_000


# -- row 22: how one falls


@pytest.mark.parametrize(("down", "after"), [(1, "zilver"), (3, "brons"), (0, "goud")])
def test_row_22_down_one_step_to_the_level_reached_or_never(down, after):
    shop = shop_measuring("unit:status", down=down)
    fatima = shop.enrol()
    shop.buys(fatima, jam(1500))

    shop.wait_until("2028-01-01 00:00")

    assert tier(shop, fatima) == after


@pytest.mark.parametrize(("bought", "after"), [(499, "brons"), (500, "zilver")])
def test_row_22_grace_days_in_which_one_can_still_make_it(bought, after):
    shop = shop_measuring("unit:status", grace_days=30)
    fatima = shop.enrol()
    shop.buys(fatima, jam(500), at="2026-10-01 12:00")
    assert shop.purse(fatima).tier_review_at == clock("2028-01-31 00:00")
    shop.buys(fatima, jam(400), at="2027-05-01 12:00")

    shop.buys(fatima, jam(bought - 400), at="2028-01-30 12:00")
    assert tier(shop, fatima) == "zilver"
    shop.wait_until("2028-01-31 00:00")

    assert tier(shop, fatima) == after
    if after == "zilver":
        assert shop.purse(fatima).tier_review_at == clock("2029-01-31 00:00")


def test_row_22_a_step_that_is_reached_in_the_days_of_grace_counts_for_the_new_year():
    shop = shop_measuring("unit:status", grace_days=30)
    fatima = shop.enrol()
    shop.buys(fatima, jam(500), at="2026-10-01 12:00")

    shop.buys(fatima, jam(500), at="2028-01-15 12:00")

    assert shop.purse(fatima).tier_review_at == clock("2030-01-31 00:00")


def test_row_22_a_return_lowers_the_measure_and_takes_nothing_away_before_the_end():
    shop = shop_measuring("unit:status")
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1500))

    shop.returns(sale)
    assert (tier(shop, fatima), shop.purse(fatima).totals["unit:status", "2026"]) == ("goud", 0)

    shop.wait_until("2028-01-01 00:00")
    assert tier(shop, fatima) == "zilver"


def test_a_late_job_changes_nothing():
    early, late = shop_measuring("unit:status", grace_days=10), shop_measuring("unit:status", grace_days=10)
    for shop in (early, late):
        shop.buys(shop.enrol(), jam(1500), at="2026-10-03 12:00")
    for day in ("2028-01-11 00:00", "2029-01-11 00:00", "2030-06-01 00:00"):
        early.wait_until(day)

    late.wait_until("2030-06-01 00:00")

    assert early.purse(make.card()).hash == late.purse(make.card()).hash
    assert tier(late, make.card()) == "brons"


def test_stars_only_for_some_articles_still_decide():
    shop = PaperShop(bakery(
        earn=(EarnRule("stars", "status", 1, "spend", 100, make.CAKE, (), words("taart")),), multipliers=(), discounts=(), cards=(),
        rewards=(), units=(unit(), unit("status", "status", "0", 0)),
    ))  # fmt: skip
    fatima = shop.enrol()

    shop.buys(fatima, jam(900), line(50_000, category="cake"))

    assert tier(shop, fatima) == "zilver"
