"""What is handed out to everybody in a segment, and the members in it: written down once, then gone through to the end."""

from collections.abc import Mapping, Sequence
from json import dumps, loads
from typing import Any, Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.decide.handouts import GIVEN, WAITING
from zegel.store.lookups import Row
from zegel.store.runner import Runner
from zegel.store.statements import Step

_COLUMNS: Final = "id, segment, name, kind, filters, data, state, asked, seed, asked_by, decided_by, at, changed_at"


@value
class Handout:
    """`segment` and `name` are what it was asked for, `filters` what that meant then; `data` says what is given.

    `asked` is how many members may get it at most. `seed` is what codes are drawn from, until everybody has theirs. `decided_by` is
    the second person, "" where there is none.
    """

    id: str
    segment: str
    name: str
    kind: str
    filters: Mapping[str, str]
    data: Mapping[str, Any]
    state: str
    asked: int
    seed: bytes | None
    asked_by: str
    decided_by: str
    at: Instant
    changed_at: Instant


@value
class Receiver:
    """A member of a handout; `place` is theirs in the line, -1 for who is left out, and `why` says why."""

    purse: PurseId
    place: int
    state: str
    why: str
    at: Instant


class Handouts:
    """The part of store.queries that knows them."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def one(self, company: CompanyId, named: str) -> Handout | None:
        """One by its id, None where there is none."""
        rows = await self._read(company, f"SELECT {_COLUMNS} FROM handout WHERE company = $1 AND id = $2", (company, named))
        return _handout(rows[0]) if rows else None

    async def newest(self, company: CompanyId, limit: int, segment: str = "", after: tuple[int, str] | None = None) -> list[Handout]:
        """The newest, of one segment where that is given; go on after the last one's instant and id."""
        values: list[object] = [company, limit]
        where = ""
        if segment:
            values.append(segment)
            where += f" AND segment = ${len(values)}"
        if after is not None:
            values += after
            where += f" AND (at, id) < (${len(values) - 1}, ${len(values)})"
        sql = f"SELECT {_COLUMNS} FROM handout WHERE company = $1{where} ORDER BY at DESC, id DESC LIMIT $2"
        return [_handout(row) for row in await self._read(company, sql, values)]

    async def in_states(self, company: CompanyId, states: Sequence[str]) -> list[Handout]:
        """Every one in these states, the oldest first."""
        among = ", ".join(f"${n + 2}" for n in range(len(states)))
        sql = f"SELECT {_COLUMNS} FROM handout WHERE company = $1 AND state IN ({among}) ORDER BY at, id"
        return [_handout(row) for row in await self._read(company, sql, (company, *states))]

    async def counts(self, company: CompanyId, named: str) -> dict[tuple[str, str], int]:
        """How many members are in which state, and why."""
        sql = "SELECT state, why, COUNT(*) FROM handout_member WHERE company = $1 AND handout = $2 GROUP BY state, why"
        return {(row[0], row[1]): int(row[2]) for row in await self._read(company, sql, (company, named))}

    async def waiting(self, company: CompanyId, named: str, limit: int) -> list[tuple[PurseId, int, bool]]:
        """(purse, place, whether another purse took it over meanwhile) of who is next."""
        sql = (
            "SELECT h.purse, h.place, CASE WHEN p.alias_of IS NULL THEN 0 ELSE 1 END FROM handout_member h"
            " JOIN purse p ON p.id = h.purse AND p.company = h.company"
            f" WHERE h.company = $1 AND h.handout = $2 AND h.state = '{WAITING}' ORDER BY h.place LIMIT $3"
        )
        return [(PurseId(row[0]), int(row[1]), bool(row[2])) for row in await self._read(company, sql, (company, named, limit))]

    async def placed(self, company: CompanyId, named: str, first: int, limit: int) -> list[Receiver]:
        """Whoever has a place, in the line from `first` on, whatever became of them."""
        sql = (
            "SELECT purse, place, state, why, at FROM handout_member WHERE company = $1 AND handout = $2"
            f" AND state IN ('{WAITING}', '{GIVEN}') AND place >= $3 ORDER BY place LIMIT $4"
        )
        return [_receiver(row) for row in await self._read(company, sql, (company, named, first, limit))]

    async def page(self, company: CompanyId, named: str, state: str, after: PurseId | None, limit: int) -> list[tuple[Receiver, str]]:
        """A page of members by their ids, with their names; in one state where that is given."""
        values: list[object] = [company, named, bytes(after or b""), limit]
        only = ""
        if state:
            values.append(state)
            only = " AND h.state = $5"
        sql = (
            "SELECT h.purse, h.place, h.state, h.why, h.at, COALESCE(m.name, '') FROM handout_member h"
            " LEFT JOIN member m ON m.purse = h.purse AND m.company = h.company"
            f" WHERE h.company = $1 AND h.handout = $2 AND h.purse > $3{only} ORDER BY h.purse LIMIT $4"
        )
        return [(_receiver(row), row[5]) for row in await self._read(company, sql, values)]


