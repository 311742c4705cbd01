"""The same rows without Zegel around them: outcomes of a replay become rows once, then a driver writes them as fast as it can."""

import gc
import sqlite3
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

import uvloop

from bench import material
from zegel.cli.progress import look_for_cycles_less
from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.desk.replies import DONE
from zegel.flows.commands import Command
from zegel.flows.facts import Outcome, StoredAnswer
from zegel.replay.memory import Memory
from zegel.store import postgres_sql, sqlite_driver, sqlite_write
from zegel.store.address import is_sqlite, postgres_dsn, sqlite_path
from zegel.store.loading import Loaded
from zegel.store.port import Written
from zegel.store.postgres import connect
from zegel.store.rows import Rows, forget_touched, rows_of

BATCH = 32
T = TypeVar("T")


class Replay:
    """A company in memory that also says which rows its outcomes would be."""

    def __init__(self, members: int, at: Instant) -> None:
        self.memory = Memory(material.COMPANY, material.shelf(), keep_receipts=False)
        self.members, self.at = members, at

    def enrolled(self) -> list[Rows]:
        """Everybody joins; the rows of that, a thousand members at a time."""
        found = []
        for first in range(0, self.members, 1000):
            commands = [material.enrolment(n, self.at) for n in range(first, min(first + 1000, self.members))]
            found.append(self.rows(commands, [self.memory.take(command) for command in commands], {}))
        return found

    def before(self, commands: Iterable[Command]) -> dict[PurseId, Loaded]:
        """The purses of `commands` as a batch would have read them."""
        memory, found = self.memory, {}
        for command in commands:
            purse = memory.purses[memory._resolved.purse_of[command.who]]  # type: ignore[union-attr, index]  # of members, by their cards
            found[purse.id] = Loaded(material.COMPANY, purse, 1)
        return found

    def rows(self, commands: Sequence[Command], outcomes: Sequence[Outcome], loaded: dict[PurseId, Loaded]) -> Rows:
        """What a batch of these commands writes."""
        written = [_written(command, outcome) for command, outcome in zip(commands, outcomes, strict=True)]
        facts = {material.COMPANY: self.memory.facts}
        rows = rows_of(written, facts, loaded)
        # A purse that joined is marked for the next seal; later batches find it so.
        forget_touched(facts)
        return rows

    def batches(self, commands: Sequence[Command], size: int = BATCH) -> list[Rows]:
        """Decide and book `commands`, and give the rows, batch by batch."""
        found = []
        for i in range(0, len(commands), size):
            some = commands[i : i + size]
            loaded = self.before(some)
            found.append(self.rows(some, [self.memory.take(command) for command in some], loaded))
        return found


def _written(command: Command, outcome: Outcome) -> Written:
    assert outcome.refusal is None, outcome.refusal
    header = command.header
    receipt = outcome.receipt
    answer = StoredAnswer(header.body_hash, DONE, {}, None if receipt is None else receipt.id)
    return Written(material.COMPANY, header.at, header.source, header.key, outcome, answer)


class Bare(Protocol):
    """A driver and nothing else."""

    def write(self, rows: Rows) -> None:
        """All of `rows`, durably, in one database transaction."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


class BareSqlite:
    """The driver's executemany, in the thread that calls."""

    def __init__(self, path: Path) -> None:
        self.connection: sqlite3.Connection = sqlite_driver.connect(sqlite_driver.driver(), path, cache_kib=16_000)

    def write(self, rows: Rows) -> None:
        """One commit."""
        self.connection.execute("BEGIN IMMEDIATE")
        sqlite_write.write(self.connection, rows)
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


class BarePostgres:
    """asyncpg with the adapter's own statement; one statement is one transaction, so there is no BEGIN and no COMMIT to pay for."""

    def __init__(self, url: str) -> None:
        self._loop = uvloop.new_event_loop()
        self._connection = self._do(connect(postgres_dsn(url)))
        self._do(self._connection.execute("SELECT set_config('zegel.companies', $1, false)", f'{{"{material.COMPANY}"}}'))

    def write(self, rows: Rows) -> None:
        """One commit (two where bounds of purses were lifted)."""
        self._do(self._write(rows))

    async def _write(self, rows: Rows) -> None:
        sql, arrays, _ = postgres_sql.statement(rows)
        await self._connection.fetchrow(sql, *arrays)
        if rows.lifted:
            await self._connection.execute(postgres_sql.LIFT, *zip(*rows.lifted, strict=True))

    def close(self) -> None:
        """Close the connection."""
        self._do(self._connection.close())
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(work)


def bare(url: str) -> Bare:
    """A bare driver on the database at `url`."""
    return BareSqlite(sqlite_path(url)) if is_sqlite(url) else BarePostgres(url)


@contextmanager
def frozen() -> Iterator[None]:
    """As `zegel replay` runs: what stands already is nobody's garbage, and cycles are looked for less."""
    gc.collect()
    thresholds = gc.get_threshold()
    look_for_cycles_less()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def timed(clock: Callable[[], float], work: Callable[[], object]) -> float:
    """What `clock` went on by while `work` ran."""
    start = clock()
    work()
    return clock() - start
