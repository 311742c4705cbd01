"""Instants, days, months and zones. An instant is UTC milliseconds; a day is ISO text in the shop's own calendar.

Day lengths differ (23 and 25 hours at a change of the clock), so nothing here ever adds 24 hours to mean a day.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, NewType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from zegel.core.value import value

Instant = NewType("Instant", int)
"""Milliseconds since 1970-01-01T00:00Z."""

Day = NewType("Day", str)
"""A calendar day in the shop's zone: `2026-02-28`. ISO text sorts as time does."""

NEVER: Final = Instant(2**53)
"""Later than any moment: a lot that does not expire, a purse with nothing due."""

IDLE: Final = Instant(NEVER - 1)
"""The expiry of a lot that lasts as long as its unit is earned or spent now and then; when it lapses the purse knows."""

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE


@value
class LocalMoment:
    """A moment as the shop saw it: business day, local calendar weekday (Monday 0) and minute of the local day (0-1439)."""

    business_date: Day
    weekday: int
    minute: int


def known_zone(name: str) -> bool:
    """Whether `name` is a zone that this machine's zone database has."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local_moment(at: Instant, zone: str, day_starts: int = 0) -> LocalMoment:
    """`at` in `zone`. A shop whose day starts later (a bar that closes at 04:00: 240) books the small hours on the day before."""
    local = datetime.fromtimestamp(at // 1000, UTC).astimezone(_zone(zone))
    minute = local.hour * 60 + local.minute
    day = local.date() if minute >= day_starts else local.date() - timedelta(days=1)
    return LocalMoment(Day(day.isoformat()), local.weekday(), minute)


@lru_cache(maxsize=65_536)
def start_of_day(day: Day, zone: str) -> Instant:
    """The first moment of `day` in `zone` (where midnight is skipped by a clock change: the first moment that exists)."""
    naive = datetime.fromisoformat(day)
    return Instant(int(naive.replace(tzinfo=_zone(zone)).timestamp()) * 1000)


def moment_on(day: Day, minute: int, zone: str) -> Instant:
    """When the wall in `zone` shows `minute` of `day`: the first time where it does so twice.

    >>> moment_on(Day("2026-03-01"), 540, "Europe/Amsterdam") - start_of_day(Day("2026-03-01"), "Europe/Amsterdam") == 9 * HOUR
    True
    """
    wall = datetime.fromisoformat(f"{day}T{minute // 60:02}:{minute % 60:02}")
    return Instant(int(wall.replace(tzinfo=_zone(zone)).timestamp()) * 1000)


@lru_cache(maxsize=65_536)
def end_of_day(day: Day, zone: str) -> Instant:
    """The first moment after `day`: a lot valid through `day` is spendable until just before it."""
    return start_of_day(plus_days(day, 1), zone)


@lru_cache(maxsize=65_536)
def as_date(day: Day) -> date:
    """`day` as a calendar date; an unreadable text is a bug here, doors refuse it before."""
    return date.fromisoformat(day)


@lru_cache(maxsize=65_536)
def plus_days(day: Day, days: int) -> Day:
    """The day `days` later (earlier when negative)."""
    return Day((as_date(day) + timedelta(days=days)).isoformat())


@lru_cache(maxsize=65_536)
def days_between(first: Day, last: Day) -> int:
    """How many days `last` is after `first`.

    >>> days_between(Day("2026-02-27"), Day("2026-03-02"))
    3
    """
    return (as_date(last) - as_date(first)).days


def plus_months(day: Day, months: int) -> Day:
    """The same day of the month `months` later, clipped to that month's last day.

    >>> plus_months(Day("2026-01-31"), 1), plus_months(Day("2024-02-29"), 12)
    ('2026-02-28', '2025-02-28')
    """
    d = as_date(day)
    index = d.year * 12 + d.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    return Day(date(year, month, min(d.day, monthrange(year, month)[1])).isoformat())


@lru_cache(maxsize=65_536)
def end_of_period(day: Day, period: str) -> Day:
    """The last day of the `month`, `quarter`, `half year` or `year` that `day` is in."""
    d = as_date(day)
    months = {"month": 1, "quarter": 3, "half year": 6, "year": 12}[period]
    last = ((d.month - 1) // months + 1) * months
    return Day(date(d.year, last, monthrange(d.year, last)[1]).isoformat())


@lru_cache(maxsize=65_536)
def day_of_week(day: Day) -> int:
    """The weekday of `day`, Monday 0."""
    return as_date(day).weekday()


@lru_cache(maxsize=512)
def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, ch. 8).

    >>> easter_sunday(2026).isoformat(), easter_sunday(2038).isoformat()
    ('2026-04-05', '2038-04-25')
    """
    golden, century, of_century = year % 19, year // 100, year % 100
    g = (8 * century + 13) // 25
    h = (19 * golden + century - century // 4 - g + 15) % 30
    m = (golden + 11 * h) // 319
    week = (2 * (century % 4) + 2 * (of_century // 4) - of_century % 4 - h + m + 32) % 7
    month = (h - m + week + 90) // 25
    return date(year, month, (h - m + week + month + 19) % 32)


@lru_cache(maxsize=65_536)
def days_from_easter(day: Day) -> int:
    """Days from Easter Sunday of its year to `day`, below zero before it.

    >>> days_from_easter(Day("2026-04-06")), days_from_easter(Day("2026-01-01"))
    (1, -94)
    """
    on = as_date(day)
    return (on - easter_sunday(on.year)).days


@lru_cache(maxsize=65_536)
def whole_years(since: Day, on: Day) -> int:
    """Whole calendar years from `since` to `on`; a start on 29 February is completed on 28 February.

    >>> whole_years(Day("2019-03-02"), Day("2026-03-01")), whole_years(Day("2019-03-02"), Day("2026-03-02"))
    (6, 7)
    """
    years = int(on[:4]) - int(since[:4])
    anniversary = plus_months(since, 12 * years)
    return years if on >= anniversary else years - 1


@lru_cache(maxsize=65_536)
def whole_months(since: Day, on: Day) -> int:
    """Whole calendar months from `since` to `on`, clipped like `plus_months`."""
    months = (int(on[:4]) - int(since[:4])) * 12 + int(on[5:7]) - int(since[5:7])
    return months if on >= plus_months(since, months) else months - 1


@lru_cache(maxsize=65_536)
def tenure(since: Day, on: Day) -> tuple[int, int]:
    """Whole months and whole years from `since` to `on`, at least none."""
    return (whole_months(since, on), whole_years(since, on)) if on > since else (0, 0)


def instant_text(at: Instant) -> str:
    """`at` as RFC 3339 in UTC with milliseconds: `2026-03-03T09:15:00.000Z`."""
    whole = datetime.fromtimestamp(at // 1000, UTC)
    return f"{whole:%Y-%m-%dT%H:%M:%S}.{at % 1000:03d}Z"
