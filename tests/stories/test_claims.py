"""An anonymous card becomes a member's: everything on it moves over, and its old receipts stay good (architecture.md §4, merging)."""

from dataclasses import replace

from tests import make
from tests.make import bakery, clock, line
from tests.paper import PaperShop, refuses
from zegel.core.purchase import Line
from zegel.flows.commands import CancelRedemption, Claim, CommitHold
from zegel.program.model import EarnRule

CARD, TOKEN = "bread card", "reward:free bread"


def jam(net: int, quantity: int = 1) -> Line:
    return line(net, quantity, category="jam")


def test_what_was_earned_without_a_card_becomes_the_members(shop):
    fatima = shop.enrol()
    shop.buys(fatima, jam(1000))
    nobody = shop.buys(None, jam(1299), line(500, 2))

    claim = shop.claims(nobody.id.purse, fatima)

    assert claim.kinds == ["transfer out", "transfer in"]
    assert claim.effects("transfer") == [{"unit": CARD, "count": 2}, {"unit": "points", "count": 17}]
    assert shop.balances(fatima) == {CARD: 2, "points": 27, "status": 10}
    out, into = claim.entries
    assert (out.linked.purse, out.linked.seq, into.linked.purse, into.linked.seq) == (into.purse, into.seq, out.purse, out.seq)


def test_the_receipt_of_a_claim_names_the_entry_that_it_came_from(shop):
    fatima = shop.enrol()
    nobody = shop.buys(None, jam(1299))

    claim = shop.claims(nobody.id.purse, fatima)

    assert claim.body["of"] == f"{str(nobody.id).partition('.')[0]}.2"


def test_lots_keep_their_dates(shop):
    fatima = shop.enrol(at=clock("2026-03-04 12:00"))
    nobody = shop.buys(None, jam(1299), at="2026-03-30 23:59")

    shop.claims(nobody.id.purse, fatima, at="2026-04-09 12:00")
    shop.buys(fatima, jam(500))

    assert shop.lots(fatima) == [(12, clock("2027-04-01 00:00")), (5, clock("2027-05-01 00:00"))]


def test_the_old_card_is_the_members_from_now_on(shop):
    fatima = shop.enrol()
    old = shop.enrol("card 17", since="")
    shop.buys(old, jam(1000))
    shop.claims(old, fatima)

    shop.buys(old, jam(500))

    assert shop.balances(fatima)["points"] == 15


def test_two_anonymous_purses_become_one_members(shop):
    fatima = shop.enrol()
    sales = [shop.buys(None, jam(1000)), shop.buys(None, jam(2000))]

    for sale in sales:
        shop.claims(sale.id.purse, fatima)

    assert shop.balances(fatima) == {"points": 30}
    for sale in sales:
        shop.returns(sale)
    assert shop.balances(fatima) == {}


def test_a_card_is_claimed_once_and_not_by_itself_or_by_nobody(shop):
    fatima, bob = shop.enrol(), shop.enrol("bob")
    old, other = shop.enrol("card 17", since=""), shop.enrol("card 18", since="")
    shop.buys(old, jam(1000))

    assert refuses(shop, Claim(make.header(shop.at), fatima, bob)).refusal == "already_member"
    assert refuses(shop, Claim(make.header(shop.at), old, other)).refusal == "unknown_member"
    assert refuses(shop, Claim(make.header(shop.at), old, make.card("who"))).refusal == "unknown_member"
    assert refuses(shop, Claim(make.header(shop.at), fatima, fatima)).refusal == "same_purse"

    shop.claims(old, fatima)

    assert refuses(shop, Claim(make.header(shop.at), old, fatima)).refusal == "same_purse"
    assert refuses(shop, Claim(make.header(shop.at), old, bob)).refusal == "already_member"


def test_a_card_with_an_open_hold_is_not_claimed(shop):
    fatima = shop.enrol()
    old = shop.enrol("card 17", since="")
    shop.holds(old, jam(1000))

    assert refuses(shop, Claim(make.header(shop.at), old, fatima)).refusal == "hold_open"


def test_what_was_bought_before_the_claim_may_be_returned_after_it(shop):
    fatima = shop.enrol()
    nobody = shop.buys(None, jam(2000, 2))
    shop.claims(nobody.id.purse, fatima)

    back = shop.returns(nobody, (1, 1000))

    assert (back.refund, back.id.purse) == (1000, shop.purse(fatima).id)
    assert shop.balances(fatima) == {"points": 10}


def test_what_came_back_before_the_claim_does_not_come_back_again(shop):
    fatima = shop.enrol()
    nobody = shop.buys(None, jam(3000, 3))
    shop.returns(nobody, (1, 1000))
    shop.claims(nobody.id.purse, fatima)

    assert refuses(shop, make.returns(nobody.id, (1, 3000), at=shop.at)).data == {"line": 1, "left": 2000}
    assert shop.returns(nobody).refund == 2000
    assert shop.balances(fatima) == {}


