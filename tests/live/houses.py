"""Houses: a fresh database of either kind with servers over it. SQLite has one server, PostgreSQL two."""

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from dev import databases
from tests.live.processes import Clock, Server, running
from tests.live.shop import House
from zegel.store.opening import migrate

DATABASES = ("sqlite", "postgres")
on_sqlite = pytest.mark.parametrize("shared_house", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("shared_house", ["postgres"], indirect=True)
SCHEMA = "live_schema"
CODE_KEY = bytes(range(100, 132))
"""What every server hashes codes under."""
PEOPLE_KEY = bytes(range(60, 92))
"""What every server signs members' codes with."""


@cache
def empty_sqlite() -> Path:
    """A SQLite file with the schema and nothing in it, made once a run."""
    path = Path(mkdtemp(prefix="zegel-live-")) / "empty.db"
    migrate(f"sqlite:///{path}")
    return path


def _migrated(database: databases.Database) -> None:
    migrate(database.owner_url)


@contextlib.contextmanager
def a_database(kind: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """The address of a fresh database with the schema, and a PostgreSQL superuser's ("" on SQLite)."""
    if kind == "sqlite":
        path = folder / "zegel.db"
        shutil.copy(empty_sqlite(), path)
        path.chmod(0o600)
        yield f"sqlite:///{path}", ""
        return
    server = request.getfixturevalue("postgres_server")
    database = databases.fresh(server, databases.template(server, SCHEMA, _migrated))
    try:
        yield database.app_url, database.superuser_url
    finally:
        databases.drop(server, database)


@contextlib.contextmanager
def a_house(kind: str, folder: Path, request: pytest.FixtureRequest, settings: Mapping[str, str] | None = None) -> Iterator[House]:
    """A database with its servers up. They seal what changed more than once a second, all of them."""
    clock = Clock(folder / "clock")
    often = {"ZEGEL_SEAL_MINUTES": "0.01", "ZEGEL_CODE_KEY": CODE_KEY.hex(), "ZEGEL_PEOPLE_KEY": PEOPLE_KEY.hex()} | dict(settings or {})
    with a_database(kind, folder, request) as (url, admin_url):
        names = ("one",) if kind == "sqlite" else ("one", "two")
        servers = tuple(Server(name, folder, url, clock, often) for name in names)
        with running(servers):
            yield House(kind, url, admin_url, folder, servers, clock)


@contextlib.contextmanager
def sound(house: House) -> Iterator[None]:
    """Around every test: its clocks are right again afterwards, and no server reported a bug of ours meanwhile."""
    before = [len(server.bugs()) for server in house.servers]
    yield
    house.clock.wrong_by(0)
    reported = [bug for server, known in zip(house.servers, before, strict=True) for bug in server.bugs()[known:]]
    assert reported == [], reported
