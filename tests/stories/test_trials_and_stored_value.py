"""A trial waits for money alone: what stored value paid of it comes back at once, and no cent is charged or paid back twice (M38)."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.make import clock, line
from tests.paper import PaperShop, Said, refuses
from tests.program.files import said_by
from tests.programs import read_yaml
from tests.stories.test_bringing_back import ANNA, HEAD
from zegel.core.periods import Day
from zegel.core.purchase import Line, Tender
from zegel.decide.cases import TRIAL
from zegel.flows.commands import Enrol, MoveCase, Profile
from zegel.flows.on_trial import LINES

CREDIT = """
store credit: {}
returns: {within: 200 days}
trials: {beds: {of: {category: beds}, lasts: 100 days, charge: after}}
"""


def a_shop(credit: int = 0, charge: str = "after", terms: str = "200 days", more: str = "") -> PaperShop:
    """The bed shop; anna has so much store credit."""
    shop = PaperShop(read_yaml(HEAD + CREDIT.replace("after", charge).replace("200 days", terms) + more))
    shop.done(Enrol(make.header(clock("2026-01-01 10:00")), make.purse(1), Profile("Anna", "nl", ""), (ANNA,), Day("2026-01-01")))
    if credit:
        shop.gives(ANNA, credit, unit="store credit", at="2026-01-01 10:30")
    return shop


def bed(net: int = 40_000, quantity: int = 1, number: int = 1) -> Line:
    return line(net, quantity, category="beds", number=number)


def lamp(net: int, number: int = 2) -> Line:
    return line(net, category="lamps", number=number)


def on_credit(minor: int, money: int = 0) -> tuple[Tender, ...]:
    rest = (Tender("card", money),) if money else ()
    return (Tender("store_credit", minor), *rest)


def trials(shop: PaperShop) -> list[tuple[str, int]]:
    """Each trial of anna's: its state, and what waits for it."""
    return [(one.state, json.loads(one.data).get("minor", 0)) for one in shop.memory.facts.dossiers_of(make.purse(1), TRIAL)]


def credit_of(shop: PaperShop) -> int:
    return shop.balances(ANNA).get("store credit", 0)


def charged(shop: PaperShop, sale: Said, number: int = 1) -> Said:
    return shop.record(MoveCase(make.header(shop.at), sale.id, "charged", "", "", number=LINES + number))


def test_what_stored_value_paid_of_a_bed_on_trial_comes_back_at_once_and_the_rest_is_not_charged():
    shop = a_shop(credit=15_000)
    sale = shop.buys(ANNA, bed(), at="2026-01-02 10:00", tenders=on_credit(15_000))
    began = trials(shop)

    back = shop.returns(sale, at="2026-02-01 10:00", reason="")

    assert (sale.totals["pays_minor"], sale.totals["later_minor"], began) == (40_000, 25_000, [("running", 25_000)])
    assert "proef BEDS: loopt t/m 12 april 2026, daarna te betalen: € 250,00." in sale.said
    assert (back.refund, back.totals["money_minor"], back.totals["not_charged_minor"]) == (15_000, 0, 25_000)
    assert (credit_of(shop), trials(shop)) == (15_000, [("returned", 0)])


def test_stored_value_pays_first_for_what_is_not_on_trial():
    shop = a_shop(credit=6_000)

    sale = shop.buys(ANNA, bed(), lamp(5_000), at="2026-01-02 10:00", tenders=on_credit(6_000))

    assert (sale.totals["later_minor"], trials(shop)) == (39_000, [("running", 39_000)])
    lamp_back = shop.returns(sale, (2, 1_000), at="2026-01-10 10:00", reason="")
    bed_back = shop.returns(sale, (1, 1_000), at="2026-01-20 10:00", reason="")
    assert (lamp_back.refund, lamp_back.totals["money_minor"]) == (5_000, 0)
    assert (bed_back.refund, bed_back.totals["money_minor"]) == (1_000, 0)
    assert credit_of(shop) == 6_000


