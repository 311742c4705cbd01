"""The ladder: up at once, down at a period's end, one step (domain.md M21, semantics 21-22)."""

import pytest

from tests.make import bakery, clock, ladder, line
from tests.paper import PaperShop
from zegel.core.periods import NEVER
from zegel.core.purchase import Line
from zegel.program.model import Window


def jam(euros: int) -> Line:
    return line(100 * euros, category="jam")


def test_a_new_member_stands_on_the_first_step(shop):
    fatima = shop.enrol()

    assert (shop.purse(fatima).tier, shop.purse(fatima).tier_review_at) == ("brons", NEVER)


def test_the_worked_example_of_gold(shop):
    # domain.md M21: 1500 on 3 October 2026 → goud at once, until 31-12-2027; 420 in 2027 → on 1 January 2028 zilver, not brons
    fatima = shop.enrol()
    shop.buys(fatima, jam(499), at="2026-05-06 12:00")
    assert shop.purse(fatima).tier == "brons"

    up = shop.buys(fatima, jam(1001), at="2026-10-03 12:00")
    assert up.effects("tier") == [{"before": "brons", "after": "goud", "measured": 1500, "review_at": clock("2028-01-01 00:00")}]

    golden = shop.buys(fatima, jam(420), at="2027-06-02 12:00")
    assert golden.effects("earn")[0]["parts"] == [["base", 420], ["goud: points", 210]]
    assert golden.body["facts"]["windows"] == [0]

    shop.wait_until("2027-12-31 23:59")
    assert shop.purse(fatima).tier == "goud"
    (review,) = shop.wait_until("2028-01-01 00:00")

    assert (review.kind, review.at, review.business_date, review.tier.tier) == ("tier", clock("2028-01-01 00:00"), "2028-01-01", "zilver")
    assert shop.purse(fatima).tier_review_at == clock("2029-01-01 00:00")


def test_silver_falls_to_bronze_a_year_later_and_stays_there(shop):
    fatima = shop.enrol()
    shop.buys(fatima, jam(1500))

    booked = [e for e in shop.wait_until("2031-06-01 12:00") if e.kind == "tier"]

    assert [(e.tier.tier, e.tier.review_at) for e in booked] == [("zilver", clock("2029-01-01 00:00")), ("brons", NEVER)]


def test_the_step_is_effective_from_the_next_purchase(shop):
    fatima = shop.enrol()

    first = shop.buys(fatima, jam(500))
    second = shop.buys(fatima, jam(100))

    assert (first.effects("tier")[0]["after"], first.earned["points"]) == ("zilver", 500)
    assert second.earned["points"] == 125


def test_reaching_the_step_again_keeps_it_a_year_longer_and_since_stays(shop):
    fatima = shop.enrol()
    shop.buys(fatima, jam(500), at="2026-06-03 12:00")

    again = shop.buys(fatima, jam(500), at="2027-06-02 12:00")

    assert again.effects("tier") == []
    assert shop.purse(fatima).tier_review_at == clock("2029-01-01 00:00")
    assert shop.purse(fatima).tier_since == "2026-06-03"


def test_a_step_that_is_kept_at_its_review_keeps_its_since(shop):
    fatima = shop.enrol()
    shop.buys(fatima, jam(500), at="2026-06-03 12:00")
    shop.buys(fatima, jam(500), at="2027-06-02 12:00")

    shop.wait_until("2029-01-01 00:00")

    assert (shop.purse(fatima).tier, shop.purse(fatima).tier_since) == ("brons", "2029-01-01")


def test_a_return_lowers_the_measure_and_not_the_step(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(500))

    shop.returns(sale)
    assert shop.purse(fatima).tier == "zilver"
    assert shop.purse(fatima).totals["unit:status", "2026"] == 0

    shop.wait_until("2028-01-01 00:00")
    assert shop.purse(fatima).tier == "brons"


def test_gold_that_was_earned_again_is_kept(shop):
    fatima = shop.enrol()
    shop.buys(fatima, jam(1500), at="2026-10-03 12:00")
    shop.buys(fatima, jam(1500), at="2027-12-31 23:59")

    shop.wait_until("2028-01-01 00:00")
    assert shop.purse(fatima).tier == "goud"

    shop.wait_until("2029-01-01 00:00")
    assert shop.purse(fatima).tier == "zilver"


