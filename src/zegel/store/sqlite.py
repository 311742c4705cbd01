"""The store on SQLite: one writer thread for every write and every checkpoint, a few reading threads, durable commits.

A second process (the command line) may write at the same time: whoever comes later waits for the other's batch, at most
some five seconds, and is then told `busy`.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from shutil import disk_usage
from time import monotonic, sleep
from types import ModuleType, TracebackType
from typing import Any, Final, Self, TypeVar

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import NEVER, Instant
from zegel.flows.facts import Facts, Needs, Resolved, Wants
from zegel.store import code_counts, sqlite_driver, sqlite_write
from zegel.store.address import sqlite_path
from zegel.store.loading import Loaded, Talk, fetching, resolving
from zegel.store.lookups import LOOKUPS, Question, Row
from zegel.store.port import Conflict, Stale, Unavailable, Written
from zegel.store.queries import NamedQueries
from zegel.store.rows import Values, forget_touched, rows_of, stale
from zegel.store.schema_version import VERSION_SQL, checked
from zegel.store.sqlite_thread import SqliteThread
from zegel.store.statements import Step

T = TypeVar("T")

WAIT_SECONDS: Final = 5.0
"""How long a batch waits for the writer, in all."""
POLL_SECONDS: Final = 0.001
WAL_POLL_SECONDS: Final = 0.1
YIELD_SECONDS: Final = 0.003
"""How long a bulk writer leaves the file alone between two batches: longer than another process's poll, so that a till gets in."""
READERS: Final = 3
WRITER_CACHE_KIB: Final = 16_000
WAL_TOO_LONG: Final = 48 * 1024 * 1024
"""A log of that many bytes is cut off, and bulk work waits until it is."""
WAL_PATIENCE_SECONDS: Final = 5.0
"""After a reader kept the log from being cut off: how long tills are not held up for another attempt."""
VALUE_KEYED: Final = ("answer", "identifier", "receipt_no", "staff")
NUMBERED: Final = ("append-only: seal", "append-only: audit")

_SQL: Final = {id(lookup): lookup.for_sqlite() for lookup in LOOKUPS}