def put_handout(company: CompanyId, one: Handout) -> Step:
    """A new one; nothing where there is one of that id."""
    marks = ", ".join(f"${n}" for n in range(1, 15))
    row = (
        company, one.id, one.segment, one.name, one.kind, _text(one.filters), _text(one.data), one.state, one.asked, one.seed,
        one.asked_by, one.decided_by, one.at, one.changed_at,
    )  # fmt: skip
    return f"INSERT INTO handout (company, {_COLUMNS}) VALUES ({marks}) ON CONFLICT (company, id) DO NOTHING", [row]


def move_handout(company: CompanyId, one: Handout, to: str, at: Instant, *, decided_by: str = "", role: str = "") -> Step:
    """From the state it is in to another one; no row where it is in that state no longer. One that ends forgets its seed.

    A second person (`decided_by`) gives it in their own `role`.
    """
    data = _text({**one.data, "role": role}) if role else ""
    sql = (
        "UPDATE handout SET state = $4, changed_at = $5, decided_by = CASE WHEN $6 = '' THEN decided_by ELSE $6 END,"
        " data = CASE WHEN $7 = '' THEN data ELSE $7 END,"
        " seed = CASE WHEN $4 IN ('done', 'cancelled') THEN NULL ELSE seed END WHERE company = $1 AND id = $2 AND state = $3"
    )
    return sql, [(company, one.id, one.state, to, at, decided_by, data)]


def gathered(company: CompanyId, one: Handout, data: Mapping[str, Any], receivers: Sequence[Receiver]) -> list[Step]:
    """How far the gathering is (`data`), and whom it found. Of two workers at once one is first; the other writes nothing.

    The row of the handout is locked before anybody is added, and whoever comes second finds that its text is not what it was.
    """
    told = _text(data)
    moved = "UPDATE handout SET data = $4 WHERE company = $1 AND id = $2 AND state = $3 AND data = $5"
    added = (
        "INSERT INTO handout_member (company, handout, purse, place, state, why, at) SELECT $1, $2, $3, $4, $5, $6, $7"
        " WHERE EXISTS (SELECT 1 FROM handout WHERE company = $1 AND id = $2 AND data = $8)"
        " ON CONFLICT (purse, company, handout) DO NOTHING"
    )
    rows = [(company, one.id, found.purse, found.place, found.state, found.why, found.at, told) for found in receivers]
    return [(moved, [(company, one.id, one.state, told, _text(one.data))]), *([(added, rows)] if rows else [])]


def settle_receivers(company: CompanyId, named: str, found: Sequence[tuple[PurseId, str, str]], at: Instant) -> Step:
    """What became of those who waited: (purse, state, why)."""
    sql = (
        f"UPDATE handout_member SET state = $4, why = $5, at = $6 WHERE company = $1 AND handout = $2 AND purse = $3"
        f" AND state = '{WAITING}'"
    )  # fmt: skip
    return sql, [(company, named, purse, state, why, at) for purse, state, why in found]


def _handout(row: Row) -> Handout:
    return Handout(
        row[0], row[1], row[2], row[3], loads(row[4]), loads(row[5]), row[6], int(row[7]), row[8], row[9], row[10], Instant(row[11]),
        Instant(row[12]),
    )  # fmt: skip


def _receiver(row: Row) -> Receiver:
    return Receiver(PurseId(row[0]), int(row[1]), row[2], row[3], Instant(row[4]))


def _text(found: Mapping[str, Any]) -> str:
    return dumps(dict(found), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