@pytest.mark.parametrize(("down", "tiers"), [(0, "goud"), (1, "zilver"), (2, "brons"), (9, "brons")])
def test_how_far_one_falls(down, tiers):
    shop = PaperShop(bakery(tiers=ladder(("brons", 0), ("zilver", 500), ("goud", 1500), down=down)))
    fatima = shop.enrol()
    shop.buys(fatima, jam(1500))

    shop.wait_until("2028-01-01 00:00")

    assert shop.purse(fatima).tier == tiers


def test_a_ladder_whose_first_step_must_be_earned_can_be_left(shop):
    shop = PaperShop(bakery(tiers=ladder(("zilver", 500), ("goud", 1500))))
    fatima = shop.enrol()
    assert shop.purse(fatima).tier == ""
    shop.buys(fatima, jam(500))

    shop.wait_until("2028-01-01 00:00")

    assert (shop.purse(fatima).tier, shop.purse(fatima).tier_review_at) == ("", NEVER)


def test_a_rolling_year_is_looked_at_on_its_own_day():
    rolling = Window("unit:status", "rolling", 12, "months")
    shop = PaperShop(bakery(windows=(rolling,), tiers=ladder(("brons", 0), ("zilver", 500), kept="rolling", review_months=12)))
    fatima = shop.enrol()
    shop.buys(fatima, jam(300), at="2026-04-01 12:00")
    shop.buys(fatima, jam(200), at="2027-03-31 12:00")
    assert shop.purse(fatima).tier == "zilver"
    assert shop.purse(fatima).tier_review_at == clock("2028-03-31 00:00")

    shop.buys(fatima, jam(299), at="2028-03-30 12:00")
    assert shop.purse(fatima).tier_review_at == clock("2028-03-31 00:00")  # 499 in the last year: not renewed

    shop.wait_until("2028-03-31 00:00")
    assert shop.purse(fatima).tier == "brons"


def test_a_window_of_a_rolling_year_loses_the_day_a_year_ago():
    rolling = Window("unit:status", "rolling", 12, "months")
    shop = PaperShop(bakery(windows=(rolling,), tiers=ladder(("brons", 0), ("zilver", 500), kept="rolling")))
    fatima = shop.enrol()
    shop.buys(fatima, jam(499), at="2026-04-01 12:00")

    late = shop.buys(fatima, jam(1), at="2027-04-01 12:00")

    assert late.body["facts"]["windows"] == [0]
    assert shop.purse(fatima).tier == "brons"


def test_nobody_without_a_card_has_a_step(shop):
    sale = shop.buys(None, jam(5000))

    assert sale.effects("tier") == []
    assert shop.purse(sale.id.purse).tier == ""


def test_when_a_program_drops_its_ladder_the_step_is_reviewed_no_more(shop):
    shop = PaperShop(bakery(), (clock("2027-06-01 00:00"), bakery(tiers=None, windows=(), multipliers=())))
    fatima = shop.enrol()
    shop.buys(fatima, jam(500))

    sale = shop.buys(fatima, jam(10), at="2027-07-01 12:00")
    assert sale.body["facts"]["tier"] == "zilver"

    shop.wait_until("2028-01-01 00:00")
    assert shop.purse(fatima).tier_review_at == NEVER


def test_when_a_program_renames_its_steps_the_member_is_placed_where_the_measure_says():
    renamed = bakery(tiers=ladder(("brons", 0), ("silver", 500), ("gold", 1500)))
    shop = PaperShop(bakery(), (clock("2027-01-01 00:00"), renamed))
    fatima = shop.enrol()
    shop.buys(fatima, jam(1500), at="2026-12-31 12:00")

    shop.buys(fatima, jam(490), at="2027-05-05 12:00")
    shop.wait_until("2028-01-01 00:00")

    assert shop.purse(fatima).tier == "brons"


def test_a_late_purchase_of_last_year_counts_for_last_year(shop):
    fatima = shop.enrol()
    shop.buys(fatima, jam(400), at="2026-12-30 12:00")

    late = shop.buys(fatima, jam(100), at="2026-12-31 12:00", received=clock("2027-01-02 12:00"))

    assert late.effects("tier")[0]["after"] == "zilver"
    assert shop.purse(fatima).tier_review_at == clock("2028-01-01 00:00")
    assert late.entries[-1].business_date == "2026-12-31"
