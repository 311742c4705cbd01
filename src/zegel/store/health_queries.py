"""How the house is doing: what waits for the worker, and what was noted of checks of the books and of backups."""

from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.periods import NEVER, Instant
from zegel.core.value import value
from zegel.store.runner import Runner

MOST: Final = 1_000
"""Where counting stops: more than that is many."""


@value
class Queues:
    """What waits for the worker; `due` and `unsealed` stop counting at 1,000, `due_since` is when the longest waiting was due."""

    due: int
    due_since: Instant | None
    unsealed: int
    sealed_at: Instant | None
    drafts: int


class HealthQueries:
    """The part of store.queries that knows how the house is doing."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def queues(self, company: CompanyId, at: Instant, late: Instant) -> Queues:
        """What waits at `at`; drafts only where their moment was before `late`."""
        due = f"FROM purse WHERE company = $1 AND next_due <= $2 AND next_due < {NEVER}"
        sql = (
            f"SELECT (SELECT COUNT(*) FROM (SELECT 1 {due} LIMIT {MOST}) AS waiting), (SELECT MIN(next_due) {due}),"
            f" (SELECT COUNT(*) FROM (SELECT 1 FROM purse WHERE company = $1 AND unsealed = 1 LIMIT {MOST}) AS changed),"
            " (SELECT at FROM seal WHERE company = $1 ORDER BY number DESC LIMIT 1),"
            " (SELECT COUNT(*) FROM draft WHERE company = $1 AND live_from <= $3)"
        )
        return Queues(*(await self._read(company, sql, (company, at, late)))[0])

    async def purses(self, company: CompanyId) -> int:
        """How many purses there are."""
        return int((await self._read(company, "SELECT COUNT(*) FROM purse WHERE company = $1", (company,)))[0][0])
