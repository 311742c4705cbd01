"""Becoming a member, and one more thing to show."""

import pytest

from tests import make
from tests.make import card, enrols, line, purse
from tests.paper import refuses
from zegel.core.purchase import Identifier
from zegel.flows.commands import AddIdentifier, Enrol

PHONE = Identifier("phone", "+31612345678")


def test_a_new_member_has_a_purse_a_first_step_and_a_receipt(shop):
    said = shop.done(enrols(1, card(), PHONE, at=shop.at))

    assert (said.kinds, said.id.seq) == (["enrol"], 1)
    assert said.effects("tier") == [{"before": "", "after": "brons", "measured": 0, "review_at": 2**53}]
    assert said.outcome.new_purses == (purse(1),)
    assert dict(said.outcome.identifiers) == {card(): purse(1), PHONE: purse(1)}
    assert said.outcome.profile == (purse(1), make.NOBODY_KNOWN)
    assert shop.balances(PHONE) == {}


def test_the_books_hold_nothing_that_the_member_shows(shop):
    said = shop.done(enrols(1, Identifier("email", "fatima@example.org"), at=shop.at))

    assert b"example" not in said.outcome.receipt.document
    assert said.entries[0].reason == ""


def test_a_regular_of_before_brings_the_day_of_joining(shop):
    shop.done(enrols(1, card(), at=shop.at, since="2019-03-02"))

    sale = shop.buys(card(), line(500, category="cake"))

    assert (sale.body["facts"]["tenure_years"], sale.body["facts"]["tenure_months"], sale.body["facts"]["since"]) == (7, 84, "2019-03-02")


def test_what_somebody_shows_already_is_taken(shop):
    shop.enrol()

    assert refuses(shop, enrols(2, card(), at=shop.at)).data == {"kind": "card"}


def test_the_same_thing_twice_is_malformed(shop):
    assert refuses(shop, enrols(1, card(), card(), at=shop.at)).refusal == "malformed"


def test_nobody_is_enrolled_before_there_is_a_program():
    from tests.paper import PaperShop
    from zegel.program.compile import Compiled
    from zegel.replay.memory import Memory, Versions

    shop = PaperShop()
    shop.memory = Memory(make.COMPANY, Versions((make.WEDNESDAY, Compiled(make.bakery()))))

    assert refuses(shop, enrols(1, at=make.NOON)).refusal == "no_program"
    shop.done(enrols(1, at=make.WEDNESDAY))


def test_one_more_thing_to_show(shop):
    fatima = shop.enrol()

    said = shop.done(AddIdentifier(make.header(shop.at), fatima, PHONE))

    assert (said.kinds, said.body["reason"]) == (["enrol"], "identifier: phone")
    shop.buys(PHONE, line(1000, category="jam"))
    assert shop.points(fatima) == 10


@pytest.mark.parametrize(("who", "shown", "code"), [
    (card(), card(), "identifier_taken"), (card(), card("bob"), "identifier_taken"), (card("nobody"), PHONE, "unknown_member"),
])  # fmt: skip
def test_one_more_thing_that_cannot_be_added(shop, who, shown, code):
    shop.enrol()
    shop.enrol("bob")

    assert refuses(shop, AddIdentifier(make.header(shop.at), who, shown)).refusal == code


def test_an_anonymous_card_has_no_step_and_no_since(shop):
    old = shop.enrol("card 17", since="")

    sale = shop.buys(old, line(1000, category="jam"))

    assert (shop.purse(old).tier, shop.purse(old).since) == ("", "")
    assert sale.body["facts"] == {
        "member": 0, "purchase_number": 0, "since": "", "tenure_months": -1, "tenure_years": -1, "tier": "", "windows": [0],
    }  # fmt: skip
    assert isinstance(make.enrols(1), Enrol)


def test_a_blocked_member_can_do_nothing(shop):
    fatima = shop.enrol()
    shop.gives(fatima, 1000)
    shop.purse(fatima).blocked = True

    assert refuses(shop, shop.purchase(fatima, line(1000))).refusal == "member_blocked"
