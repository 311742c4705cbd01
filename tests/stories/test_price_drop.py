"""What was bought got cheaper soon after: the difference as store credit, smaller again when the article comes back (domain.md M47)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.make import clock, line
from tests.paper import PaperShop, Said, refuses
from tests.stories.test_store_credit import credit, keeping_credit
from zegel.core.purchase import Identifier, Line
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.decide.price_drop import difference
from zegel.flows.commands import ProtectPrice
from zegel.messages.notices import articles_told, notices_of
from zegel.program.model import Words
from zegel.program.price_protection import PriceProtection
from zegel.program.stored_value import STORE_CREDIT, GiftCards, StoredValue

MONDAY = "2026-03-02 12:00"


def coats(quantity: int = 2, net: int = 5990) -> Line:
    return line(net, quantity, category="jam", sku="COAT")


def asks(shop: PaperShop, who: Identifier, sale: Said, promo: int = 2695, at: str = "2026-03-09 12:00", number: int = 1) -> ProtectPrice:
    return ProtectPrice(make.header(clock(at)), who, sale.id, number, promo, "spring sale")


def told(shop: PaperShop, said: Said) -> list[str]:
    assert said.outcome.receipt is not None
    return [one.full.nl for one in explain(shop.compiled, read(said.outcome.receipt.document)) if one.applied]


@pytest.fixture
def shop() -> PaperShop:
    program = keeping_credit()
    return PaperShop(replace(program, stored=StoredValue(GiftCards(), None, PriceProtection(14, 60))), at=clock(MONDAY))


def test_the_mail_about_it_calls_the_article_as_the_catalogue_does(shop):
    fatima = shop.enrol(at=clock(MONDAY))
    given = shop.done(asks(shop, fatima, shop.buys(fatima, coats(), at=MONDAY)))
    document, coat = given.outcome.receipt.document, Words("winterjas", "winter coat")

    (named,), (bare,) = [
        notices_of(lambda _: shop.compiled, given.id.purse, given.id.seq, document, shop.at, called) for called in ({"COAT": coat}, {})
    ]

    assert articles_told(document) == {"COAT"}
    assert "omdat de prijs van winterjas intussen lager is" in named.data["says"]["nl"][0]
    assert "because the price of winter coat is lower" in named.data["says"]["en"][0]
    assert "omdat de prijs van COAT intussen lager is" in bare.data["says"]["nl"][0]


def test_the_worked_example(shop):
    fatima = shop.enrol(at=clock(MONDAY))
    sale = shop.buys(fatima, coats(), at=MONDAY)

    given = shop.done(asks(shop, fatima, sale))

    assert shop.balances(fatima)[STORE_CREDIT] == 600
    assert [lapses for _, lapses in shop.lots(fatima, STORE_CREDIT)] == [clock("2026-05-09 00:00")]
    assert told(shop, given)[0] == ("U krijgt € 6,00 tegoed, geldig tot en met 8 mei 2026, omdat de prijs van COAT intussen lager is.")

    back = shop.returns(sale, (1, 1000), at="2026-03-10 12:00")

    assert shop.balances(fatima)[STORE_CREDIT] == 300
    assert (back.refund, [(e["count"], e["noted"]) for e in back.effects("price drop")]) == (2995, [(-300, 0)])
    assert "wordt € 3,00 minder" in " ".join(told(shop, back))

    shop.returns(sale, at="2026-03-11 12:00")
    assert STORE_CREDIT not in shop.balances(fatima)


def test_what_was_spent_is_noted_and_not_reclaimed(shop):
    fatima = shop.enrol(at=clock(MONDAY))
    sale = shop.buys(fatima, coats(), at=MONDAY)
    shop.done(asks(shop, fatima, sale))
    shop.buys(fatima, line(500, category="jam"), at="2026-03-10 12:00", tenders=(credit(500),))

    one = shop.returns(sale, (1, 1000), at="2026-03-11 12:00")
    other = shop.returns(sale, at="2026-03-12 12:00")

    assert [(e["count"], e["noted"]) for said in (one, other) for e in said.effects("price drop")] == [(-100, 200), (0, 300)]
    assert STORE_CREDIT not in shop.balances(fatima)
    assert f"{STORE_CREDIT} debt" not in shop.balances(fatima)


def test_what_came_back_before_counts_for_nothing(shop):
    fatima = shop.enrol(at=clock(MONDAY))
    sale = shop.buys(fatima, coats(), at=MONDAY)
    shop.returns(sale, (1, 1000), at="2026-03-03 12:00")

    shop.done(asks(shop, fatima, sale))

    assert shop.balances(fatima)[STORE_CREDIT] == 300
    shop.returns(sale, at="2026-03-10 12:00")
    assert STORE_CREDIT not in shop.balances(fatima)


def test_a_price_that_goes_down_next_week_is_given_today_and_spent_from_then_on(shop):
    program = replace(keeping_credit(), stored=StoredValue(GiftCards(), None, PriceProtection(14, 60, 7)))
    shop = PaperShop(program, at=clock(MONDAY))
    fatima = shop.enrol(at=clock(MONDAY))
    sale = shop.buys(fatima, coats(), at=MONDAY)

    given = shop.done(replace(asks(shop, fatima, sale, at=MONDAY), from_day="2026-03-09"))

    assert (
        told(shop, given)[0]
        == "U krijgt € 6,00 tegoed, te besteden van 9 maart 2026 tot en met 8 mei 2026, omdat COAT die dag goedkoper wordt."
    )
    assert shop.balances(fatima)[f"{STORE_CREDIT} pending"] == 600
    shop.returns(sale, (1, 1000), at="2026-03-03 12:00")
    assert shop.balances(fatima)[f"{STORE_CREDIT} pending"] == 300
    shop.wait_until("2026-03-09 00:01")
    assert shop.balances(fatima)[STORE_CREDIT] == 300
    shop.wait_until("2026-05-09 00:01")
    assert STORE_CREDIT not in shop.balances(fatima)


def test_no_earlier_and_no_later_than_the_program_says(shop):
    fatima = shop.enrol(at=clock(MONDAY))
    sale = shop.buys(fatima, coats(), at=MONDAY)

    refused = [refuses(shop, replace(asks(shop, fatima, sale, at=MONDAY), from_day=day)) for day in ("2026-03-03", "2026-03-17")]

    assert [(one.refusal, one.data) for one in refused] == [
        ("unknown_promise", {"what": "ahead"}), ("case_too_late", {"last_day": "2026-03-16"})
    ]  # fmt: skip


def test_it_lapses(shop):
    fatima = shop.enrol(at=clock(MONDAY))
    sale = shop.buys(fatima, coats(), at=MONDAY)
    shop.done(asks(shop, fatima, sale))

    shop.wait_until("2026-05-08 23:00")
    assert shop.balances(fatima)[STORE_CREDIT] == 600
    shop.wait_until("2026-05-09 00:01")
    assert STORE_CREDIT not in shop.balances(fatima)


def test_the_refusals_in_their_order(shop):
    fatima, bob = shop.enrol(at=clock(MONDAY)), shop.enrol("bob", at=clock(MONDAY))
    card = shop.enrol("card 17", since="", at=clock(MONDAY))
    sale, bare = shop.buys(fatima, coats(), at=MONDAY), shop.buys(card, coats(), at=MONDAY)
    gone = shop.buys(fatima, coats(), at=MONDAY)
    back = shop.returns(gone, at="2026-03-03 12:00")

    assert refuses(shop, asks(shop, bob, sale)).refusal == "unknown_receipt"
    assert refuses(shop, asks(shop, fatima, back)).refusal == "not_a_sale"
    assert refuses(shop, asks(shop, fatima, sale, number=2)).refusal == "unknown_line"
    assert refuses(shop, asks(shop, fatima, gone)).refusal == "came_back"
    assert refuses(shop, asks(shop, card, bare)).refusal == "member_needed"
    cheap = refuses(shop, asks(shop, fatima, sale, 2995))
    assert (cheap.refusal, cheap.data) == ("not_cheaper", {"paid_minor": 2995, "promo_minor": 2995})
    shop.done(asks(shop, fatima, sale))
    assert refuses(shop, asks(shop, fatima, sale, 2000)).refusal == "protected_before"
    late = refuses(shop, asks(shop, fatima, sale, at="2026-03-17 12:00"))
    assert (late.refusal, late.data) == ("case_too_late", {"last_day": "2026-03-16"})
    assert shop.balances(fatima)[STORE_CREDIT] == 600


def test_a_program_that_does_not_promise_it():
    shop = PaperShop(keeping_credit(), at=clock(MONDAY))
    fatima = shop.enrol(at=clock(MONDAY))
    sale = shop.buys(fatima, coats(), at=MONDAY)

    assert refuses(shop, asks(shop, fatima, sale)).refusal == "unknown_promise"


def test_credit_follows_a_card_that_becomes_a_members(shop):
    fatima, old = shop.enrol(at=clock(MONDAY)), shop.enrol("card 17", since="", at=clock(MONDAY))
    sale = shop.buys(old, coats(), at=MONDAY)
    shop.claims(old, fatima, at="2026-03-03 12:00")

    shop.done(asks(shop, fatima, sale))
    shop.returns(sale, (1, 1000), at="2026-03-10 12:00")

    assert shop.balances(fatima)[STORE_CREDIT] == 300


amounts = st.integers(1, 100_000)


@given(amounts, st.integers(1, 20_000), st.integers(0, 50_000), st.data())
def test_the_difference_grows_with_what_is_kept_and_is_never_more_than_was_paid(paid, quantity, promo, data):
    less = data.draw(st.integers(0, quantity))
    more = data.draw(st.integers(less, quantity))

    assert 0 <= difference(paid, quantity, promo, less) <= difference(paid, quantity, promo, more) <= paid


@given(st.lists(st.integers(1, 3), min_size=1, max_size=3), st.integers(0, 600), amounts, st.integers(0, 2000))
def test_however_it_comes_back_no_more_is_left_than_what_is_kept_deserves(parts, spent, paid, promo):
    quantity = 9
    shop = PaperShop(replace(keeping_credit(), stored=StoredValue(GiftCards(), None, PriceProtection(14, 60))), at=clock(MONDAY))
    fatima = shop.enrol(at=clock(MONDAY))
    sale = shop.buys(fatima, coats(quantity, paid), at=MONDAY)
    worth = difference(paid, quantity * 1000, promo, quantity * 1000)
    if not worth:
        assert refuses(shop, asks(shop, fatima, sale, promo)).refusal == "not_cheaper"
        return
    shop.done(asks(shop, fatima, sale, promo))
    used = min(spent, worth)
    if used:
        shop.buys(fatima, line(used, category="jam"), at="2026-03-10 12:00", tenders=(credit(used),))
    gone = noted = 0

    for part in parts:
        (effect,) = shop.returns(sale, (1, part * 1000), at="2026-03-11 12:00").effects("price drop") or [{"count": 0, "noted": 0}]
        gone, noted = gone - effect["count"], noted + effect["noted"]

    kept = (quantity - sum(parts)) * 1000
    assert gone + noted == worth - difference(paid, quantity * 1000, promo, kept)
    assert shop.balances(fatima).get(STORE_CREDIT, 0) == worth - used - gone
