"""Store credit that a rule earns: a percentage of what is paid, or an amount; it waits, lapses and comes back like points (M22)."""

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop
from tests.program.files import mistakes
from tests.programs import read_yaml
from zegel.core.purchase import Tender
from zegel.program.sentences import sentences

HEAD = """
zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR}
branches: [dorpsstraat]
"""
BACK = "store credit: {expires: 12 months, pending: {web: 14 days}}\nearn: {cashback: {give: 3% store credit}}\n"
FATIMA = make.card()


def a_shop(program: str = BACK) -> PaperShop:
    shop = PaperShop(read_yaml(HEAD + program))
    shop.enrol()
    return shop


def test_three_percent_of_every_cent_that_is_paid_rounded_down():
    shop = a_shop()

    sale = shop.done(shop.purchase(FATIMA, line(1_999)))

    assert sale.earned == {"store credit": 59}
    assert sale.said[0] == "U krijgt € 0,59 winkeltegoed: 3% terug als winkeltegoed met een kaart (over € 19,99)."


def test_it_pays_in_the_next_basket_and_a_return_takes_back_what_it_earned():
    shop = a_shop()
    sale = shop.done(shop.purchase(FATIMA, line(10_000)))

    shop.done(shop.purchase(FATIMA, line(100), tenders=(Tender("store_credit", 100),)))
    assert shop.balances(FATIMA) == {"store credit": 300 - 100 + 3}
    back = shop.done(make.returns(sale.id, at=shop.at))

    assert back.effects("take back") == [{"count": 300, "unit": "store credit"}]
    assert shop.balances(FATIMA) == {"store credit debt": -97}


def test_it_waits_where_the_program_lets_it_wait():
    shop = a_shop()

    shop.done(shop.purchase(FATIMA, line(10_000), channel="web"))

    assert shop.balances(FATIMA)["store credit pending"] == 300
    shop.wait_until(shop.at + 15 * make.DAY_MS)
    assert shop.balances(FATIMA)["store credit"] == 300


def test_nobody_behind_the_card_nothing_owed():
    shop = a_shop()

    sale = shop.done(shop.purchase(None, line(10_000)))

    assert (sale.earned, sale.why_not) == ({}, {"cashback": "member"})


def test_an_amount_once_a_purchase():
    shop = a_shop("store credit: {}\nearn: {big: {give: 2.50 EUR store credit, per: purchase, basket: at least 50.00 EUR}}\n")

    assert shop.done(shop.purchase(FATIMA, line(5_000))).earned == {"store credit": 250}


@pytest.mark.parametrize(("program", "code"), [
    ("earn: {x: {give: 2% store credit}}", "missing_key"),
    ("store credit: {}\nearn: {x: {give: 2% store credit, per: 1.00 EUR}}", "not_together"),
    ("store credit: {}\nearn: {x: {give: 1.00 EUR store credit, per: 50.00 EUR}}", "not_together"),
])  # fmt: skip
def test_what_cannot_be_meant_is_a_mistake(program, code):
    assert code in str(mistakes(f"{HEAD}{program}\n"))


def test_it_says_itself():
    said = {s.path: (s.nl, s.en) for s in sentences(read_yaml(HEAD + BACK))}

    assert said["store credit"][1].endswith("it stays valid for 1 year; can be used 14 days after it was earned through the webshop.")
    assert said["earn.cashback"] == (
        "U krijgt 3% terug als winkeltegoed, met een kaart.", "You get 3% back as store credit, with a card."
    )  # fmt: skip
