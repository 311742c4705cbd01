"""What rules ask of a person: each question is answered yes, no or not known, and only that is kept in receipts.

The answers stand in receipts for years; so a birthday is never kept there, only whether it was near enough.
"""

import re
from typing import Final, Literal

from zegel.core.periods import Day, as_date, plus_days, plus_months, whole_years
from zegel.core.value import value

YES: Final = 1
NO: Final = 0
UNKNOWN: Final = -1

CHANNELS: Final = ("email", "sms", "phone", "post", "app")
"""By what a member may be spoken to."""
PURPOSE: Final = "^[0-9A-Za-zÀ-ÖØ-öø-ÿ]+(?:[._&+-][0-9A-Za-zÀ-ÖØ-öø-ÿ]+)*$"
"""What a consent may be for: one word, dashes and dots in it, of at most 40 characters."""

Kind = Literal["language", "birthday known", "birthday", "birthday month", "age", "jubilee", "consent"]
OF_THE_PROFILE: Final = frozenset({"language", "birthday known", "birthday", "birthday month", "age"})
"""Questions that only the member's profile answers."""


@value
class Question:
    """`word` is a language (`nl`) or a consent (`newsletter by email`); `count` years (age; the jubilee) or days around a birthday.

    A jubilee is that of exactly `count` years, or where `every`, of every so many; `days` around it count.
    """

    kind: Kind
    word: str = ""
    count: int = 0
    days: int = 0
    every: bool = False


@value
class Person:
    """What is known of a member besides the books. Empty texts: not known. `birthday` is MM-DD or YYYY-MM-DD."""

    language: str
    birthday: str
    consents: frozenset[str]
    """Consents that were given and not withdrawn, as `newsletter by email`."""


def is_purpose(text: str) -> bool:
    """Whether a consent may be for this."""
    return len(text) <= 40 and re.fullmatch(PURPOSE, text) is not None


def answer(question: Question, person: Person, since: Day, on: Day) -> int:
    """YES, NO or UNKNOWN for a member who joined on `since`, on the day `on`."""
    match question.kind:
        case "language":
            return UNKNOWN if not person.language else int(person.language == question.word)
        case "consent":
            return int(question.word in person.consents)
        case "jubilee":
            return int(is_jubilee(question, since, on))
        case "birthday known":
            return int(bool(person.birthday))
        case "birthday" | "birthday month" | "age":
            return _of_birthday(question, person.birthday, on)


def _of_birthday(question: Question, birthday: str, on: Day) -> int:
    if not birthday:
        return UNKNOWN
    if question.kind == "birthday":
        return int(is_near_birthday(birthday[-5:], on, question.days))
    if question.kind == "birthday month":
        return int(birthday[-5:-3] == on[5:7])
    return UNKNOWN if len(birthday) != 10 else int(age(Day(birthday), on) >= question.count)


def birthday_in(year: int, month_day: str) -> Day:
    """The birthday of that year; one on 29 February is on the 28th in a common year, so that it is never missed (domain.md §4).

    >>> birthday_in(2027, "02-29"), birthday_in(2028, "02-29")
    ('2027-02-28', '2028-02-29')
    """
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return Day(f"{year:04}-{'02-28' if month_day == '02-29' and not leap else month_day}")


def is_near_birthday(month_day: str, on: Day, days: int) -> bool:
    """Whether `on` is at most `days` before or after a birthday, over New Year too."""
    year = int(on[:4])
    near = [birthday_in(one, month_day) for one in (year - 1, year, year + 1)]
    return any(abs((as_date(on) - as_date(birthday)).days) <= days for birthday in near)


def age(birth: Day, on: Day) -> int:
    """Whole years; who was born on 29 February is a year older on 1 March of a common year (the cautious way, domain.md §4).

    >>> age(Day("2008-02-29"), Day("2026-02-28")), age(Day("2008-02-29"), Day("2026-03-01"))
    (17, 18)
    """
    return int(on[:4]) - int(birth[:4]) - (on[5:] < birth[5:])


def is_jubilee(question: Question, since: Day, on: Day) -> bool:
    """Whether `on` is near enough to a round year of membership."""
    if not since:
        return False
    reached = max(whole_years(since, on), 0)
    for years in (reached, reached + 1):
        counts = years > 0 and (years % question.count == 0 if question.every else years == question.count)
        anniversary = plus_months(since, 12 * years)
        if counts and plus_days(anniversary, -question.days) <= on <= plus_days(anniversary, question.days):
            return True
    return False
