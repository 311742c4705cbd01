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

    async def newest(self, company: CompanyId, kind: str, states: Sequence[str], since: Instant, limit: int) -> list[Dossier]:
        """Dossiers of one kind in any of `states` that were last changed at `since` or later, the newest first."""
        places = ", ".join(f"${i}" for i in range(5, 5 + len(states)))
        sql = (
            "SELECT purse, kind, id, state, data, at FROM dossier WHERE company = $1 AND kind = $2 AND at >= $3"
            f" AND state IN ({places}) ORDER BY at DESC, purse, id LIMIT $4"
        )
        return [Dossier(*row) for row in await self._read(company, sql, (company, kind, since, limit, *states))]
