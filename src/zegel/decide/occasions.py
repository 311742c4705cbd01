"""Which day a member's occasions fall on: birthdays (29 February too), jubilees, days of a calendar."""

from collections.abc import Mapping
from typing import Final

from zegel.core.periods import Day, Instant, local_moment, plus_days, plus_months, start_of_day, whole_years
from zegel.decide.plan import Plan
from zegel.program.conditions import BasketFacts
from zegel.program.occasion_gifts import Occasion
from zegel.program.questions import birthday_in

NEXT: Final = "next:occasion"
"""The measure whose running total is the moment at which the member's next occasion is looked at; 0 for none."""
LAST: Final = "last:occasion:"
"""The measure whose running total is the moment of the day for which an occasion last gave."""
APART_DAYS: Final = 300
"""How long after a day the next one of the same occasion is another year's: a birthday that is changed, a moving feast, a list of days."""
_LOOKED_AHEAD: Final = 9
"""Years in which a day of a calendar is looked for: 29 February comes at the latest after eight."""


def first_day(plan: Plan, one: Occasion, birthday: str, since: Day, on: Day) -> Day:
    """The first day from `on` on (included) on which `one` falls; "" where there is none."""
    return min((day for day in _days(plan, one, birthday, since, on) if day >= on), default=Day(""))


def _days(plan: Plan, one: Occasion, birthday: str, since: Day, on: Day) -> list[Day]:
    """The days near `on` on which `one` falls, the next one among them."""
    year = int(on[:4])
    match one.on:
        case "birthday":
            return [birthday_in(y, birthday[-5:]) for y in (year, year + 1)] if birthday else []
        case "jubilee":
            return _jubilees(one, since, on) if since else []
        case "calendar":
            return [day for y in range(year, year + _LOOKED_AHEAD) for day in _days_in(plan, one, y)]


def next_moment(plan: Plan, birthday: str, since: Day, on: Day, not_before: Instant, last: Mapping[str, int]) -> int:
    """When the first of all occasions from `on` on is looked at: the beginning of that day, and never before `not_before`; 0 for never.

    `last` says, per occasion, for what moment it gave before; nothing is given twice for one year.
    """
    days = []
    for one in plan.compiled.program.occasions:
        given = last.get(one.id, 0)
        again = plus_days(local_moment(Instant(given), plan.zone).business_date, APART_DAYS) if given else on
        day = first_day(plan, one, birthday, since, max(on, again))
        if day:
            days.append(day)
    return max(start_of_day(min(days), plan.zone), not_before) if days else 0


def is_another_year(day: Day, last: int, zone: str) -> bool:
    """Whether what was last given for the day that begins at moment `last` (0: never) leaves room for what falls on `day`."""
    return not last or day >= plus_days(local_moment(Instant(last), zone).business_date, APART_DAYS)


def _jubilees(one: Occasion, since: Day, on: Day) -> list[Day]:
    """The next one; of `every` so many years the first from `on` on."""
    been = max(whole_years(since, on), 0) if on > since else 0
    if not one.every:
        return [plus_months(since, 12 * one.years)]
    first = max(-(-been // one.years), 1) * one.years
    return [plus_months(since, 12 * years) for years in (first, first + one.years)]


def _days_in(plan: Plan, one: Occasion, year: int) -> list[Day]:
    """The days of one year on which a calendar's occasion falls. Remembered."""
    found = plan.occasion_days.get((one.id, year))
    if found is None:
        index = plan.compiled.program.occasions.index(one)
        found = plan.occasion_days[one.id, year] = []
        day = Day(f"{year:04}-01-01")
        while day[:4] == f"{year:04}":
            if index in plan.compiled.judge_occasion_days(BasketFacts(date=day, month_day=day[5:]))[0]:
                found.append(day)
            day = plus_days(day, 1)
    return found
