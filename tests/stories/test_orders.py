"""A reward to be picked up: reserved, picked, handed over; cancelled, or timed out when nobody came."""

import pytest

from tests import make
from tests.paper import PaperShop, refuses
from tests.programs import read_yaml
from zegel.decide.document import Document
from zegel.decide.explain import explain
from zegel.flows.commands import CancelRedemption, MoveOrder, OrderReward, Redeem
from zegel.replay.play_story import play
from zegel.replay.read_story import read_story

PROGRAM = """
zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR}
branches: [dorpsstraat]
units: {points: {worth: 0.01 EUR, expires: 12 months}}
earn: {base: {give: 1 points, per: 1.00 EUR}}
rewards:
  mug:
    gives: {item: [{nl: mok, en: mug}, {nl: tas, en: bag}], worth: 8.00 EUR}
    costs: 300 points + 2.00 EUR
    stock: {dorpsstraat: 1}
    limit: 1 per year
    budget: 8.00 EUR per month
"""
FATIMA = make.card()


@pytest.fixture
def bakery() -> PaperShop:
    shop = PaperShop(read_yaml(PROGRAM))
    shop.enrol()
    shop.gives(FATIMA, 1000)
    return shop


def orders(shop, choice=2, at=None):
    return OrderReward(make.header(shop._moment(at)), FATIMA, "mug", 1, choice)


def moves(shop, order, step, at=None):
    return MoveOrder(make.header(shop._moment(at)), order.id, step, "")


def state(shop, order):
    (found,) = shop.memory.facts.dossiers_of(order.id.purse, "order")
    assert found.id == str(order.id)
    return found.state


def test_what_it_costs_is_set_aside_and_spent_when_it_is_handed_over(bakery):
    order = bakery.done(orders(bakery))
    assert (order.body["totals"], bakery.balances(FATIMA)) == (
        {"hold_expires_at": bakery.at + make.DAY_MS, "pays_minor": 200}, {"points": 700, "points reserved": 300},
    )  # fmt: skip
    assert state(bakery, order) == "reserved"

    bakery.done(moves(bakery, order, "pick"))
    assert (state(bakery, order), bakery.balances(FATIMA)["points reserved"]) == ("picked", 300)

    mug = bakery.done(moves(bakery, order, "hand over"))
    assert (mug.body["kind"], mug.body["of"], mug.body["totals"]) == ("hand over", str(order.id), {"pays_minor": 200})
    assert mug.effects("gift")[0]["choice"] == 2
    assert (state(bakery, order), bakery.balances(FATIMA)) == ("handed over", {"points": 700})


def test_an_order_leaves_the_shelf_counts_and_comes_out_of_the_budget(bakery):
    order = bakery.done(orders(bakery))

    assert refuses(bakery, orders(bakery)).refusal == "out_of_stock"
    assert refuses(bakery, Redeem(make.header(bakery.at), FATIMA, "mug", 1)).refusal == "out_of_stock"

    bakery.done(moves(bakery, order, "cancel"))
    assert (state(bakery, order), bakery.balances(FATIMA)) == ("cancelled", {"points": 1000})
    assert bakery.done(orders(bakery)).refusal == ""


def test_nobody_came(bakery):
    order = bakery.done(orders(bakery))

    due = bakery.wait_until(bakery.at + make.DAY_MS)

    assert [entry.kind for entry in due] == ["time out"]
    assert bakery.balances(FATIMA) == {"points": 1000}
    assert refuses(bakery, moves(bakery, order, "hand over")).data == {"state": "timed out"}
    assert bakery.done(orders(bakery)).refusal == ""


@pytest.mark.parametrize("last", ["hand over", "cancel"])
def test_after_the_last_step_there_is_no_other(bakery, last):
    order = bakery.done(orders(bakery))
    bakery.done(moves(bakery, order, last))

    for step in ("pick", "hand over", "cancel"):
        assert refuses(bakery, moves(bakery, order, step)).refusal == "hold_not_open"


def test_only_an_order_is_moved(bakery):
    order = bakery.done(orders(bakery))
    picked = bakery.done(moves(bakery, order, "pick"))

    assert refuses(bakery, moves(bakery, picked, "hand over")).refusal == "unknown_order"
    assert refuses(bakery, MoveOrder(make.header(bakery.at), make.receipt(77, 1), "pick", "")).refusal == "unknown_order"
    assert refuses(bakery, CancelRedemption(make.header(bakery.at), order.id, "")).refusal == "not_a_redemption"


def test_a_story_of_orders_and_gestures_plays():
    program = (
        PROGRAM
        + "gestures: {envelope: 20.00 EUR per month, may give: {cashier: 1.00 EUR, boss: 9.00 EUR}, kinds: {sorry: {points: 400 points}}}\n"
    )
    story = """
story: A gesture, and a mug for it
member: anna
steps:
  - {on: 2026-03-02, gives: sorry, reason: the wait, expect: {points: 0, said: "Gevraagd aan een collega: 400 points"}}
  - {on: 2026-03-02, at: "12:01", approves: step 1, role: boss, reason: fine, expect: {points: 400}}
  - {on: 2026-03-02, at: "12:02", orders: mug, expect: {points: 100, balances: {points reserved: 300}}}
  - {on: 2026-03-02, at: "12:03", orders: mug, expect: {refused: out_of_stock}}
  - {on: 2026-03-02, at: "12:04", hands over: step 3, expect: {balances: {points reserved: 0}}}
"""
    read = read_yaml(program)
    from zegel.program.compile import Compiled

    assert play(read_story(story, read, {}), Compiled(read)) == []


def test_an_order_says_until_when_it_waits_and_what_is_free_again_when_it_is_not_wanted(bakery):
    order = bakery.done(orders(bakery))
    gone = bakery.done(moves(bakery, order, "cancel"))

    said = {one.short.nl: one.short.en for found in (order, gone) for one in explain(bakery.compiled, Document(found.body, found.purchase))}
    assert said["−300 points voor mug, apart tot 5 maart 2026 11:00"] == "−300 points for mug, set aside until 5 March 2026 11:00"
    assert said["+300 points: weer vrij"] == "+300 points: free again"
    assert bakery.balances(FATIMA) == {"points": 1000}
