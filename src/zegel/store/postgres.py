"""The store on PostgreSQL: asyncpg, two writers and one for bulk, a few readers; one transaction per batch, purses locked by id.

READ COMMITTED with row locks carries every invariant; a batch that meets another one's rows is tried again as a whole.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from operator import itemgetter
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import asyncpg

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.flows.facts import Facts, Needs, Resolved, Wants
from zegel.store import code_counts, lookups, postgres_sql
from zegel.store.address import postgres_dsn
from zegel.store.errors import CannotOpen, UnsafeSettings
from zegel.store.loading import Loaded, Talk, fetching, resolving
from zegel.store.lookups import LOOKUPS, Lookup, Question, Row
from zegel.store.port import Conflict, Short, Stale, Unavailable, Written
from zegel.store.postgres_arrays import encoded
from zegel.store.queries import NamedQueries
from zegel.store.rows import Rows, Values, forget_touched, rows_of, stale
from zegel.store.schema_version import VERSION_SQL, checked
from zegel.store.statements import Step

T = TypeVar("T")

WRITERS: Final = 2
READERS: Final = 4
WAIT_SECONDS: Final = 5.0

SETTINGS: Final = {
    "application_name": "zegel",
    "timezone": "UTC",
    # The set statements are planned once; a plan made while a table was small must still be right when it is large.
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
    "lock_timeout": "2000",
    "statement_timeout": "60000",
    "idle_in_transaction_session_timeout": "30000",
}

AGAIN: Final = ("40001", "40P01", "55P03", "57P01", "57P02", "57P03", "25P03")
"""SQLSTATEs after which the whole batch is tried again: serialisation, deadlock, lock not had, server stopping or starting."""
VALUE_KEYED: Final = ("answer", "identifier", "receipt_no", "seal", "program_version", "company", "audit", "staff", "qr_spent")
LOST: Final = (
    asyncpg.InterfaceError, asyncpg.PostgresConnectionError, asyncpg.InternalClientError, OSError, asyncio.IncompleteReadError, EOFError,
)  # fmt: skip
"""How asyncpg says that the connection is gone; the last words of a server that stops may leave it in any of these."""

_SQL: Final = {id(lookup): lookup.for_postgres() for lookup in LOOKUPS}

_RESOLVING: Final = {id(lookup) for lookup, _ in postgres_sql.RESOLVED}

_CHECKS: Final = (
    "SELECT current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'),"
    " r.rolsuper OR r.rolbypassrls, pg_has_role(c.relowner, 'USAGE'),"
    " has_table_privilege('entry', 'UPDATE') OR has_table_privilege('entry', 'DELETE')"
    " FROM pg_roles r, pg_class c WHERE r.rolname = current_user AND c.oid = to_regclass('entry')"
)


class Connections:
    """A few connections of one kind, made when first needed and again when lost. Whoever waits longest gets the next one.

    The one that was used last is lent first: nobody waits for a new connection while an open one rests.
    """

    def __init__(self, dsn: str, count: int) -> None:
        self._dsn, self._count = dsn, count
        self._free: asyncio.LifoQueue[asyncpg.Connection | None] = asyncio.LifoQueue()
        for _ in range(count):
            self._free.put_nowait(None)

    async def take(self) -> asyncpg.Connection:
        """One connection, to be given back. Refuses `busy` when none comes free or the server is not there."""
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                found = await self._free.get()
        except TimeoutError as late:
            raise Unavailable("busy") from late
        if found is not None and not found.is_closed():
            return found
        try:
            return await connect(self._dsn)
        except (*LOST, asyncpg.PostgresError, TimeoutError) as lost:
            self._free.put_nowait(None)
            raise Unavailable("busy") from lost
        except BaseException:
            self._free.put_nowait(None)
            raise

    def give(self, connection: asyncpg.Connection) -> None:
        """Take it back. Where one was lost, those that rest were probably lost with it: each is made anew when next needed."""
        if not connection.is_closed():
            self._free.put_nowait(connection)
            return
        rested = self._free.qsize()
        for _ in range(rested):
            resting = self._free.get_nowait()
            if resting is not None:
                resting.terminate()
        for _ in range(rested + 1):
            self._free.put_nowait(None)

    async def close(self) -> None:
        """Wait for each and close it."""
        for _ in range(self._count):
            found = await self._free.get()
            if found is not None:
                await found.close()


class PostgresStore:
    """One database. Make it with `open_postgres`."""

    writers = WRITERS
    broken = ""

    def __init__(self, dsn: str) -> None:
        self._writers, self._bulk, self._readers = Connections(dsn, WRITERS), Connections(dsn, 1), Connections(dsn, READERS)
        self.queries = NamedQueries(self)

    def batch(self, companies: Sequence[CompanyId], *, bulk: bool = False) -> "PostgresBatch":
        """A writing transaction; see store.port."""
        return PostgresBatch(self._bulk if bulk else self._writers, companies)

    def view(self, companies: Sequence[CompanyId]) -> "PostgresView":
        """A reading transaction; see store.port."""
        return PostgresView(self._readers, companies)

    async def purses_due(self, company: CompanyId, at: Instant, limit: int) -> list[PurseId]:
        """Purses with something due at `at`, the longest waiting first."""
        return await self.queries.purses_due(company, at, limit)

    async def room(self) -> tuple[int, int | None]:
        """Bytes of the database; its disk is the server's."""
        return int((await self.read(None, "SELECT pg_database_size(current_database())"))[0][0]), None

    async def close(self) -> None:
        """Finish what is under way and close every connection."""
        for connections in (self._writers, self._bulk, self._readers):
            await connections.close()

    async def read(self, company: CompanyId | None, sql: str, parameters: Sequence[Any] = (), *, key: str = "") -> list[Row]:
        """The rows of one SELECT, as they are now; asked once more where the connection was lost meanwhile."""
        companies = () if company is None else (company,)
        try:
            async with PostgresView(self._readers, companies, key=key) as view:
                return await view.read(sql, parameters)
        except Conflict:
            async with PostgresView(self._readers, companies, key=key) as view:
                return await view.read(sql, parameters)

    async def write(self, company: CompanyId | None, steps: Sequence[Step]) -> list[int]:
        """Several statements in one transaction, each with its rows; gives how many rows each changed."""
        async with PostgresBatch(self._writers, () if company is None else (company,)) as batch:
            return await batch.run(steps)

    async def add_codes(self, company: CompanyId, before: Sequence[Step], rows: Sequence[Values], after: Sequence[Step]) -> bool:
        """Codes and their counts in one transaction."""
        async with PostgresBatch(self._writers, (company,)) as batch:
            done = await batch._do(lambda connection: code_counts.add_on_postgres(connection, before, rows, after))
            await batch._commit()
            return done


