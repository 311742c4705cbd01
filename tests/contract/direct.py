"""The database without Zegel: what somebody with a shell, a superuser's password or a bug could do."""

import asyncio
import sqlite3
from dataclasses import dataclass
from typing import Any

import asyncpg

from zegel.store import sqlite_driver
from zegel.store.address import sqlite_path


@dataclass(frozen=True)
class Database:
    """One database: the server's address, the owner's, and a superuser's ("" on SQLite)."""

    kind: str
    url: str
    owner_url: str
    superuser_url: str

    async def run(self, sql: str, *values: Any, unguarded: bool = False) -> list[tuple[Any, ...]]:
        """One statement with `?` for values, as somebody who may do anything; `unguarded` takes the triggers away first."""
        if self.kind == "sqlite":
            return await asyncio.to_thread(self._sqlite, sql, values, unguarded)
        connection = await asyncpg.connect(self.superuser_url)
        try:
            if unguarded:
                await connection.execute("SET session_replication_role = replica")
            return [tuple(row) for row in await connection.fetch(numbered(sql), *values)]
        finally:
            await connection.close()

    async def put_back(self, kept: dict[str, list[tuple[Any, ...]]]) -> None:
        """Every table of `kept` as it was, over one connection."""
        if self.kind == "sqlite":
            await asyncio.to_thread(self._put_back_sqlite, kept)
            return
        connection = await asyncpg.connect(self.superuser_url)
        try:
            await connection.execute("SET session_replication_role = replica")
            for table, rows in kept.items():
                await connection.execute(f"DELETE FROM {table}")
                if rows:
                    await connection.executemany(numbered(f"INSERT INTO {table} VALUES ({places(rows)})"), rows)
        finally:
            await connection.close()

    def _put_back_sqlite(self, kept: dict[str, list[tuple[Any, ...]]]) -> None:
        connection = sqlite_driver.driver().connect(str(sqlite_path(self.url)), isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            for table, rows in kept.items():
                connection.execute(f"DELETE FROM {table}")
                if rows:
                    connection.executemany(f"INSERT INTO {table} VALUES ({places(rows)})", rows)
            connection.execute("COMMIT")
        finally:
            connection.close()

    async def as_server(self, sql: str, *values: Any, companies: str = "{korenaar}") -> list[tuple[Any, ...]]:
        """One statement as the server's own role would run it, outside of the store."""
        if self.kind == "sqlite":
            return await asyncio.to_thread(self._sqlite, sql, values, False)
        connection = await asyncpg.connect(self.url)
        try:
            async with connection.transaction():
                await connection.execute("SELECT set_config('zegel.companies', $1, true)", companies)
                return [tuple(row) for row in await connection.fetch(numbered(sql), *values)]
        finally:
            await connection.close()

    def _sqlite(self, sql: str, values: tuple[Any, ...], unguarded: bool) -> list[tuple[Any, ...]]:
        module = sqlite_driver.driver()
        if not unguarded:
            connection = sqlite_driver.connect(module, sqlite_path(self.url))
        else:
            connection = module.connect(str(sqlite_path(self.url)), isolation_level=None)
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
        try:
            found: list[tuple[Any, ...]] = connection.execute(sql, values).fetchall()
        finally:
            connection.close()
        return found


def places(rows: list[tuple[Any, ...]]) -> str:
    """As many `?` as a row has values."""
    return ", ".join("?" * len(rows[0]))


def numbered(sql: str) -> str:
    """`?` as PostgreSQL's numbered parameters."""
    first, *rest = sql.split("?")
    return first + "".join(f"${i}{part}" for i, part in enumerate(rest, 1))


REFUSED: tuple[type[Exception], ...] = (asyncpg.PostgresError, sqlite3.Error, sqlite_driver.driver().Error)
"""What a database raises when it refuses."""
