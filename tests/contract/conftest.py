"""One suite, two databases: every test here runs on SQLite and on PostgreSQL, as the role that a server has."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest

from dev import databases
from tests.contract import hand
from tests.contract.direct import Database
from tests.shop_fixtures import migrated
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
def lender() -> Callable[[str, str], AbstractContextManager[databases.Database]]:
    """Where databases of PostgreSQL come from."""
    return databases.lent


@pytest.fixture
def make_database(
    kind: str, empty_sqlite: Path, tmp_path: Path, lender: Callable[..., Any], request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Database]]:
    """`make_database("name")` → a database with the schema and nothing in it."""
    made = ExitStack()

    def make(name: str) -> Database:
        if kind == "sqlite":
            path = tmp_path / f"{name}.db"
            shutil.copy(empty_sqlite, path)
            return Database("sqlite", f"sqlite:///{path}", f"sqlite:///{path}", "")
        server = request.getfixturevalue("postgres_server")
        found = made.enter_context(lender(server, migrated(server)))
        return Database("postgres", found.app_url, found.owner_url, found.superuser_url)

    with made:
        yield make


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