class PostgresView:
    """Reading: one snapshot. The companies are set once; row-level security shows nothing of others."""

    _begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    _purses = postgres_sql.PURSES

    def __init__(self, connections: Connections, companies: Sequence[CompanyId], *, key: str = "") -> None:
        self._connections, self._companies, self._key = connections, companies, key
        self._connection: asyncpg.Connection | None = None
        self._loaded: dict[PurseId, Loaded] = {}
        self._open = False

    async def __aenter__(self) -> Self:
        self._connection = await self._connections.take()
        try:
            await self._do(self._start)
        except BaseException:
            await self._leave()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._leave()

    async def _start(self, connection: asyncpg.Connection) -> None:
        self._open = True
        key = f"; SET LOCAL zegel.key = {_literal(self._key)}" if self._key else ""
        await connection.execute(f"{self._begin}; SET LOCAL zegel.companies = {_literal(array_literal(self._companies))}{key}")

    async def _leave(self) -> None:
        """End the transaction and give the connection back; one that cannot say that it ended is closed."""
        connection, self._connection = self._connection, None
        assert connection is not None
        try:
            if self._open and not connection.is_closed():
                await connection.execute("ROLLBACK")
        except BaseException as error:
            connection.terminate()
            if not isinstance(error, (*LOST, asyncpg.PostgresError)):
                raise
        finally:
            self._connections.give(connection)

    async def _do(self, work: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
        """Run `work`, with errors as the port names them."""
        assert self._connection is not None
        try:
            return await work(self._connection)
        except asyncpg.PostgresError as error:
            raise refused(error) from error
        except LOST as error:
            raise Conflict("the connection was lost") from error

    async def read(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of one SELECT, in this transaction."""
        found: list[Row] = await self._do(lambda connection: connection.fetch(sql, *parameters))
        return found

    async def ask(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The rows of many look-ups."""
        return await self._do(lambda connection: self._answers(connection, questions))

    async def resolve(self, asked: Sequence[tuple[CompanyId, Wants]]) -> list[Resolved]:
        """See store.port."""
        found: list[Resolved] = []
        await self._do(lambda connection: self._talk(connection, resolving(asked, found)))
        return found

    async def fetch(self, facts: Mapping[CompanyId, Facts], needs: Sequence[tuple[CompanyId, Needs, Instant]]) -> None:
        """See store.port."""
        await self._do(lambda connection: self._talk(connection, fetching(facts, needs, self._loaded)))

    async def _talk(self, connection: asyncpg.Connection, talk: Talk) -> None:
        """Answer a conversation's questions: all of one kind in one round trip."""
        try:
            questions = next(talk)
            while True:
                questions = talk.send(await self._answers(connection, questions))
        except StopIteration:
            return

    async def _answers(self, connection: asyncpg.Connection, questions: Sequence[Question]) -> list[list[Row]]:
        kinds: dict[int, tuple[Lookup, list[int]]] = {}
        for i, (lookup, _) in enumerate(questions):
            kinds.setdefault(id(lookup), (lookup, []))[1].append(i)
        answers: list[list[Row]] = [[] for _ in questions]
        if len(kinds) > 1 and kinds.keys() <= _RESOLVING:
            await self._resolved(connection, questions, kinds, answers)
            return answers
        for lookup, places in kinds.values():
            columns = list(zip(*(questions[i][1] for i in places), strict=True))
            if lookup is lookups.PURSE:
                mine = {questions[i][1]: i for i in places}
                for row in await connection.fetch(self._purses, columns[0], sorted(set(columns[1]))):
                    if (row[0], row[1]) in mine:
                        answers[mine[row[0], row[1]]].append(row)
                continue
            arrays = [encoded(kind, column) for kind, column in zip(lookup.types, columns, strict=True)]
            for row in await connection.fetch(_SQL[id(lookup)], *arrays):
                answers[places[row[0] - 1]].append(row[1:])
        return answers

    async def _resolved(
        self,
        connection: asyncpg.Connection,
        questions: Sequence[Question],
        kinds: Mapping[int, tuple[Lookup, list[int]]],
        answers: list[list[Row]],
    ) -> None:
        """Look-ups by value, all kinds in one round trip."""
        arrays: list[Any] = []
        asked: list[list[int]] = []
        for lookup, _ in postgres_sql.RESOLVED:
            places = kinds[id(lookup)][1] if id(lookup) in kinds else []
            asked.append(places)
            columns = zip(*(questions[i][1] for i in places), strict=True) if places else [()] * len(lookup.types)
            arrays += [encoded(kind, column) for kind, column in zip(lookup.types, columns, strict=True)]
        for row in await connection.fetch(postgres_sql.RESOLVE, *arrays):
            kind = row[0]
            answers[asked[kind][row[1] - 1]].append(tuple([row[i] for i in postgres_sql.RESOLVED[kind][1]]))


class PostgresBatch(PostgresView):
    """One writing transaction."""

    _begin = "BEGIN ISOLATION LEVEL READ COMMITTED"
    _purses = postgres_sql.LOCK_PURSES

    def __init__(self, connections: Connections, companies: Sequence[CompanyId]) -> None:
        super().__init__(connections, companies)
        self._facts: Mapping[CompanyId, Facts] = {}

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            lifted = stale(self._facts, self._loaded) if kind is None and self._open else []
            if lifted:
                await self._do(lambda connection: _lift(connection, lifted))
                await self._commit()
        finally:
            await self._leave()

    async def _commit(self) -> None:
        await self._do(lambda connection: connection.execute("COMMIT"))
        self._open = False

    async def fetch(self, facts: Mapping[CompanyId, Facts], needs: Sequence[tuple[CompanyId, Needs, Instant]]) -> None:
        """See store.port."""
        self._facts = facts
        await super().fetch(facts, needs)

    async def write(self, written: Sequence[Written], facts: Mapping[CompanyId, Facts]) -> None:
        """See store.port."""
        rows = rows_of(written, facts, self._loaded)
        await self._do(lambda connection: _write(connection, rows))
        await self._commit()
        forget_touched(facts)

    async def lock(self, company: CompanyId, purses: Sequence[PurseId]) -> None:
        """Wait until nobody else writes these purses."""
        await self._do(lambda connection: connection.fetch(self._purses, purses, [company]))

    async def run(self, steps: Sequence[Step], sure: int = 0) -> list[int]:
        """Several statements, each for its rows, then commit; gives how many rows each changed (of many rows: how many there were).

        See store.statements for `sure`.
        """

        async def work(connection: asyncpg.Connection) -> list[int]:
            changed = []
            for sql, rows in steps:
                if len(rows) == 1:
                    changed.append(int((await connection.execute(sql, *rows[0])).rpartition(" ")[2]))
                else:
                    await connection.executemany(sql, rows)
                    changed.append(len(rows))
            return changed

        found = await self._do(work)
        if 0 in found[:sure]:
            raise Stale("a row is not as it was")
        await self._commit()
        return found


async def _write(connection: asyncpg.Connection, rows: Rows) -> None:
    """All of `rows`: draws first, then everything in one statement."""
    draws = rows.draws
    if draws:
        beginning = [(company, name, of) for company, name, _, of in draws if of is not None]
        if beginning:
            await connection.execute(postgres_sql.BEGIN_COUNTERS, *zip(*beginning, strict=True))
        companies, names, _, _ = zip(*draws, strict=True)
        there = {(row[0], row[1]): (row[2], row[3]) for row in await connection.fetch(postgres_sql.COUNTERS, companies, names)}
        drawn = []
        for company, name, n, of in draws:
            if (company, name) not in there:  # a counter that nobody made is unlimited
                continue
            left, began = there[company, name]
            if of is not None and n > 0:  # the program may say another number by now than the counter began with
                left, began = left + of - (of if began is None else began), of
            if left < n:
                raise Short(CompanyId(company), name, left)
            drawn.append((company, name, left - n, began))
        if drawn:
            await connection.execute(postgres_sql.DRAW, *zip(*drawn, strict=True))
    if rows.moved_code:
        columns = list(zip(*rows.moved_code, strict=True))
        await connection.fetch(postgres_sql.CODES, *columns[:2])
        moves = {(company, hashed): move for move in rows.moved_code for company, hashed in [move[:2]]}
        moved = await connection.fetch(postgres_sql.MOVE_CODE, *columns)
        if len(moved) < len(moves):
            raise Short(CompanyId(rows.moved_code[0][0]), "code", 0)
        await code_counts.count(connection, code_counts.after_moves([(row[2:], moves[row[0], row[1]]) for row in moved]))
    if rows.sold_card:
        cards = list(zip(*sorted(rows.sold_card, key=itemgetter(2, 3)), strict=True))
        if int((await connection.execute(postgres_sql.SELL_CARD, *cards)).rpartition(" ")[2]) < len(rows.sold_card):
            raise Conflict("a gift card was blocked meanwhile")
    sql, arrays, expected = postgres_sql.statement(rows)
    if arrays:
        changed = await connection.fetchrow(sql, *arrays)
        assert all(changed[kind] == n for kind, n in expected.items()), "a row is not as it was when it was read"
    if rows.moved_identifier:
        await connection.execute(postgres_sql.MOVE_IDENTIFIERS, *zip(*rows.moved_identifier, strict=True))
    if rows.lifted:
        await _lift(connection, rows.lifted)


async def _lift(connection: asyncpg.Connection, purses: Sequence[tuple[PurseId, CompanyId]]) -> None:
    await connection.execute(postgres_sql.LIFT, *zip(*purses, strict=True))


def refused(error: asyncpg.PostgresError) -> Exception:
    """What the port says of a server's error; the error itself where it is a bug."""
    state = str(error.sqlstate or "")
    if state in AGAIN or state.startswith("08"):
        return Conflict(str(error))
    if state == "23505" and getattr(error, "table_name", "") in VALUE_KEYED:
        return Conflict(str(error))
    if state == "53100":
        return Unavailable("storage_full")
    if state.startswith("53") or state in ("57014", "25006"):
        return Unavailable("busy")
    assert isinstance(error, Exception)
    return error


def array_literal(companies: Sequence[str]) -> str:
    """An array literal."""
    quoted = ['"' + company.replace("\\", "\\\\").replace('"', '\\"') + '"' for company in companies]
    return "{" + ",".join(quoted) + "}"


def _literal(text: str) -> str:
    """A text literal (standard_conforming_strings is on)."""
    return "'" + text.replace("'", "''") + "'"


async def connect(dsn: str) -> asyncpg.Connection:
    """A connection with the settings that the hot statements count on."""
    return await asyncpg.connect(dsn, server_settings=SETTINGS, timeout=WAIT_SECONDS, statement_cache_size=256)


async def open_postgres(url: str, *, unsafe: bool = False) -> PostgresStore:
    """The store at `url`. Refuses another schema, a server that forgets commits, and (unless `unsafe`) a role that no guard binds."""
    dsn = postgres_dsn(url)
    try:
        connection = await connect(dsn)
    except (*LOST, asyncpg.PostgresError, TimeoutError) as error:
        raise CannotOpen(f"PostgreSQL cannot be reached: {error}") from error
    try:
        exists = await connection.fetchval("SELECT to_regclass('zegel_schema') IS NOT NULL AND to_regclass('entry') IS NOT NULL")
        checked(str(await connection.fetchval(VERSION_SQL)) if exists else "")
        await _check(connection, unsafe=unsafe)
    finally:
        await connection.close()
    return PostgresStore(dsn)


async def _check(connection: asyncpg.Connection, *, unsafe: bool) -> None:
    fsync, commit, pages, unbound, owner, may_change = await connection.fetchrow(_CHECKS)
    if fsync != "on" or pages != "on" or commit in ("off", "local"):
        raise UnsafeSettings("PostgreSQL must run with fsync = on, full_page_writes = on and synchronous_commit = on: it could lose sales.")
    if unsafe:
        return
    if unbound or owner or may_change:
        raise UnsafeSettings(
            "Zegel connects as a role that owns nothing, is no superuser and may not change the books (zegel_app):"
            " give its address, and keep the owner's for `zegel migrate`."
        )
