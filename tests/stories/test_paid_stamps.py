"""Paid stamps, koopzegels: at most so many per euro of the basket, 490 of them pay € 52 on € 49 paid (domain.md M43)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.make import bakery, line
from tests.paper import PaperShop, Said, refuses
from zegel.core.purchase import Identifier, Line, Tender
from zegel.flows.commands import PayOutStamps
from zegel.flows.paid_stamps import vat_of_bonus
from zegel.program.model import Names, Program
from zegel.program.stored_value import PAID_STAMPS, STORE_CREDIT, GiftCards, PaidStamps, StoredValue

AH = PaidStamps(10, 1, 100, 490, 5200, ((900, 8_000), (2100, 2_000)))
"""Ten cents a stamp, one per euro, 490 make a book of € 52; 80% of the turnover is at 9%."""


def grocer() -> Program:
    """The bakery with koopzegels and store credit."""
    plain = bakery()
    stamps = replace(make.unit(PAID_STAMPS, "paid stamps", "0", 0), names=Names("koopzegel", "koopzegels", "stamp", "stamps"))
    credit = replace(make.unit(STORE_CREDIT, "money", "1", 0), names=Names("tegoed", "tegoed", "credit", "credit", "EUR"))
    return bakery(units=(*plain.units, stamps, credit), stored=StoredValue(GiftCards(), AH))


def jam(net: int) -> Line:
    return line(net, category="jam")


def hands_in(shop: PaperShop, who: Identifier, books: int = 0, *, as_credit: bool = False) -> PayOutStamps:
    return PayOutStamps(make.header(shop.at), who, books, as_credit)


@pytest.fixture
def shop() -> PaperShop:
    return PaperShop(grocer())


def saved(shop: PaperShop, who: Identifier, count: int) -> Said:
    """So many stamps bought with a basket of as many euros."""
    return shop.buys(who, jam(count * 100), uses=((PAID_STAMPS, count),))


def test_stamps_are_paid_beside_the_basket_and_change_nothing_of_it(shop):
    fatima = shop.enrol()

    sale = shop.buys(fatima, jam(1299), uses=((PAID_STAMPS, 12),), tenders=(Tender("cash", 1419),))

    assert sale.body["totals"] == {"discount_minor": 0, "net_minor": 1299, "pays_minor": 1419, "stamps_minor": 120}
    assert sale.effects("paid stamps") == [{"count": 12, "cost_minor": 120, "left": 12}]
    assert sale.earned == {"points": 12, "status": 12}  # of the basket alone
    assert shop.balances(fatima) == {"points": 12, "status": 12, PAID_STAMPS: 12}


def test_no_more_stamps_than_the_basket_has_whole_euros(shop):
    fatima = shop.enrol()

    said = refuses(shop, shop.purchase(fatima, jam(1299), uses=((PAID_STAMPS, 13),)))

    assert (said.refusal, said.data) == ("too_many_stamps", {"most": 12})


def test_what_never_counts_brings_no_stamps(shop):
    fatima = shop.enrol()

    said = refuses(shop, shop.purchase(fatima, jam(250), line(1000, legal_class="tobacco"), uses=((PAID_STAMPS, 3),)))

    assert (said.refusal, said.data) == ("too_many_stamps", {"most": 2})


def test_stamps_are_somebodys_and_of_a_program_that_has_them(shop):
    assert refuses(shop, shop.purchase(None, jam(1000), uses=((PAID_STAMPS, 1),))).refusal == "member_needed"
    plain = PaperShop()
    anna = plain.enrol()
    assert refuses(plain, plain.purchase(anna, jam(1000), uses=((PAID_STAMPS, 1),))).refusal == "unknown_reward"


def test_a_full_book_pays_52_of_which_3_is_a_discount_split_over_the_rates(shop):
    fatima = shop.enrol()
    saved(shop, fatima, 500)

    paid = shop.done(hands_in(shop, fatima, 1))

    assert paid.effects("pay out") == [
        {"count": 490, "books": 1, "face_minor": 4900, "bonus_minor": 300, "vat": [[900, 240], [2100, 60]], "left": 10}
    ]
    assert paid.body["totals"] == {"money_minor": 5200, "refund_minor": 5200}
    assert shop.balances(fatima)[PAID_STAMPS] == 10


def test_the_vat_in_the_bonus_is_what_the_golden_vector_says():
    """domain.md §8: € 3,00 split 80/20 over 9 % and 21 % → 0,20 + 0,10 of VAT."""
    by_rate = vat_of_bonus(AH, 300)

    assert [round(minor * rate / (10_000 + rate)) for rate, minor in by_rate] == [20, 10]


def test_a_book_that_is_not_full_pays_what_was_paid_for_it(shop):
    fatima = shop.enrol()
    saved(shop, fatima, 500)

    paid = shop.done(hands_in(shop, fatima))

    assert (paid.effects("pay out")[0]["face_minor"], paid.effects("pay out")[0]["bonus_minor"]) == (5000, 300)
    assert PAID_STAMPS not in shop.balances(fatima)
    assert refuses(shop, hands_in(shop, fatima)).refusal == "no_stamps"


def test_a_book_may_become_store_credit_that_pays_for_the_next_basket(shop):
    fatima = shop.enrol()
    saved(shop, fatima, 490)

    paid = shop.done(hands_in(shop, fatima, 1, as_credit=True))

    assert paid.body["totals"] == {"money_minor": 0, "refund_minor": 5200}
    assert shop.buys(fatima, jam(5200), tenders=(Tender("store_credit", 5200),)).effects("pay")[0]["left"] == 0


def test_no_book_is_paid_out_that_is_not_full(shop):
    fatima = shop.enrol()
    saved(shop, fatima, 489)

    said = refuses(shop, hands_in(shop, fatima, 1))

    assert said.short == (PAID_STAMPS, 489, 490)


def test_stamps_never_lapse_and_stay_when_the_goods_come_back(shop):
    fatima = shop.enrol()
    sale = saved(shop, fatima, 20)
    shop.returns(sale)

    shop.wait_until("2046-01-01 00:00")

    assert shop.balances(fatima) == {PAID_STAMPS: 20}


def test_a_hold_tells_what_stamps_cost_and_its_commit_gives_them(shop):
    fatima = shop.enrol()

    hold = shop.holds(fatima, jam(1000), uses=((PAID_STAMPS, 10),))
    sale = shop.commits(hold, tenders=(Tender("cash", 1100),))

    assert hold.body["totals"]["pays_minor"] == 1100
    assert sale.effects("paid stamps") == [{"count": 10, "cost_minor": 100, "left": 10}]
    assert shop.balances(fatima)[PAID_STAMPS] == 10


@given(st.lists(st.integers(1, 600), min_size=1, max_size=5), st.integers(0, 3))
def test_no_cent_that_was_paid_for_stamps_is_lost(counts, books):
    """What is paid out is what was paid in, and € 3 for each full book."""
    shop = PaperShop(grocer())
    fatima = shop.enrol()
    for count in counts:
        saved(shop, fatima, count)
    first = shop.record(hands_in(shop, fatima, books)) if books else None
    last = shop.record(hands_in(shop, fatima))
    out = [said for said in (first, last) if said is not None and not said.refusal]
    effects = [said.effects("pay out")[0] for said in out]
    assert sum(e["face_minor"] for e in effects) == sum(counts) * 10
    assert all(e["bonus_minor"] == e["books"] * 300 == sum(minor for _, minor in e["vat"]) for e in effects)
