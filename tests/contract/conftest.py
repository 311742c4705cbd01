"""One suite, two databases: every test here runs on SQLite and on PostgreSQL, as the role that a server has."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from dev import databases
from tests.contract import hand
from tests.contract.direct import Database
from zegel.store.opening import migrate, open_store
from zegel.store.port import Store


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def make_database(kind: str, empty_sqlite: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Database]]:
    """`make_database("name")` → a database with the schema and nothing in it."""
    made = []

    def make(name: str) -> Database:
        if kind == "sqlite":
            path = tmp_path / f"{name}.db"
            shutil.copy(empty_sqlite, path)
            return Database("sqlite", f"sqlite:///{path}", f"sqlite:///{path}", "")
        server = request.getfixturevalue("postgres_server")
        template = databases.template(server, "contract_schema", lambda database: migrate(database.owner_url) and None)
        made.append(databases.fresh(server, template))
        return Database("postgres", made[-1].app_url, made[-1].owner_url, made[-1].superuser_url)

    yield make
    for database in made:
        databases.drop(request.getfixturevalue("postgres_server"), database)


@pytest.fixture
def database(make_database: Callable[[str], Database]) -> Database:
    return make_database("zegel")


@pytest.fixture
async def bare_store(database: Database) -> AsyncIterator[Store]:
    """The store with nothing in it."""
    store = await open_store(database.url)
    yield store
    await store.close()


@pytest.fixture
async def store(bare_store: Store) -> Store:
    """The store with two companies that have the units `points` and `stars`."""
    await hand.found(bare_store, hand.COMPANY, hand.OTHER)
    return bare_store
