"""What becomes of a sale that a till made without a line: when it really happened, what it came to, and what somebody should look at.

In: what the till told of the sale, what the books made of it. Out: a verdict and flags. It refuses no sale: the customer went home.
"""

from typing import Final, Literal

from zegel.core.periods import MINUTE, Instant
from zegel.core.value import value

Verdict = Literal["applied", "duplicate", "refused", "review"]
Way = Literal["seen", "book", "bare", "approve", "refuse"]
"""It was looked at · it is booked after all, with its card · without · what it gave is approved · or refused."""

SKEW: Final = 10 * MINUTE
"""How far a till's clock may be off before somebody is told."""

CLOCK, PAID, MOVED, CODE, WHO, DIFFERS, LATE, REVOKED, REFUSED, OVERSPENT, GIVEN, UNLEASED, GIFT = (
    "clock", "paid", "moved", "code", "who", "differs", "late", "revoked", "refused", "overspent", "given", "unleased", "gift",
)  # fmt: skip
FLAGS: Final = (CLOCK, PAID, MOVED, CODE, WHO, DIFFERS, LATE, REVOKED, REFUSED, OVERSPENT, GIVEN, UNLEASED, GIFT)
"""What somebody may have to look at, in the order in which it is said:

the till's clock was wrong · the customer paid something else than the program says · the card is somebody else's by now · the code that was
scanned is no good · whoever sold it does not work here · the same payment stands in the books otherwise · it came in late · the till is
trusted no longer · the books refused it · more was spent than there was · a reward was handed over that was not there · what was used
was not for this till to give · a gift came with it that the till knew nothing of
"""


@value
class Timed:
    """When a sale happened by the server's clock, and whether the till's was wrong."""

    at: Instant
    skewed: bool


def timed(claimed: Instant, sent: Instant, received: Instant) -> Timed:
    """A sale that the till's clock put at `claimed`, sent when that clock said `sent`, received at `received` by ours.

    A clock that is wrong is as wrong at both: what lies between them is true. It is never in our future; a clock that was put back in
    between tells nothing, and then the sale happened when it came in.

        >>> timed(Instant(5_000_000), Instant(6_000_000), Instant(900_000_000)).at, timed(Instant(7), Instant(5), Instant(99)).at
        (899000000, 99)
    """
    passed = max(sent - claimed, 0)
    return Timed(Instant(max(received - passed, 0)), abs(received - sent) > SKEW or claimed > sent + SKEW)


def timed_in_file(claimed: Instant, written: Instant, ahead: int, received: Instant) -> Timed:
    """The same for a file that the till wrote when its clock said `written`, and that somebody brought in at `received` by ours.

    How long the file lay in a drawer nobody measured: what counts is how far our clock was `ahead` of the till's when it last heard us.
    A file that would come from our future was written when it came in.

        >>> timed_in_file(Instant(5_000_000), Instant(6_000_000), 100, Instant(900_000_000)).at
        5000100
    """
    believed = written + ahead
    at = max(min(believed, received) - max(written - claimed, 0), 0)
    return Timed(Instant(at), abs(ahead) > SKEW or believed > received + SKEW or claimed > written + SKEW)


def verdict_of(flags: frozenset[str], *, repeated: bool, booked: bool) -> Verdict:
    """What the till is told. A repeat is a duplicate whatever it came to first; what is not in the books waits, or was refused by them."""
    if repeated:
        return "duplicate"
    if REFUSED in flags:
        return "refused"
    return "applied" if booked and not flags & {LATE, REVOKED, WHO} else "review"


def in_order(flags: frozenset[str]) -> tuple[str, ...]:
    """The flags as they are said."""
    return tuple(flag for flag in FLAGS if flag in flags)


def missing(numbers: frozenset[int], told: int) -> int:
    """How many of a till's sales 1 to `told` never came in.

    >>> missing(frozenset({1, 2, 5}), 6)
    3
    """
    return max(max(numbers, default=0), told) - len(numbers)


def ways_to_settle(flags: frozenset[str], *, booked: bool) -> tuple[Way, ...]:
    """How somebody who looked at a sale may settle it: the first is what is proposed.

    >>> ways_to_settle(frozenset({LATE}), booked=True), ways_to_settle(frozenset({WHO}), booked=False)
    (('approve', 'refuse'), ('book', 'bare', 'seen'))
    """
    if LATE in flags:
        return ("approve", "refuse")
    return ("seen",) if booked else ("book", "bare", "seen")
