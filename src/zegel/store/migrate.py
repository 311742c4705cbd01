"""Bringing a database to the newest schema: forward only, one database transaction, safe to run twice or at once.

SQLAlchemy and Alembic are loaded by this module and no other that a server loads: store.opening.migrate brings it in when asked.
"""

import asyncio
from pathlib import Path
from typing import Final

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool, StaticPool

from zegel.store import sqlite_driver
from zegel.store.address import is_sqlite, postgres_dsn, sqlite_path
from zegel.store.errors import SchemaDiffers
from zegel.store.schema import APPEND_ONLY, metadata
from zegel.store.schema_version import HEAD, STEPS, VERSION_TABLE, checked

APP_ROLE: Final = "zegel_app"
"""The PostgreSQL role that servers connect as; the role that migrates owns the tables."""

_LOCK: Final = 0x7A6567656D


def migrate(url: str, *, app_role: str = APP_ROLE) -> str:
    """Bring the database at `url` to the newest schema and give its step.

    On PostgreSQL `url` names the role that owns the tables; `app_role` is the one that servers connect as and gets its rights.
    """
    if is_sqlite(url):
        _migrate_sqlite(url)
    else:
        asyncio.run(_migrate_postgres(url, app_role))
    return HEAD


def _migrate_sqlite(url: str) -> None:
    module = sqlite_driver.driver()
    connection = sqlite_driver.connect(module, sqlite_path(url), create=True)
    engine = create_engine("sqlite+pysqlite://", creator=lambda: connection, module=module, poolclass=StaticPool)
    try:
        with engine.connect() as bound:
            bound.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                _upgrade(bound)
                bound.exec_driver_sql("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    bound.exec_driver_sql("ROLLBACK")
                raise
    finally:
        engine.dispose()
        connection.close()


async def _migrate_postgres(url: str, app_role: str) -> None:
    # The driver reads the address itself: SQLAlchemy would not know what stands behind its question mark (sslmode).
    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(postgres_dsn(url)), poolclass=NullPool)
    try:
        async with engine.begin() as bound:
            await bound.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            await bound.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
            await bound.run_sync(_upgrade)
            await bound.run_sync(_grant, app_role)
    finally:
        await engine.dispose()


def _upgrade(bound: Connection) -> None:
    found = MigrationContext.configure(bound, opts={"version_table": VERSION_TABLE}).get_current_revision()
    if found and found not in STEPS:
        checked(found)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = bound
    command.upgrade(config, HEAD)


def _grant(bound: Connection, app_role: str) -> None:
    """The rights of the role that servers connect as: everything but changing the books. Given anew each time: they are few."""
    known = bound.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = $1", (app_role,)).first()
    if known is None:
        raise SchemaDiffers(
            f"PostgreSQL has no role {app_role} for the server to connect as. As a superuser:"
            f" CREATE ROLE {app_role} LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS;"
        )
    quoted = '"' + app_role.replace('"', '""') + '"'
    for name in metadata.tables:
        rights = "SELECT, INSERT" if name in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
        bound.exec_driver_sql(f"REVOKE ALL ON {name} FROM {quoted}")
        bound.exec_driver_sql(f"GRANT {rights} ON {name} TO {quoted}")
    bound.exec_driver_sql(f"GRANT SELECT ON {VERSION_TABLE} TO {quoted}")
    bound.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {quoted}")
