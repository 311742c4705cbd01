"""A database with very many members, made in a hurry: the rows of a few real histories, written again for everybody.

Every row is one that Zegel would write, but for the hash chain (it names the member whose history was copied) and the receipts'
documents (erased, or a million members would fill the disk). Nothing that is measured here reads either.
"""

import asyncio
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import asyncpg

from bench import material
from bench.bare import Replay
from bench.places import Place, Places, fill
from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.store import sqlite_driver
from zegel.store.rows import TABLES, Rows, bucket
from zegel.store.schema_version import HEAD
from zegel.store.sqlite_write import insert_sql

HISTORIES = 10
PURCHASES = 9
"""Of each member, besides joining: ten entries."""
AT_ONCE = 20_000
SKIPPED = frozenset({"hold", "returned"})


class Crowd:
    """Rows for `members` members, table by table, in the order of their purses: the order in which a clustered table likes them."""

    def __init__(self, members: int, at: Instant) -> None:
        self._patterns = [_history(n, at) for n in range(HISTORIES)]
        self._ids = sorted((material.member_id(n), n) for n in range(members))

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Every row of a table."""
        names = [name for name, _ in TABLES[table]]
        patterns = [[self._pattern(names, row, rows) for row in getattr(rows, table)] for rows in self._patterns]
        places = _places(names)
        for purse, n in self._ids:
            for pattern in patterns[n % HISTORIES]:
                made = list(pattern)
                for at, how in places:
                    made[at] = _put(how, made[at], purse, n)
                yield tuple(made)

    @staticmethod
    def _pattern(names: list[str], row: tuple[Any, ...], rows: Rows) -> list[Any]:
        """A row with nothing in it that is too large to be kept a million times."""
        assert rows.entry
        return [None if name == "document" else value for name, value in zip(names, row, strict=True)]


def _places(names: list[str]) -> list[tuple[int, str]]:
    """Which columns tell members apart."""
    return [(at, name) for at, name in enumerate(names) if name in ("purse", "id", "key", "number", "value", "bucket") and
            not (name == "value" and "measure" in names)]  # fmt: skip


def _put(how: str, value: Any, purse: PurseId, n: int) -> Any:
    if value is None:
        return None
    if how in ("purse", "id"):
        return purse
    if how == "bucket":
        return bucket(purse)
    return material.card(n) if how == "value" else f"{value}-{n}"


def _history(n: int, at: Instant) -> Rows:
    """One member who joined and bought nine times, as one batch."""
    replay = Replay(0, at)
    enrol = material.enrolment(n, at)
    joined = replay.memory.take(enrol)
    raws = [body.replace(material.card(0).encode(), material.card(n).encode()) for body in material.bodies(PURCHASES, 1, seed=100 + n)]
    commands = [material.purchase(raw, 10_000 + i, at) for i, raw in enumerate(raws)]
    outcomes = [replay.memory.take(command) for command in commands]
    return replay.rows([enrol, *commands], [joined, *outcomes], {})


def crowded(places: Places, kind: str, members: int, at: Instant) -> Place:
    """A place with that many members. On SQLite one of a million is kept for the next time, in the machine's temporary folder."""
    if kind == "postgres":
        empty = places.place(kind, 0)
        asyncio.run(_copy(empty.owner_url, Crowd(members, at)))
        return Place(kind, empty.url, empty.key, members, at, empty.roots, empty.owner_url)
    kept = places.folder.parent / f"zegel-bench-crowd-{members}-{HEAD}.db"
    path = kept if members >= 1_000_000 else places.folder / kept.name
    key_file = path.with_suffix(".key")
    if not (path.exists() and key_file.exists()):
        _build(path, key_file, Crowd(members, at), at)
    url = f"sqlite:///{path}"
    return Place(kind, url, key_file.read_text(encoding="ascii"), members, at, (), url)


def _build(path: Path, key_file: Path, crowd: Crowd, at: Instant) -> None:
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    key = fill(f"sqlite:///{half}", f"sqlite:///{half}", 0, at)
    connection = sqlite_driver.driver().connect(str(half), isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-400000")
    connection.execute("BEGIN")
    for table in TABLES:
        if table not in SKIPPED:
            connection.executemany(insert_sql(table), crowd.rows(table))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for ending in ("-wal", "-shm"):
        Path(f"{half}{ending}").unlink(missing_ok=True)
    shutil.move(half, path)
    key_file.write_text(key, encoding="ascii")


async def _copy(url: str, crowd: Crowd) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute("SET synchronous_commit = off")
        for table, columns in TABLES.items():
            if table in SKIPPED:
                continue
            rows, names = crowd.rows(table), [name for name, _ in columns]
            while some := list(islice(rows, AT_ONCE)):
                await connection.copy_records_to_table(table, records=some, columns=names)
        # Else autovacuum would come for it in the middle of a round.
        await connection.execute("VACUUM (ANALYZE)")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()
