"""Drafts by name: read, changed by whoever saw the newest revision, and claimed by one worker when their moment comes."""

from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.periods import MINUTE, Instant
from zegel.store.records import Draft
from zegel.store.runner import Runner
from zegel.store.statements import Step

COLUMNS: Final = "name, revision, document, changed_at, changed_by, live_from, written"
CLAIMED_FOR: Final = 15 * MINUTE
"""How long a worker may be silent about a draft before another takes it for dead."""
_FREE: Final = "(claimed_at IS NULL OR claimed_at <= ${})"
_MINE: Final = "company = $1 AND name = $2 AND revision = $3 AND claimed_at = $4"


class DraftQueries:
    """The part of store.queries that knows drafts."""

    def __init__(self, runner: Runner) -> None:
        self._read, self._write = runner.read, runner.write

    async def drafts(self, company: CompanyId) -> list[Draft]:
        """Every draft, by name."""
        sql = f"SELECT {COLUMNS} FROM draft WHERE company = $1 ORDER BY name"
        return [Draft(*row) for row in await self._read(company, sql, (company,))]

    async def draft(self, company: CompanyId, name: str) -> Draft | None:
        """One draft, None where there is none."""
        sql = f"SELECT {COLUMNS} FROM draft WHERE company = $1 AND name = $2"
        rows = await self._read(company, sql, (company, name))
        return Draft(*rows[0]) if rows else None

    async def add_draft(self, company: CompanyId, draft: Draft) -> bool:
        """Keep a new draft; False where the name is taken."""
        sql = f"INSERT INTO draft (company, {COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING"
        row = (company, draft.name, draft.revision, draft.document, draft.changed_at, draft.changed_by, draft.live_from, draft.written)
        return (await self._write(company, [(sql, [row])]))[0] == 1

    async def change_draft(self, company: CompanyId, draft: Draft, seen: int) -> bool:
        """Keep `draft` in place of revision `seen`; False where that is no longer the newest."""
        return (await self._write(company, [changing(company, draft, seen)]))[0] == 1

    async def drop_draft(self, company: CompanyId, name: str, seen: int) -> bool:
        """Forget a draft at revision `seen`; False where that is no longer the newest."""
        sql = "DELETE FROM draft WHERE company = $1 AND name = $2 AND revision = $3"
        return (await self._write(company, [(sql, [(company, name, seen)])]))[0] == 1

    async def drafts_due(self, company: CompanyId, at: Instant) -> list[Draft]:
        """Drafts that go live by `at` and that nobody is busy with, the earliest first."""
        sql = f"SELECT {COLUMNS} FROM draft WHERE company = $1 AND live_from <= $2 AND {_FREE.format(3)} ORDER BY live_from, name"
        return [Draft(*row) for row in await self._read(company, sql, (company, at, at - CLAIMED_FOR))]

    async def claim_draft(self, company: CompanyId, draft: Draft, at: Instant) -> bool:
        """Be the one who publishes it; False where somebody else is, or it was changed."""
        return (await self._write(company, [claiming(company, draft, at)]))[0] == 1


def changing(company: CompanyId, draft: Draft, seen: int) -> Step:
    """`draft` in place of revision `seen`, claimed by nobody; no row where that is no longer the newest."""
    sql = (
        "UPDATE draft SET revision = $4, document = $5, changed_at = $6, changed_by = $7, live_from = $8, written = $9,"
        " claimed_at = NULL WHERE company = $1 AND name = $2 AND revision = $3"
    )
    row = (company, draft.name, seen, draft.revision, draft.document, draft.changed_at, draft.changed_by, draft.live_from, draft.written)
    return sql, [row]


def taking(company: CompanyId, draft: Draft, at: Instant) -> Step:
    """The draft becomes a version now; no row where it was changed, or somebody is busy with it."""
    sql = f"DELETE FROM draft WHERE company = $1 AND name = $2 AND revision = $3 AND {_FREE.format(4)}"
    return sql, [(company, draft.name, draft.revision, at - CLAIMED_FOR)]


def claiming(company: CompanyId, draft: Draft, at: Instant) -> Step:
    """Whoever publishes it is busy with it from `at` on; no row where somebody else is, or it was changed."""
    sql = f"UPDATE draft SET claimed_at = $4 WHERE company = $1 AND name = $2 AND revision = $3 AND {_FREE.format(5)}"
    return sql, [(company, draft.name, draft.revision, at, at - CLAIMED_FOR)]


def renewing(company: CompanyId, draft: Draft, claimed_at: Instant, at: Instant) -> Step:
    """Whoever claimed it at `claimed_at` is still busy at `at`; no row where it is somebody else's by now, or was changed."""
    sql = f"UPDATE draft SET claimed_at = $5 WHERE {_MINE}"
    return sql, [(company, draft.name, draft.revision, claimed_at, at)]


def finishing(company: CompanyId, draft: Draft, claimed_at: Instant) -> Step:
    """Whoever claimed it at `claimed_at` is done with it; no row as in `renewing`."""
    return f"DELETE FROM draft WHERE {_MINE}", [(company, draft.name, draft.revision, claimed_at)]
