"""Codes beside what the program finds out by itself: points of this very basket, a reward used by itself, a tier that a basket reaches.

What a code takes off is off before any of these are looked at (semantics 15 and 22).
"""

import pytest

from tests import make
from tests.codes import with_codes
from tests.make import line
from tests.paper import PaperShop, Said
from tests.programs import read_yaml
from zegel.flows.commands import Use

HEAD = """
zegel: 1
program: Bakkerij
company: {currency: EUR, country: NL}
branches: [dorpsstraat]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, pending: at once}}
coupons: {half: {code: HALF, off: 50%}}
earn: {base: {give: 10 points, per: 1.00 EUR}}
"""
AT_ONCE = "settings: {points of this basket: at once}\n"
OFF = "discounts: {points off: {spend: points, step: 10}}\n"
BREAD = """
rewards: {loaf: {gives: {free: 1, of: {category: bread}}, costs: 50 points}, five: {gives: {off: 5.00 EUR}, costs: 100 points}}
"""
LADDER = """
tiers:
  measure: {spend: all, effective: in the same basket}
  steps: {brons: {from: 0.00 EUR}, zilver: {from: 20.00 EUR, gives: [{GIVES}]}}
"""


def a_shop(more: str, points: int = 0) -> PaperShop:
    shop = PaperShop(read_yaml(HEAD + more))
    shop.enrol()
    if points:
        shop.gives(make.card(), points)
    return shop


def bought(shop: PaperShop, *lines, uses=(), codes=("HALF",), hold: bool = False) -> Said:
    made = make.holds if hold else make.buys
    return shop.record(with_codes(made(*lines, who=make.card(), at=shop.at, uses=tuple(Use(*use) for use in uses)), *codes))


def jam(net: int):
    return line(net, category="jam")


def test_points_of_this_basket_are_what_it_earns_after_the_code():
    # 20.00 is 10.00 with the code: with 90 points off it is 9.10, which earns 90; without the code it would be 180
    shop = a_shop(OFF + AT_ONCE)

    sale = bought(shop, jam(2_000), uses=(("points off", 0),))

    assert (sale.pays, sale.earned, shop.balances(make.card())) == (910, {"points": 90}, {})


def test_a_count_that_only_the_basket_without_the_code_would_earn_is_refused():
    shop = a_shop(OFF + AT_ONCE)

    assert bought(shop, jam(2_000), uses=(("points off", 100),)).refusal == "not_enough"
    assert shop.balances(make.card()) == {}


def test_what_is_on_trial_gives_nothing_to_spend_at_once():
    shop = a_shop(OFF + AT_ONCE + "trials: {nights: {of: {category: beds}, lasts: 30 days}}\n", 20)

    sale = bought(shop, line(2_000, category="beds"), uses=(("points off", 0),), codes=())

    assert (sale.pays, shop.balances(make.card())) == (1_980, {"points pending": 190})


def test_two_rewards_share_what_the_basket_earns():
    # 20.00 of jam and a loaf come to 15.00 with both; that earns 150 points, which is what they cost
    shop, both = a_shop(BREAD + AT_ONCE), (("loaf", 1), ("five", 1))

    sale = bought(shop, jam(2_000), line(300), uses=both, codes=())

    assert (sale.refusal, sale.pays, shop.balances(make.card())) == ("", 1_500, {})
    assert bought(shop, jam(1_900), line(300), uses=both, codes=()).refusal == "not_enough"


@pytest.mark.parametrize("at_once", ["", AT_ONCE])
@pytest.mark.parametrize("uses", [(("five", 1), ("points off", 0)), (("points off", 0), ("five", 1))])
def test_as_many_points_as_may_be_leaves_what_a_reward_costs_whatever_was_named_first(uses, at_once):
    shop = a_shop(BREAD + OFF + at_once, 150)

    sale = bought(shop, jam(2_000), uses=uses, codes=())

    assert {e["what"]: e["count"] for e in sale.effects("spend")} == {"five": 100, "points off": 50 if not at_once else 180}
    assert (sale.pays, sale.earned["points"]) == ((1_450, 140) if not at_once else (1_320, 130))


@pytest.mark.parametrize("hold", [False, True])
def test_a_reward_that_the_basket_after_the_code_does_not_reach_is_not_used_by_itself(hold):
    loaf = BREAD.replace("costs: 50 points", "costs: 50 points, basket: at least 15.00 EUR, used: by itself")
    shop = a_shop(loaf, 100)

    with_code = bought(shop, jam(2_000), line(300), hold=hold)

    assert (with_code.refusal, with_code.pays) == ("", 1_150)
    assert bought(shop, jam(2_000), line(300), codes=(), hold=hold).pays == 2_000


@pytest.mark.parametrize("hold", [False, True])
def test_a_tier_counts_in_the_same_basket_with_what_it_comes_to_after_the_code(hold):
    shop = a_shop(LADDER.replace("GIVES", "multiply: points × 2"))

    sale = bought(shop, jam(2_000), hold=hold)
    sale = shop.commits(sale) if hold else sale

    assert (sale.pays, sale.earned, sale.effects("tier"), sale.body["facts"]["tier"]) == (1_000, {"points": 100}, [], "brons")


def test_a_discount_of_the_tier_that_the_basket_reaches_leaves_less_to_spend_at_once():
    shop = a_shop(BREAD + AT_ONCE + LADDER.replace("GIVES", "off: 50%"))

    # 20.00 reaches zilver, which halves it: 10.00 earns 100, and a loaf is 50 of them
    sale = bought(shop, jam(2_000), line(100), uses=(("loaf", 1),), codes=())

    assert (sale.refusal, sale.pays, shop.balances(make.card())) == ("", 1_000, {"points": 50})
