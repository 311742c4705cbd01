"""Drafts by name: read, changed by whoever saw the newest revision, and claimed by one worker when their moment comes."""

from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.periods import MINUTE, Instant
from zegel.store.records import Draft
from zegel.store.runner import Runner

COLUMNS: Final = "name, revision, document, changed_at, changed_by, live_from, written"
CLAIMED_FOR: Final = 15 * MINUTE
"""How long a worker may be busy with a draft before another takes it for dead."""


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
        sql = (
            "UPDATE draft SET revision = $4, document = $5, changed_at = $6, changed_by = $7, live_from = $8, written = $9,"
            " claimed_at = NULL WHERE company = $1 AND name = $2 AND revision = $3"
        )
        row = (
            company, draft.name, seen, draft.revision, draft.document, draft.changed_at, draft.changed_by, draft.live_from, draft.written,
        )  # fmt: skip
        return (await self._write(company, [(sql, [row])]))[0] == 1

    async def drop_draft(self, company: CompanyId, name: str, seen: int) -> bool:
        """Forget a draft at revision `seen`; False where that is no longer the newest."""
        sql = "DELETE FROM draft WHERE company = $1 AND name = $2 AND revision = $3"
        return (await self._write(company, [(sql, [(company, name, seen)])]))[0] == 1

    async def drafts_due(self, company: CompanyId, at: Instant) -> list[Draft]:
        """Drafts that go live by `at` and that nobody is busy with, the earliest first."""
        sql = (
            f"SELECT {COLUMNS} FROM draft WHERE company = $1 AND live_from <= $2 AND (claimed_at IS NULL OR claimed_at <= $3)"
            " ORDER BY live_from, name"
        )
        return [Draft(*row) for row in await self._read(company, sql, (company, at, at - CLAIMED_FOR))]

    async def claim_draft(self, company: CompanyId, draft: Draft, at: Instant) -> bool:
        """Be the one who publishes it; False where somebody else is, or it was changed."""
        sql = (
            "UPDATE draft SET claimed_at = $4 WHERE company = $1 AND name = $2 AND revision = $3"
            " AND (claimed_at IS NULL OR claimed_at <= $5)"
        )
        return (await self._write(company, [(sql, [(company, draft.name, draft.revision, at, at - CLAIMED_FOR)])]))[0] == 1
