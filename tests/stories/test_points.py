"""Points: earned on a basket, used as discount, and what a return does to them (domain.md M4, M10; semantics 6-8, 13-19)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.make import CAKE, TUESDAY, bakery, clock, line, settings, unit, words
from tests.paper import PaperShop, refuses
from zegel.core.purchase import Tender
from zegel.program.model import EarnRule, Multiplier

DEPOSIT = line(30, category="deposits", legal_class="deposit", vat_bp=0)
GIFT_CARD = line(1000, category="gift cards", legal_class="gift_card", vat_bp=0)


def test_a_purchase_earns_a_point_for_every_full_euro(shop):
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(1299, category="jam"))

    assert sale.effects("earn")[0] == {
        "unit": "points", "count": 12, "parts": [["base", 12]], "basis_minor": 1299, "available_at": shop.at,
        "expires_at": clock("2027-04-01 00:00"),
    }  # fmt: skip
    assert shop.balances(fatima) == {"points": 12, "status": 12}


def test_deposits_and_gift_cards_earn_nothing_and_the_cents_are_counted_once_per_basket(shop):
    # domain.md M10: 37.49 with 0.30 deposit and a gift card of 10.00 is a basis of 27.19
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(1359, category="jam"), line(1360, category="jam"), DEPOSIT, GIFT_CARD)

    assert sale.effects("earn")[0]["basis_minor"] == 2719
    assert sale.earned == {"points": 27, "status": 27}
    assert sale.pays == 3749


def test_double_points_on_one_line_count_for_that_line_only():
    # domain.md M10: twice on a line of 12.00 is 12 more
    twice = Multiplier("cake twice", "points", Fraction(2), CAKE, (), words("taart telt dubbel"))
    shop = PaperShop(bakery(multipliers=(twice,)))
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(1519, category="jam"), line(1200, category="cake"), DEPOSIT)

    assert sale.effects("earn")[0]["parts"] == [["base", 27], ["cake twice", 12]]


def test_on_tuesday_points_count_double(shop):
    fatima = shop.enrol()

    tuesday = shop.buys(fatima, line(999, category="jam"), at="2026-03-10 12:00")
    wednesday = shop.buys(fatima, line(999, category="jam"), at="2026-03-11 00:00")

    assert tuesday.effects("earn")[0]["parts"] == [["base", 9], ["tuesdays", 9]]
    assert wednesday.earned["points"] == 9
    assert wednesday.why_not["tuesdays"] == "day"


@pytest.mark.parametrize(("how", "points"), [("largest", 18), ("sum", 22), ("product", 27)])
def test_several_multipliers_are_the_largest_the_sum_or_the_product(how, points):
    often = (
        Multiplier("a", "points", Fraction(2), 0, (), words("a")),
        Multiplier("b", "points", Fraction(3, 2), 0, (), words("b")),
    )
    shop = PaperShop(bakery(multipliers=often, settings=settings(multipliers=how)))
    fatima = shop.enrol()

    assert shop.buys(fatima, line(999, category="jam")).earned["points"] == points


def test_a_purchase_without_a_card_gets_a_purse_of_its_own(shop):
    sale = shop.buys(None, line(1299, category="jam"))

    assert sale.earned == {"points": 12}  # stars are for members
    assert sale.why_not["stars"] == "member"
    assert shop.balances(sale.id.purse) == {"points": 12}
    assert sale.body["facts"]["member"] == 0


def test_a_basket_of_nothing_earns_nothing_and_says_so(shop):
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(99, category="jam"))

    assert sale.body["effects"] == []
    assert (sale.why_not["base"], sale.why_not["bread card"]) == ("nothing", "nothing")
    assert shop.balances(fatima) == {}


def test_1250_points_on_a_basket_of_9_80_are_4_00_off_and_come_back_with_it(shop):
    # domain.md M4: step 100, at most half the basket: 4.90 is four steps
    fatima = shop.enrol()
    shop.gives(fatima, 1250)

    sale = shop.buys(fatima, line(980, category="jam"), uses=[("points off", 0)])

    assert sale.effects("discount") == [{"rule": "points off", "lane": "points", "shares": [400], "vat": [[900, 400]], "left_out": 0}]
    assert sale.effects("spend") == [{"what": "points off", "unit": "points", "count": 400, "times": 1}]
    assert (sale.pays, sale.earned["points"]) == (580, 5)
    assert shop.points(fatima) == 855  # 850, and 5 earned on 5.80

    back = shop.returns(sale)

    assert back.refund == 580
    assert (back.effects("give back"), back.effects("take back")[0]) == ([{"unit": "points", "count": 400}], {"unit": "points", "count": 5})
    assert shop.balances(fatima) == {"points": 1250}
    assert shop.lots(fatima) == [(1250, clock("2027-04-01 00:00"))]


def test_points_come_back_to_the_lots_they_were_spent_from_with_their_old_dates(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 150, at="2026-03-04 12:00")
    shop.gives(fatima, 300, at="2026-05-06 12:00")
    sale = shop.buys(fatima, line(500, category="jam"), uses=[("points off", 200)], at="2026-06-03 12:00")
    assert shop.lots(fatima) == [(250, clock("2027-06-01 00:00")), (3, clock("2027-07-01 00:00"))]

    shop.returns(sale, at="2026-06-04 12:00")

    assert shop.lots(fatima) == [(150, clock("2027-04-01 00:00")), (300, clock("2027-06-01 00:00"))]


def test_half_of_a_basket_comes_back_with_half_of_the_points(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1000)
    sale = shop.buys(fatima, line(1000, 4, category="jam"), uses=[("points off", 400)])
    assert (sale.pays, shop.points(fatima)) == (600, 606)

    first = shop.returns(sale, (1, 1000))
    assert (first.refund, first.effects("give back"), first.effects("take back")) == (
        150, [{"unit": "points", "count": 100}], [{"unit": "points", "count": 2}, {"unit": "status", "count": 2}],
    )  # fmt: skip

    rest = shop.returns(sale)
    assert (rest.refund, rest.effects("give back")) == (450, [{"unit": "points", "count": 300}])
    assert shop.balances(fatima) == {"points": 1000}


def test_points_do_not_pay_for_more_than_the_rule_lets_them(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1250)
    basket = line(980, category="jam")

    too_many = refuses(shop, shop.purchase(fatima, basket, uses=[("points off", 500)]))
    no_step = refuses(shop, shop.purchase(fatima, basket, uses=[("points off", 150)]))
    not_there = refuses(shop, shop.purchase(fatima, line(9800, category="jam"), uses=[("points off", 1300)]))

    assert (too_many.refusal, too_many.data) == ("over_maximum", {"most": 400, "given": 500})
    assert (no_step.refusal, no_step.data) == ("step_only", {"step": 100, "given": 150})
    assert not_there.short == ("points", 1250, 1300)


def test_half_of_the_basket_is_half_of_it_also_when_points_are_used_twice(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1000)

    said = refuses(shop, shop.purchase(fatima, line(400, category="jam"), uses=[("points off", 200), ("points off", 100)]))

    assert (said.refusal, said.data) == ("over_maximum", {"most": 0, "given": 100})


def test_points_are_not_used_twice_in_one_basket(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 520)

    said = refuses(shop, shop.purchase(fatima, line(400, category="jam"), uses=[("points off", 100), ("mug", 1)]))

    assert said.short == ("points", 420, 500)


def test_points_of_this_basket_are_not_spent_in_it(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 99)

    said = refuses(shop, shop.purchase(fatima, line(400, category="jam"), uses=[("points off", 100)]))

    assert said.refusal == "not_enough"


def test_nobody_uses_points_without_a_card(shop):
    assert refuses(shop, shop.purchase(None, line(400), uses=[("points off", 100)])).refusal == "member_needed"


def test_what_the_program_does_not_have_cannot_be_used(shop):
    fatima = shop.enrol()

    assert refuses(shop, shop.purchase(fatima, line(400), uses=[("moon", 1)])).refusal == "unknown_reward"
    assert refuses(shop, shop.purchase(fatima, line(400), uses=[("base", 1)])).refusal == "unknown_reward"
    assert refuses(shop, shop.purchase(fatima, line(400), uses=[("bread card", 1)])).refusal == "unknown_reward"


def test_points_off_on_a_day_that_the_rule_does_not_have():
    off = replace(bakery().points_off[0], tests=(TUESDAY,))
    shop = PaperShop(bakery(points_off=(off,)))
    fatima = shop.enrol()
    shop.gives(fatima, 500)

    said = refuses(shop, shop.purchase(fatima, line(1000, category="jam"), uses=[("points off", 100)]))

    assert (said.refusal, said.data) == ("reward_not_now", {"what": "points off", "test": "day"})


def test_tenders_must_add_up_to_what_is_to_be_paid(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1250)
    cash = (Tender("cash", 580),)

    said = refuses(shop, shop.purchase(fatima, line(980, category="jam"), tenders=cash))
    assert (said.refusal, said.data) == ("tenders_do_not_match", {"expected": 980, "given": 580})

    assert shop.buys(fatima, line(980, category="jam"), uses=[("points off", 400)], tenders=cash).pays == 580


def test_a_purchase_in_another_currency_at_another_shop_or_of_negative_goods_is_refused(shop):
    fatima = shop.enrol()

    dollars = refuses(shop, shop.purchase(fatima, line(980), currency="USD"))
    elsewhere = refuses(shop, shop.purchase(fatima, line(980), branch="parijs"))
    negative = refuses(shop, shop.purchase(fatima, line(980), line(-100)))

    assert (dollars.refusal, dollars.data) == ("wrong_currency", {"expected": "EUR", "given": "USD"})
    assert (elsewhere.refusal, elsewhere.data) == ("unknown_branch", {"branch": "parijs"})
    assert (negative.refusal, negative.data) == ("negative_line", {"line": 2})


def test_bottles_that_come_back_are_a_negative_deposit_and_take_no_points(shop):
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(1000, category="jam"), line(-150, category="deposits", legal_class="deposit"))

    assert (sale.pays, sale.earned["points"]) == (850, 10)


def test_a_stranger_is_not_a_member(shop):
    from tests.make import card, purse

    assert refuses(shop, shop.purchase(card("nobody"), line(400))).refusal == "unknown_member"
    assert refuses(shop, shop.purchase(purse(77), line(400))).refusal == "unknown_member"


def test_somebody_who_comes_here_for_five_years_gets_5_percent_off_cake(shop):
    fatima = shop.enrol(since="2021-03-04")
    bob = shop.enrol("bob", since="2021-03-05")

    hers = shop.buys(fatima, line(1250, category="cake"), line(1000, category="jam"))
    his = shop.buys(bob, line(1250, category="cake"))

    assert hers.effects("discount") == [{"rule": "regulars", "lane": "line", "shares": [63, 0], "vat": [[900, 63]], "left_out": 0}]
    assert (hers.pays, hers.earned["points"]) == (2187, 21)
    assert (his.pays, his.why_not["regulars"]) == (1250, "member for")


def test_points_per_purchase_are_given_once_whatever_the_basket():
    visit = EarnRule("visit", "points", 5, "purchase", 0, 0, (), words("5 per bezoek"))
    shop = PaperShop(bakery(earn=(visit,), units=(unit(), *bakery().units[1:]), multipliers=()))
    fatima = shop.enrol()

    sale = shop.buys(fatima, line(1), line(99_999))
    assert sale.earned == {"points": 5, "bread card": 1}

    shop.returns(sale, (2, 1000))
    assert shop.points(fatima) == 5

    shop.returns(sale)
    assert shop.balances(fatima) == {}
