"""Regulars who stay away: measured by each one's own rhythm, not by one number of days for everybody."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from zegel.core.ids import PurseId
from zegel.core.value import value
from zegel.store.figure_queries import Rhythm

TIMES: Final = 2.5
"""Somebody stays away after this many times their own interval,"""
AT_LEAST: Final = 10
"""and at least these days over it: who comes daily may have a week off."""
BEAT: Final = 16


@value
class Regular:
    """A member who came every `every` days and is `away` days now. `beat`: True for an expected visit that came, the last ones missed."""

    purse: PurseId
    name: str
    every: int
    away: int
    a_month_minor: int
    beat: tuple[bool, ...]


def staying_away(rhythms: Iterable[Rhythm], today: date) -> list[Regular]:
    """Of these members the ones who stay away longer than they do, who spent most a month first.

    The interval is the mean between the first visit and the last, over different visits (domain.md §3.1); it says nothing about somebody
    with fewer than four.
    """
    found = []
    for one in rhythms:
        first, last = date.fromisoformat(one.first_day), date.fromisoformat(one.last_day)
        span = (last - first).days
        if one.visits < 4 or span < 1:
            continue
        every = max(1, round(span / (one.visits - 1)))
        away = (today - last).days
        if away > TIMES * every and away >= every + AT_LEAST:
            missed = min(BEAT - 4, away // every)
            came = (True,) * min(BEAT - missed, one.visits)
            found.append(Regular(one.purse, one.name, every, away, one.spent_minor * 30 // max(30, span), came + (False,) * missed))
    return sorted(found, key=lambda one: (-one.a_month_minor, one.purse))
