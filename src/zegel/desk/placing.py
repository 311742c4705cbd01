"""The migration dry-run: how many members would be on which step of another ladder.

Nothing is written, and memory holds one page of purse ids and one member at a time.
"""

from collections.abc import Callable
from typing import Final, Protocol

from zegel.core.ids import CompanyId, PurseId
from zegel.decide.filling import measured_over
from zegel.decide.plan import plan_of
from zegel.desk.desk import Desk
from zegel.desk.filling import Receipts, new_measures, receipts_of
from zegel.flows.commands import Header, RunDue
from zegel.flows.ladder import tier_now
from zegel.flows.placing import placed
from zegel.ledger.entries import Count
from zegel.program.compile import Compiled

PAGE: Final = 200


class Purses(Receipts, Protocol):
    """Where purses are paged through."""

    async def purses(self, company: CompanyId, after: PurseId | None, limit: int) -> list[PurseId]:
        """See store.queries."""
        ...


async def places(
    desk: Desk, queries: Purses, company: CompanyId, compiled: Compiled, header: Callable[[], Header]
) -> dict[tuple[str, str], int]:
    """(step now, step on the ladder of `compiled`) → how many members; "" for no step. What no version counted is counted from receipts."""
    shelf = await desk.shelves.of(company)
    wanted = new_measures(shelf, compiled)
    plan, found = plan_of(compiled), dict[tuple[str, str], int]()
    after: PurseId | None = None
    while page := await queries.purses(company, after, PAGE):
        after = page[-1]
        for one in page:
            asked = header()
            purse = await desk.look(RunDue(asked, one, whole=True))
            if purse.id != one or not purse.since:
                continue  # merged into another, which comes by itself; or nobody's
            if wanted:
                counted = measured_over(plan, wanted, await receipts_of(queries, company, one))
                for (measure, day), n in counted.items():
                    purse.count(Count(measure, day, n))
            pair = (tier_now(plan_of(shelf.live_at(asked.at)), purse), placed(plan, purse, asked.at))
            found[pair] = found.get(pair, 0) + 1
    return found
