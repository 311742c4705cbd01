"""What a shop gives by itself: on a birthday, at a jubilee, on a holiday; once a year, by whoever looks at the purse first."""

import pytest

from tests import make
from tests.make import clock, line
from tests.paper import PaperShop
from tests.programs import read_yaml
from zegel.core.periods import Day
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.flows.commands import ChangeProfile, Enrol, GiveConsent, PlanOccasions, Profile, RunDue
from zegel.program.sentences import sentences

HEAD = """
zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR}
branches: [dorpsstraat]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, expires: 12 months}}
earn: {base: {give: 1 point, per: 1.00 EUR}}
"""
BIRTHDAY = "occasions: {birthday: {on: birthday, give: 50 points}}"
ANNA = make.card("anna")


def a_shop(occasions: str, *, birthday: str = "1990-03-10", since: str = "2026-01-05") -> PaperShop:
    """A bakery, and anna, who joins in January 2026."""
    shop = PaperShop(read_yaml(HEAD + occasions), at=clock(f"{max(since, '2026-01-05')} 10:00"))
    shop.done(Enrol(make.header(shop.at), make.purse(1), Profile("Anna", "nl", birthday), (ANNA,), Day(since)))
    return shop


def visit(shop: PaperShop, at: str) -> list[tuple[str, str, str]]:
    """The clock's visit: (kind, day, reason) of what it booked."""
    said = shop.done(RunDue(make.header(clock(at)), make.purse(1)))
    return [(entry.kind, entry.business_date, entry.reason) for entry in said.entries]


def points(shop: PaperShop) -> int:
    return shop.balances(ANNA).get("points", 0)


def test_on_the_birthday_and_once_a_year():
    shop = a_shop(BIRTHDAY)

    assert visit(shop, "2026-03-09 23:59") == []
    assert visit(shop, "2026-03-10 00:00") == [("occasion", "2026-03-10", "birthday")]
    assert visit(shop, "2026-03-10 12:00") == []
    assert points(shop) == 50
    assert visit(shop, "2027-03-10 06:00")[-1] == ("occasion", "2027-03-10", "birthday")


def test_a_late_clock_gives_it_as_of_its_day_and_so_does_a_purchase():
    late, bought = a_shop(BIRTHDAY), a_shop(BIRTHDAY)

    assert visit(late, "2026-03-20 10:00") == [("occasion", "2026-03-10", "birthday")]
    sale = bought.buys(ANNA, line(1000), at="2026-03-20 10:00")

    assert sale.kinds == ["occasion", "purchase"]
    assert sale.entries[0].hash == late.purse(ANNA).hash
    assert points(bought) == 60
    assert visit(bought, "2026-03-21 10:00") == []


@pytest.mark.parametrize(("day", "year"), [("2027-02-28", 2027), ("2028-02-29", 2028)])
def test_born_on_29_february(day, year):
    shop = a_shop(BIRTHDAY, birthday="02-29", since=f"{year}-01-05")

    assert visit(shop, f"{year}-03-05 10:00") == [("occasion", day, "birthday")]


def test_every_five_years_a_jubilee_and_at_ten_years_another():
    shop = a_shop(
        "occasions: {every five: {on: jubilee every 5 years, give: 100 points}, ten: {on: jubilee 10 years, give: 1_000 points}}",
        since="2016-03-20",
    )

    assert visit(shop, "2026-03-20 10:00") == [("occasion", "2026-03-20", "every five, ten")]
    assert points(shop) == 1100
    assert [one for one in visit(shop, "2031-03-20 10:00") if one[0] == "occasion"] == [("occasion", "2031-03-20", "every five")]


def test_on_a_holiday_to_everybody_but_only_to_whom_it_is_for():
    shop = a_shop("occasions: {eitje: {on: paaszondag, give: 5 points, for: {consent: newsletter by email}}}", birthday="")

    assert visit(shop, "2026-04-05 10:00") == [("occasion", "2026-04-05", "")]
    assert points(shop) == 0

    shop.done(GiveConsent(make.header(clock("2026-05-01 10:00")), ANNA, "newsletter", "email", ""))
    assert visit(shop, "2027-03-28 10:00") == [("occasion", "2027-03-28", "eitje")]
    assert points(shop) == 5


def test_a_reward_is_there_to_be_used_and_the_receipt_says_why():
    shop = a_shop(
        "rewards: {taart: {gives: {item: {nl: taartje, en: cake}, worth: 2.00 EUR}, cost price: 1.00 EUR, valid for: 14 days}}\n"
        "occasions: {taart op je verjaardag: {on: birthday, reward: taart}}"
    )

    said = shop.done(RunDue(make.header(clock("2026-03-10 08:00")), make.purse(1)))

    assert shop.balances(ANNA) == {"reward:taart": 1}
    (receipt,) = said.outcome.linked
    told = [one.full for one in explain(shop.compiled, read(receipt.document)) if one.applied]
    assert [(words.nl, words.en) for words in told] == [("+1 taartje: omdat u jarig bent.", "+1 cake: because it is your birthday.")]
    assert visit(shop, "2026-03-25 00:00")[0][0] == "expire"


def test_members_of_before_the_program_had_occasions_are_planned_once():
    old, new = read_yaml(HEAD), read_yaml(HEAD + BIRTHDAY)
    shop = PaperShop(old, (clock("2026-03-10 09:00"), new), at=clock("2026-01-05 10:00"))
    shop.done(Enrol(make.header(shop.at), make.purse(1), Profile("Anna", "nl", "03-10"), (ANNA,), Day("2026-01-05")))
    plan = PlanOccasions(make.header(clock("2026-03-10 10:00")), make.purse(1))

    assert shop.done(plan).kinds == ["occasion"]
    assert shop.done(plan).kinds == []
    assert visit(shop, "2026-03-10 10:00") == [("occasion", "2026-03-10", "birthday")]
    assert shop.done(PlanOccasions(make.header(clock("2026-03-10 11:00")), make.purse(1))).kinds == []
    assert points(shop) == 50


def test_a_birthday_that_is_told_later_is_kept_and_one_that_is_changed_brings_no_second_present():
    shop = a_shop(BIRTHDAY, birthday="")
    shop.done(ChangeProfile(make.header(clock("2026-03-01 10:00")), ANNA, None, None, "03-10", None, ()))
    assert visit(shop, "2026-03-10 10:00") == [("occasion", "2026-03-10", "birthday")]

    shop.done(ChangeProfile(make.header(clock("2026-03-11 10:00")), ANNA, None, None, "04-10", None, ()))

    assert visit(shop, "2026-04-10 10:00") == []
    assert [one for one in visit(shop, "2027-04-10 10:00") if one[0] == "occasion"] == [("occasion", "2027-04-10", "birthday")]


def test_a_program_says_them():
    said = {s.path: (s.nl, s.en) for s in sentences(read_yaml(HEAD + BIRTHDAY))}

    assert said["occasions.birthday"] == (
        "U krijgt vanzelf 50 punten, op uw verjaardag; eens per jaar.",
        "You are given 50 points, on your birthday; once a year.",
    )
