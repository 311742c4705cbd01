"""Who is too young for a card in their own name (AVG art. 8, UAVG art. 5): the one place where that is decided.

Whoever is younger is in a household only: a parent adds them, and consents for them.
"""

from zegel.core.periods import Day, whole_years
from zegel.core.refusals import NotAChild, TooYoung


def is_too_young(birthday: str, on: Day, least: int) -> bool:
    """Whether somebody born on `birthday` is younger than `least` on the day `on`. A birthday without its year tells no age.

    >>> is_too_young("2010-03-04", Day("2026-03-03"), 16), is_too_young("03-04", Day("2026-03-03"), 16)
    (True, False)
    """
    return len(birthday) == 10 and whole_years(Day(birthday), on) < least


def need_age(birthday: str, on: Day, least: int) -> None:
    """Refuse `too_young`."""
    if is_too_young(birthday, on, least):
        raise TooYoung(age=least)


def need_child(birthday: str, on: Day, least: int) -> None:
    """Refuse `not_a_child`: whoever is old enough, or of whom that is not known, says themselves what they want."""
    if not is_too_young(birthday, on, least):
        raise NotAChild(age=least)
