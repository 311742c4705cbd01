"""Which receipts say what somebody bought, by the day of it: noted with the seal over them, struck off when that was forgotten.

It is a list of work, apart from the receipts themselves, so that a till's write is no dearer for it.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Day
from zegel.core.value import value
from zegel.store.runner import Runner
from zegel.store.statements import Step

_NOTE: Final = "INSERT INTO bought (purse, company, seq, day) VALUES ($1, $2, $3, $4) ON CONFLICT (purse, company, seq) DO NOTHING"
_DUE: Final = (
    "SELECT b.purse, b.seq, b.day, r.document, CASE WHEN p.since <> '' OR p.alias_of IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM identifier i WHERE i.purse = b.purse AND i.company = $1) THEN 1 ELSE 0 END FROM"
    " (SELECT purse, seq, day FROM bought WHERE company = $1 AND day < $2 ORDER BY company, day, purse, seq LIMIT $3) b"
    " JOIN purse p ON p.id = b.purse AND p.company = $1 LEFT JOIN receipt r ON r.purse = b.purse AND r.company = $1 AND r.seq = b.seq"
    " ORDER BY b.purse, b.seq"
)


@value
class Bought:
    """A receipt that says what was bought, and whether somebody's card was shown; `document` None: it was erased since."""

    purse: PurseId
    seq: int
    day: Day
    document: bytes | None
    is_known: bool


class BoughtQueries:
    """The part of store.queries that knows them."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def before(self, company: CompanyId, day: Day, limit: int) -> list[Bought]:
        """The oldest of what was bought before `day`, by purse and number."""
        rows = await self._read(company, _DUE, (company, day, limit))
        return [Bought(PurseId(row[0]), row[1], Day(row[2]), row[3], bool(row[4])) for row in rows]


def note_bought(company: CompanyId, receipts: Iterable[tuple[PurseId, int, str]]) -> list[Step]:
    """The statements that note (purse, number, day); they go with the seal."""
    rows = [(purse, company, seq, day) for purse, seq, day in receipts]
    return [(_NOTE, rows)] if rows else []


def forget_lines(company: CompanyId, left: Sequence[tuple[PurseId, int, bytes]], done: Sequence[Bought]) -> list[Step]:
    """Put what is `left` of receipts in the place of the whole documents, and strike off what is `done`. What was erased stays so."""
    update = "UPDATE receipt SET document = $4 WHERE purse = $1 AND company = $2 AND seq = $3 AND document IS NOT NULL"
    strike = "DELETE FROM bought WHERE purse = $1 AND company = $2 AND seq = $3"
    return [
        *([(update, [(purse, company, seq, document) for purse, seq, document in left])] if left else []),
        (strike, [(one.purse, company, one.seq) for one in done]),
    ]
