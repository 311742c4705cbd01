"""A reward handed over without a basket, and such a redemption undone."""

from dataclasses import replace

import pytest

from tests import make
from tests.make import MEMBERS_ONLY, TUESDAY, bakery, clock, line, reward
from tests.paper import PaperShop, refuses
from zegel.core.periods import Day
from zegel.decide.refusal_sentences import refusal_sentence
from zegel.flows.commands import CancelRedemption, Redeem
from zegel.program.model import Branch, Words


def asks(shop, who, what, count=1):
    return Redeem(make.header(shop.at), who, what, count)


def test_a_mug_costs_500_points(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 600)

    mug = shop.redeems(fatima, "mug")

    assert mug.effects("spend") == [{"what": "mug", "unit": "points", "count": 500, "times": 1}]
    assert (mug.body["kind"], mug.body["uses"], mug.purchase) == ("redeem", [["mug", 1]], None)
    assert shop.balances(fatima) == {"points": 100}


def test_two_at_once_cost_twice(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1000)

    shop.redeems(fatima, "mug", 2)

    assert shop.balances(fatima) == {}


def test_points_are_spent_soonest_expiry_first(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 300, at="2026-03-04 12:00")
    shop.gives(fatima, 300, at="2026-04-08 12:00")

    mug = shop.redeems(fatima, "mug")

    assert [row[3:] for row in mug.body["postings"]] == [[300, [2, 0]], [200, [3, 0]]]
    assert shop.lots(fatima) == [(100, clock("2027-05-01 00:00"))]


def test_with_too_few_points_nothing_is_handed_over(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 499)

    said = refuses(shop, asks(shop, fatima, "mug"))

    assert said.short == ("points", 499, 500)
    assert said.outcome.refusal is not None
    assert refusal_sentence(said.outcome.refusal) == Words(
        "Er is niet genoeg beschikbaar. Beschikbaar: 499 points; nodig: 500 points.",
        "There is not enough available. Available: 499 points; needed: 500 points.",
    )


def test_what_is_pending_cannot_be_spent(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(60_000, category="jam"), at="2026-03-04 12:00", received=clock("2026-03-09 12:00"))
    assert sale.body["review"] == 1

    assert refuses(shop, asks(shop, fatima, "mug")).data["available"] == 0


def test_there_are_three_posters():
    shop = PaperShop()
    shop.memory.facts.counters["reward:poster"] = 3
    fatima = shop.enrol()
    shop.gives(fatima, 1000)

    posters = [shop.redeems(fatima, "poster") for _ in range(3)]
    assert posters[0].outcome.draws[0].n == 1

    said = refuses(shop, asks(shop, fatima, "poster"))
    assert (said.refusal, said.data) == ("out_of_stock", {"reward": "poster", "left": 0})

    cancelled = shop.cancels(posters[1])
    assert [(draw.counter, draw.n) for draw in cancelled.outcome.draws] == [("reward:poster", -1)]
    assert shop.redeems(fatima, "poster", 1).refusal == ""


def test_checks_come_in_one_order_does_it_apply_is_there_stock_is_there_enough():
    tuesday = reward("tuesday cup", cost=500, stock=0, tests=(TUESDAY,))
    shop = PaperShop(bakery(rewards=(*bakery().rewards, tuesday)))
    shop.memory.facts.counters["reward:tuesday cup"] = 0
    fatima = shop.enrol()

    assert refuses(shop, asks(shop, fatima, "tuesday cup")).data == {"what": "tuesday cup", "test": "day"}
    shop.wait_until("2026-03-10 12:00")
    assert refuses(shop, asks(shop, fatima, "tuesday cup")).data == {"reward": "tuesday cup", "left": 0}
    shop.memory.facts.counters["reward:tuesday cup"] = 1
    assert refuses(shop, asks(shop, fatima, "tuesday cup")).refusal == "not_enough"


def test_a_reward_for_members_is_not_for_an_anonymous_card():
    shop = PaperShop(bakery(rewards=(*bakery().rewards, reward("cup", cost=5, tests=(MEMBERS_ONLY,)))))
    old = shop.enrol("card 17", since="")
    shop.gives(old, 5)

    assert refuses(shop, asks(shop, old, "cup")).data == {"what": "cup", "test": "member"}


