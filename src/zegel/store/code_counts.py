"""How many codes of a batch are out, held, used up: kept with every change of a code, in one transaction, so that nobody counts millions.

A row counts the codes of one batch that are in one state and lapse at one moment; so what has expired is told without looking at a code.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from zegel.core.ids import CompanyId
from zegel.store.lookups import Row
from zegel.store.postgres_arrays import encoded, placeholder
from zegel.store.statements import Reader, Step

if TYPE_CHECKING:
    from asyncpg import Connection

COLUMNS: Final = (
    ("company", "text"), ("hash", "bytea"), ("campaign", "text"), ("batch", "text"), ("state", "text"), ("member", "bytea?"),
    ("tail", "text"), ("uses_left", "bigint"), ("held", "bigint"), ("used", "bigint"), ("valid_from", "bigint"), ("valid_until", "bigint"),
    ("value_left", "bigint"),
)  # fmt: skip
_NAMES: Final = ", ".join(name for name, _ in COLUMNS)
_COUNTED: Final = ("issued", "held", "used", "used_up", "usable")

ADD_COUNT: Final = (
    f"INSERT INTO code_count (company, batch, state, valid_until, {', '.join(_COUNTED)}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    " ON CONFLICT (company, batch, state, valid_until) DO UPDATE SET "
    + ", ".join(f"{name} = code_count.{name} + excluded.{name}" for name in _COUNTED)
)
"""Adds to what is counted; added to, not set, so that it does not matter who comes first."""

ADD_CODE: Final = f"INSERT INTO code ({_NAMES}) VALUES ({', '.join('?' * len(COLUMNS))}) ON CONFLICT DO NOTHING"
"""A code, on SQLite, unless there is one."""
_SUMS: Final = (
    "COUNT(*) AS issued, COALESCE(SUM(held), 0) AS held, COALESCE(SUM(used), 0) AS used,"
    " COALESCE(SUM(CASE WHEN uses_left + held = 0 THEN 1 ELSE 0 END), 0) AS used_up,"
    " COALESCE(SUM(CASE WHEN uses_left > 0 THEN 1 ELSE 0 END), 0) AS usable"
)
_ADD_CODES: Final = (
    f"WITH added AS (INSERT INTO code ({_NAMES}) SELECT * FROM unnest("
    + ", ".join(placeholder(i, kind) for i, (_, kind) in enumerate(COLUMNS, 1))
    + f") ON CONFLICT DO NOTHING RETURNING *) SELECT company, batch, state, valid_until, {_SUMS} FROM added"
    " GROUP BY company, batch, state, valid_until ORDER BY company, batch, state, valid_until"
)

_MINUS: Final = ", ".join(f"-{name}" for name in _COUNTED)
_APART: Final = (
    f"SELECT batch, state, valid_until, {', '.join(f'SUM({name})' for name in _COUNTED)} FROM ("
    f"SELECT batch, state, valid_until, {_SUMS} FROM code WHERE company = $1 GROUP BY batch, state, valid_until"
    f" UNION ALL SELECT batch, state, valid_until, {_MINUS} FROM code_count WHERE company = $1"
    ") AS d GROUP BY batch, state, valid_until HAVING "
    + " OR ".join(f"SUM({name}) <> 0" for name in _COUNTED)
    + " ORDER BY batch, state, valid_until"
)

_alike = itemgetter(0, 3, 4, 11, 7, 8, 9)
"""What codes have in common that count alike: company, batch, state, last moment, and their uses."""


def add_on_sqlite(connection: sqlite3.Connection, before: Sequence[Step], rows: Sequence[Row], after: Sequence[Step]) -> bool:
    """Codes and their counts, between two lists of statements. False, and nothing is changed, where one of `before` changes nothing."""
    for sql, values in before:
        if not connection.executemany(sql.replace("$", "?"), values).rowcount:
            return False
    counts: list[Row] = []
    for key, some in groupby(sorted(rows, key=_alike), _alike):
        # One statement for all of them says how many were new; of those, all count alike.
        new = connection.executemany(ADD_CODE, sorted(some, key=itemgetter(1))).rowcount
        left, held, used = key[4:]
        counts.append((*key[:4], new, held * new, used * new, new * (left + held == 0), new * (left > 0)))
    connection.executemany(ADD_COUNT.replace("$", "?"), [count for count in counts if count[4]])
    for sql, values in after:
        connection.executemany(sql.replace("$", "?"), values)
    return True


async def add_on_postgres(connection: "Connection", before: Sequence[Step], rows: Sequence[Row], after: Sequence[Step]) -> bool:
    """The same on PostgreSQL."""
    for sql, values in before:
        for one in values:
            if (await connection.execute(sql, *one)).endswith(" 0"):
                return False
    if rows:
        arrays = [encoded(kind, column) for (_, kind), column in zip(COLUMNS, zip(*rows, strict=True), strict=True)]
        await count(connection, [(*row[:4], *map(int, row[4:])) for row in await connection.fetch(_ADD_CODES, *arrays)])
    for sql, values in after:
        await connection.executemany(sql, values)
    return True


async def count(connection: "Connection", counts: Sequence[Row]) -> None:
    """Add `counts`, which are sorted: two who count wait for each other in one order."""
    if counts:
        await connection.executemany(ADD_COUNT, counts)


def after_moves(codes: Iterable[tuple[Row, Row]]) -> list[Row]:
    """What moves of codes change of the counts: for each (batch, state, valid_until, uses_left, held) as it is now, and the move."""
    found: dict[Row, tuple[int, int, int, int]] = {}
    for (batch, state, until, left, held), (company, _, d_left, d_held, d_used, _) in codes:
        was_left, was_held = left - d_left, held - d_held
        up = (left + held == 0) - (was_left + was_held == 0)
        usable = (left > 0) - (was_left > 0)
        before = found.get((company, batch, state, until), (0, 0, 0, 0))
        now = (before[0] + d_held, before[1] + d_used, before[2] + up, before[3] + usable)
        found[company, batch, state, until] = now
    return [(*key, 0, *counts) for key, counts in sorted(found.items()) if any(counts)]


def ending(company: CompanyId, hashed: bytes, state: str) -> list[Step]:
    """Statements that end one code: it counts where it was no more, and among those of its new state from now on."""
    there = f"FROM code WHERE company = $1 AND hash = $2 AND state {{}} '{state}'"
    one = "held, used, CASE WHEN uses_left + held = 0 THEN 1 ELSE 0 END, CASE WHEN uses_left > 0 THEN 1 ELSE 0 END"
    less = "-held, -used, CASE WHEN uses_left + held = 0 THEN -1 ELSE 0 END, CASE WHEN uses_left > 0 THEN -1 ELSE 0 END"
    into, _, adding = ADD_COUNT.partition("VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    key = [(company, hashed)]
    return [
        # Nobody uses it between the next two.
        (f"UPDATE code SET state = state WHERE company = $1 AND hash = $2 AND state <> '{state}'", key),
        (f"{into}SELECT company, batch, state, valid_until, -1, {less} {there.format('<>')}{adding}", key),
        (f"{into}SELECT company, batch, '{state}', valid_until, 1, {one} {there.format('<>')}{adding}", key),
        (f"UPDATE code SET state = '{state}' WHERE company = $1 AND hash = $2 AND state <> '{state}'", key),
    ]


async def apart(view: Reader, company: CompanyId) -> list[Row]:
    """Counts that are not what the codes come to: (batch, state, valid_until) and by how much each is short. Reads every code."""
    return [(*row[:3], *map(int, row[3:])) for row in await view.read(_APART, (company,))]


def made_good(company: CompanyId, short: Sequence[Row]) -> list[Step]:
    """Statements that add what is short: right whatever was counted meanwhile, for that is added too."""
    return [(ADD_COUNT, [(company, *row) for row in short])]
