"""What is worth a look: patterns that cheating has, and honest people sometimes too. Nothing is held or taken away; somebody looks."""

from collections.abc import Awaitable, Callable
from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.periods import Day, plus_days
from zegel.core.value import value
from zegel.store.oddity_queries import Oddity, OddityQueries

OFTEN: Final = 5
"""Sales on one card by one colleague on one day: who lends their own card to every queue comes to more."""
APART_MS: Final = 10 * 60_000
"""Between two branches with one card: nobody travels faster."""
ASLEEP_DAYS: Final = 365
"""A card that nobody used for so long, and that then takes a discount, may be somebody else's now."""
RETURNS: Final = 3
"""Times that goods came back, in the days asked for."""
MOST: Final = 200
"""Of each kind that are shown."""

KINDS: Final = ("often", "apart", "woken", "back")


@value
class Odd:
    """One of them, and which."""

    kind: str
    of: Oddity


async def oddities(ask: OddityQueries, company: CompanyId, today: Day, days: int, kind: str = "") -> list[Odd]:
    """Those of the last `days` days, today among them: of one kind, or kind by kind."""
    since = plus_days(today, 1 - days)
    asked: dict[str, Callable[[], Awaitable[list[Oddity]]]] = {
        "often": lambda: ask.often(company, since, OFTEN, MOST), "apart": lambda: ask.apart(company, since, APART_MS, MOST),
        "woken": lambda: ask.woken(company, since, plus_days(since, -ASLEEP_DAYS), MOST),
        "back": lambda: ask.coming_back(company, since, RETURNS, MOST),
    }  # fmt: skip
    return [Odd(each, one) for each in KINDS if kind in ("", each) for one in await asked[each]()]
