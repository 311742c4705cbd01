"""A quote says what a purchase would come to, and writes nothing."""

from dataclasses import replace

import pytest

from tests import make
from tests.make import clock, line, quotes
from tests.paper import PaperShop, refuses
from zegel.flows.commands import Use


def jam(net):
    return line(net, category="jam")


@pytest.mark.parametrize("uses", [[], [("points off", 0)], [("points off", 200), ("free bread", 1)], [("mug", 1)]])
def test_a_quote_is_the_purchase_that_follows_it(shop, uses):
    fatima = shop.enrol()
    shop.gives(fatima, 1250)
    shop.buys(fatima, line(2500, 10))
    basket = (jam(980), line(300), line(1200, category="cake"))

    quote = shop.quotes(fatima, *basket, uses=uses)
    sale = shop.buys(fatima, *basket, uses=uses)

    assert quote.body == sale.body
    assert quote.entries[-1] == sale.entries[-1]


def test_a_quote_moves_nothing_and_costs_nothing(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1250)

    for _ in range(3):
        assert shop.quotes(fatima, jam(980), uses=[("points off", 0)]).pays == 580

    assert shop.balances(fatima) == {"points": 1250}


def test_a_quote_without_a_card_says_what_the_basket_would_earn(shop):
    quote = shop.quotes(None, jam(1299))

    assert (quote.pays, quote.earned) == (1299, {"points": 12})
    assert shop.memory.purses == {}


def test_a_quote_is_refused_as_the_purchase_would_be(shop):
    fatima = shop.enrol()

    asked = make.quotes(jam(980), who=fatima, at=shop.at, uses=(Use("points off", 100),))

    assert refuses(shop, asked).data == refuses(shop, shop.purchase(fatima, jam(980), uses=[("points off", 100)])).data
    assert refuses(shop, quotes(jam(980), who=make.card("nobody"), at=shop.at)).refusal == "unknown_member"


def test_what_is_due_has_happened_in_a_quote_and_not_in_the_books(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1250)

    quote = shop.quotes(fatima, jam(980), at="2027-04-01 00:00", uses=[("points off", 0)])

    assert (quote.kinds, quote.pays) == (["expire", "purchase"], 980)
    assert shop.purse(fatima).balances == {("points", "available"): 1250}


def test_a_quote_of_tomorrow_is_judged_by_tomorrows_program():
    twice = make.bakery(earn=tuple(replace(rule, count=2) for rule in make.bakery().earn))
    shop = PaperShop(make.bakery(), (clock("2026-04-01 00:00"), twice))
    fatima = shop.enrol()

    assert shop.quotes(fatima, jam(1000), at="2026-04-01 12:00").earned["points"] == 20
    assert shop.quotes(fatima, jam(1000)).earned["points"] == 10


def test_stock_is_looked_at_and_not_taken():
    shop = PaperShop()
    shop.memory.facts.counters["reward:poster"] = 1
    fatima = shop.enrol()
    shop.gives(fatima, 100)

    for _ in range(2):
        assert shop.quotes(fatima, jam(980), uses=[("poster", 1)]).outcome.draws[0].n == 1

    assert shop.memory.facts.counters == {"reward:poster": 1}
