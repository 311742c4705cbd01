"""The figures of days as they are stored, beside the sealed entries that they were counted from, purse by purse."""

from collections.abc import Sequence
from typing import Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.value import value
from zegel.store.day_receipts import DayReceipt
from zegel.store.lookups import Row
from zegel.store.statements import Reader, Step

_PURSES: Final = "SELECT id FROM purse WHERE company = $1 AND id > $2 ORDER BY id LIMIT $3"
_IN: Final = "company = $1 AND {0} > $2 AND {0} <= $3"
_ENTRIES: Final = (
    "SELECT e.purse, e.seq, e.kind, e.business_date, e.branch, e.happened_at, r.document, CASE WHEN r.purse IS NULL THEN 0 ELSE 1 END"
    " FROM purse p JOIN entry e ON e.purse = p.id AND e.company = p.company AND e.seq <= p.sealed_seq"
    " LEFT JOIN receipt r ON r.purse = e.purse AND r.company = e.company AND r.seq = e.seq"
    f" WHERE p.{_IN.format('p.id')} ORDER BY e.purse, e.seq"
)
_LISTED: Final = (
    "SELECT purse, seq, day, branch, what, at, sold_minor, discount_minor, returned_minor FROM day_receipt WHERE "
    + _IN.format("purse")
)  # fmt: skip
_RHYTHMS: Final = "SELECT purse, visits, first_day, last_day, spent_minor FROM rhythm WHERE " + _IN.format("purse")

Rhythm = tuple[int, str, str, int]
"""Visits, the first day, the last, and what was spent."""
NONE: Final[Rhythm] = (0, "", "", 0)


@value
class SealedEntry:
    """An entry under a seal: as the figures look at it, and whether it has a receipt that was erased."""

    purse: PurseId
    seq: int
    kind: str
    day: str
    branch: str
    at: int
    document: bytes | None
    is_erased: bool


class Seen:
    """A purse: what is under a seal of it, and what is stored of that: by number, the receipts that lists of days have; its rhythm."""

    def __init__(self) -> None:
        self.entries: list[SealedEntry] = []
        self.listed: dict[int, DayReceipt] = {}
        self.rhythm = NONE


async def stored_figures(view: Reader, company: CompanyId) -> dict[tuple[str, str, str], int]:
    """(day, branch, figure) → value, all that are stored."""
    rows = await view.read("SELECT day, branch, figure, value FROM day_figure WHERE company = $1", (company,))
    return {(row[0], row[1], row[2]): int(row[3]) for row in rows}


async def next_purses(view: Reader, company: CompanyId, after: bytes, limit: int) -> dict[PurseId, Seen]:
    """The purses after `after`, in order; none where there are no more."""
    found = {PurseId(row[0]): Seen() for row in await view.read(_PURSES, (company, after, limit))}
    if not found:
        return found
    between = (company, after, max(found))
    for row in await view.read(_ENTRIES, between):
        # A card more is booked as an enrolment too; a new member's is the first entry of all.
        kind = "identifier" if row[2] == "enrol" and row[1] > 1 else row[2]
        entry = SealedEntry(PurseId(row[0]), row[1], kind, row[3], row[4], row[5], row[6], bool(row[7]) and row[6] is None)
        found[entry.purse].entries.append(entry)
    for row in await view.read(_LISTED, between):
        found[PurseId(row[0])].listed[row[1]] = DayReceipt(PurseId(row[0]), *row[1:])
    for row in await view.read(_RHYTHMS, between):
        found[PurseId(row[0])].rhythm = (row[1], row[2], row[3], row[4])
    return found


def rhythm_made(company: CompanyId, purse: PurseId, was: Rhythm, now: Rhythm) -> Step:
    """The statement that puts a member's rhythm right, where it is still as it was seen: no seal counted meanwhile."""
    if was == NONE:
        sql = (
            "INSERT INTO rhythm (purse, company, visits, first_day, last_day, spent_minor) VALUES ($1, $2, $3, $4, $5, $6)"
            " ON CONFLICT (purse, company) DO NOTHING"
        )
        return sql, [(purse, company, *now)]
    same = "purse = $1 AND company = $2 AND visits = $3 AND last_day = $4 AND spent_minor = $5"
    seen = (purse, company, was[0], was[2], was[3])
    if now == NONE:
        return f"DELETE FROM rhythm WHERE {same}", [seen]
    return f"UPDATE rhythm SET visits = $6, first_day = $7, last_day = $8, spent_minor = $9 WHERE {same}", [(*seen, *now)]


def unlisted(company: CompanyId, receipts: Sequence[DayReceipt]) -> list[Step]:
    """The statements that take receipts out of the lists of their days."""
    rows: list[Row] = [(one.purse, company, one.seq) for one in receipts]
    return [("DELETE FROM day_receipt WHERE purse = $1 AND company = $2 AND seq = $3", rows)] if rows else []
