"""Gift cards as an office lists them: each by the purse that its money is on; whose code it is nobody can read back."""

from typing import Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import NEVER, Instant
from zegel.core.value import value
from zegel.program.stored_value import GIFT_CARD
from zegel.store.runner import Runner

_UNTIL: Final = "MAX(CASE WHEN l.available > 0 THEN l.expires_at ELSE 0 END)"
_CODES: Final = "(SELECT COUNT(*) FROM identifier i WHERE i.company = p.company AND i.purse = p.id AND i.kind = 'gift_card')"
_CARDS: Final = (
    f"SELECT p.id, MIN(l.opened_at), SUM(l.amount), SUM(l.available), SUM(l.reserved), {_UNTIL}, {_CODES}"
    " FROM lot l JOIN purse p ON p.id = l.purse AND p.company = l.company"
    " WHERE l.company = $1 AND l.unit = $2 AND p.since = '' AND p.alias_of IS NULL AND p.id > $3"
    " GROUP BY p.id, p.company ORDER BY p.id LIMIT $4"
)


@value
class GiftCard:
    """A gift card: what was put on it, what is left and set aside, until when (NEVER: without end); whether a code opens it."""

    purse: PurseId
    issued_at: Instant
    put_on: int
    left: int
    held: int
    until: Instant
    opens: bool


class GiftCardLists:
    """The part of store.queries that lists gift cards."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def page(self, company: CompanyId, after: PurseId | None, limit: int) -> list[GiftCard]:
        """Cards by purse, after the one given; those that were replaced are left out, what took their place is there."""
        rows = await self._read(company, _CARDS, (company, GIFT_CARD, after or b"", limit))
        return [
            GiftCard(
                PurseId(row[0]), Instant(int(row[1])), int(row[2]), int(row[3]), int(row[4]), Instant(min(int(row[5]), NEVER)), bool(row[6])
            )
            for row in rows
        ]  # fmt: skip
