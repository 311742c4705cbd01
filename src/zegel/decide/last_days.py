"""The last day on which something is valid: after a time, at the end of a period, on a date (semantics 17)."""

from zegel.core.periods import IDLE, NEVER, Day, Instant, end_of_day, end_of_period, plus_days, plus_months
from zegel.program.model import Expiry


def last_moment(expiry: Expiry, start: Day, zone: str) -> Instant:
    """The moment after the last valid day of what began on `start`; NEVER without expiry, IDLE where activity decides."""
    if not expiry.ends:
        return NEVER
    return IDLE if expiry.idle else end_of_day(last_day(expiry, start), zone)


def last_day(expiry: Expiry, start: Day) -> Day:
    """The last valid day of what began on `start`. It must lapse."""
    last = start
    if expiry.count:
        last = _later(start, expiry.count, expiry.period)
    elif expiry.days:
        last = _first_of(expiry.days, start)
    if expiry.until_end_of:
        last = end_of_period(last, expiry.until_end_of)
    return _later(last, expiry.plus_count, expiry.plus_period) if expiry.plus_count else last


def _later(day: Day, count: int, period: str) -> Day:
    return plus_days(day, count) if period == "days" else plus_months(day, count)


def _first_of(days: tuple[str, ...], start: Day) -> Day:
    """The first of `days` that is not before `start`; after the last date, what is earned is valid that very day."""
    if len(days[0]) > 5:
        return next((Day(day) for day in days if day >= start), start)
    year = int(start[:4])
    for each in (year, year + 1):
        for day in days:
            found = _in_year(day, each)
            if found >= start:
                return found
    raise AssertionError("next year has every day of the year")


def _in_year(month_day: str, year: int) -> Day:
    """`02-29` is the 28th in a year without it."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return Day(f"{year:04}-{month_day if month_day != '02-29' or leap else '02-28'}")