def test_points_that_were_spent_before_the_claim_come_back_with_the_goods(shop):
    fatima = shop.enrol()
    old = shop.enrol("card 17", since="")
    shop.gives(old, 150, at="2026-03-04 12:00")
    shop.gives(old, 100, at="2026-05-06 12:00")
    sale = shop.buys(old, jam(500), uses=[("points off", 200)])  # all of the first lot, half of the second
    shop.claims(old, fatima)
    assert shop.points(fatima) == 53

    shop.returns(sale)

    assert shop.balances(fatima) == {"points": 250}
    by_day = {}
    for count, expires in shop.lots(fatima):
        by_day[expires] = by_day.get(expires, 0) + count
    assert by_day == {clock("2027-04-01 00:00"): 150, clock("2027-06-01 00:00"): 100}


def test_a_redemption_of_before_the_claim_can_be_cancelled_after_it_once(shop):
    fatima = shop.enrol()
    old = shop.enrol("card 17", since="")
    shop.gives(old, 500)
    mug = shop.redeems(old, "mug")
    shop.claims(old, fatima)

    shop.cancels(mug)

    assert shop.balances(fatima) == {"points": 500}
    assert refuses(shop, CancelRedemption(make.header(shop.at), mug.id, "")).refusal == "already_cancelled"


def test_a_redemption_cancelled_before_the_claim_stays_cancelled(shop):
    fatima = shop.enrol()
    old = shop.enrol("card 17", since="")
    shop.gives(old, 500)
    mug = shop.redeems(old, "mug")
    shop.cancels(mug)
    shop.claims(old, fatima)

    assert refuses(shop, CancelRedemption(make.header(shop.at), mug.id, "")).refusal == "already_cancelled"
    assert shop.balances(fatima) == {"points": 500}


def test_stamps_of_both_cards_fill_one(shop):
    fatima = shop.enrol()
    shop.buys(fatima, line(1500, 6))
    nobody = shop.buys(None, line(1500, 6))

    claim = shop.claims(nobody.id.purse, fatima)

    assert [e["cards"] for e in claim.effects("card full")] == [1]
    found = shop.balances(fatima)
    assert (found[CARD], found[TOKEN]) == (2, 1)


def test_a_full_card_of_before_the_claim_is_undone_by_a_return_after_it(shop):
    fatima = shop.enrol()
    shop.buys(fatima, line(500, 2))
    old = shop.enrol("card 17", since="")
    shop.buys(old, line(1000, 4))
    sale = shop.buys(old, line(1500, 6))
    shop.claims(old, fatima)

    back = shop.returns(sale, (1, 3000))

    assert back.effects("undo card") == [{"unit": TOKEN, "count": -1}, {"unit": CARD, "count": 10}]
    found = shop.balances(fatima)
    assert (found[CARD], found.get(TOKEN)) == (9, None)


def test_one_of_two_cards_undone_before_the_claim_and_the_other_after_it(shop):
    fatima = shop.enrol()
    old = shop.enrol("card 17", since="")
    shop.buys(old, line(2000, 8))
    sale = shop.buys(old, line(3000, 12))
    shop.returns(sale, (1, 2000))
    shop.claims(old, fatima)
    assert (shop.balances(fatima)[CARD], shop.balances(fatima)[TOKEN]) == (8, 1)

    shop.returns(sale)

    assert shop.balances(fatima) == {CARD: 8, "points": 20}


def test_debt_moves_over_and_is_settled_with_what_is_there(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 30)
    old = shop.enrol("card 17", since="")
    sale = shop.buys(old, jam(50_000))
    shop.redeems(old, "mug")
    shop.returns(sale)
    assert shop.balances(old) == {"points debt": -500}

    shop.claims(old, fatima)
    assert shop.balances(fatima) == {"points debt": -470}

    shop.gives(fatima, 500)
    assert shop.balances(fatima) == {"points": 30}


def test_points_still_waiting_move_over_and_wait_on():
    web = replace(bakery().units[0], pending_days=(("web", 14),))
    shop = PaperShop(bakery(units=(web, *bakery().units[1:])))
    fatima = shop.enrol()
    order = shop.buys(None, jam(2000), channel="web")

    shop.claims(order.id.purse, fatima)
    assert shop.balances(fatima) == {"points pending": 20}

    shop.wait_until("2026-03-19 00:00")
    assert shop.balances(fatima) == {"points": 20}


def test_what_was_spent_anonymously_counts_for_the_tier():
    everybody = EarnRule("stars", "status", 1, "spend", 100, 0, (), make.words("1 per euro"))
    shop = PaperShop(make.bakery(earn=(make.bakery().earn[0], everybody)))
    fatima = shop.enrol()
    shop.buys(fatima, jam(20_000))
    nobody = shop.buys(None, jam(30_000))

    claim = shop.claims(nobody.id.purse, fatima)

    assert claim.effects("tier")[0]["after"] == "zilver"
    assert shop.purse(fatima).totals["unit:status", "2026"] == 500


def test_a_closed_hold_of_the_old_card_is_not_mistaken_for_an_open_one_of_the_member(shop):
    old = shop.enrol("card 17", since="")
    fatima = shop.enrol()
    dead = shop.holds(old, jam(1000))
    shop.cancels_hold(dead)
    mine = shop.holds(fatima, jam(500))
    assert mine.id.seq == dead.id.seq
    shop.claims(old, fatima)

    assert refuses(shop, CommitHold(make.header(shop.at), dead.id, "", ())).refusal == "hold_not_open"
    assert shop.commits(mine).pays == 500
