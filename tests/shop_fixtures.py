"""Fixtures of the door tests; each folder's conftest offers them on."""

import socket
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path

import pytest

from dev import databases
from tests.client import Client
from tests.korenaar import Shop, a_shop, fresh_sqlite
from zegel.store.opening import migrate

both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
"""For tests whose promise rests on the database: they run on both."""


@cache
def migrated(server: str) -> str:
    """The template with the schema and nothing in it, on that PostgreSQL."""
    return databases.template(server, "contract_schema", lambda database: migrate(database.owner_url) and None)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the schema and nothing else: SQLite, unless a test asks for both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield fresh_sqlite(tmp_path)
        return
    server = request.getfixturevalue("postgres_server")
    with databases.lent(server, migrated(server)) as database:
        yield database.app_url


@pytest.fixture
async def shop(database_url: str) -> AsyncIterator[Shop]:
    """The bakery, with its doors open."""
    async with a_shop(database_url) as found:
        yield found


@pytest.fixture
def till(shop: Shop) -> Client:
    """A till of the bakery, with every scope."""
    return shop.client()


@pytest.fixture
def unused_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
