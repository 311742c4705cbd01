"""A member brings a till receipt of before they showed a card: its number and what was paid (domain.md, member story 7 and M25)."""

from dataclasses import replace

import pytest

from tests import make
from tests.make import bakery, clock, line
from tests.paper import PaperShop, Said, refuses
from zegel.core.purchase import Identifier, Line
from zegel.flows.commands import ClaimReceipt, CommitHold


def jam(net: int, quantity: int = 1) -> Line:
    return line(net, quantity, category="jam")


def brings(
    shop: PaperShop, who: Identifier, number: str, total: int, *, day: str = "", branch: str = "", at: str | None = None
) -> ClaimReceipt:  # fmt: skip
    return ClaimReceipt(make.header(shop.at if at is None else clock(at)), who, number, total, make.Day(day), branch)


def sold(shop: PaperShop, number: str, *lines: Line, **changes: object) -> Said:
    return shop.buys(None, *lines, receipt_number=number, **changes)


def test_the_number_and_the_total_bring_what_was_earned(shop):
    fatima = shop.enrol()
    sold(shop, "17", jam(1299), line(500, 2))

    claim = shop.done(brings(shop, fatima, "17", 1799))

    assert claim.kinds == ["transfer out", "transfer in"]
    assert shop.balances(fatima) == {"bread card": 2, "points": 17}


def test_the_total_is_what_was_paid_after_discounts(shop):
    fatima = shop.enrol()
    program = bakery(discounts=(replace(bakery().discounts[0], articles=make.CAKE, tests=()),))
    other = PaperShop(program)
    sara = other.enrol()
    sold(other, "17", line(1000, category="cake"))

    assert refuses(other, brings(other, sara, "17", 1000)).refusal == "unknown_receipt"
    other.done(brings(other, sara, "17", 950))

    assert other.balances(sara) == {"points": 9}
    assert refuses(shop, brings(shop, fatima, "17", 950)).refusal == "unknown_receipt"


def test_a_wrong_number_and_a_wrong_total_get_one_answer(shop):
    fatima = shop.enrol()
    sold(shop, "17", jam(1299))

    answers = [refuses(shop, brings(shop, fatima, number, total)) for number, total in (("18", 1299), ("17", 1298))]
    answers += [refuses(shop, brings(shop, fatima, "17", 1299, **told)) for told in ({"day": "2026-03-05"}, {"branch": "markt"})]

    assert {(said.refusal, str(said.data)) for said in answers} == {("unknown_receipt", "{}")}


def test_a_receipt_is_claimed_once(shop):
    fatima, bob = shop.enrol(), shop.enrol("bob")
    sold(shop, "17", jam(1299))
    shop.done(brings(shop, fatima, "17", 1299))

    assert refuses(shop, brings(shop, bob, "17", 1299)).refusal == "already_claimed"
    assert refuses(shop, brings(shop, fatima, "17", 1299)).refusal == "already_claimed"


def test_a_purchase_with_a_card_is_claimed_by_nobody(shop):
    fatima, bob = shop.enrol(), shop.enrol("bob")
    found = shop.enrol("card 17", since="")
    shop.buys(bob, jam(1299), receipt_number="17")
    shop.buys(found, jam(500), receipt_number="18")

    assert refuses(shop, brings(shop, fatima, "17", 1299)).refusal == "already_claimed"
    assert refuses(shop, brings(shop, fatima, "18", 500)).refusal == "already_claimed"


def test_the_last_day_is_a_setting_and_is_still_in_time(shop):
    fatima = shop.enrol()
    sold(shop, "17", jam(1299), at="2026-03-05 10:00")
    sold(shop, "18", jam(500), at="2026-03-05 10:00")

    shop.done(brings(shop, fatima, "17", 1299, at="2026-03-19 23:59"))

    said = refuses(shop, brings(shop, fatima, "18", 500, at="2026-03-20 00:01"))
    assert (said.refusal, said.data) == ("claim_too_late", {"last_day": "2026-03-19"})