def test_what_is_paid_now_is_what_the_tenders_add_up_to():
    shop = a_shop(credit=2_000)
    lines = bed(), lamp(5_000)
    wrong = refuses(shop, shop.purchase(ANNA, *lines, at="2026-01-02 10:00", tenders=on_credit(2_000, 4_000)))

    sale = shop.buys(ANNA, *lines, at="2026-01-02 10:00", tenders=on_credit(2_000, 3_000))

    assert wrong.refusal == "tenders_do_not_match"
    assert (sale.totals["later_minor"], trials(shop)) == (40_000, [("running", 40_000)])


def test_who_pays_all_of_it_at_the_till_is_charged_nothing_later_and_gets_it_back():
    shop = a_shop()
    sale = shop.buys(ANNA, bed(), at="2026-01-02 10:00", tenders=(Tender("card", 40_000),))

    assert "later_minor" not in sale.totals
    assert shop.returns(sale, at="2026-02-01 10:00", reason="").refund == 40_000
    assert trials(shop) == [("returned", 0)]


def test_of_two_mattresses_the_one_that_comes_back_gives_back_the_stored_value_first():
    shop = a_shop(credit=2_000, charge="hold")
    sale = shop.buys(ANNA, bed(10_000, 2), at="2026-01-02 10:00", tenders=on_credit(2_000))

    first = shop.returns(sale, (1, 1_000), at="2026-02-01 10:00", reason="")
    half = trials(shop)
    second = shop.returns(sale, (1, 1_000), at="2026-02-02 10:00", reason="")

    assert (sale.totals["later_minor"], first.refund, half) == (8_000, 2_000, [("running", 5_000)])
    assert second.refund == 0
    assert second.effects("case")[0]["minor"] == 8_000, "all that was held is set free"
    assert trials(shop) == [("to release", 0)]


def test_a_held_basket_says_what_is_paid_later_as_the_sale_does():
    shop = a_shop(credit=1_500)
    hold = shop.holds(ANNA, bed(), at="2026-01-02 10:00", tenders=on_credit(1_500))
    sale = shop.commits(hold, at="2026-01-02 10:05")

    assert hold.totals["later_minor"] == sale.totals["later_minor"] == 38_500
    assert shop.returns(sale, at="2026-02-01 10:00", reason="").refund == 1_500


def test_goods_that_come_back_pay_for_what_is_paid_now_and_not_for_what_is_tried():
    shop = a_shop()
    first = shop.buys(ANNA, lamp(5_000, 1), at="2026-01-02 10:00")

    swapped = shop.exchanges(first, bed(), lamp(3_000), who=ANNA, at="2026-01-03 10:00")

    assert swapped.totals["later_minor"] == 40_000
    (tender,) = swapped.purchase["tenders"]
    assert (tender["kind"], tender["amount_minor"]) == ("return", 3_000)


def test_what_was_set_off_when_the_rest_was_priced_anew_is_charged_or_paid_back_once():
    """Three for two: without the bed the lamps cost more, so the bed is worth less when it comes back, after its trial and unpaid."""
    shop = a_shop(terms="200 days, discounts: reprice", more="discounts: {three for two: {take: 3, pay: 2, free: cheapest}}\n")
    sale = shop.buys(ANNA, bed(10_000), lamp(6_000), lamp(6_000, 3), at="2026-01-02 10:00")
    shop.wait_until("2026-05-01 10:00")
    waits = trials(shop)

    bed_back = shop.done(make.returns(sale.id, (1, 1_000), at=clock("2026-05-02 10:00"), cause="voluntary"))
    owed = trials(shop)
    rest = shop.done(make.returns(sale.id, at=clock("2026-05-03 10:00"), cause="voluntary"))

    paid_now = sale.totals["pays_minor"] - sale.totals["later_minor"]
    assert waits == [("to charge", sale.totals["later_minor"])]
    assert (bed_back.refund, owed[0][0]) == (0, "to charge")
    assert owed[0][1] > 0, "the lamps lost their deal, and that is what is still to be paid"
    assert rest.refund == paid_now, "no cent more than was paid, and none less"
    assert trials(shop) == [("returned", 0)]


def test_empties_that_go_along_again_are_paid_for_and_not_added_to_what_waits():
    shop = a_shop()
    empties = line(-500, category="empties", number=3, legal_class="deposit")
    sale = shop.buys(ANNA, bed(), lamp(2_000), empties, at="2026-01-02 10:00")

    again = shop.returns(sale, (3, 1_000), at="2026-01-03 10:00", reason="")

    assert (again.refund, trials(shop)) == (-500, [("running", 40_000)])


