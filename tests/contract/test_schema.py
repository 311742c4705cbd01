"""The schema: migrated is declared, twice is once, and a database of another age is refused."""

import asyncio

import asyncpg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from zegel.store import sqlite_driver
from zegel.store.address import sqlite_path
from zegel.store.errors import CannotOpen, SchemaDiffers, UnsafeSettings
from zegel.store.opening import migrate, open_store
from zegel.store.schema import metadata
from zegel.store.schema_version import HEAD

pytestmark = pytest.mark.anyio
sqlite_only = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
postgres_only = pytest.mark.parametrize("kind", ["postgres"], indirect=True)

COLUMNS = """SELECT table_name, ordinal_position, column_name, data_type, collation_name, is_nullable FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'zegel_schema' ORDER BY 1, 2"""
CONSTRAINTS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 2200 AND conrelid::regclass::text <> 'zegel_schema' ORDER BY 1, 2"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'zegel_schema' ORDER BY 1, 2"
OPTIONS = "SELECT relname, reloptions FROM pg_class WHERE relnamespace = 2200 AND relkind = 'r' AND relname <> 'zegel_schema' ORDER BY 1"


def sqlite_shape(path):
    connection = sqlite_driver.driver().connect(str(path))
    shape = {}
    for name, kind in connection.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'index')").fetchall():
        if name == "zegel_schema" or name.startswith("sqlite_autoindex_zegel_schema"):
            continue
        if kind == "table":
            listed = connection.execute("SELECT ncol, wr, strict FROM pragma_table_list WHERE name = ?", (name,)).fetchall()
            columns = connection.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (name,)).fetchall()
            keys = connection.execute('SELECT "table", "from", "to" FROM pragma_foreign_key_list(?)', (name,)).fetchall()
            shape[name] = (listed, columns, sorted(keys))
        else:
            columns = connection.execute("SELECT name FROM pragma_index_info(?)", (name,)).fetchall()
            (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
            shape[name] = (columns, (sql or "").partition(" WHERE ")[2])
    connection.close()
    return shape


async def postgres_shape(url):
    connection = await asyncpg.connect(url)
    try:
        return [[tuple(row) for row in await connection.fetch(sql)] for sql in (COLUMNS, CONSTRAINTS, INDEXES, OPTIONS)]
    finally:
        await connection.close()


@pytest.fixture
def empty_url(kind, tmp_path, request):
    """An address where there is no Zegel yet."""
    return f"sqlite:///{tmp_path / 'empty.db'}" if kind == "sqlite" else request.getfixturevalue("make_postgres")().owner_url


async def test_fresh_is_migrated(database, empty_url):
    if database.kind == "sqlite":
        engine = create_engine(empty_url, module=sqlite_driver.driver())
        metadata.create_all(engine)
        engine.dispose()

        assert sqlite_shape(sqlite_path(empty_url)) == sqlite_shape(sqlite_path(database.url))
        return
    engine = create_async_engine(empty_url.replace("postgresql://", "postgresql+asyncpg://"), poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()

    for declared, migrated in zip(await postgres_shape(empty_url), await postgres_shape(database.owner_url), strict=True):
        assert declared == migrated


@sqlite_only
async def test_checks_of_sqlite_are_those_of_postgresql(database):
    found = await database.run("SELECT sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%CHECK%' ORDER BY name")

    assert [sql.count("CHECK (") for (sql,) in found] == [1, 1, 1, 1, 2]


async def test_migrating_twice_is_migrating_once(database):
    before = await database.run("SELECT version_num FROM zegel_schema")
    assert await asyncio.to_thread(migrate, database.owner_url) == HEAD

    assert await database.run("SELECT version_num FROM zegel_schema") == before == [(HEAD,)]


async def test_a_newer_database_is_refused(database):
    await database.run("UPDATE zegel_schema SET version_num = '9999'")

    with pytest.raises(SchemaDiffers, match="newer"):
        await open_store(database.url)
    with pytest.raises(SchemaDiffers, match="newer"):
        await asyncio.to_thread(migrate, database.owner_url)
    assert await database.run("SELECT version_num FROM zegel_schema") == [("9999",)]


async def test_an_empty_database_is_refused(empty_url, tmp_path):
    with pytest.raises(CannotOpen, match="zegel migrate"):
        await open_store(empty_url, unsafe=True)

    assert not (tmp_path / "empty.db").exists()


@postgres_only
async def test_the_server_is_not_the_owner(database):
    for url in (database.owner_url, database.superuser_url):
        with pytest.raises(UnsafeSettings, match="zegel_app"):
            await open_store(url)
    store = await open_store(database.superuser_url, unsafe=True)
    assert await store.queries.companies() == []
    await store.close()


@postgres_only
async def test_a_server_that_forgets_commits_is_refused(database):
    # Of this database alone: whoever opens another beside it is not refused.
    ((here,),) = await database.run("SELECT current_database()")
    await database.run(f'ALTER ROLE zegel_app IN DATABASE "{here}" SET synchronous_commit = off')

    with pytest.raises(UnsafeSettings, match="synchronous_commit"):
        await open_store(database.url)