def test_two_tills_with_one_number_are_told_apart_by_day_and_branch(shop):
    fatima = shop.enrol()
    sold(shop, "17", jam(1000), at="2026-03-04 12:00", source="till-1")
    later = make.buys(jam(1000), who=None, at=clock("2026-03-05 12:00"), new=77, receipt_number="17", source="till-2")
    shop.done(replace(later, header=replace(later.header, source="till-2")))

    assert refuses(shop, brings(shop, fatima, "17", 1000)).refusal == "unknown_receipt"

    shop.done(brings(shop, fatima, "17", 1000, day="2026-03-05"))
    assert shop.lots(fatima) == [(10, clock("2027-04-01 00:00"))]
    assert shop.purse(make.purse(77)).id == shop.purse(fatima).id


def test_only_a_member_that_is_not_blocked_claims(shop):
    fatima, other = shop.enrol(), shop.enrol("card 18", since="")
    sold(shop, "17", jam(1299))

    assert refuses(shop, brings(shop, other, "17", 1299)).refusal == "unknown_member"
    assert refuses(shop, brings(shop, make.card("who"), "17", 1299)).refusal == "unknown_member"
    shop.purse(fatima).blocked = True
    assert refuses(shop, brings(shop, fatima, "17", 1299)).refusal == "member_blocked"


def test_points_that_wait_go_on_waiting():
    web = replace(bakery().units[0], pending_days=(("web", 14),))
    shop = PaperShop(bakery(units=(web, *bakery().units[1:])))
    fatima = shop.enrol()
    sold(shop, "17", jam(2000), channel="web")

    shop.done(brings(shop, fatima, "17", 2000))
    assert shop.balances(fatima) == {"points pending": 20}

    shop.wait_until("2026-03-19 00:00")
    assert shop.balances(fatima) == {"points": 20}


def test_what_came_back_before_is_not_claimed_any_more(shop):
    fatima = shop.enrol()
    sale = sold(shop, "17", jam(2000, 2))
    shop.returns(sale, (1, 1000))

    shop.done(brings(shop, fatima, "17", 2000))

    assert shop.balances(fatima) == {"points": 10}
    assert shop.returns(sale).refund == 1000
    assert shop.balances(fatima) == {}


# -- a hold without a card


def test_a_guest_holds_pays_and_claims(shop):
    fatima = shop.enrol()
    hold = shop.holds(None, jam(1299), receipt_number="17")
    assert hold.effects("spend") == []

    sale = shop.commits(hold)

    assert (sale.pays, sale.earned) == (1299, {"points": 12})
    assert shop.balances(sale.id.purse) == {"points": 12}
    shop.claims(sale.id.purse, fatima)
    assert shop.points(fatima) == 12


def test_a_committed_guest_hold_is_claimed_by_the_number_that_it_was_paid_under(shop):
    fatima = shop.enrol()
    hold = shop.holds(None, jam(1299))
    shop.done(CommitHold(make.header(shop.at), hold.id, "18", ()))

    shop.done(brings(shop, fatima, "18", 1299))

    assert shop.points(fatima) == 12


def test_a_guest_hold_is_cancelled_or_times_out_and_uses_nothing(shop):
    cancelled, forgotten = shop.holds(None, jam(500)), shop.holds(None, jam(600))
    shop.cancels_hold(cancelled)

    (timed_out,) = shop.wait_until("2026-03-04 13:00")

    assert (timed_out.kind, timed_out.purse) == ("time out", forgotten.id.purse)
    assert refuses(shop, CommitHold(make.header(shop.at), forgotten.id, "", ())).data == {"state": "timed out"}
    assert refuses(shop, make.holds(jam(500), who=None, at=shop.at, uses=(make.Use("points off", 0),))).refusal == "member_needed"


@pytest.mark.parametrize("who", [None, "fatima"])
def test_a_hold_says_what_the_purchase_would(who):
    shop, held = PaperShop(), PaperShop()
    for one in (shop, held):
        one.enrol()
    shown = None if who is None else make.card(who)

    sale = shop.buys(shown, jam(1299), line(500, 2))
    committed = held.commits(held.holds(shown, jam(1299), line(500, 2)))

    assert committed.body["effects"] == sale.body["effects"]
