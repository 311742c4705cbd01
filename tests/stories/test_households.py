"""A household: what its members save goes into one pot, and nothing lives longer or shorter by it."""

import pytest

from tests import make
from tests.make import card, line
from tests.paper import refuses
from zegel.flows.commands import JoinHousehold, LeaveHousehold, PoolPoints

JOOST = card("joost")


@pytest.fixture
def home(shop):
    """Fatima keeps the pot; Joost was invited and came."""
    shop.enrol()
    shop.enrol("joost")
    shop.keeper = shop.purse(card()).id
    shop.joined = shop.done(JoinHousehold(make.header(shop.at), JOOST, shop.keeper))
    return shop


def test_points_go_into_the_pot_with_their_dates_and_stamps_stay(home):
    home.buys(JOOST, line(2500))
    before, stamps = home.lots(JOOST), home.purse(JOOST).balance("bread card", "available")
    had = home.points(JOOST)

    said = home.done(PoolPoints(make.header(home.at), JOOST, home.keeper))

    assert home.joined.kinds == ["household"]
    assert said.kinds == ["transfer in", "transfer out"]
    assert had > 0
    assert (home.points(JOOST), home.points(card())) == (0, had)
    assert home.lots(card()) == before
    assert home.purse(JOOST).balance("bread card", "available") == stamps
    assert sum(p.amount for p in said.entries[0].postings) == sum(p.amount for p in said.entries[1].postings) == had
    assert said.effects("transfer") == [{"count": -had, "unit": "points"}]
    assert refuses(home, PoolPoints(make.header(home.at), JOOST, home.keeper)).refusal == "not_enough"


def test_who_leaves_saves_alone_and_the_pot_stays(home):
    home.buys(JOOST, line(2500))
    home.done(PoolPoints(make.header(home.at), JOOST, home.keeper))
    pot = home.points(card())

    home.done(LeaveHousehold(make.header(home.at), JOOST, home.keeper))
    home.buys(JOOST, line(2500))

    assert home.points(card()) == pot
    assert refuses(home, PoolPoints(make.header(home.at), JOOST, home.keeper)).refusal == "not_in_household"
    assert refuses(home, LeaveHousehold(make.header(home.at), JOOST, home.keeper)).refusal == "not_in_household"
    assert home.done(JoinHousehold(make.header(home.at), JOOST, home.keeper)).kinds == ["household"]


def test_one_household_is_enough_and_six_people_fill_it(home):
    joost = home.purse(JOOST).id
    for name in ("anna", "bram", "cor", "dina", "emma"):
        home.enrol(name)
    for name in ("anna", "bram", "cor", "dina"):
        home.done(JoinHousehold(make.header(home.at), card(name), home.keeper))

    assert refuses(home, JoinHousehold(make.header(home.at), card("emma"), home.keeper)).refusal == "household_full"
    assert refuses(home, JoinHousehold(make.header(home.at), card("emma"), joost)).refusal == "in_household"
    assert refuses(home, JoinHousehold(make.header(home.at), card(), joost)).refusal == "in_household"
    assert refuses(home, JoinHousehold(make.header(home.at), card(), home.keeper)).refusal == "same_purse"


def test_what_is_brought_back_after_pooling_is_owed_by_who_pooled(home):
    sale = home.buys(JOOST, line(2500))
    had = home.points(JOOST)
    home.done(PoolPoints(make.header(home.at), JOOST, home.keeper))

    home.returns(sale)

    assert (home.balances(JOOST)["points debt"], home.points(card())) == (-had, had)
    assert refuses(home, PoolPoints(make.header(home.at), JOOST, home.keeper)).refusal == "not_enough"
    home.buys(JOOST, line(2500))
    assert not {"points", "points debt"} & home.balances(JOOST).keys()
