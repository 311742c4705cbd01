"""Working days: neither Saturday nor Sunday, nor a holiday of the country pack. Of a country without a pack only weekends are known."""

from functools import lru_cache
from typing import Final

from zegel.core.periods import Day, day_of_week, days_from_easter, plus_days
from zegel.program.country import Holiday, editions, pack
from zegel.program.read_days import easter

SATURDAY: Final = 5
SUNDAY: Final = 6


def next_working_day(country: str, on: Day) -> Day:
    """The first working day after `on`.

    >>> next_working_day("NL", Day("2026-03-05")), next_working_day("NL", Day("2026-03-06"))
    ('2026-03-06', '2026-03-09')

    Before Easter 2026 (Good Friday 3 April, Easter Monday 6 April), and before King's Day on a Monday:

    >>> next_working_day("NL", Day("2026-04-02")), next_working_day("NL", Day("2026-04-24"))
    ('2026-04-07', '2026-04-28')
    >>> next_working_day("DE", Day("2026-04-02"))
    '2026-04-03'
    """
    after = plus_days(on, 1)
    while not is_working_day(country, after):
        after = plus_days(after, 1)
    return after


@lru_cache(maxsize=4_096)
def is_working_day(country: str, day: Day) -> bool:
    """Whether people are at work on `day`."""
    if day_of_week(day) >= SATURDAY:
        return False
    return not any(_is_held(one, day) for one in pack(country, editions(country)[-1]).holidays)


def _is_held(holiday: Holiday, day: Day) -> bool:
    """Whether `holiday` is held on `day`, which is no Sunday."""
    if holiday.days.startswith("easter"):
        return easter(holiday.days)[0] == days_from_easter(day)
    usual = Day(f"{day[:5]}{holiday.days}")
    moved = bool(holiday.on_sunday) and day_of_week(usual) == SUNDAY
    return day[5:] == (holiday.on_sunday if moved else holiday.days)
