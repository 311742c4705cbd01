"""A member leaves for good: what they saved lapses, money does not, and nothing is booked on them any more."""

from tests import make
from tests.make import card, line
from tests.paper import PaperShop, refuses
from tests.stories.test_store_credit import keeping_credit
from zegel.flows.commands import IssueCredit, Leave
from zegel.ledger.accounts import EXPIRED


def test_every_lot_lapses_also_what_waits_and_the_purse_accepts_nothing_more(shop):
    shop.enrol()
    shop.buys(card(), line(2500))
    before = {
        unit: shop.purse(card()).balance(unit, "available") + shop.purse(card()).balance(unit, "pending") for unit in ("points", "stamps")
    }

    said = shop.done(Leave(make.header(shop.at), card()))

    assert before["points"] > 0
    lapsed = {unit: sum(p.amount for p in said.entries[-1].postings if (p.unit, p.destination) == (unit, EXPIRED)) for unit in before}
    assert lapsed == before
    assert shop.balances(card()) == {}
    assert said.kinds == ["leave"]
    assert refuses(shop, make.buys(line(), who=card(), at=shop.at)).refusal == "member_blocked"
    assert refuses(shop, Leave(make.header(shop.at), card())).refusal == "member_blocked"


def test_money_of_the_member_is_settled_first():
    shop = PaperShop(keeping_credit())
    shop.enrol()
    shop.done(IssueCredit(make.header(shop.at), card(), 500, "sorry"))

    said = refuses(shop, Leave(make.header(shop.at), card()))

    assert (said.refusal, said.data) == ("still_owed", {"what": "store credit"})
    assert shop.purse(card()).balance("store credit", "available") == 500


def test_money_is_owed_also_where_the_program_keeps_none_any_more():
    shop = PaperShop(keeping_credit(), (make.clock("2026-03-10 00:00"), make.bakery()))
    shop.enrol()
    shop.done(IssueCredit(make.header(shop.at), card(), 500, "sorry"))
    shop.wait_until("2026-03-12 12:00")

    assert refuses(shop, Leave(make.header(shop.at), card())).data == {"what": "store credit"}


def test_what_is_set_aside_is_given_up_first(shop):
    shop.enrol()
    shop.buys(card(), line(10000))
    shop.holds(card(), line(1000))

    assert refuses(shop, Leave(make.header(shop.at), card())).refusal == "hold_open"


def test_a_purse_of_nobody_cannot_leave(shop):
    sale = shop.buys(None, line(500))

    assert refuses(shop, Leave(make.header(shop.at), sale.id.purse)).refusal == "member_needed"


def test_what_would_have_come_by_itself_does_not_come_any_more(shop):
    shop.enrol()
    shop.buys(card(), line(2500))
    shop.done(Leave(make.header(shop.at), card()))

    assert [entry.kind for entry in shop.wait_until("2027-12-31 12:00") if entry.postings] == []