def test_the_terms_say_that_stored_value_comes_back_at_once():
    nl, en = said_by(read_yaml(HEAD + CREDIT))["trials.beds"]

    assert "Wat u met tegoed of een cadeaukaart betaalde, krijgt u meteen terug." in nl
    assert "What you paid with credit or a gift card you get back at once." in en


# -- any basket, any returns, in any order


@st.composite
def baskets(draw: Any) -> tuple[list[Line], int, list[tuple[int, int]]]:
    """Lines with and without a trial, how much of them stored value pays, and a partition of all of it into returns."""
    found = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        quantity, net = draw(st.integers(1, 3)), draw(st.integers(0, 9_999))
        found.append(line(net, quantity, category=draw(st.sampled_from(["beds", "lamps"])), number=number))
    total = sum([one.net_minor for one in found])
    pieces = [(one.number, 1_000) for one in found for _ in range(one.quantity // 1_000)]
    return found, draw(st.integers(0, total)), draw(st.permutations(pieces))


@given(baskets(), st.sampled_from(["hold", "after"]), st.sampled_from(["share", "reprice"]), st.data())
def test_whatever_comes_back_and_whenever_it_was_charged_who_bought_ends_with_what_was_paid(
    basket: tuple[list[Line], int, list[tuple[int, int]]], charge: str, how: str, data: st.DataObject
):
    lines, credit, pieces = basket
    shop = a_shop(credit, charge, f"200 days, discounts: {how}", "discounts: {three for two: {take: 3, pay: 2, free: cheapest}}\n")
    quote = shop.quotes(ANNA, *lines, at="2026-01-02 10:00").totals
    stored, now = min(credit, quote["pays_minor"]), quote["pays_minor"] - quote.get("later_minor", 0)
    sale = shop.buys(ANNA, *lines, at="2026-01-02 10:00", tenders=on_credit(stored, max(now - stored, 0)) if stored else ())
    money_in, money_out, stored_out = max(now - stored, 0), 0, 0
    assert quote["pays_minor"] == stored + money_in + sale.totals.get("later_minor", 0)

    over_after = data.draw(st.integers(0, len(pieces)), label="returned before the trials are over")
    for n, (number, quantity) in enumerate(pieces):
        if n == over_after:
            shop.wait_until("2026-05-01 10:00")
        for one in shop.memory.facts.dossiers_of(make.purse(1), TRIAL) if n >= over_after else ():
            known = json.loads(one.data)
            if one.state == "to charge" and data.draw(st.booleans(), label=f"line {known['line']} is charged before return {n}"):
                assert charged(shop, sale, known["line"]).refusal == ""
                money_in += known["minor"]
        at = clock("2026-05-02 10:00" if n >= over_after else "2026-02-01 10:00")
        back = shop.done(make.returns(sale.id, (number, quantity), at=at, cause="voluntary"))
        money = back.totals.get("money_minor", back.refund)
        money_out, stored_out = money_out + money, stored_out + back.refund - money
        assert money_out <= money_in, "never more money back than came in"
        assert credit_of(shop) == credit - stored + stored_out <= credit
    assert (money_out, stored_out) == (money_in, stored)
    assert all(state in ("returned", "charged", "to release", "kept") for state, _ in trials(shop))


@pytest.mark.parametrize("charge", ["hold", "after"])
def test_one_return_of_all_comes_to_the_same_as_one_a_piece(charge: str):
    came = []
    for pieces in ([()], [((1, 1_000),), ((2, 1_000),), ((1, 1_000),)]):
        shop = a_shop(credit=7_000, charge=charge)
        sale = shop.buys(ANNA, bed(9_999, 2), lamp(3_001), at="2026-01-02 10:00", tenders=on_credit(7_000))
        backs = [shop.returns(sale, *piece, at="2026-02-01 10:00", reason="") for piece in pieces]
        not_charged = sum([one.totals.get("not_charged_minor", 0) for one in backs])
        came.append((sum([one.refund for one in backs]), not_charged, credit_of(shop)))
    assert came[0] == came[1] == (7_000, 6_000, 7_000)
