"""Days, months and zones: where clocks are changed, where a day does not exist, where a month is short."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from zegel.core.periods import (
    HOUR,
    Day,
    Instant,
    LocalMoment,
    end_of_day,
    end_of_period,
    instant_text,
    known_zone,
    local_moment,
    plus_days,
    plus_months,
    start_of_day,
    whole_months,
    whole_years,
)

ZONES = (
    "Europe/Amsterdam", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "America/New_York", "America/Sao_Paulo",
    "America/Havana", "America/Nuuk", "Asia/Beirut", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC",
)  # fmt: skip
days = st.dates(date(2012, 1, 1), date(2037, 12, 30)).map(lambda d: Day(d.isoformat()))


def utc(text: str) -> Instant:
    return Instant(int(datetime.fromisoformat(text + "+00:00").timestamp() * 1000))


@pytest.mark.parametrize(("zone", "day", "starts", "hours"), [
    ("Europe/Amsterdam", "2026-03-29", "2026-03-28T23:00", 23),     # the clock goes forward at 02:00
    ("Europe/Amsterdam", "2026-10-25", "2026-10-24T22:00", 25),     # and back at 03:00
    ("Europe/Amsterdam", "2026-12-31", "2026-12-30T23:00", 24),
    ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00", 23),
    ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00", 25),
    ("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00", 24.5),  # half an hour back
    ("Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30", 23.5),  # half an hour forward
    ("Asia/Kathmandu", "2026-03-03", "2026-03-02T18:15", 24),       # 5:45 east
    ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00", 24),
    ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00", 0),          # Samoa jumped over the date line: this day did not happen
    ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00", 24),
    ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00", 23),    # midnight itself was skipped: the day starts at 01:00
    ("America/Havana", "2026-11-01", "2026-11-01T04:00", 25),       # midnight comes twice: the first one starts the day
    ("America/Nuuk", "2026-03-29", "2026-03-29T01:00", 24),         # Saturday ends at 23:00 there
])  # fmt: skip
def test_when_a_day_starts_and_how_long_it_is(zone, day, starts, hours):
    assert start_of_day(Day(day), zone) == utc(starts)
    assert end_of_day(Day(day), zone) - start_of_day(Day(day), zone) == hours * HOUR


def test_the_year_2026_ends_at_23_00_utc():
    assert end_of_day(Day("2026-12-31"), "Europe/Amsterdam") == utc("2026-12-31T23:00")


@examples(40)
@given(days, st.sampled_from(ZONES))
def test_a_day_is_the_moments_that_its_calendar_shows_for_it(day, zone):
    start, end = start_of_day(day, zone), end_of_day(day, zone)

    if start < end:
        assert local_moment(start, zone).business_date == day
        assert local_moment(Instant(end - 1), zone).business_date == day
    assert local_moment(Instant(start - 1), zone).business_date < day
    assert local_moment(end, zone).business_date > day


@examples(40)
@given(st.integers(0, 2 * 10**12), st.sampled_from(ZONES))
def test_a_moment_is_seen_as_the_wall_clock_shows_it(at, zone):
    seen = local_moment(Instant(at), zone)

    wall = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)).astimezone(ZoneInfo(zone))
    assert seen == LocalMoment(Day(f"{wall:%Y-%m-%d}"), wall.weekday(), wall.hour * 60 + wall.minute)


@pytest.mark.parametrize(("moment", "seen"), [
    ("2026-03-07T02:59", LocalMoment(Day("2026-03-06"), 5, 239)),  # 03:59 on Saturday belongs to Friday's business
    ("2026-03-07T03:00", LocalMoment(Day("2026-03-07"), 5, 240)),
    ("2026-03-29T01:59", LocalMoment(Day("2026-03-28"), 6, 239)),  # summer time: 03:59
    ("2026-03-29T02:00", LocalMoment(Day("2026-03-29"), 6, 240)),
])  # fmt: skip
def test_a_bar_books_the_small_hours_on_the_day_before(moment, seen):
    assert local_moment(utc(moment), "Europe/Amsterdam", 240) == seen


@pytest.mark.parametrize(("day", "months", "then"), [
    ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
    ("2026-12-31", 2, "2027-02-28"), ("2026-03-31", -1, "2026-02-28"), ("2026-01-15", -1, "2025-12-15"), ("2026-05-31", 0, "2026-05-31"),
])  # fmt: skip
def test_months_are_clipped_to_their_last_day(day, months, then):
    assert plus_months(Day(day), months) == then


@examples(40)
@given(days, st.integers(-300, 300))
def test_months_land_in_the_month_meant(day, months):
    then = plus_months(day, months)

    index = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    assert (int(then[:4]), int(then[5:7])) == (index // 12, index % 12 + 1)
    assert then[8:] <= day[8:]
    assert then[8:] == day[8:] or plus_days(then, 1)[8:] == "01"


def test_squares_twelve_months_end_with_the_month():
    # peers.md 3: earned on 6 July 2020, P12M to the end of the month: the last day is 31 July 2021
    last = end_of_period(plus_months(Day("2020-07-06"), 12), "month")

    assert last == "2021-07-31"
    assert end_of_day(last, "UTC") == utc("2021-08-01T00:00")


@pytest.mark.parametrize(("day", "period", "last"), [
    ("2026-02-01", "month", "2026-02-28"), ("2028-02-29", "month", "2028-02-29"), ("2026-01-31", "quarter", "2026-03-31"),
    ("2026-04-01", "quarter", "2026-06-30"), ("2026-06-30", "half year", "2026-06-30"), ("2026-07-01", "half year", "2026-12-31"),
    ("2026-01-01", "year", "2026-12-31"), ("2026-12-31", "year", "2026-12-31"),
])  # fmt: skip
def test_the_last_day_of_a_period(day, period, last):
    assert end_of_period(Day(day), period) == last


@pytest.mark.parametrize(("since", "on", "years", "months"), [
    ("2019-03-02", "2026-03-01", 6, 83), ("2019-03-02", "2026-03-02", 7, 84), ("2024-02-29", "2025-02-27", 0, 11),
    ("2024-02-29", "2025-02-28", 1, 12), ("2024-02-29", "2028-02-28", 3, 47), ("2024-02-29", "2028-02-29", 4, 48),
    ("2026-01-31", "2026-02-27", 0, 0), ("2026-01-31", "2026-02-28", 0, 1), ("2026-01-31", "2026-03-30", 0, 1),
    ("2026-03-03", "2026-03-03", 0, 0),
])  # fmt: skip
def test_whole_years_and_months(since, on, years, months):
    assert (whole_years(Day(since), Day(on)), whole_months(Day(since), Day(on))) == (years, months)


@examples(40)
@given(days, days)
def test_a_whole_month_is_over_when_its_day_comes(since, on):
    months = whole_months(since, on)

    assert plus_months(since, months) <= on < plus_months(since, months + 1)


@examples(40)
@given(days, st.integers(-800, 800))
def test_days_go_there_and_back(day, count):
    assert plus_days(plus_days(day, count), -count) == day


def test_zones_are_those_of_the_zone_database():
    assert [known_zone(name) for name in ("Europe/Amsterdam", "Etc/Unknown", "", "../etc/passwd", "europe/amsterdam ")] == [
        True, False, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(("at", "text"), [
    (0, "1970-01-01T00:00:00.000Z"), (1_772_532_000_007, "2026-03-03T10:00:00.007Z"), (-1, "1969-12-31T23:59:59.999Z"),
])  # fmt: skip
def test_instants_are_written_in_utc_with_milliseconds(at, text):
    assert instant_text(Instant(at)) == text
