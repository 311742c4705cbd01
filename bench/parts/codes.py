"""Codes by the hundred thousand, as `zegel codes make` makes them, against a driver that writes the same rows and nothing else.

Drawn, written to a file that is synced, hashed, sorted, committed; the bare driver has its rows ready, in the same order and the same
commits.
"""

import shutil
from collections.abc import Callable
from contextlib import closing
from itertools import count as numbers
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import uvloop

from bench import material
from bench.figures import Found, Sample, Scale, column, interleaved, over
from bench.places import Places, now
from zegel.access.codes import Codes
from zegel.cli.codes_work import CodeFile
from zegel.core.codes import STREAM, stream, tail
from zegel.core.periods import NEVER, Instant
from zegel.desk.code_batches import A_COMMIT, WINDOW, begin, make
from zegel.store import sqlite_driver
from zegel.store.code_counts import ADD_CODE
from zegel.store.code_queries import MAKING, CodeBatch
from zegel.store.opening import migrate, open_store

AT_LEAST = 20_000
SEED = bytes(range(32))
A_BATCH = 1_600
"""Codes for each batch of the scale."""


def run(_places: Places, kind: str, scale: Scale) -> Found:
    """On a file of its own."""
    found = Found("codes", kind)
    with TemporaryDirectory(prefix="zegel-bench-") as folder:
        making = Making(Path(folder), scale.batches * A_BATCH)
        samples = interleaved(scale, found, {"made": making.made, "bare": making.bare})
    made, bare = samples["made"], samples["bare"]
    found.add("codes made, by the clock", "/s", column(made, "rate"), AT_LEAST, "at least")
    found.add("a code, CPU", "µs", column(made, "us"))
    found.add("the same rows from a bare driver, by the clock", "/s", column(bare, "rate"))
    found.add("a code ÷ its row from a bare driver, CPU", "×", [over(a["us"], b["us"]) for a, b in zip(made, bare, strict=True)])
    found.notes.append(f"{making.count:,} codes a sample, in commits of {A_COMMIT:,}.")
    return found


class Making:
    """One batch of codes, made into a fresh file each time."""

    def __init__(self, folder: Path, count: int) -> None:
        self.count, self._folder, self._number = count, folder, numbers()
        self._empty = folder / "empty.db"
        migrate(f"sqlite:///{self._empty}")
        at = now()
        self._batch = CodeBatch("bench", "summer", MAKING, "text", count, 0, 1, 0, Instant(0), NEVER, SEED, at)
        self._hashed = Codes(lambda: bytes(32), lambda: 0.0).hasher(material.COMPANY, capitals_matter=False)
        self._rows: list[list[tuple[object, ...]]] = []
        for first in range(0, count, WINDOW):
            last = min(first + WINDOW, count)
            texts = [text for at in range(first, last, STREAM) for text in stream(SEED, at, min(STREAM, last - at))]
            rows = sorted((self._hashed(text), tail(text)) for text in texts)
            for i in range(0, len(rows), A_COMMIT):
                self._rows.append([self._row(*row) for row in rows[i : i + A_COMMIT]])

    def _row(self, hashed: bytes, last: str) -> tuple[object, ...]:
        batch = self._batch
        return (
            material.COMPANY, hashed, batch.campaign, batch.id, "issued", None, last, batch.uses, 0, 0, batch.valid_from,
            batch.valid_until, batch.value_minor,
        )  # fmt: skip

    def made(self) -> Sample:
        """As the command makes them."""
        path = self._fresh()
        loop = uvloop.new_event_loop()
        try:
            return loop.run_until_complete(self._make(path))
        finally:
            loop.close()
            path.unlink()

    async def _make(self, path: Path) -> Sample:
        store = await open_store(f"sqlite:///{path}")
        try:
            queries = store.queries.codes
            batch = await begin(queries, material.COMPANY, self._batch)
            took = self._took()
            with CodeFile(path.with_suffix(".csv"), "", "", again=False) as file:
                done = await make(queries, material.COMPANY, batch, self._hashed, file, lambda _done: None)
            assert done == self.count
            return took()
        finally:
            await store.close()

    def bare(self) -> Sample:
        """The rows alone, with the settings that Zegel has."""
        path = self._fresh()
        with closing(sqlite_driver.connect(sqlite_driver.driver(), path, cache_kib=16_000)) as connection:
            took = self._took()
            for rows in self._rows:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(ADD_CODE, rows)
                connection.execute("COMMIT")
            sample = took()
        path.unlink()
        return sample

    def _fresh(self) -> Path:
        path = self._folder / f"{next(self._number)}.db"
        shutil.copy(self._empty, path)
        return path

    def _took(self) -> Callable[[], Sample]:
        began, used = perf_counter(), process_time()
        return lambda: {"rate": self.count / (perf_counter() - began), "us": (process_time() - used) / self.count * 1e6}
