"""Goods come back: as if they had never been bought, cumulative, by the sale's own program version (semantics 18-20)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests import make
from tests.make import CAKE, bakery, clock, line, returns, settings, words
from tests.paper import PaperShop, refuses
from zegel.core.purchase import Line
from zegel.flows.return_goods import DOUBTFUL
from zegel.program.conditions import Compare, NamedTest
from zegel.program.model import EarnRule, Multiplier


def jam(net: int, quantity: int = 1) -> Line:
    return line(net, quantity, category="jam")


def test_a_line_comes_back_and_with_it_what_it_earned(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1250), jam(750))

    back = shop.returns(sale, (2, 1000))

    assert back.effects("refund") == [{"line": 2, "quantity": 1000, "amount_minor": 750}]
    assert (back.refund, back.body["of"], back.purchase) == (750, str(sale.id), None)
    assert back.effects("take back") == [{"unit": "points", "count": 8}, {"unit": "status", "count": 8}]  # 20, and 12 without it
    assert shop.balances(fatima) == {"points": 12, "status": 12}


def test_one_point_that_goes_back_is_said_in_the_singular(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(199))

    assert "1 status gaat terug: zonder wat terugkwam was die niet verdiend." in shop.returns(sale).said


def test_what_a_return_takes_is_the_difference_and_not_the_points_of_the_line(shop):
    # 9.99 + 0.99 earn 10; without the 0.99 they would have been 9
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(999), jam(99))
    assert shop.points(fatima) == 10

    shop.returns(sale, (2, 1000))

    assert shop.points(fatima) == 9


def test_everything_comes_back_in_two_goes_and_no_third(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1000, 3), jam(500))

    first = shop.returns(sale, (1, 1000))
    second = shop.returns(sale)

    assert (first.refund, second.refund) == (333, 1167)
    assert second.effects("refund") == [
        {"line": 1, "quantity": 2000, "amount_minor": 667},
        {"line": 2, "quantity": 1000, "amount_minor": 500},
    ]
    assert shop.balances(fatima) == {}
    assert refuses(shop, returns(sale.id, at=shop.at)).data == {"line": 1, "left": 0}


def test_no_more_comes_back_than_was_sold(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1000, 3))
    shop.returns(sale, (1, 2000))

    assert refuses(shop, returns(sale.id, (1, 2000), at=shop.at)).data == {"line": 1, "left": 1000}
    assert refuses(shop, returns(sale.id, (1, 1000), (1, 1), at=shop.at)).data == {"line": 1, "left": 0}
    assert refuses(shop, returns(sale.id, (1, -5), at=shop.at)).data == {"line": 1, "left": 1000}
    assert refuses(shop, returns(sale.id, (2, 1000), at=shop.at)).data == {"line": 2}


def test_only_a_sale_can_be_returned(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 500)
    mug = shop.redeems(fatima, "mug")

    assert refuses(shop, returns(mug.id, at=shop.at)).data == {"kind": "redeem"}
    assert refuses(shop, returns(make.receipt(77, 1), at=shop.at)).refusal == "unknown_receipt"
    assert refuses(shop, returns(make.receipt(1, 99), at=shop.at)).refusal == "unknown_receipt"


def test_half_a_kilo_of_a_kilo_comes_back(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(1299, 1, category="cheese", measure="kg"))

    assert shop.returns(sale, (1, 500)).refund == 650
    assert shop.returns(sale).refund == 649


def test_points_that_were_spent_meanwhile_become_a_debt_that_the_next_purchase_settles(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(50_000))
    shop.redeems(fatima, "mug")

    back = shop.returns(sale)

    assert back.effects("take back")[0] == {"unit": "points", "count": 500}
    assert shop.balances(fatima) == {"points debt": -500}

    next_one = shop.buys(fatima, jam(12_345))

    assert next_one.earned["points"] == 153  # 123, and a quarter for zilver
    assert next_one.effects("settle debt") == [{"unit": "points", "count": -153}]
    assert shop.balances(fatima) == {"points debt": -347, "status": 123}


def test_what_is_there_pays_before_any_debt_arises(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(50_000))
    shop.redeems(fatima, "mug")
    shop.gives(fatima, 400)

    shop.returns(sale)

    assert shop.balances(fatima) == {"points debt": -100}


def test_with_a_debt_nothing_can_be_spent(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(50_000))
    shop.redeems(fatima, "mug")
    shop.returns(sale)

    said = refuses(shop, shop.purchase(fatima, jam(5000), uses=[("points off", 100)]))

    assert (said.data["unit"], said.data["available"], said.data["needed"]) == ("points", -500, 100)


def test_a_shop_may_refuse_a_return_that_would_go_below_zero():
    shop = PaperShop(bakery(settings=settings(below_zero="refused")))
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(50_000, 2))
    shop.redeems(fatima, "mug")

    assert refuses(shop, returns(sale.id, at=shop.at)).data == {"unit": "points", "short": 500}

    shop.gives(fatima, 500)
    shop.returns(sale)
    assert shop.balances(fatima) == {}


def test_a_return_is_judged_by_the_version_of_the_sale():
    generous = bakery(earn=(EarnRule("base", "points", 10, "spend", 100, 0, (), words("10 per euro")),))
    shop = PaperShop(bakery(), (clock("2026-04-01 00:00"), generous))
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000, 2))

    shop.returns(sale, (1, 1000), at="2026-04-02 12:00")

    assert shop.points(fatima) == 10


def test_a_return_is_judged_by_the_member_as_he_was():
    member_for_5_years = NamedTest("member for", Compare("tenure_years", ">=", 5))
    loyal = Multiplier("loyal", "points", Fraction(2), 0, (member_for_5_years,), words("trouw"))
    shop = PaperShop(bakery(multipliers=(loyal,)))
    fatima = shop.enrol(since="2021-03-05")
    sale = shop.buys(fatima, jam(2000, 2), at="2026-03-04 12:00")
    assert shop.points(fatima) == 20  # a day too early

    shop.returns(sale, (1, 1000), at="2026-03-06 12:00")

    assert shop.points(fatima) == 10


def test_points_that_lapsed_are_taken_from_there(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000))
    shop.gives(fatima, 7, at="2027-04-01 00:00")

    shop.returns(sale)

    assert shop.balances(fatima)["points"] == 7


def test_points_of_a_lapsed_lot_come_back_for_thirty_days(shop):
    # semantics 19: lots with their old expiry, at least 30 days left
    fatima = shop.enrol()
    shop.gives(fatima, 100, at="2026-03-04 12:00")
    sale = shop.buys(fatima, jam(200), uses=[("points off", 100)], at="2027-03-31 12:00")

    shop.returns(sale, at="2027-04-07 12:00")

    assert shop.lots(fatima) == [(100, clock("2027-05-08 00:00"))]
    (opened,) = [p for p in shop.books.entries[shop.purse(fatima).id][-1].postings if p.opens]
    assert (opened.source, opened.opens.origin.seq) == ("redeemed", 2)
    shop.wait_until("2027-05-07 23:59")
    assert shop.points(fatima) == 100
    shop.wait_until("2027-05-08 00:00")
    assert shop.points(fatima) == 0


def test_a_lot_with_thirty_days_left_takes_its_own_back(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 100, at="2026-03-04 12:00")
    sale = shop.buys(fatima, jam(200), uses=[("points off", 100)], at="2027-02-24 12:00")

    shop.returns(sale, at="2027-03-01 12:00")
    assert shop.lots(fatima)[0] == (100, clock("2027-04-01 00:00"))


def test_where_spent_points_never_come_back():
    shop = PaperShop(bakery(settings=settings(returns_spent="never")))
    fatima = shop.enrol()
    shop.gives(fatima, 100)
    sale = shop.buys(fatima, jam(200), uses=[("points off", 100)])

    back = shop.returns(sale)

    assert (back.refund, back.effects("give back"), shop.balances(fatima)) == (100, [], {})


def test_in_proportion_is_in_proportion_to_the_price():
    # peers.md 10, Leat: 50.00 issued 80 credits, 20.00 comes back: -32
    eighty = EarnRule("eighty", "points", 80, "purchase", 0, 0, (), words("80 per bon"))
    shop = PaperShop(bakery(earn=(eighty,), settings=settings(returns_earned="in proportion")))
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000), jam(3000))

    shop.returns(sale, (1, 1000))
    assert shop.points(fatima) == 48

    shop.returns(sale)
    assert shop.balances(fatima) == {}


def test_where_a_smaller_basket_would_have_earned_more_nothing_is_taken_and_nothing_twice():
    # points for baskets of at most 15.00: 20.00 earns none; after returns it stands at 12.00, then at 4.00
    small = NamedTest("basket", Compare("basket_minor", "<=", 1500))
    shop = PaperShop(bakery(earn=(EarnRule("small", "points", 1, "spend", 100, 0, (small,), words("klein")),)))
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(800), jam(800), jam(400))
    assert shop.balances(fatima) == {}

    for number in (1, 2, 3):
        shop.returns(sale, (number, 1000))
        assert shop.balances(fatima) == {}


def test_what_stops_counting_and_counts_again_is_given_again():
    big = NamedTest("basket", Compare("basket_minor", ">=", 2000))
    small = NamedTest("basket", Compare("basket_minor", "<=", 1000))
    rules = (
        EarnRule("big", "points", 10, "purchase", 0, 0, (big,), words("groot")),
        EarnRule("small", "points", 4, "purchase", 0, 0, (small,), words("klein")),
    )
    shop = PaperShop(bakery(earn=rules))
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(800), jam(800), jam(400))
    assert shop.points(fatima) == 10

    found = []
    for number in (3, 2, 1):  # 16.00, 8.00, nothing
        shop.returns(sale, (number, 1000))
        found.append(shop.balances(fatima))

    assert found == [{}, {"points": 4}, {}]


def test_the_unit_price_of_a_line_is_that_of_the_sale(shop):
    # 3 for 5.98 are 1.99 each: no stamp; what is left of the line does not become dearer by rounding
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(598, 3))
    assert "bread card" not in shop.balances(fatima)

    for _ in range(3):
        shop.returns(sale, (1, 1000))

    assert shop.balances(fatima) == {}


def test_measures_go_back_on_the_day_of_the_sale(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000, 2), at="2026-12-31 12:00")

    shop.returns(sale, (1, 1000), at="2027-01-02 12:00")

    assert shop.purse(fatima).measures == {"unit:status": {"2026-12-31": 10}}
    assert shop.purse(fatima).totals == {("unit:status", "2026"): 10, ("unit:status", ""): 10}


def test_a_discounted_line_is_refunded_at_what_was_paid(shop):
    # domain.md §4: a refund gives back exactly the paid share
    fatima = shop.enrol(since="2010-01-01")
    sale = shop.buys(fatima, line(1000, 3, category="cake"))
    assert sale.pays == 950

    assert [shop.returns(sale, (1, 1000)).refund for _ in range(3)] == [317, 316, 317]


def test_a_sale_is_returned_by_whoever_it_belongs_to_without_a_card(shop):
    nobody = shop.buys(None, jam(2000, 2))

    assert shop.returns(nobody).refund == 2000
    assert shop.balances(nobody.id.purse) == {}


@pytest.mark.parametrize("at", ["2026-03-04 12:00", "2026-05-01 12:00", "2029-01-01 12:00"])
def test_there_is_no_age_at_which_a_sale_can_no_longer_be_undone(shop, at):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000))

    assert shop.returns(sale, at=at).refund == 2000
    assert shop.balances(fatima) == {}


def test_after_the_term_goods_come_back_for_a_reason(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(2000))

    assert refuses(shop, returns(sale.id, at=clock("2026-04-04 12:00"))).refusal == "return_too_late"
    assert shop.returns(sale, at="2026-04-04 12:00", reason="the jar was cracked").refund == 2000


def test_a_double_points_line_gives_back_double():
    twice = Multiplier("cake twice", "points", Fraction(2), CAKE, (), words("taart telt dubbel"))
    shop = PaperShop(bakery(multipliers=(twice,)))
    fatima = shop.enrol()
    sale = shop.buys(fatima, jam(1500), line(1200, category="cake"))
    assert shop.points(fatima) == 39

    shop.returns(sale, (2, 1000))

    assert shop.points(fatima) == 15


def test_the_benefit_of_the_doubt_is_counted_with_its_reason_and_decides_nothing():
    shop = PaperShop()
    fatima = shop.enrol()
    sales = [shop.buys(fatima, line(1_000)) for _ in range(2)]

    silent = refuses(shop, replace(make.returns(sales[0].id, at=shop.at, reason=""), doubtful=True))
    for sale in sales:
        shop.done(replace(make.returns(sale.id, at=shop.at, reason="no label, worn once"), doubtful=True))

    assert silent.refusal == "reason_missing"
    assert shop.purse(fatima).totals[(DOUBTFUL, "")] == 2