class SqliteStore:
    """One database file. Make it with `open_sqlite`."""

    writers = 1
    """How many batches can be carried at once."""

    def __init__(self, module: ModuleType, path: Path) -> None:
        self._module, self.path = module, path
        self._errors: type[Exception] = module.Error
        self._writer = SqliteThread("zegel-writer", lambda: sqlite_driver.connect(module, path, cache_kib=WRITER_CACHE_KIB))
        self._readers: asyncio.LifoQueue[SqliteThread] = asyncio.LifoQueue()
        for i in range(READERS):
            self._readers.put_nowait(SqliteThread(f"zegel-reader-{i}", lambda: sqlite_driver.connect(module, path, read_only=True)))
        # First come, first served: a till waits for one bulk batch at most.
        self._turn = asyncio.Lock()
        self._cut_again = 0.0
        self.broken = ""
        """Why this store takes no more writes (a failed fsync); the process should stop."""
        self.queries = NamedQueries(self)

    # -- the port

    def batch(self, companies: Sequence[CompanyId], *, bulk: bool = False) -> "SqliteBatch":  # noqa: ARG002 - for PostgreSQL
        """A writing transaction; see store.port."""
        return SqliteBatch(self, bulk=bulk)

    def view(self, companies: Sequence[CompanyId]) -> "SqliteView":  # noqa: ARG002 - for PostgreSQL
        """A reading transaction; see store.port."""
        return SqliteView(self)

    async def purses_due(self, company: CompanyId, at: Instant, limit: int) -> list[PurseId]:
        """Purses with something due at `at`, the longest waiting first."""
        return await self.queries.purses_due(company, at, limit)

    async def room(self) -> tuple[int, int | None]:
        """Bytes of the file and of what was not put into it yet, and bytes left on its disk."""
        beside = [self.path.with_name(self.path.name + end) for end in ("", "-wal")]
        return sum(path.stat().st_size for path in beside if path.exists()), disk_usage(self.path.parent).free

    async def close(self) -> None:
        """Finish what is under way and close every connection."""
        await self._writer.close()
        for _ in range(READERS):
            await (await self._readers.get()).close()

    # -- for the named queries

    async def read(
        self,
        company: CompanyId | None,  # noqa: ARG002 - for PostgreSQL
        sql: str,
        parameters: Sequence[Any] = (),
        *,
        key: str = "",  # noqa: ARG002 - the same
    ) -> list[Row]:
        """The rows of one SELECT, as they are now."""
        async with SqliteView(self) as view:
            return await view.read(sql, parameters)

    async def write(self, company: CompanyId | None, steps: Sequence[Step]) -> list[int]:  # noqa: ARG002 - for PostgreSQL
        """Several statements in one transaction, each with its rows; gives how many rows each changed."""
        async with SqliteBatch(self, bulk=False) as batch:
            return await batch.run(steps)

    async def add_codes(
        self,
        company: CompanyId,  # noqa: ARG002 - for PostgreSQL
        before: Sequence[Step],
        rows: Sequence[Values],
        after: Sequence[Step],
    ) -> bool:
        """Codes and their counts in one transaction."""
        async with SqliteBatch(self, bulk=False) as batch:
            return await batch.do_and_commit(lambda connection: code_counts.add_on_sqlite(connection, before, rows, after))

    # -- inside

    def refused(self, error: Exception, *, writing: bool = False) -> Exception:
        """What the port says of a driver's error, met while `writing` or reading; the error itself where it is a bug."""
        name = str(getattr(error, "sqlite_errorname", ""))
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return Unavailable("busy")
        if name == "SQLITE_FULL" or name in ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_TRUNCATE"):
            return Unavailable("storage_full")
        # pysqlite3 says SQLITE_IOERR and no more, of a failed fsync as of any other trouble with the disk.
        if name in ("SQLITE_IOERR_FSYNC", "SQLITE_IOERR_DIR_FSYNC") or (writing and name == "SQLITE_IOERR"):
            # What was written before may or may not be there: nothing may be tried again in this process.
            self.broken = "the disk refused to make a commit durable"
            return Unavailable("storage_full")
        if any(f"failed: {table}." in str(error) for table in VALUE_KEYED) or str(error).endswith(NUMBERED):
            return Conflict(str(error))
        return error

    def begin(self, connection: sqlite3.Connection, until: float) -> None:
        """Take the file's write lock, waiting for another process no longer than `until`."""
        if self.broken:
            raise Unavailable("storage_full")
        connection.execute("PRAGMA busy_timeout=0")
        try:
            while True:
                try:
                    connection.execute("BEGIN IMMEDIATE")
                    return
                except self._errors as error:
                    if not str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY"):
                        raise
                    if monotonic() >= until:
                        raise Unavailable("busy") from error
                sleep(POLL_SECONDS)
        finally:
            connection.execute(f"PRAGMA busy_timeout={sqlite_driver.BUSY_MS}")

    def wal_is_too_long(self) -> bool:
        """Whether somebody who reads has kept the log from starting over."""
        try:
            return self.path.with_name(self.path.name + "-wal").stat().st_size > WAL_TOO_LONG
        except OSError:
            return False

    def keep_wal_short(self, connection: sqlite3.Connection) -> None:
        """Where readers kept the log from starting over, wait for them a second; not again at once for one that stays."""
        if self.wal_is_too_long() and monotonic() >= self._cut_again and not self.cut_wal(connection, 1000):
            self._cut_again = monotonic() + WAL_PATIENCE_SECONDS

    def cut_wal(self, connection: sqlite3.Connection, wait_ms: int) -> bool:
        """Carry the whole log over and cut it off; False where a reader still needs it after `wait_ms`."""
        connection.execute(f"PRAGMA busy_timeout={wait_ms}")
        try:
            return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except self._errors as error:
            self.refused(error, writing=True)  # a disk that did not keep it may not be asked again: it would say that it did
            return False  # or somebody else writes or carries over just now
        finally:
            connection.execute(f"PRAGMA busy_timeout={sqlite_driver.BUSY_MS}")

    async def bulk_may_go_on(self, until: float) -> None:
        """A long log waits for whoever reads it, and bulk work with it: only tills make it longer. Refuses `busy` after `until`."""
        while self.wal_is_too_long():
            async with self._turn:
                if await self._writer.do(lambda connection: self.cut_wal(connection, 0)):
                    return
            if monotonic() >= until:
                raise Unavailable("busy")
            await asyncio.sleep(WAL_POLL_SECONDS)


