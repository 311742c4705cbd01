"""Corrections by hand, and late sales that a person looks at."""

import pytest

from tests import make
from tests.make import adjusts, bakery, clock, line
from tests.paper import PaperShop, refuses
from zegel.core.purchase import Line
from zegel.flows.commands import Review
from zegel.program.model import Window

FIVE_DAYS_LATER = clock("2026-03-09 12:00")


def jam(net: int, quantity: int = 1) -> Line:
    return line(net, quantity, category="jam")


# -- corrections


def test_points_given_by_hand_are_a_lot_like_any_other(shop):
    fatima = shop.enrol()

    said = shop.gives(fatima, 50)

    assert (said.kinds, said.body["reason"], said.effects("adjust")) == (["adjust"], "till was down", [{"unit": "points", "count": 50}])
    assert (said.entries[0].reason, said.entries[0].actor, said.entries[0].postings[0].source) == ("till was down", "anna", "adjusted")
    assert shop.lots(fatima) == [(50, clock("2027-04-01 00:00"))]


def test_points_taken_by_hand_go_soonest_expiry_first(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 50, at="2026-03-04 12:00")
    shop.gives(fatima, 50, at="2026-04-08 12:00")

    shop.gives(fatima, -70)

    assert shop.lots(fatima) == [(30, clock("2027-05-01 00:00"))]


def test_a_correction_never_goes_below_zero(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 50)

    data = refuses(shop, adjusts(fatima, -51, at=shop.at)).data
    assert (data["unit"], data["available"], data["needed"]) == ("points", 50, 51)


def test_a_correction_settles_a_debt_first(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(50_000))
    shop.redeems(fatima, "mug")
    shop.returns(sale)

    said = shop.gives(fatima, 600)

    assert said.effects("settle debt") == [{"unit": "points", "count": -500}]
    assert shop.balances(fatima) == {"points": 100}


def test_stamps_given_by_hand_fill_the_card(shop):
    fatima = shop.enrol()

    said = shop.gives(fatima, 12, unit="bread card")

    assert said.effects("card full")[0]["cards"] == 1
    assert shop.balances(fatima) == {"bread card": 2, "reward:free bread": 1}


def test_a_card_filled_by_hand_is_undone_like_any_other(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(1000, 4))
    shop.gives(fatima, 6, unit="bread card")

    shop.returns(sale)

    assert shop.balances(fatima) == {"bread card": 6}


def test_measures_and_steps_do_not_follow_a_correction(shop):
    fatima = shop.enrol()

    shop.gives(fatima, 5000, unit="status")

    assert (shop.purse(fatima).tier, shop.purse(fatima).measures) == ("brons", {})


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_correction_has_a_reason(shop, reason):
    fatima = shop.enrol()

    assert refuses(shop, adjusts(fatima, 5, at=shop.at, reason=reason)).refusal == "reason_missing"


def test_a_correction_of_a_unit_that_is_not_there(shop):
    fatima = shop.enrol()

    assert refuses(shop, adjusts(fatima, 5, unit="miles", at=shop.at)).data == {"unit": "miles"}
    assert refuses(shop, adjusts(make.card("nobody"), 5, at=shop.at)).refusal == "unknown_member"


# -- late sales


def test_a_sale_of_up_to_72_hours_ago_is_a_sale_like_any_other(shop):
    fatima = shop.enrol(at=clock("2026-03-01 12:00"))

    sale = shop.buys(fatima, jam(1000), at="2026-03-04 12:00", received=clock("2026-03-07 12:00"))

    assert (sale.body["review"], sale.body["business_date"], sale.entries[-1].at) == (0, "2026-03-04", clock("2026-03-07 12:00"))
    assert shop.balances(fatima)["points"] == 10


