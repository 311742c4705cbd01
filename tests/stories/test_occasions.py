"""Presents for a day: a birthday, a jubilee, a holiday. Once a year, also for who changes the birthday."""

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop, refuses
from tests.programs import read_yaml
from zegel.core.periods import Day
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.flows.commands import Enrol, Profile, Redeem

HEAD = """
zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR}
branches: [dorpsstraat]
units: {points: {worth: 0.01 EUR}}
rewards:
"""
ANNA = make.card("anna")


def a_shop(reward: str, *, birthday: str = "03-10", since: str = "2016-03-20") -> PaperShop:
    """A bakery with one present, and anna."""
    shop = PaperShop(read_yaml(f"{HEAD}  cake: {reward}\n"))
    shop.done(Enrol(make.header(shop.at), make.purse(1), Profile("Anna", "nl", birthday), (ANNA,), Day(since)))
    return shop


def takes(shop, at, who=ANNA):
    return Redeem(make.header(make.clock(at)), who, "cake", 1)


CAKE = "{gives: {item: {nl: gebakje, en: cake}, worth: 2.00 EUR}, on: birthday ± 3 days}"


@pytest.mark.parametrize(("day", "may"), [("03-06", False), ("03-07", True), ("03-10", True), ("03-13", True), ("03-14", False)])
def test_around_the_birthday(day, may):
    shop = a_shop(CAKE)

    if may:
        cake = shop.done(takes(shop, f"2026-{day} 10:00"))
        assert cake.effects("spend") == [{"what": "cake", "unit": "", "count": 0, "times": 1}]
    else:
        assert refuses(shop, takes(shop, f"2026-{day} 10:00")).data == {"what": "cake", "test": "birthday"}


def test_once_a_year_from_one_end_of_the_days_to_the_other():
    shop = a_shop(CAKE)
    shop.done(takes(shop, "2026-03-13 10:00"))

    assert refuses(shop, takes(shop, "2026-03-13 11:00")).refusal == "limit_reached"
    assert shop.done(takes(shop, "2027-03-07 10:00")).refusal == ""
    assert refuses(shop, takes(shop, "2027-03-13 10:00")).refusal == "limit_reached"


def test_another_birthday_brings_no_second_present():
    shop = a_shop(CAKE)
    shop.done(takes(shop, "2026-03-10 10:00"))
    purse = make.purse(1)
    shop.memory.facts.profiles[purse] = Profile("Anna", "nl", "09-01")

    assert refuses(shop, takes(shop, "2026-09-01 10:00")).refusal == "limit_reached"
    assert shop.done(takes(shop, "2027-09-01 10:00")).refusal == ""


@pytest.mark.parametrize(("at", "may"), [("2027-02-28 10:00", True), ("2027-03-01 10:00", False), ("2028-02-29 10:00", True)])
def test_the_twenty_ninth_of_february_is_never_missed(at, may):
    shop = a_shop("{gives: {item: cake, worth: 2.00 EUR}, on: birthday}", birthday="02-29")

    if may:
        assert shop.done(takes(shop, at)).refusal == ""
    else:
        assert refuses(shop, takes(shop, at)).data["test"] == "birthday"


def test_who_tells_no_birthday_and_who_is_no_member_gets_none():
    shop = a_shop(CAKE, birthday="")
    assert refuses(shop, takes(shop, "2026-03-10 10:00")).data["test"] == "birthday"

    shop.done(make.enrols(2, make.card("old"), at=shop.at, since=""))
    assert refuses(shop, takes(shop, "2026-03-10 10:00", make.card("old"))).data["test"] == "member"


def test_every_five_years_a_jubilee():
    shop = a_shop("{gives: {item: cake, worth: 2.00 EUR}, on: jubilee every 5 years ± 7 days}")

    assert refuses(shop, takes(shop, "2026-03-12 10:00")).data["test"] == "jubilee"
    assert shop.done(takes(shop, "2026-03-20 10:00")).refusal == ""
    assert refuses(shop, takes(shop, "2027-03-20 10:00")).data["test"] == "jubilee"
    assert shop.done(takes(shop, "2031-03-15 10:00")).refusal == ""


def test_a_holiday_once_a_year():
    shop = a_shop("{gives: {item: cake, worth: 2.00 EUR}, on: king's day}")

    assert refuses(shop, takes(shop, "2026-04-26 10:00")).data["test"] == "calendar"
    shop.done(takes(shop, "2026-04-27 10:00"))
    assert refuses(shop, takes(shop, "2026-04-27 12:00")).refusal == "limit_reached"
    assert shop.done(takes(shop, "2027-04-27 10:00")).refusal == ""


def test_a_present_is_given_by_itself_at_the_till_and_says_so():
    shop = a_shop("{gives: {free: 1, of: {category: cake}}, on: birthday, used: by itself, names: {nl: gebakje, en: cake}}")

    before = shop.buys(ANNA, line(300, category="cake"), at="2026-03-09 10:00")
    birthday = shop.buys(ANNA, line(300, category="cake"), at="2026-03-10 10:00")

    assert (before.pays, birthday.pays) == (300, 0)
    assert birthday.outcome.receipt is not None
    told = [one.short.nl for one in explain(shop.compiled, read(birthday.outcome.receipt.document))]
    assert "Cadeau: gebakje" in told
    assert shop.buys(ANNA, line(300, category="cake"), at="2026-03-10 11:00").pays == 300
    shop.returns(birthday, at="2026-03-10 12:00")
    assert shop.buys(ANNA, line(300, category="cake"), at="2026-03-10 13:00").pays == 0


def test_presents_come_out_of_their_budget():
    shop = a_shop("{gives: {item: cake}, on: birthday, cost price: 2.00 EUR, budget: 3.00 EUR per month}")
    shop.done(Enrol(make.header(shop.at), make.purse(2), Profile("Bea", "nl", "03-10"), (make.card("bea"),), Day("2020-01-01")))
    shop.done(takes(shop, "2026-03-10 10:00"))

    assert refuses(shop, takes(shop, "2026-03-10 11:00", make.card("bea"))).data == {"what": "cake", "left": 100, "needed": 200}
