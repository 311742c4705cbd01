"""Databases to measure on: SQLite files and a private PostgreSQL, filled with the same members, copied where several are needed."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time_ns

from bench import material
from bench.bare import Replay, bare
from dev import databases, postgres
from zegel.access.keys import make_key
from zegel.core.periods import NEVER, Instant
from zegel.desk.publish import publish
from zegel.store.opening import migrate, open_store
from zegel.store.records import Company

KINDS = ("sqlite", "postgres")


def now() -> Instant:
    """The clock on the wall."""
    return Instant(time_ns() // 1_000_000)


@dataclass(frozen=True, slots=True)
class Place:
    """One database with members in it. `url` is what a server connects with, `roots` the processes that work for it besides the server."""

    kind: str
    url: str
    key: str
    members: int
    at: Instant
    roots: tuple[int, ...]
    owner_url: str

    def replay(self) -> Replay:
        """The same members in memory, as they were when they joined."""
        replay = Replay(self.members, self.at)
        replay.enrolled()
        return replay


class Places:
    """Makes places; everything goes away with it."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._folder = Path(stack.enter_context(TemporaryDirectory(prefix="zegel-bench-")))
        self._server: postgres.Server | None = None
        self._filled: dict[tuple[str, int], tuple[str, str, Instant]] = {}
        self._count = 0

    @property
    def folder(self) -> Path:
        """A folder on the disk that is measured."""
        return self._folder

    @property
    def server(self) -> postgres.Server:
        """The private PostgreSQL, started when first asked for."""
        if self._server is None:
            self._server = self._stack.enter_context(postgres.running())
            databases.make_roles(self._server.url)
        return self._server

    def postgres_version(self) -> str:
        """The version of its binaries, "" where there are none."""
        if self._server is not None:
            return self._server.version
        return next(filter(None, map(postgres.version_of, postgres.places())), "")

    def place(self, kind: str, members: int) -> Place:
        """A database of its own with `members` members. The first of a size is filled, the others are copies."""
        if (kind, members) not in self._filled:
            self._filled[kind, members] = self._fill(kind, members)
        original, key, at = self._filled[kind, members]
        if kind == "sqlite":
            path = self._new_file()
            shutil.copy(original, path)
            url = f"sqlite:///{path}"
            return Place(kind, url, key, members, at, (), url)
        made = databases.fresh(self.server.url, original)
        return Place(kind, made.app_url, key, members, at, (self.server.process.pid,), made.superuser_url)

    def _new_file(self) -> Path:
        self._count += 1
        path = self._folder / f"{self._count}.db"
        path.touch(mode=0o600)
        return path

    def _fill(self, kind: str, members: int) -> tuple[str, str, Instant]:
        at = now()
        if kind == "sqlite":
            path = self._new_file()
            key = fill(f"sqlite:///{path}", f"sqlite:///{path}", members, at)
            return str(path), key, at
        made = databases.fresh(self.server.url)
        key = fill(made.owner_url, made.app_url, members, at)
        return made.name, key, at


def fill(owner_url: str, url: str, members: int, at: Instant) -> str:
    """The schema, the company with its live program, an API key (whose text is given back), and the members."""
    migrate(owner_url)
    key = asyncio.run(_company(url))
    driver = bare(url)
    for rows in Replay(members, at).enrolled():
        driver.write(rows)
    driver.close()
    return key


async def _company(url: str) -> str:
    store = await open_store(url)
    try:
        company = Company(material.COMPANY, "De Proefwinkel", "EUR", material.ZONE, Instant(0))
        await store.queries.add_company(company)
        await publish(store.queries, material.COMPANY, material.compiled(), Instant(0), Instant(0))
        key = make_key(os.urandom, company=material.COMPANY, source=material.SOURCE, scopes=["all"], at=Instant(0), expires_at=NEVER)
        await store.queries.add_key(key.row)
        return key.text
    finally:
        await store.close()


@contextmanager
def places() -> Iterator[Places]:
    """Somewhere to measure, for the length of a block."""
    with ExitStack() as stack:
        yield Places(stack)
