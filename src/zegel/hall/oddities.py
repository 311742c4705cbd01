"""What stands out among receipts, as every door shows it: of the branches of whoever asks."""

from typing import Final

from zegel.access.principal import Principal
from zegel.core.periods import Day
from zegel.insight.oddities import Odd, oddities
from zegel.store.queries import NamedQueries

SCOPE: Final = "reviews:read"


async def seen(books: NamedQueries, grant: Principal, today: Day, days: int, kind: str = "") -> list[Odd]:
    """Those of the last `days` days, of one kind or ("") all, in branches that may be looked into."""
    found = await oddities(books.oddities, grant.company, today, days, kind)
    return [one for one in found if grant.may(SCOPE, one.of.branch)]
