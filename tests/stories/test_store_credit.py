"""Store credit: money that the shop owes a member in goods.

It pays as a tender, so prices, VAT and points stay as they are (semantics rows 5 and 13).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.make import bakery, clock, line
from tests.paper import PaperShop, Said, refuses
from zegel.core.purchase import Identifier, Line, Tender
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.flows.commands import IssueCredit, ReturnGoods
from zegel.program.model import Program, Unit
from zegel.program.stored_value import STORE_CREDIT


def keeping_credit(months: int = 0) -> Program:
    """The bakery, which keeps store credit."""
    plain = bakery()
    made = make.unit(STORE_CREDIT, "money", "1", months, on="")
    names = type(made.names)("winkeltegoed", "winkeltegoed", "store credit", "store credit", "EUR")
    return bakery(units=(*plain.units, Unit(made.id, made.kind, names, made.worth, made.expiry, ())))


def credit(minor: int) -> Tender:
    return Tender("store_credit", minor)


def cash(minor: int) -> Tender:
    return Tender("cash", minor)


def jam(net: int, quantity: int = 1) -> Line:
    return line(net, quantity, category="jam")


def issues(shop: PaperShop, who: Identifier, minor: int, reason: str = "the cake fell") -> Said:
    return shop.done(IssueCredit(make.header(shop.at), who, minor, reason))


def told(shop: PaperShop, said: Said) -> list[str]:
    assert said.outcome.receipt is not None
    return [one.short.nl for one in explain(shop.compiled, read(said.outcome.receipt.document)) if one.applied]


@pytest.fixture
def shop() -> PaperShop:
    return PaperShop(keeping_credit())


def test_credit_is_given_with_a_reason_and_pays_a_part_of_a_basket_that_earns_all_the_same(shop):
    fatima = shop.enrol()

    given = issues(shop, fatima, 500)
    sale = shop.buys(fatima, jam(1250), tenders=(credit(300), cash(950)))

    assert given.effects("issue")[0]["count"] == 500
    assert told(shop, given) == ["+€ 5,00 winkeltegoed, nu € 5,00"]
    assert sale.pays == 1250  # a tender is no discount
    assert sale.earned == {"points": 12, "status": 12}
    assert [(e["unit"], e["count"], e["left"]) for e in sale.effects("pay")] == [(STORE_CREDIT, 300, 200)]
    assert told(shop, sale)[-1] == "Betaald met € 3,00 winkeltegoed, nog € 2,00"
    assert shop.balances(fatima)[STORE_CREDIT] == 200


def test_no_more_is_paid_than_there_is(shop):
    fatima = shop.enrol()
    issues(shop, fatima, 500)

    said = refuses(shop, shop.purchase(fatima, jam(1250), tenders=(credit(501), cash(749))))

    assert said.short == (STORE_CREDIT, 500, 501)
    assert (said.data["available_nl"], said.data["needed_en"]) == ("€ 5,00 winkeltegoed", "€5.01 store credit")


def test_credit_is_somebodys(shop):
    card = shop.enrol("nobody", since="")

    assert refuses(shop, shop.purchase(None, jam(500), tenders=(credit(500),))).refusal == "member_needed"
    assert refuses(shop, IssueCredit(make.header(shop.at), card, 500, "sorry")).refusal == "member_needed"


def test_credit_needs_a_reason_and_a_program_that_keeps_it(shop):
    fatima = shop.enrol()

    assert refuses(shop, IssueCredit(make.header(shop.at), fatima, 500, " ")).refusal == "reason_missing"
    plain = PaperShop()
    anna = plain.enrol()
    assert refuses(plain, IssueCredit(make.header(plain.at), anna, 500, "sorry")).refusal == "unknown_unit"
    assert plain.buys(anna, jam(500), tenders=(credit(500),)).effects("pay") == []  # another's books: only told


def test_a_tender_of_nothing_pays_nothing(shop):
    fatima = shop.enrol()
    issues(shop, fatima, 500)

    assert refuses(shop, shop.purchase(fatima, jam(500), tenders=(credit(0), cash(500)))).refusal == "malformed"
    assert refuses(shop, shop.purchase(fatima, jam(500), tenders=(credit(-100), cash(600)))).refusal == "malformed"


def test_a_return_goes_back_to_the_credit_that_paid_first_and_then_in_money(shop):
    fatima = shop.enrol()
    issues(shop, fatima, 500)
    sale = shop.buys(fatima, jam(1200, 3), tenders=(credit(500), cash(700)))

    first = shop.returns(sale, (1, 1000))
    second = shop.returns(sale, (1, 1000))
    third = shop.returns(sale)

    assert first.body["totals"] == {"money_minor": 0, "refund_minor": 400}
    assert second.body["totals"] == {"money_minor": 300, "refund_minor": 400}
    assert third.body["totals"] == {"refund_minor": 400}
    assert [e["count"] for back in (first, second, third) for e in back.effects("pay back")] == [400, 100]
    assert shop.balances(fatima) == {STORE_CREDIT: 500}


def test_what_comes_back_goes_to_the_lot_that_it_was_paid_from():
    shop = PaperShop(keeping_credit(months=12))
    fatima = shop.enrol()
    issues(shop, fatima, 500)
    before = shop.lots(fatima, STORE_CREDIT)
    sale = shop.buys(fatima, jam(500), tenders=(credit(500),), at="2026-05-01 12:00")

    shop.returns(sale, at="2026-05-02 12:00")

    assert shop.lots(fatima, STORE_CREDIT) == before == [(500, clock("2027-03-05 00:00"))]


def test_the_shopper_may_choose_credit_for_a_refund(shop):
    fatima = shop.enrol()
    issues(shop, fatima, 500)
    sale = shop.buys(fatima, jam(1200), tenders=(credit(500), cash(700)))

    back = shop.done(ReturnGoods(make.header(shop.at), sale.id, (), "too sweet", as_credit=True))

    assert back.body["totals"] == {"money_minor": 0, "refund_minor": 1200}
    assert [e["count"] for e in back.effects("issue")] == [700]
    assert shop.balances(fatima) == {STORE_CREDIT: 1200}


def test_a_hold_sets_credit_aside_and_its_commit_needs_only_the_rest(shop):
    fatima = shop.enrol()
    issues(shop, fatima, 500)

    hold = shop.holds(fatima, jam(1200), tenders=(credit(400),))
    held = shop.balances(fatima)
    sale = shop.commits(hold, tenders=(cash(800),))

    assert held == {STORE_CREDIT: 100, f"{STORE_CREDIT} reserved": 400}
    assert sale.purchase is not None
    assert [(t["kind"], t["amount_minor"]) for t in sale.purchase["tenders"]] == [("store_credit", 400), ("cash", 800)]
    assert shop.balances(fatima)[STORE_CREDIT] == 100
    assert shop.returns(sale).body["totals"] == {"money_minor": 800, "refund_minor": 1200}
    assert shop.balances(fatima) == {STORE_CREDIT: 500}


def test_a_hold_that_times_out_or_is_cancelled_lets_credit_go(shop):
    fatima = shop.enrol()
    issues(shop, fatima, 500)

    shop.holds(fatima, jam(1200), tenders=(credit(400),))
    shop.wait_until(shop.at + 11 * 60_000)
    assert shop.balances(fatima) == {STORE_CREDIT: 500}

    shop.cancels_hold(shop.holds(fatima, jam(1200), tenders=(credit(400),)))
    assert shop.balances(fatima) == {STORE_CREDIT: 500}


def test_a_hold_cannot_set_aside_more_than_is_to_be_paid(shop):
    fatima = shop.enrol()
    issues(shop, fatima, 500)

    said = refuses(shop, make.holds(jam(300), who=fatima, at=shop.at, tenders=(credit(400),)))

    assert (said.refusal, said.data) == ("tenders_do_not_match", {"expected": 300, "given": 400})


def test_a_quote_says_what_would_be_left_and_moves_nothing(shop):
    fatima = shop.enrol()
    issues(shop, fatima, 500)

    said = shop.quotes(fatima, jam(1200), tenders=(credit(400),))

    assert [e["left"] for e in said.effects("pay")] == [100]
    assert shop.balances(fatima) == {STORE_CREDIT: 500}


@given(st.lists(st.integers(1, 1_000), min_size=1, max_size=6), st.lists(st.integers(1, 400), min_size=1, max_size=8), st.data())
def test_given_is_what_is_left_and_what_was_spent_whatever_comes_back(gifts, spends, data):
    """Never below zero; Σ given = left + spent − what came back, after every step (the books are checked after each)."""
    shop = PaperShop(keeping_credit())
    fatima = shop.enrol()
    for minor in gifts:
        issues(shop, fatima, minor)
    left = sum(gifts)
    for minor in spends:
        sale = shop.record(shop.purchase(fatima, jam(500), tenders=(credit(minor), cash(500 - minor)) if minor < 500 else (credit(minor),)))
        assert (sale.refusal == "") == (minor <= left)
        if not sale.refusal:
            left -= minor
            if data.draw(st.booleans()):
                shop.returns(sale)
                left += minor
        assert shop.balances(fatima).get(STORE_CREDIT, 0) == left
