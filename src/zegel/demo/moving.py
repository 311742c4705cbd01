"""Moving the year: every basket keeps its weekday and the time on the shop's wall; the last one lands before today.

The data set ends on Sunday 31 December 2017, so it is moved by as many whole weeks as leave that Sunday before today: the last
basket was one to seven days ago. The wall clock moves, not the instant, so that nine in the evening stays nine; an hour that the
clock skips on the new day becomes the next, of an hour that comes twice it is the first.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from zegel.core.periods import Instant
from zegel.intake.moments import on_the_wall

ZONE: Final = "America/New_York"
LAST_DAY: Final = date(2017, 12, 31)
_NEW_YORK: Final = ZoneInfo(ZONE)


def weeks_before(today: date) -> int:
    """By how many whole weeks everything moves, for a run on `today`.

    >>> weeks_before(date(2026, 11, 23)), weeks_before(date(2026, 11, 22))
    (464, 463)
    """
    return (today - timedelta(days=1) - LAST_DAY).days // 7


def moved(stored: datetime, weeks: int) -> Instant:
    """The moment of a stored time (UTC, without saying so), `weeks` later on New York's walls."""
    wall = stored.replace(tzinfo=UTC).astimezone(_NEW_YORK).replace(tzinfo=None)
    return on_the_wall(wall + timedelta(weeks=weeks), _NEW_YORK, "an hour later", "the first")