def test_a_cancelled_redemption_gives_the_points_back_to_their_lots(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 300, at="2026-03-04 12:00")
    shop.gives(fatima, 300, at="2026-04-08 12:00")
    mug = shop.redeems(fatima, "mug")

    back = shop.cancels(mug)

    assert (back.effects("give back"), back.body["of"], back.entries[0].undoes) == ([{"unit": "points", "count": 500}], str(mug.id), 4)
    assert shop.lots(fatima) == [(300, clock("2027-04-01 00:00")), (300, clock("2027-05-01 00:00"))]


def test_a_redemption_is_cancelled_once(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 500)
    mug = shop.redeems(fatima, "mug")
    shop.cancels(mug)

    assert refuses(shop, CancelRedemption(make.header(shop.at), mug.id, "")).refusal == "already_cancelled"
    assert shop.balances(fatima) == {"points": 500}


def test_without_a_reason_it_is_taken_back_on_its_own_day_only(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1000, at="2026-06-02 12:00")
    early, late = [shop.redeems(fatima, "mug") for _ in range(2)]

    assert shop.done(CancelRedemption(make.header(clock("2026-06-02 23:59")), early.id, "")).refusal == ""
    said = refuses(shop, CancelRedemption(make.header(clock("2026-06-03 00:00")), late.id, "  "))

    assert (said.refusal, said.data) == ("redemption_too_late", {"day": "2026-06-02"})
    assert shop.balances(fatima) == {"points": 500}


def test_its_day_is_the_business_day_of_the_branch_that_handed_it_over():
    bar = Branch("bar", "Europe/Lisbon", 240)
    shop = PaperShop(bakery(branches=(*bakery().branches, bar)))
    fatima = shop.enrol()
    shop.gives(fatima, 1000)
    shop.wait_until("2026-06-02 03:00")  # two at night in Lisbon, where the day ends at four
    night = replace(make.header(shop.at), branch="bar", business_date=Day("2026-06-01"), weekday=0, minute=120)
    first, second = [shop.done(Redeem(night, fatima, "mug", 1)) for _ in range(2)]

    assert shop.done(CancelRedemption(make.header(clock("2026-06-02 04:59")), first.id, "")).refusal == ""
    assert refuses(shop, CancelRedemption(make.header(clock("2026-06-02 05:00")), second.id, "")).data == {"day": "2026-06-01"}


def test_after_a_year_the_points_come_back_for_thirty_days(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 500)
    mug = shop.redeems(fatima, "mug")

    shop.cancels(mug, at="2027-06-02 12:00")

    assert shop.lots(fatima) == [(500, clock("2027-07-03 00:00"))]


def test_a_cancelled_redemption_settles_a_debt(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(50_000, category="jam"))
    mug = shop.redeems(fatima, "mug")
    shop.returns(sale)
    assert shop.balances(fatima) == {"points debt": -500}

    back = shop.cancels(mug)

    assert back.effects("settle debt") == [{"unit": "points", "count": -500}]
    assert shop.balances(fatima) == {}


@pytest.mark.parametrize(("what", "code"), [("moon", "unknown_reward"), ("points off", "unknown_reward"), ("base", "unknown_reward")])
def test_only_rewards_are_handed_over(shop, what, code):
    fatima = shop.enrol()

    assert refuses(shop, asks(shop, fatima, what)).refusal == code


def test_what_is_no_redemption_is_not_cancelled(shop):
    fatima = shop.enrol()
    sale = shop.buys(fatima, line(1000))

    assert refuses(shop, CancelRedemption(make.header(shop.at), sale.id, "")).data == {"kind": "purchase"}
    assert refuses(shop, CancelRedemption(make.header(shop.at), make.receipt(1, 99), "")).refusal == "unknown_redemption"
    assert refuses(shop, CancelRedemption(make.header(shop.at), make.receipt(77, 1), "")).refusal == "unknown_redemption"
    assert refuses(shop, asks(shop, make.card("nobody"), "mug")).refusal == "unknown_member"


def test_a_free_bread_may_be_handed_over_without_a_basket(shop):
    fatima = shop.enrol()
    shop.buys(fatima, line(2500, 10))

    bread = shop.redeems(fatima, "free bread")

    assert bread.effects("spend") == [{"what": "free bread", "unit": "reward:free bread", "count": 1, "times": 1}]
    assert "reward:free bread" not in shop.balances(fatima)
