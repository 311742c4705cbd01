"""A household: what its members save goes into one pot, and nothing lives longer or shorter by it."""

import pytest

from tests import make
from tests.make import card, line
from tests.paper import refuses
from zegel.core.ids import PurseId
from zegel.flows.commands import ChangeProfile, Enrol, JoinHousehold, Leave, LeaveHousehold, PoolPoints, Profile
from zegel.flows.people import CONSENT

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


# -- under sixteen: only in a household

CHILD = PurseId(b"child".ljust(16, b"\0"))


def child(shop, birthday="2015-06-01", parent=None):
    header = make.header(shop.at)
    return Enrol(header, CHILD, Profile("Noor", "nl", birthday), (card("noor"),), header.business_date, parent, "pas-kind-1-nl")


def test_nobody_under_sixteen_has_a_card_of_their_own_and_a_parent_takes_them_in(home):
    assert refuses(home, child(home)).refusal == "too_young"
    assert refuses(home, child(home, "1990-06-01", home.keeper)).refusal == "not_a_child"
    assert refuses(home, child(home, "06-01", home.keeper)).refusal == "not_a_child", "a birthday without its year tells no age"
    assert refuses(home, child(home, parent=home.purse(JOOST).id)).refusal == "in_household", "whoever keeps the pot takes them in"

    home.done(child(home, parent=home.keeper))
    home.buys(card("noor"), line(2500))
    home.done(PoolPoints(make.header(home.at), CHILD, home.keeper))

    given = home.memory.facts.dossiers_of(CHILD, CONSENT)
    assert [(one.id, one.state) for one in given] == [("child-card by app", "given")]
    assert "pas-kind-1-nl" in given[0].data
    assert home.points(card("noor")) == 0
    assert refuses(home, LeaveHousehold(make.header(home.at), CHILD, home.keeper)).refusal == "too_young"
    assert refuses(home, Leave(make.header(home.at), CHILD)).refusal == "in_household"
    assert refuses(home, Leave(make.header(home.at), home.keeper)).refusal == "children_first"
    home.done(Leave(make.header(home.at), CHILD, home.keeper))
    home.done(Leave(make.header(home.at), JOOST, home.keeper))
    home.done(Leave(make.header(home.at), home.keeper))


def test_a_day_of_birth_that_makes_somebody_a_child_is_refused_outside_a_household(home):
    def born(who, birthday):
        return ChangeProfile(make.header(home.at), who, None, None, birthday, None, ())

    home.done(LeaveHousehold(make.header(home.at), JOOST, home.keeper))

    assert refuses(home, born(JOOST, "2010-06-01")).refusal == "too_young"
    assert home.done(born(JOOST, "2010-03-01")).kinds == ["profile"], "sixteen"
    home.done(JoinHousehold(make.header(home.at), JOOST, home.keeper))
    assert home.done(born(JOOST, "2010-06-01")).kinds == ["profile"]
