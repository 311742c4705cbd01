"""What is asked of a person: birthdays (29 February too), ages, jubilees, languages, consents, and how long ago somebody was here."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import COMPANY, DAY_MS, buys, card, clock, enrols, header, line, purse
from tests.program.files import SMALL, mistakes, small
from zegel.core.periods import Day, Instant
from zegel.core.refusals import MemberNeeded
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.flows.commands import Enrol, GiveConsent, Profile, WithdrawConsent
from zegel.program.clauses import behind
from zegel.program.compile import Compiled
from zegel.program.questions import Person, Question, age, answer, is_near_birthday
from zegel.program.read import read_yaml
from zegel.program.sentences import sentences
from zegel.replay.memory import Memory, Versions

POINT = "give: 1 point, per: purchase, why: {nl: ja, en: yes}"
STRANGER = Person("", "", frozenset())
SINCE = Day("2019-03-02")


class Shop:
    """A shop with one rule, and one member."""

    def __init__(self, rule, birthday="", language="", since="2019-03-02"):
        self.compiled = Compiled(read_yaml(f"{SMALL}earn:\n  odd: {{{POINT}, {rule}}}\n"))
        self.memory = Memory(COMPANY, Versions((Instant(0), self.compiled)))
        joins = header(clock("2026-01-01 12:00"), "joins", branch="markt")
        self.memory.record(Enrol(joins, purse(), Profile("", language, birthday), (card(),), Day(since)))

    def buys(self, day, who=None):
        outcome = self.memory.record(buys(line(), who=who or card(), at=clock(f"{day} 12:00"), branch="markt"))
        assert outcome.receipt is not None, outcome.refusal
        return read(outcome.receipt.document)

    def earns(self, day):
        return bool(self.buys(day).body["effects"])

    def consents(self, purpose, channel, day, *, gives=True, who=None):
        head = header(clock(f"{day} 12:00"), f"{purpose} {day} {gives}", branch="markt")
        command = (
            GiveConsent(head, who or card(), purpose, channel, "v3") if gives else WithdrawConsent(head, who or card(), purpose, channel)
        )
        return self.memory.record(command)

    def why(self, day):
        return next((one.full.nl, one.would.nl, one.full.en, one.would.en) for one in explain(self.compiled, self.buys(day)))


# -- birthdays


@pytest.mark.parametrize(("birthday", "rule", "inside", "outside"), [
    ("05-10", "± 3 days", ["2026-05-07", "2026-05-13"], ["2026-05-06", "2026-05-14"]),
    ("1980-05-10", "today", ["2026-05-10"], ["2026-05-09", "2026-05-11"]),
    ("01-01", "± 2 days", ["2026-12-30", "2027-01-03"], ["2026-12-29", "2027-01-04"]),
    ("12-31", "± 1 day", ["2026-12-30", "2027-01-01"], ["2027-01-02"]),
    ("02-29", "today", ["2027-02-28", "2028-02-29"], ["2027-03-01", "2028-02-28"]),
    ("02-29", "± 1 day", ["2027-02-27", "2027-03-01"], ["2027-02-26", "2027-03-02"]),
    ("05-10", "this month", ["2026-05-01", "2026-05-31"], ["2026-04-30"]),
    ("05-10", "known", ["2026-03-01"], []),
])  # fmt: skip
def test_a_birthday_counts_when_it_is_near(birthday, rule, inside, outside):
    shop = Shop(f"for: {{birthday: {rule}}}", birthday)

    assert [shop.earns(day) for day in sorted(inside)] == [True] * len(inside)
    assert [shop.earns(day) for day in sorted(outside)] == [False] * len(outside)


def test_who_did_not_say_when_has_no_birthday():
    for rule in ("± 3 days", "today", "this month", "known"):
        assert Shop(f"for: {{birthday: {rule}}}").earns("2026-05-10") is False


@given(st.dates(date(1950, 1, 1), date(2020, 12, 31)), st.dates(date(2021, 1, 1), date(2040, 12, 31)), st.integers(0, 30))
def test_a_year_has_as_many_days_near_a_birthday_as_it_should(birth, start, days):
    near = [is_near_birthday(birth.isoformat()[5:], Day((start + timedelta(n)).isoformat()), days) for n in range(366)]

    assert 2 * days + 1 <= sum(near) <= 2 * days + 2 + (2 * days + 1)
    assert is_near_birthday(birth.isoformat()[5:], Day(birth.replace(year=2024).isoformat()), days) is True


# -- ages


@pytest.mark.parametrize(("birthday", "rule", "on", "holds"), [
    ("2008-05-10", "at least 18", "2026-05-10", True),
    ("2008-05-10", "at least 18 years", "2026-05-09", False),
    ("2008-02-29", "at least 18", "2026-02-28", False),
    ("2008-02-29", "at least 18", "2026-03-01", True),
    ("2008-05-10", "less than 18", "2026-05-09", True),
    ("2008-05-10", "at most 17", "2026-05-10", False),
    ("2008-05-10", "more than 17", "2026-05-10", True),
    ("05-10", "at least 18", "2026-05-10", False),
    ("05-10", "less than 18", "2026-05-10", False),
    ("", "less than 18", "2026-05-10", False),
])  # fmt: skip
def test_an_age_that_is_not_known_counts_as_no(birthday, rule, on, holds):
    assert Shop(f"for: {{age: {rule}}}", birthday).earns(on) is holds


def test_an_age_in_whole_years():
    assert age(Day("2000-12-31"), Day("2026-12-30")) == 25
    assert age(Day("2000-12-31"), Day("2026-12-31")) == 26


# -- jubilees


@pytest.mark.parametrize(("rule", "inside", "outside"), [
    ("every year", ["2026-03-02", "2027-03-02"], ["2026-03-01", "2026-03-03"]),
    ("every 5 years ± 3 days", ["2029-02-27", "2029-03-05", "2034-03-02"], ["2028-03-02", "2029-02-26", "2029-03-06"]),
    ("10 years", ["2029-03-02"], ["2039-03-02", "2029-03-03"]),
    ("elk jaar ± 1 dag", ["2026-03-01", "2026-03-03"], ["2026-03-04"]),
])  # fmt: skip
def test_a_jubilee_is_a_round_number_of_years(rule, inside, outside):
    shop = Shop(f"for: {{jubilee: {rule}}}")

    assert [shop.earns(day) for day in sorted(inside)] == [True] * len(inside)
    assert [shop.earns(day) for day in sorted(outside)] == [False] * len(outside)


def test_who_joined_on_29_february_has_a_jubilee_each_year_and_joining_is_none():
    shop = Shop("for: {jubilee: every year}", since="2024-02-29")

    assert [shop.earns(day) for day in ("2026-02-28", "2026-03-01", "2028-02-28", "2028-02-29")] == [True, False, False, True]
    assert answer(Question("jubilee", count=1, every=True), STRANGER, Day("2026-05-01"), Day("2026-05-01")) == 0


# -- language, consent


def test_a_language_is_the_members_own():
    assert Shop("for: {language: nl}", language="nl").earns("2026-03-04") is True
    assert Shop("for: {language: nl}", language="en").earns("2026-03-04") is False
    assert Shop("for: {language: [nl, en]}", language="en").earns("2026-03-04") is True
    assert Shop("for: {language: nl}").earns("2026-03-04") is False


def test_a_consent_holds_from_when_it_is_given_until_it_is_withdrawn():
    shop = Shop("for: {consent: newsletter by email}")

    assert shop.earns("2026-03-04") is False
    assert shop.consents("newsletter", "email", "2026-03-05").refusal is None
    assert shop.earns("2026-03-06") is True
    assert shop.consents("newsletter", "sms", "2026-03-07", gives=False).refusal is None
    assert shop.earns("2026-03-08") is True
    assert shop.consents("newsletter", "email", "2026-03-09", gives=False).refusal is None
    assert shop.earns("2026-03-10") is False
    assert shop.memory.purses[purse()].spendable("points") == 2, "a withdrawal takes nothing back"


def test_a_consent_keeps_every_change_that_led_to_it():
    shop = Shop("for: {consent: newsletter by email}")
    shop.consents("newsletter", "email", "2026-03-05")
    outcome = shop.consents("newsletter", "email", "2026-03-09", gives=False)

    (kept,) = shop.memory.facts.dossiers_of(purse(), "consent")
    assert (kept.id, kept.state) == ("newsletter by email", "withdrawn")
    assert kept.data.count('"state":"given","text_version":"v3"') == 1
    assert kept.data.count('"state":"withdrawn","text_version":""') == 1
    assert outcome.entries[0].kind == "consent"
    assert outcome.entries[0].postings == ()
    assert read(outcome.receipt.document).body["effects"] == [
        {"channel": "email", "effect": "consent", "purpose": "newsletter", "source": "till-1", "state": "withdrawn", "text_version": ""}
    ]


def test_nobody_consents_without_being_a_member():
    shop = Shop("for: {consent: newsletter by email}", since="")

    assert isinstance(shop.consents("newsletter", "email", "2026-03-05").refusal, MemberNeeded)
    assert shop.memory.facts.dossiers_of(purse(), "consent") == ()
    assert shop.consents("news letter", "email", "2026-03-05").refusal.code == "malformed"
    assert shop.consents("newsletter", "pigeon", "2026-03-05").refusal.code == "malformed"


# -- away


def test_who_was_away_and_comes_back():
    shop = Shop("for: {away for: at least 30 days}")

    assert shop.earns("2026-03-01") is False, "whoever never bought was not away"
    assert shop.earns("2026-03-30") is False
    assert shop.earns("2026-04-29") is True
    assert shop.earns("2026-04-29") is False
    lately = Shop("for: {away for: less than 30 days}")
    assert [lately.earns(day) for day in ("2026-03-01", "2026-03-30", "2026-04-29")] == [False, True, False]


# -- what receipts keep, what is said


def test_a_receipt_keeps_the_answers_and_nothing_of_the_person():
    shop = Shop("for: {birthday: ± 3 days, language: nl, age: at least 18}", "1980-05-10", "nl")

    document = shop.buys("2026-05-12")

    assert document.body["facts"]["asked"] == [1, 1, 1]
    assert "1980" not in str(document.body)
    assert "05-10" not in str(document.body)
    assert "asked" not in Shop("for: {member: true}").buys("2026-05-12").body["facts"]


def test_why_not_and_what_could_be_done():
    assert Shop("for: {birthday: ± 3 days}").why("2026-05-10") == (
        "1 punt per aankoop: dat geldt alleen tot 3 dagen vóór of na uw verjaardag; dat weten wij niet van u.", "Geef uw verjaardag door.",
        "1 point per purchase: that holds only up to 3 days before or after your birthday; we do not know that of you.",
        "Tell us your birthday.",
    )  # fmt: skip
    assert Shop("for: {consent: newsletter by email}").why("2026-05-10")[:2] == (
        "1 punt per aankoop: dat geldt alleen als u toestemming gaf voor de nieuwsbrief per e-mail; die toestemming was er niet.",
        "Geef er toestemming voor.",
    )  # fmt: skip
    assert Shop("for: {age: at least 18}", "2010-01-01").why("2026-05-10")[0] == (
        "1 punt per aankoop: dat geldt alleen als u 18 jaar of ouder bent; u bent jonger."
    )
    away = Shop("for: {away for: at least 30 days}")
    away.buys("2026-05-01")
    assert away.why("2026-05-10")[0] == (
        "1 punt per aankoop: dat geldt alleen als u minstens 30 dagen niet hier was; "
        "u was hier korter dan 30 dagen geleden en u was hier eerder."
    )


def test_every_question_is_said():
    rules = {
        "language: nl": "als uw taal Nederlands is", "birthday: today": "op uw verjaardag", "age: less than 18": "als u jonger dan 18 bent",
        "birthday: this month": "in de maand van uw verjaardag", "birthday: known": "als wij uw verjaardag weten",
        "jubilee: 10 years": "op de dag waarop u 10 jaar lid bent",
        "away for: less than 9 days": "als u korter dan 9 dagen geleden hier was",
        "jubilee: every 5 years ± 1 day": "tot 1 dag vóór of na de dag waarop u lid werd, elke 5 jaar",
        "consent: offers by post": "als u toestemming gaf voor aanbiedingen per post",
    }  # fmt: skip
    for rule, said in rules.items():
        program = small(f"earn:\n  odd: {{{POINT}, for: {{{rule}}}}}\n")
        assert next(s.nl for s in sentences(program) if s.path == "earn.odd") == f"U krijgt 1 punt per aankoop{behind(said)}."


@pytest.mark.parametrize(("rule", "hint"), [
    ("birthday: 3 days", "Write `± 3 days`."),
    ("birthday: ± 61 days", ""),
    ("jubilee: year", ""),
    ("jubilee: 10 years ± 61 days", ""),
    ("consent: newsletter", ""),
    ("consent: newsletter by mail", "Write `newsletter by email`."),
    ("age: 18", "Write `at least 18`."),
    ("age: at least 0", "Write `at least 1`."),
    ("away for: more than 30 days", ""),
    ("away for: at least 2 months", "Write `at least 60 days`."),
])  # fmt: skip
def test_what_is_no_question_is_a_mistake(rule, hint):
    found = mistakes(f"earn:\n  odd: {{{POINT}, for: {{{rule}}}}}\n")

    assert [(m.code, m.path) for m in found] == [("not_of_this_form", f"earn.odd.for.{rule.partition(':')[0]}")]
    assert found[0].hint == hint


def test_a_member_of_today_is_asked_at_once():
    shop = Shop("for: {consent: newsletter by email}")
    other = enrols(2, card("piet"), at=clock("2026-03-05 12:00") + DAY_MS)

    shop.memory.record(other)

    assert shop.buys("2026-03-07", card("piet")).body["facts"]["asked"] == [0]
