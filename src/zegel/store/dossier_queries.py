"""Dossiers over all members: the newest of a kind, for lists in the office."""

from collections.abc import Sequence

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.flows.facts import Dossier
from zegel.store.runner import Runner


class DossierQueries:
    """The part of store.queries that lists dossiers."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def by_state(self, company: CompanyId, kind: str, limit: int) -> list[tuple[str, int, Instant]]:
        """(state, how many dossiers of `kind` are in it, the moment of the first of them), the newest first.

        Those of purses that were merged are left out: they came along to the other purse.
        """
        sql = (
            "SELECT d.state, COUNT(*), MIN(d.at) FROM dossier d JOIN purse p ON p.id = d.purse AND p.company = d.company"
            " WHERE d.company = $1 AND d.kind = $2 AND p.alias_of IS NULL GROUP BY d.state ORDER BY 3 DESC, 1 LIMIT $3"
        )
        return [(row[0], int(row[1]), Instant(row[2])) for row in await self._read(company, sql, (company, kind, limit))]

    async def newest(self, company: CompanyId, kind: str, states: Sequence[str], since: Instant, limit: int) -> list[Dossier]:
        """Dossiers of one kind in any of `states` that were last changed at `since` or later, the newest first."""
        places = ", ".join(f"${i}" for i in range(5, 5 + len(states)))
        sql = (
            "SELECT purse, kind, id, state, data, at FROM dossier WHERE company = $1 AND kind = $2 AND at >= $3"
            f" AND state IN ({places}) ORDER BY at DESC, purse, id LIMIT $4"
        )
        return [Dossier(*row) for row in await self._read(company, sql, (company, kind, since, limit, *states))]
