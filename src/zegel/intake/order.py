"""The order of a file: a first look at it, and sorting it with bounded memory where it needs that.

Purchases are booked in order of time. A file whose rows stand so, with the rows of each purchase together, streams as it is. Any
other is sorted by way of a temporary SQLite file: purchases by moment, then as they stood; rows as they stood.
"""

import marshal
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from zegel.core.periods import Instant
from zegel.core.refusals import ZegelError
from zegel.core.value import value
from zegel.intake.purchases import NO_KEY, Assembler, Basket
from zegel.intake.rows import Raw

CACHE_KIB: Final = 65_536
AT_ONCE: Final = 5_000


@value
class Look:
    """What a first look finds: rows, purchases (groups of rows), the first and the last moment, and where time goes back (0: nowhere)."""

    rows: int
    purchases: int
    first: Instant
    last: Instant
    back_at: int


def look(rows: Iterable[Raw], assembler: Assembler) -> Look:
    """Read everything once, without making purchases."""
    count = purchases = back_at = 0
    key = ""
    first, last = Instant(2**53), Instant(0)
    for row in rows:
        count += 1
        found = assembler.key_of(row, key)
        if found is None or found == key:
            continue
        key = found
        purchases += 1
        at = _moment(row, assembler)
        if at is None:
            continue
        if at < last and not back_at:
            back_at = row.line
        first, last = min(first, at), max(last, at)
    return Look(count, purchases, first, last, back_at)


def _moment(row: Raw, assembler: Assembler) -> Instant | None:
    if row.problem:
        return None
    try:
        return assembler.moment_of(row)
    except ZegelError:
        return None


class Sorted:
    """The baskets of a file in order of time. Leave it as a context: the temporary file goes with it."""

    def __init__(self, rows: Iterable[Raw], assembler: Assembler) -> None:
        self._assembler = assembler
        self._folder = tempfile.TemporaryDirectory(prefix="zegel-sort-")
        self._db = sqlite3.connect(Path(self._folder.name) / "rows.db")
        try:
            self._fill(rows)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Remove the temporary file."""
        self._db.close()
        self._folder.cleanup()

    def _fill(self, rows: Iterable[Raw]) -> None:
        db = self._db
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", f"cache_size=-{CACHE_KIB}"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("CREATE TABLE rows (key TEXT, n INTEGER, line INTEGER, problem TEXT, cells BLOB)")
        db.execute("CREATE TABLE purchases (key TEXT PRIMARY KEY, at INTEGER, n INTEGER, doubt INTEGER) WITHOUT ROWID")
        before, doubt, waiting = "", 0, list[tuple[str, int, int, str, bytes]]()
        for n, row in enumerate(rows):
            key = self._assembler.key_of(row, before)
            if key is None:
                self._doubt(before, row.line)
                key, doubt, before = f"\0{n}", row.line, ""
                self._first(key, n, 0, 0)
            elif key != before:
                at = _moment(row, self._assembler)
                self._first(key, n, at or 0, 0)
                self._doubt(key, doubt)
                before, doubt = key, 0
            waiting.append((key, n, row.line, row.problem, marshal.dumps(row.cells)))
            if len(waiting) >= AT_ONCE:
                db.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", waiting)
                waiting.clear()
        db.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", waiting)
        db.execute("CREATE INDEX by_key ON rows (key, n)")
        db.execute("CREATE INDEX by_moment ON purchases (at, n)")
        db.commit()

    def _first(self, key: str, n: int, at: int, doubt: int) -> None:
        self._db.execute("INSERT INTO purchases VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING", (key, at, n, doubt))

    def _doubt(self, key: str, line: int) -> None:
        if key and line:
            self._db.execute("UPDATE purchases SET doubt = ? WHERE key = ? AND doubt = 0", (line, key))

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM purchases").fetchone()[0])

    def __iter__(self) -> Iterator[Basket]:
        ordered = self._db.execute("SELECT key, doubt FROM purchases ORDER BY at, n")
        for key, doubt in ordered:
            found = self._db.execute("SELECT line, problem, cells FROM rows WHERE key = ? ORDER BY n", (key,))
            # The file is our own, made a moment ago in a folder that only we may enter.
            rows = tuple([Raw(line, marshal.loads(cells), problem) for line, problem, cells in found])  # noqa: S302
            if key.startswith("\0") and not rows[0].problem:
                rows = (Raw(rows[0].line, rows[0].cells, NO_KEY),)
            yield self._assembler.basket(rows, doubt)
