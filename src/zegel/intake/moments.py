"""Moments as files write them. A time without an offset is a clock on the wall of a zone, and walls have two odd hours a year.

The hour that the clock skips in spring does not exist: by default such a time is taken an hour later (the till's clock had not
been set yet). The hour that comes twice in autumn is by default the first of the two. A mapping may refuse either instead.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from zegel.core.periods import Instant
from zegel.core.refusals import Malformed
from zegel.core.value import value

Skipped = Literal["an hour later", "refuse"]
Twice = Literal["the first", "the second", "refuse"]

DIRECTIVES: Final = frozenset("YmdHMSfzy%")
"""What a form may name, after strptime's letters: numbers only, so that no locale has a say."""
COUNTED: Final = {"seconds": 1000, "milliseconds": 1}
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND: Final = timedelta(milliseconds=1)
EARLIEST: Final = Instant(0)
"""Nothing that Zegel imports was sold before 1970."""


@value
class Clock:
    """How a file writes moments. `form` is `ISO`, `seconds` or `milliseconds` since 1970, or a strptime pattern of numbers."""

    zone: str
    form: str
    skipped: Skipped
    twice: Twice


def reader(clock: Clock) -> Callable[[str], Instant]:
    """A function from a cell's text to the instant it names. It remembers the last few: rows of one basket share theirs."""
    zone = ZoneInfo(clock.zone)

    @lru_cache(maxsize=256)
    def read(text: str) -> Instant:
        found = text.strip()
        if clock.form in COUNTED:
            return _counted(found, COUNTED[clock.form])
        return on_the_wall(_parsed(found, clock.form), zone, clock.skipped, clock.twice)

    return read


def _counted(text: str, factor: int) -> Instant:
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise Malformed(f"{text[:40]!r} is not a count of {'seconds' if factor == 1000 else 'milliseconds'} since 1970.")
    return Instant(int(text) * factor)


def _parsed(text: str, form: str) -> datetime:
    if not text:
        raise Malformed("A moment is missing.")
    try:
        if not text.isascii() or not text.isprintable() or len(text) > 40:
            raise ValueError
        if form != "ISO":
            return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is given by on_the_wall
        if len(text) < 11 or text[10] not in " T" or text[11:13] == "24":  # newer Pythons read 24:00 as the next day
            raise ValueError
        return datetime.fromisoformat(text)
    except ValueError:
        shown = "2026-03-03T17:45:00" if form == "ISO" else form
        raise Malformed(f"{text[:40]!r} is not a moment written like {shown}.") from None


def on_the_wall(found: datetime, zone: ZoneInfo, skipped: Skipped, twice: Twice) -> Instant:
    """The instant at which a clock in `zone` shows `found`; `found` with an offset is that instant whatever the zone."""
    try:
        if found.tzinfo is None:
            found = _placed(found, zone, skipped, twice)
        at = Instant((found.astimezone(UTC) - EPOCH) // MILLISECOND)
    except OverflowError:
        raise Malformed(f"The year {found.year} is out of range.") from None
    if at < EARLIEST:
        raise Malformed(f"{found:%d}-{found:%m}-{found.year} is before 1970.")
    return at


def _placed(found: datetime, zone: ZoneInfo, skipped: Skipped, twice: Twice) -> datetime:
    """`found` in `zone`. PEP 495: a skipped time with fold 0 is read with the offset before the change, which is an hour later."""
    first, second = found.replace(tzinfo=zone, fold=0), found.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == found
    if not exists and skipped == "refuse":
        raise Malformed(f"{found.isoformat(sep=' ')} does not exist in {zone.key}: the clock skipped it.")
    if exists and twice == "refuse":
        raise Malformed(f"{found.isoformat(sep=' ')} came twice in {zone.key}, and the file does not say which.")
    return second if exists and twice == "the second" else first
