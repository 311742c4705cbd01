"""Whether a friend counts (domain.md M15)."""

from typing import Literal

from zegel.core.periods import Day, plus_days
from zegel.program.referral import Referral

Standing = Literal["waits", "counts", "too late"]


def counts_until(joined: Day, referral: Referral) -> Day:
    """The last day on which what the friend buys counts."""
    return plus_days(joined, referral.within_days)


def looked_at_from(joined: Day, referral: Referral, on: Day, return_days: int) -> Day:
    """The first day whose spend does not count yet (or any more) on `on`: it can still come back, or was bought too late."""
    still_back = plus_days(on, -return_days)
    return min(still_back, plus_days(counts_until(joined, referral), 1))


def standing_of(joined: Day, referral: Referral, on: Day, return_days: int, spent: int) -> Standing:
    """What becomes of a friend who joined on `joined` and whose spend that counts on `on` is `spent`."""
    if spent >= max(referral.spend_minor, 1):
        return "counts"
    over = plus_days(counts_until(joined, referral), return_days)
    return "too late" if on > over else "waits"
