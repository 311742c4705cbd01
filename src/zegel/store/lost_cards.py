"""Numbers of cards that were lost or replaced: a till says so of one that is shown. They lead to nobody."""

from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier
from zegel.store.runner import Runner
from zegel.store.statements import Step

KEPT: Final = ("card", "qr")
"""What is a card of our own; whatever else somebody is known by is forgotten when they lose it."""


class LostCards:
    """The part of store.queries that knows them."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def has(self, company: CompanyId, card: Identifier) -> bool:
        """Whether it was lost or replaced."""
        sql = "SELECT 1 FROM lost_card WHERE company = $1 AND kind = $2 AND value = $3"
        return bool(await self._read(company, sql, (company, card.kind, card.text)))

    async def newest(self, company: CompanyId, limit: int) -> list[Identifier]:
        """The last ones."""
        sql = "SELECT kind, value FROM lost_card WHERE company = $1 ORDER BY at DESC, kind, value LIMIT $2"
        return [Identifier(*row) for row in await self._read(company, sql, (company, limit))]


def keep_lost(company: CompanyId, card: Identifier, at: Instant) -> Step:
    """The statement that keeps one; a card that was found and lost again is as new."""
    sql = (
        "INSERT INTO lost_card (company, kind, value, at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (company, kind, value) DO UPDATE SET at = excluded.at"
    )
    return sql, [(company, card.kind, card.text, at)]