def test_an_older_sale_waits_until_a_person_has_looked_at_it(shop):
    fatima = shop.enrol(at=clock("2026-03-01 12:00"))
    late = clock("2026-03-07 12:00") + 1

    sale = shop.buys(fatima, jam(1000), at="2026-03-04 12:00", received=late)
    assert (sale.body["review"], sale.effects("earn")[0]["available_at"]) == (1, 2**53)
    assert shop.balances(fatima) == {"points pending": 10, "status pending": 10}

    approved = shop.reviews(sale, approve=True)

    assert approved.effects("release") == [{"unit": "points", "count": 10}, {"unit": "status", "count": 10}]
    assert shop.balances(fatima) == {"points": 10, "status": 10}
    assert shop.lots(fatima) == [(10, clock("2027-04-01 00:00"))]


def test_a_late_tuesday_is_a_tuesday(shop):
    fatima = shop.enrol(at=clock("2026-03-01 12:00"))

    sale = shop.buys(fatima, jam(1000), at="2026-03-03 12:00", received=FIVE_DAYS_LATER)

    assert sale.earned["points"] == 20


def test_what_is_refused_is_taken_back_with_its_measures(shop):
    more = (Window("spend", "lifetime", 0, "days"), Window("visits", "lifetime", 0, "days"))
    shop = PaperShop(bakery(windows=(*bakery().windows, *more)))
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1000), at="2026-03-04 12:00", received=FIVE_DAYS_LATER)
    assert {m: sum(days.values()) for m, days in shop.purse(fatima).measures.items()} == {"spend": 1000, "unit:status": 10, "visits": 1}

    refused = shop.reviews(sale, approve=False)

    assert refused.effects("take back") == [{"unit": "points", "count": 10}, {"unit": "status", "count": 10}]
    assert shop.balances(fatima) == {}
    assert {m: sum(days.values()) for m, days in shop.purse(fatima).measures.items()} == {"spend": 0, "unit:status": 0, "visits": 0}


def test_goods_of_a_refused_sale_come_back_without_taking_anything_twice(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 100)
    sale = shop.buys(fatima, jam(1000), at="2026-03-04 12:00", received=FIVE_DAYS_LATER)
    shop.reviews(sale, approve=False)

    back = shop.returns(sale)

    assert (back.refund, back.effects("take back")) == (1000, [])
    assert shop.balances(fatima) == {"points": 100}
    assert shop.purse(fatima).totals["unit:status", "2026"] == 0


def test_half_of_a_late_sale_comes_back_before_it_is_refused(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 100)
    sale = shop.buys(fatima, jam(1000, 2), at="2026-03-04 12:00", received=FIVE_DAYS_LATER)
    shop.returns(sale, (1, 1000))
    assert shop.balances(fatima) == {"points": 100, "points pending": 5, "status pending": 5}

    shop.reviews(sale, approve=False)
    shop.returns(sale)

    assert shop.balances(fatima) == {"points": 100}
    assert shop.purse(fatima).totals["unit:status", "2026"] == 0


def test_stamps_of_a_late_sale_fill_the_card_when_it_is_approved(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(2500, 10), at="2026-03-04 12:00", received=FIVE_DAYS_LATER)
    assert shop.balances(fatima)["bread card pending"] == 10

    approved = shop.reviews(sale, approve=True)
    assert approved.effects("card full")[0]["cards"] == 1

    shop.returns(sale, (1, 1000))
    assert shop.balances(fatima)["bread card"] == 9


def test_a_review_is_done_once_with_a_reason_and_only_of_late_sales(shop):
    fatima = shop.enrol()
    normal = shop.buys(fatima, jam(1000))
    late = shop.buys(fatima, jam(1000), at="2026-03-04 12:00", received=FIVE_DAYS_LATER)
    bonus = shop.gives(fatima, 5)

    def review(sale, reason="seen"):
        return Review(make.header(shop.at), sale, True, reason)

    assert refuses(shop, review(normal.id)).refusal == "not_under_review"
    assert refuses(shop, review(bonus.id)).data == {"kind": "adjust"}
    assert refuses(shop, review(late.id, " ")).refusal == "reason_missing"
    assert refuses(shop, review(make.receipt(77, 1))).refusal == "unknown_receipt"

    shop.reviews(late, approve=True)
    assert refuses(shop, review(late.id)).refusal == "not_under_review"
