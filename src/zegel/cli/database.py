"""The database as a whole: its schema, backups, and bringing one back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zegel.cli.options import Database, Quiet
from zegel.cli.says import counted, say

if TYPE_CHECKING:
    from zegel.cli.progress import Watch
    from zegel.store.backup import Manifest
    from zegel.store.books import Progress, Report
    from zegel.store.port import Store


def address(database: str) -> str:
    """The database's address: the option's, else the settings'."""
    from zegel.cli.root import root

    return database or root().settings().database


def migrate(database: Database = "") -> None:
    """Make the database, or bring it to the newest schema. Safe to run twice or at once; on PostgreSQL as the owner."""
    from zegel.store.opening import migrate as bring

    say(f"The database is at schema {bring(address(database))}.")


def backup(
    target: Annotated[Path, typer.Argument(help="The file to make; its manifest is put beside it. It must not be there yet.")],
    database: Database = "",
    quiet: Quiet = False,
) -> None:
    """Copy the running database, check the copy, and write its manifest. Tills go on meanwhile."""
    import asyncio

    from zegel.cli.progress import Watch
    from zegel.cli.root import root
    from zegel.store.backup import backup as copy

    with Watch("Checking the copy, purses", 0, quiet=quiet) as watch:
        made = asyncio.run(copy(address(database), target, root().now(), progress=_told(watch)))
    asyncio.run(_noted(address(database), target, made))
    say(f"{target}: {counted(made.entries, 'entry', 'entries')} of {counted(made.purses, 'purse')}, {made.bytes:,} bytes, verified.")


def restore(
    source: Annotated[Path, typer.Argument(help="A backup; its manifest must stand beside it.")],
    database: Annotated[str, typer.Option(help="The address to put it at; nothing may be there yet.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Only check that it could be put back.")] = False,
    quiet: Quiet = False,
) -> None:
    """Check a backup and put it in place. It overwrites nothing, and refuses what is not whole."""
    import asyncio

    from zegel.cli.progress import Watch
    from zegel.cli.says import Exit, Failed
    from zegel.store.address import is_sqlite, without_password
    from zegel.store.backup import restore as put

    if bool(database) == check:
        raise Failed("Say where to put it (--database sqlite:///zegel.db), or --check.", Exit.USAGE)
    with Watch("Checking, purses", 0, quiet=quiet) as watch:
        made = asyncio.run(put(source, database or None, progress=_told(watch)))
    asyncio.run(_noted_restored(source, database, made))
    place = without_password(database)[0] if database and not is_sqlite(database) else database
    done = f"restored at {place}" if place else "it can be restored"
    say(f"{source}: {counted(made.entries, 'entry', 'entries')} of {counted(made.purses, 'purse')} are sound; {done}.")


async def _noted(url: str, target: Path, made: "Manifest") -> None:
    """The database remembers what was made of it: the office shows it."""
    from zegel.store.backups_kept import note_made
    from zegel.store.opening import open_store

    store = await open_store(url, unsafe=True)  # whoever makes backups may be the owner
    try:
        await note_made(store.queries, target.name, made)
    finally:
        await store.close()


async def _noted_restored(source: Path, database: str, made: "Manifest") -> None:
    """Both remember when the backup was put back or tried: the database that came from it, and the one of the settings if it is its own."""
    from zegel.cli.root import root
    from zegel.store.backups_kept import note_restored
    from zegel.store.errors import CannotOpen
    from zegel.store.opening import open_store

    for url in dict.fromkeys((database, root().settings().database)):
        try:
            store = await open_store(url, unsafe=True) if url else None
        except CannotOpen:
            continue  # there is none of the settings here, or it is opened by another role: nothing to tell
        if store is None:
            continue
        try:
            await note_restored(store.queries, source.name, made, root().now(), here=url == database)
            if url == database:
                await _with_its_own_key(store)
        finally:
            await store.close()


async def _with_its_own_key(store: "Store") -> None:
    """A shop that has no codes yet comes back without the key that they would be hashed under: the next start draws one."""
    from zegel.store.house_keys import CODES

    keys = store.queries.house_keys
    if not await keys.hashed_any([one.id for one in await store.queries.companies()]):
        await keys.forget(CODES)


def _told(watch: "Watch") -> "Progress":
    def tell(report: "Report") -> None:
        watch.moved(report.purses)

    return tell
