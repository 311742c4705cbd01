"""Days by date, by year, by Easter and by name: what a calendar holds, and that it says so."""

from datetime import date, timedelta

import pytest

from tests.decide.build import NEW_MEMBER, REGULAR
from tests.make import clock, line, purchase
from tests.program.files import SMALL, mistakes, mistakes_in, small
from zegel.core.periods import Day, easter_sunday
from zegel.decide.plan import Plan
from zegel.decide.sale import decide_sale
from zegel.program.compile import Compiled
from zegel.program.sentences import sentences

POINT = "give: 1 point, per: purchase, why: {nl: ja, en: yes}"


def earned_on(when, *moments, more="", branch="markt", zone="Europe/Amsterdam"):
    """For each moment whether a rule with `when` gives its point."""
    plan = Plan(Compiled(small(f"{more}\nearn:\n  odd: {{{POINT}, when: {when}}}\n")))
    found = []
    for moment in moments:
        at = clock(f"{moment} 12:00" if len(moment) == 10 else moment, zone)
        sale = decide_sale(plan, purchase(line(), at=at, branch=branch, zone=zone), NEW_MEMBER, ())
        found.append(bool(sale.earned))
    return found


def said(sections, path):
    return next((s.nl, s.en) for s in sentences(small(sections)) if s.path == path)


@pytest.mark.parametrize(("days", "inside", "outside"), [
    ("12-25", ["2026-12-25", "2031-12-25"], ["2026-12-24", "2026-12-26"]),
    ("12-20 .. 01-05", ["2026-12-20", "2027-01-05"], ["2026-12-19", "2027-01-06"]),
    ("02-29", ["2028-02-29"], ["2027-02-28", "2027-03-01"]),
    ("2026-03-03", ["2026-03-03"], ["2027-03-03"]),
    ("from 2026-03-03", ["2026-03-03", "2099-01-01"], ["2026-03-02"]),
    ("until 2026-03-03", ["2026-03-03", "2000-01-01"], ["2026-03-04"]),
    ("easter", ["2026-04-05", "2038-04-25"], ["2026-04-06"]),
    ("easter - 2 .. easter + 1", ["2026-04-03", "2026-04-06"], ["2026-04-02", "2026-04-07"]),
    ("pasen + 39 dagen", ["2026-05-14"], ["2026-05-13"]),
    ("king's day", ["2026-04-27", "2031-04-26"], ["2026-04-26", "2031-04-27"]),
    ("tweede kerstdag", ["2026-12-26"], ["2026-12-25"]),
])  # fmt: skip
def test_a_calendar_holds_its_days_and_no_others(days, inside, outside):
    calendar = f"calendars: {{mine: [{days}]}}\n"

    assert earned_on("{calendar: mine}", *inside, more=calendar) == [True] * len(inside)
    assert earned_on("{calendar: mine}", *outside, more=calendar) == [False] * len(outside)
    assert earned_on("{not on: mine}", *inside, *outside, more=calendar) == [False] * len(inside) + [True] * len(outside)


def test_the_holidays_of_a_year_are_those_of_the_country():
    every_day = [(date(2026, 1, 1) + timedelta(n)).isoformat() for n in range(365)]

    held = [day for day, there in zip(every_day, earned_on("{calendar: holidays}", *every_day), strict=True) if there]

    assert held == [
        "2026-01-01", "2026-04-03", "2026-04-05", "2026-04-06", "2026-04-27", "2026-05-05", "2026-05-14", "2026-05-24", "2026-05-25",
        "2026-12-25", "2026-12-26",
    ]  # fmt: skip


def test_easter_is_a_sunday_between_22_march_and_25_april():
    for year in range(1900, 2200):
        found = easter_sunday(year)
        assert found.weekday() == 6
        assert date(year, 3, 22) <= found <= date(year, 4, 25)
    # Years that tables of Easter name for their oddity: the earliest, the latest, and the two exceptions of Gauss's rule.
    assert [easter_sunday(y).isoformat() for y in (1913, 1943, 1954, 1981, 2000, 2049, 2076)] == [
        "1913-03-23", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2049-04-18", "2076-04-19",
    ]  # fmt: skip


