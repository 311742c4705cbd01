"""Fixtures of the door tests; each folder's conftest offers them on."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.client import Client
from tests.korenaar import Shop, a_shop, fresh_sqlite


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with the schema and nothing else."""
    return fresh_sqlite(tmp_path)


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
