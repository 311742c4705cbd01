"""PostgreSQL's own tools for a dump and its way back; a clear sentence where the machine lacks them."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import asyncpg

from zegel.core.ids import CompanyId
from zegel.store.address import is_sqlite, postgres_dsn, without_password
from zegel.store.errors import BackupRefused, CannotOpen
from zegel.store.postgres import PostgresView, array_literal, open_postgres
from zegel.store.statements import Reader

PLACES: Final = ("/usr/lib/postgresql",)


@asynccontextmanager
async def snapshot(url: str) -> AsyncIterator[tuple[Reader, str, list[CompanyId]]]:
    """A reading transaction over all companies, and the name under which a dump sees exactly the same."""
    store = await open_postgres(url, unsafe=True)
    try:
        companies = [company.id for company in await store.queries.companies()]
        async with store.view(companies) as view:
            assert isinstance(view, PostgresView)
            name = (await view.read("SELECT pg_export_snapshot()"))[0][0]
            yield view, name, companies
    finally:
        await store.close()


async def dump(url: str, target: Path, snapshot_name: str, companies: Sequence[CompanyId]) -> None:
    """A custom-format dump of that snapshot. Row-level security shows it the companies that it is told of."""
    await asyncio.to_thread(target.touch, 0o600)
    options = f"-c zegel.companies={array_literal(companies)}".replace("\\", "\\\\")
    options = options[:3] + options[3:].replace(" ", "\\ ")
    try:
        await _run(
            "pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", "--enable-row-security", f"--snapshot={snapshot_name}",
            f"--file={target}", PGOPTIONS=options,
        )  # fmt: skip
    except BaseException:
        await asyncio.to_thread(target.unlink, missing_ok=True)
        raise


async def check(source: Path) -> None:
    """Whether the dump's table of contents can be read."""
    await _run("pg_restore", None, "--list", str(source))


async def restore(source: Path, url: str) -> None:
    """Fill the empty database at `url`, in one transaction; refuses one that has tables."""
    if is_sqlite(url):
        raise BackupRefused(
            "This is a backup of a PostgreSQL database: give an address like postgresql://zegel_owner:SECRET@host:5432/zegel."
        )
    if await _has_tables(url):
        raise BackupRefused("This database has tables: a backup never overwrites a database. Make an empty one, and restore there.")
    await _run("pg_restore", url, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source))


async def _has_tables(url: str) -> bool:
    try:
        connection = await asyncpg.connect(postgres_dsn(url))
    except (OSError, asyncpg.PostgresError) as error:
        raise CannotOpen(f"PostgreSQL cannot be reached: {error}") from error
    try:
        return bool(await connection.fetchval("SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema())"))
    finally:
        await connection.close()


def tool(name: str) -> str:
    """Where PostgreSQL's tool is: the newest one that is installed, else the one on the path."""
    found = [path for place in PLACES for path in Path(place).glob(f"*/bin/{name}")]
    if found:
        return str(max(found, key=lambda path: [int(part) for part in path.parts[-3].split(".") if part.isdigit()]))
    on_path = shutil.which(name)
    if on_path is None:
        raise BackupRefused(f"{name} is not on this machine. On Debian: apt install postgresql-client")
    return on_path


async def _run(name: str, url: str | None, *words: str, **environment: str) -> None:
    """Run a tool; its password goes by the environment, where `ps` does not show it."""
    arguments = list(words)
    if url is not None:
        address, environment["PGPASSWORD"] = without_password(url)
        arguments.append(f"--dbname={address}")
    process = await asyncio.create_subprocess_exec(
        tool(name), *arguments, env=os.environ | environment, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, said = await process.communicate()
    if process.returncode:
        lines = said.decode("utf-8", errors="replace").strip().splitlines()
        raise BackupRefused(f"{name} refused: {lines[0] if lines else f'exit code {process.returncode}'}")