class SqliteView:
    """Reading: a snapshot from the first look-up on."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self._thread: SqliteThread | None = None
        self._begun = False
        self._loaded: dict[PurseId, Loaded] = {}

    async def __aenter__(self) -> Self:
        self._thread = await self._store._readers.get()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        thread = self._thread
        assert thread is not None
        if self._begun:
            thread.do(_end)  # nobody waits for the end of a read
        self._store._readers.put_nowait(thread)

    async def do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` on this view's connection."""
        assert self._thread is not None
        first, self._begun = not self._begun, True

        def job(connection: sqlite3.Connection) -> T:
            if first:
                connection.execute("BEGIN")
            return work(connection)

        try:
            return await self._thread.do(job)
        except self._store._errors as driver_error:
            raise self._store.refused(driver_error) from driver_error

    async def read(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of one SELECT, in this snapshot."""
        return await self.do(lambda connection: connection.execute(sql.replace("$", "?"), parameters).fetchall())

    async def ask(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The rows of many look-ups."""
        return await self.do(lambda connection: _answers(connection, questions))

    async def resolve(self, asked: Sequence[tuple[CompanyId, Wants]]) -> list[Resolved]:
        """See store.port."""
        found: list[Resolved] = []
        await self.do(lambda connection: _talk(connection, resolving(asked, found)))
        return found

    async def fetch(self, facts: Mapping[CompanyId, Facts], needs: Sequence[tuple[CompanyId, Needs, Instant]]) -> None:
        """See store.port."""
        await self.do(lambda connection: _talk(connection, fetching(facts, needs, self._loaded)))


class SqliteBatch:
    """One writing transaction, begun by its first question. It waits its turn among this process's batches, then for other processes."""

    def __init__(self, store: SqliteStore, *, bulk: bool) -> None:
        self._store, self._bulk = store, bulk
        self._until = monotonic() + WAIT_SECONDS
        self._begun = self._committed = False
        self._loaded: dict[PurseId, Loaded] = {}
        self._facts: Mapping[CompanyId, Facts] = {}

    async def __aenter__(self) -> Self:
        self._until = monotonic() + WAIT_SECONDS
        if self._bulk:
            await self._store.bulk_may_go_on(self._until)
        await self._store._turn.acquire()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        store = self._store
        try:
            if self._begun and not self._committed:
                lifted = [] if kind is not None else stale(self._facts, self._loaded)
                if lifted:
                    await self.do_and_commit(lambda connection: sqlite_write.lift(connection.cursor(), lifted))
                else:
                    await store._writer.do(_end)
        finally:
            store._turn.release()
        if self._bulk and kind is None:
            await asyncio.sleep(YIELD_SECONDS)

    async def do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in this transaction."""
        store, until = self._store, self._until
        first, self._begun = not self._begun, True

        def job(connection: sqlite3.Connection) -> T:
            if first:
                store.begin(connection, until)
            return work(connection)

        try:
            return await store._writer.do(job)
        except store._errors as driver_error:
            raise store.refused(driver_error, writing=True) from driver_error

    async def do_and_commit(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work`, commit, and keep the log short."""

        def job(connection: sqlite3.Connection) -> T:
            result = work(connection)
            connection.execute("COMMIT")
            return result

        result = await self.do(job)
        self._committed = True
        self._store._writer.do(self._store.keep_wal_short)
        return result

    async def read(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of one SELECT, in this transaction."""
        return await self.do(lambda connection: connection.execute(sql.replace("$", "?"), parameters).fetchall())

    async def ask(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The rows of many look-ups."""
        return await self.do(lambda connection: _answers(connection, questions))

    async def lock(self, company: CompanyId, purses: Sequence[PurseId]) -> None:
        """Nobody else writes: the transaction has the file's lock."""

    async def run(self, steps: Sequence[Step], sure: int = 0) -> list[int]:
        """Several statements, each for its rows, then commit; gives how many rows each changed. See store.statements for `sure`."""

        def work(connection: sqlite3.Connection) -> list[int]:
            changed = [connection.executemany(sql.replace("$", "?"), rows).rowcount if rows else 0 for sql, rows in steps]
            if 0 in changed[:sure]:
                raise Stale("a row is not as it was")
            return changed

        return await self.do_and_commit(work)

    async def resolve(self, asked: Sequence[tuple[CompanyId, Wants]]) -> list[Resolved]:
        """See store.port."""
        found: list[Resolved] = []
        await self.do(lambda connection: _talk(connection, resolving(asked, found)))
        return found

    async def fetch(self, facts: Mapping[CompanyId, Facts], needs: Sequence[tuple[CompanyId, Needs, Instant]]) -> None:
        """See store.port."""
        self._facts = facts
        await self.do(lambda connection: _talk(connection, fetching(facts, needs, self._loaded)))

    async def write(self, written: Sequence[Written], facts: Mapping[CompanyId, Facts]) -> None:
        """See store.port."""
        loaded = self._loaded
        await self.do_and_commit(lambda connection: sqlite_write.write(connection, rows_of(written, facts, loaded)))
        forget_touched(facts)


def _talk(connection: sqlite3.Connection, talk: Talk) -> None:
    """Answer a conversation's questions, one statement each."""
    try:
        questions = next(talk)
        while True:
            questions = talk.send(_answers(connection, questions))
    except StopIteration:
        return


def _answers(connection: sqlite3.Connection, questions: Sequence[Question]) -> list[list[Row]]:
    execute = connection.cursor().execute
    return [execute(_SQL[id(lookup)], parameters).fetchall() for lookup, parameters in questions]


def _end(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


async def open_sqlite(url: str) -> SqliteStore:
    """The store in the file that `url` names; refuses an unsafe library, an absent file, one that everybody may read, another schema."""
    module, path = sqlite_driver.driver(), sqlite_path(url)
    sqlite_driver.check_private(path)
    connection = sqlite_driver.connect(module, path, read_only=True)
    try:
        checked(version_of(connection, module.Error))
    finally:
        connection.close()
    return SqliteStore(module, path)


def version_of(connection: sqlite3.Connection, errors: type[Exception]) -> str:
    """The schema's newest step, "" where there is none."""
    try:
        row = connection.execute(VERSION_SQL).fetchone()
    except errors:
        return ""
    return "" if row is None else str(row[0])


def companies_in(path: Path) -> tuple[str, ...]:
    """Whose the database in that file is, at whatever step its schema stands; nobody's where it holds no Zegel."""
    module = sqlite_driver.driver()
    connection = sqlite_driver.connect(module, path, read_only=True)
    try:
        return tuple(str(row[0]) for row in connection.execute("SELECT id FROM company ORDER BY id"))
    except module.Error:
        return ()
    finally:
        connection.close()


assert NEVER == 9007199254740992, "the partial index on purse.next_due says so too"
