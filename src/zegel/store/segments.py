"""Choices of members that are kept under a name: the filters, never the members. Who is in one is looked up whenever it is asked."""

from collections.abc import Mapping
from json import dumps, loads
from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.store.runner import Runner
from zegel.store.statements import Step

_COLUMNS: Final = "id, name, filters, changed_by, changed_at"


@value
class Segment:
    """A choice with its name; `filters` as hall.segments reads them."""

    id: str
    name: str
    filters: Mapping[str, str]
    changed_by: str
    changed_at: Instant


class Segments:
    """The part of store.queries that knows them."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def all(self, company: CompanyId) -> list[Segment]:
        """Every one, by name."""
        rows = await self._read(company, f"SELECT {_COLUMNS} FROM segment WHERE company = $1 ORDER BY name", (company,))
        return [Segment(row[0], row[1], loads(row[2]), row[3], Instant(row[4])) for row in rows]

    async def one(self, company: CompanyId, named: str) -> Segment | None:
        """One by its id, None where there is none."""
        rows = await self._read(company, f"SELECT {_COLUMNS} FROM segment WHERE company = $1 AND id = $2", (company, named))
        return Segment(rows[0][0], rows[0][1], loads(rows[0][2]), rows[0][3], Instant(rows[0][4])) if rows else None


def put_segment(company: CompanyId, one: Segment) -> Step:
    """`one` from now on, in place of what had its id."""
    sql = (
        "INSERT INTO segment (company, id, name, filters, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (company, id) DO UPDATE SET name = excluded.name, filters = excluded.filters,"
        " changed_by = excluded.changed_by, changed_at = excluded.changed_at"
    )
    filters = dumps(dict(one.filters), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return (sql, [(company, one.id, one.name, filters, one.changed_by, one.changed_at)])


def drop_segment(company: CompanyId, named: str) -> Step:
    """Forget it; the members in it notice nothing."""
    return ("DELETE FROM segment WHERE company = $1 AND id = $2", [(company, named)])
