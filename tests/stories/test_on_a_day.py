"""What a day brings a member by itself, and why not: occasions, messages and tasks, asked for and never kept."""

from tests import make
from tests.make import WEDNESDAY, header
from tests.paper import PaperShop
from tests.programs import read_yaml
from zegel.core.periods import Day, local_moment
from zegel.decide.plan import plan_of
from zegel.flows.commands import BlockMember, Enrol, GiveConsent, Profile
from zegel.flows.on_a_day import on_day
from zegel.hall.on_a_day import day_said, kind_of

PROGRAM = """
zegel: 1
program: Kruidenier Het Pakhuis
company: {currency: EUR}
branches: [dorpsstraat]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
calendars: {fair: {names: {nl: de kermis, en: the fair}, days: [05-01]}}
occasions:
  birthday: {on: birthday, give: 50 points}
  fair: {on: fair, give: 5 points, for: {consent: newsletter by email}}
messages:
  a wish: {says: {nl: Gefeliciteerd!, en: Happy birthday!}, on: birthday}
tasks:
  ten years: {do: {nl: Vier tien jaar., en: Celebrate ten years.}, on: jubilee 10 years}
"""
ANNA = make.purse(901)


def a_shop(birthday: str = "06-15") -> PaperShop:
    shop = PaperShop(read_yaml(PROGRAM))
    shop.done(Enrol(header(WEDNESDAY), ANNA, Profile("Anna", "nl", birthday), (make.card("anna"),), Day("2016-09-20")))
    return shop


def on(shop: PaperShop, day: str, birthday: str = "06-15") -> dict[str, tuple[str, str, str]]:
    """Id → how it stands, why not, and what is said in Dutch."""
    plan, today = plan_of(shop.compiled), local_moment(shop._moment(None), "Europe/Amsterdam").business_date
    purse = shop.memory.purses[ANNA]
    found = on_day(shop.memory.facts, plan, purse, birthday, Day(day), today)
    return {one.occasion.id: (one.state, one.why, day_said(shop.compiled.program, one).nl) for one in found}


def test_a_day_that_comes_is_told_as_things_stand():
    shop = a_shop()

    assert on(shop, "2026-06-15") == {
        "birthday": ("due", "", "50 punten, op uw verjaardag: wordt gegeven, zoals het nu staat."),
        "fair": ("not", "another day", "5 punten, op de kermis: dat valt op 1 mei 2027."),
        "a wish": ("not", "test", "Bericht “Gefeliciteerd!”: dat geldt alleen als u toestemming gaf voor de nieuwsbrief per e-mail."),
        "ten years": ("not", "another day", "Taak “Vier tien jaar”: dat valt op 20 september 2026."),
    }
    assert on(shop, "2026-09-20")["ten years"][0] == "due"
    shop.done(GiveConsent(header(WEDNESDAY), ANNA, "newsletter", "email", "v1"))
    assert on(shop, "2026-06-15")["a wish"] == ("due", "", "Bericht “Gefeliciteerd!”: wordt geschreven, zoals het nu staat.")


def test_what_was_given_is_told_and_what_fell_away_says_why():
    shop = a_shop()
    shop.wait_until("2026-12-01 09:00")

    assert on(shop, "2026-06-15")["birthday"] == ("given", "", "50 punten, op uw verjaardag: gegeven.")
    assert on(shop, "2026-06-15")["a wish"][:2] == ("not", "test")
    assert on(shop, "2026-09-20")["ten years"][0] == "given"
    assert on(shop, "2026-05-01")["fair"] == (
        "not", "test", "5 punten, op de kermis: dat geldt alleen als u toestemming gaf voor de nieuwsbrief per e-mail."
    )  # fmt: skip
    shop.done(GiveConsent(header(shop._moment(None)), ANNA, "newsletter", "email", "v1"))
    assert on(shop, "2026-05-01")["fair"] == (
        "not", "not then", "5 punten, op de kermis: dat is toen niet gegeven; nu zou het wel gelden."
    )  # fmt: skip


def test_a_birthday_that_is_changed_comes_once_a_year():
    shop = a_shop()
    shop.wait_until("2026-07-01 09:00")

    moved = on(shop, "2026-08-15", birthday="08-15")["birthday"]

    assert moved == ("not", "given before", "50 punten, op uw verjaardag: dat was er al op 15 juni 2026.")


def test_without_a_birthday_and_before_joining():
    shop = a_shop("")

    assert on(shop, "2026-06-15", "")["birthday"] == ("not", "no birthday", "50 punten, op uw verjaardag: wij weten de verjaardag niet.")
    assert on(shop, "2016-05-01", "")["fair"] == ("not", "before joining", "5 punten, op de kermis: lid pas sinds 20 september 2016.")
    assert on(shop, "2027-01-01", "")["ten years"] == ("not", "never", "Taak “Vier tien jaar”: dat valt op geen dag meer.")


def test_who_is_blocked_is_given_nothing():
    shop = a_shop()
    shop.done(BlockMember(header(WEDNESDAY), ANNA, True, False, "a doubt"))

    assert on(shop, "2026-06-15")["birthday"] == ("not", "blocked", "50 punten, op uw verjaardag: er is geblokkeerd.")


def test_each_has_its_kind():
    shop = a_shop()
    found = on_day(shop.memory.facts, plan_of(shop.compiled), shop.memory.purses[ANNA], "06-15", Day("2026-06-15"), Day("2026-03-04"))

    kinds = [kind_of(shop.compiled.program, one) for one in found]

    assert kinds == ["occasion", "occasion", "message", "task"]
    assert day_said(shop.compiled.program, found[0]).en == "50 points, on your birthday: will be given, as things stand."