def test_calendars_are_made_of_calendars_and_used_by_name():
    calendars = "calendars:\n  shut: [01-01, inventory]\n"
    calendars += "  inventory: {names: {nl: balansdagen, en: stocktaking days}, days: 2026-03-03 .. 2026-03-04}\n"

    assert earned_on("{not on: [shut, sunday]}", "2026-01-01", "2026-03-03", "2026-03-05", "2026-03-08", more=calendars) == [
        False, False, True, False,
    ]  # fmt: skip
    earn = f"earn:\n  odd: {{{POINT}, when: {{not on: [shut, sunday]}}}}\n"
    assert said(calendars + earn, "earn.odd") == (
        "U krijgt 1 punt per aankoop, niet tijdens shut of op zondag.", "You get 1 point per purchase, not during shut or on Sunday."
    )  # fmt: skip
    assert said(calendars + earn, "calendars.shut") == (
        "Met shut bedoelen wij de dagen op 1 januari en tijdens balansdagen.",
        "By shut we mean the days on 1 January and during stocktaking days."
    )  # fmt: skip


def test_a_calendar_looks_at_the_business_day_of_the_branch():
    bar = "{calendar: christmas day}"
    opens = "calendars: {mine: [12-25]}"
    text = f"{opens}\nearn:\n  odd: {{{POINT}, when: {bar}}}\n"
    program = small(text)

    plan = Plan(Compiled(program))
    late = purchase(line(), at=clock("2026-12-26 02:00"), branch="markt")
    as_the_day_before = purchase(line(), at=clock("2026-12-26 02:00"), branch="markt", business_date=Day("2026-12-25"))

    assert decide_sale(plan, late, REGULAR, ()).earned == []
    assert decide_sale(plan, as_the_day_before, REGULAR, ()).earned == [("points", 1, [("odd", 1)])]


def test_the_same_moment_is_another_day_in_another_zone():
    moment = "2026-12-25 00:30"

    assert earned_on("{calendar: christmas day}", moment, zone="Europe/Amsterdam") == [True]
    assert earned_on("{calendar: christmas day}", "2026-12-24 23:30", zone="Europe/London") == [False]
    assert clock(moment, "Europe/Amsterdam") == clock("2026-12-24 23:30", "Europe/London")


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin():
    friday_night = "{day: friday, hours: [22:00-02:00, 09:00-12:00]}"

    assert earned_on(
        friday_night, "2026-03-06 10:00", "2026-03-06 23:00", "2026-03-07 01:59", "2026-03-07 02:00", "2026-03-06 01:00",
        "2026-03-07 10:00", "2026-03-07 23:00", "2026-03-06 21:59",
    ) == [True, True, True, False, False, False, False, False]  # fmt: skip


def test_the_night_after_is_said():
    earn = f"earn:\n  odd: {{{POINT}, when: {{day: friday, hours: 22:00-02:00}}}}\n"

    assert said(earn, "earn.odd") == (
        "U krijgt 1 punt per aankoop op vrijdag en de nacht erna en van 22:00 tot 02:00.",
        "You get 1 point per purchase on Friday and the night after and from 22:00 to 02:00.",
    )  # fmt: skip


@pytest.mark.parametrize(("sections", "code", "path", "hint"), [
    ("calendars: {a: [13-25]}", "not_of_this_form", "calendars.a[1]", ""),
    ("calendars: {a: [easter+1]}", "not_of_this_form", "calendars.a[1]", "Write `easter + 1`."),
    ("calendars: {a: [easter + 1 .. easter - 1]}", "not_of_this_form", "calendars.a[1]", "Write `easter - 1 .. easter + 1`."),
    ("calendars: {a: [easter + 201]}", "not_of_this_form", "calendars.a[1]", ""),
    ("calendars: {a: [b], b: [c], c: [a]}", "circle", "calendars.c[1]", ""),
    ("calendars: {a: [kings day]}", "unknown_calendar", "calendars.a[1]", "Did you mean `king's day`?"),
    ("calendars: {christmas: [12-24]}", "id_taken", "calendars.christmas", "Give this calendar another name."),
    ("calendars: {feestdagen: [12-24]}", "id_taken", "calendars.feestdagen", "Give this calendar another name."),
    ("calendars: {a: {names: {nl: x}}}", "missing_key", "calendars.a", ""),
    ("earn: {odd: {give: 1 point, per: item, when: {not on: snuday}}}", "unknown_calendar", "earn.odd.when.not on", ""),
])  # fmt: skip
def test_a_day_that_is_none_is_a_mistake(sections, code, path, hint):
    found = mistakes(sections)

    assert [(m.code, m.path) for m in found] == [(code, path)]
    assert found[0].hint.startswith(hint)


def test_another_country_has_no_holidays_of_ours():
    abroad = SMALL.replace("currency: EUR", "currency: EUR, country: BE, zone: Europe/Brussels")

    assert [(m.code, m.path) for m in mistakes_in(abroad + "calendars: {a: [king's day, easter + 1]}")] == [
        ("unknown_calendar", "calendars.a[1]")
    ]  # fmt: skip
