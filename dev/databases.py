"""Databases on a test server: fresh, or lent and emptied again, with the two roles that Zegel runs under.

`zegel_owner` owns each database and runs migrations; `zegel_app` is what the server connects as: no superuser, owner of nothing,
holding only what a migration grants it, so that a right that is missing in a shop is missing in a test.
"""

import asyncio
import atexit
import contextlib
import uuid
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

import asyncpg

OWNER = "zegel_owner"
APP = "zegel_app"
# Any two processes that set up at once take this lock of the maintenance database.
SETTING_UP = 0x7A6567656C

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Database:
    """One database under its two addresses."""

    name: str
    owner_url: str
    app_url: str
    superuser_url: str


def address(server_url: str, database: str, role: str | None = None) -> str:
    """The server's address with another database, and another role under the same password."""
    parts = urlsplit(server_url)
    netloc = f"{role or parts.username}:{parts.password}@{parts.hostname}:{parts.port}"
    return urlunsplit((parts.scheme, netloc, f"/{database}", "", ""))


def _do(url: str, work: "Callable[[asyncpg.Connection], Awaitable[T]]") -> T:
    """One connection, one piece of work, from synchronous code."""

    async def go() -> T:
        connection = await asyncpg.connect(url)
        try:
            return await work(connection)
        finally:
            await connection.close()

    return asyncio.run(go())


def make_roles(server_url: str) -> None:
    """Make the two roles unless they are there. Their password is the superuser's: it is a private server."""
    password = urlsplit(server_url).password or ""
    assert "'" not in password

    async def work(connection: asyncpg.Connection) -> None:
        await connection.execute("SELECT pg_advisory_lock($1)", SETTING_UP)
        for role in (OWNER, APP):
            if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role):
                rights = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
                await connection.execute(f"CREATE ROLE {role} LOGIN {rights} PASSWORD '{password}'")

    _do(server_url, work)


def fresh(server_url: str, template: str = "template0") -> Database:
    """Make a database that nobody has used, as a copy of `template` (see `template`)."""
    name = f"zegel_{uuid.uuid4().hex[:16]}"

    async def work(connection: asyncpg.Connection) -> None:
        await connection.execute(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}"')

    _do(server_url, work)
    return named(server_url, name)


def named(server_url: str, name: str) -> Database:
    """The addresses of a database, without looking whether it is there."""
    return Database(name, address(server_url, name, OWNER), address(server_url, name, APP), address(server_url, name))


def drop(server_url: str, database: Database) -> None:
    """Remove it, and whoever is still connected to it."""

    async def work(connection: asyncpg.Connection) -> None:
        await connection.execute(f'DROP DATABASE IF EXISTS "{database.name}" WITH (FORCE)')

    _do(server_url, work)


def template(server_url: str, key: str, build: Callable[[Database], None]) -> str:
    """The name of a database that `build` filled once for this server, to be copied by `fresh`. `key`: letters, digits, underscores.

    Nobody may stay connected to it after `build`: PostgreSQL copies only what nobody uses.
    """
    name = f"zegel_template_{key}"

    async def work(connection: asyncpg.Connection) -> None:
        await connection.execute("SELECT pg_advisory_lock($1)", SETTING_UP)
        if await connection.fetchval("SELECT datistemplate FROM pg_database WHERE datname = $1", name):
            return
        await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await connection.execute(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE template0')
        await asyncio.to_thread(build, named(server_url, name))
        await connection.execute(f'ALTER DATABASE "{name}" IS_TEMPLATE true')

    _do(server_url, work)
    return name


# What was in any table goes, whatever its triggers and foreign keys say; what version the schema is stays.
EMPTY = """
DO $$ DECLARE one text; filled boolean; BEGIN
  SET LOCAL session_replication_role = replica;
  SET LOCAL lock_timeout = '5s';
  FOR one IN SELECT oid::regclass FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'zegel_schema'
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s)', one) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM %s', one); END IF;
  END LOOP;
END $$"""
# How it is made: tables with their rights, columns, indexes and rules; triggers, functions, settings, the schema's version.
SHAPE = r"""
SELECT md5(string_agg(part, E'\n' ORDER BY part)) FROM (
  SELECT format('%s %s %s %s %s', oid, relname, relacl, relrowsecurity, relforcerowsecurity)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT format('%s %s %s', attrelid, attname, attnotnull)
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped AND relkind = 'r'
  UNION ALL SELECT format('%s %s', oid, tgenabled) FROM pg_trigger
  UNION ALL SELECT format('%s %s', oid, polname) FROM pg_policy
  UNION ALL SELECT format('%s %s', oid, md5(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT format('%s %s', setrole, setconfig)
    FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase WHERE datname = current_database()
  UNION ALL SELECT version::text FROM zegel_schema version
) AS found(part)"""

_lent: dict[tuple[str, str], list[tuple[Database, str]]] = {}


@contextlib.contextmanager
def lent(server_url: str, template: str) -> Iterator[Database]:
    """An empty copy of `template`, which has Zegel's schema: one that an earlier test of this process had, emptied, else a fresh one.

    Making and dropping one takes as long as most tests that use it. One that was made other than it was, or is still held, is dropped.
    """
    kept = _lent.setdefault((server_url, template), [])
    if not kept:
        database = fresh(server_url, template)
        shape = str(_do(database.superuser_url, lambda connection: connection.fetchval(SHAPE)))
    else:
        database, shape = kept.pop()
    try:
        yield database
    finally:
        if _emptied(database) == shape:
            kept.append((database, shape))
        else:
            drop(server_url, database)


@contextlib.contextmanager
def one_only(server_url: str, template: str) -> Iterator[Database]:
    """A fresh copy of `template`, gone afterwards: for whoever counts pages, where rows that went still lie."""
    database = fresh(server_url, template)
    try:
        yield database
    finally:
        drop(server_url, database)


def _emptied(database: Database) -> str:
    """Take everything out; gives how it is made, "" where it could not be emptied."""

    async def work(connection: asyncpg.Connection) -> str:
        await connection.execute(EMPTY)
        return str(await connection.fetchval(SHAPE))

    try:
        return _do(database.superuser_url, work)
    except asyncpg.PostgresError:
        return ""


@atexit.register
def _drop_lent() -> None:
    for (server_url, _), kept in _lent.items():
        for database, _ in kept:
            with contextlib.suppress(OSError, asyncpg.PostgresError):
                drop(server_url, database)
