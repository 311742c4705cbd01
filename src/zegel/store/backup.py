"""Backups: taken from a running database, verified before they count, and refused on the way back when they are not whole.

A backup is one file with a manifest beside it (`<file>.json`): its SHA-256, its schema, and the head of every chain (a digest over
all purses with their entry numbers and hashes). SQLite is copied by its online-backup API: copying a live file is no backup.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from hashlib import sha256
from json import JSONDecodeError, loads
from pathlib import Path
from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.store import books, postgres_backup, sqlite_driver
from zegel.store.address import is_sqlite, sqlite_path
from zegel.store.errors import BackupRefused
from zegel.store.opening import migrate, open_store
from zegel.store.port import Store
from zegel.store.schema_version import HEAD, STEPS
from zegel.store.statements import Reader

VERSION: Final = 1
_ENDS: Final = ("", "-wal", "-shm", "-journal")
"""The files of one SQLite database."""
_HEADS: Final = "SELECT id, seq, hash FROM purse WHERE company = $1 AND id > $2 ORDER BY id LIMIT 5000"


@value
class Manifest:
    """What a backup says of itself. `head` is the digest over the chain heads of every company, `database` sqlite or postgresql."""

    database: str
    schema: str
    made_at: Instant
    bytes: int
    sha256: str
    companies: int
    purses: int
    entries: int
    head: str


NAMES: Final = ("database", "schema", "made_at", "bytes", "sha256", "companies", "purses", "entries", "head")


async def backup(url: str, target: Path, at: Instant, *, progress: books.Progress = books.silent) -> Manifest:
    """Copy the running database at `url` to `target`, check the copy, and write its manifest. `target` must not be there yet."""
    await asyncio.to_thread(_free, target)
    if is_sqlite(url):
        await asyncio.to_thread(_copy_sqlite, sqlite_path(url), target)
        try:
            counts = await _checked(f"sqlite:///{target}", progress)
            await asyncio.to_thread(_settle_sqlite, target)
        except BaseException:
            _remove(target)
            raise
        return await _sealed("sqlite", target, at, counts)
    async with postgres_backup.snapshot(url) as (view, snapshot, companies):
        counts = await _counts(view, companies)
        await postgres_backup.dump(url, target, snapshot, companies)
    return await _sealed("postgresql", target, at, counts)


async def restore(source: Path, url: str | None, *, progress: books.Progress = books.silent) -> Manifest:
    """Check the backup `source` and, unless `url` is None, put it in place there. Refuses (BackupRefused) whatever is not whole.

    A SQLite address must name no file yet, a PostgreSQL address (the owner's) an empty database. A backup of an older schema is
    brought to the newest one. Without `url` a PostgreSQL backup is checked as far as that goes without a server.
    """
    manifest = await asyncio.to_thread(_manifest, source)
    if manifest.database == "sqlite":
        await _restore_sqlite(source, url, manifest, progress)
    else:
        await postgres_backup.check(source)
        if url is not None:
            await postgres_backup.restore(source, url)
            await asyncio.to_thread(migrate, url)
            _compare(manifest, await _checked(url, progress, unsafe=True))
    return manifest


async def _restore_sqlite(source: Path, url: str | None, manifest: Manifest, progress: books.Progress) -> None:
    if url is not None and not is_sqlite(url):
        raise BackupRefused("This is a backup of a SQLite database: give an address like sqlite:///zegel.db.")
    place = sqlite_path(url) if url is not None else source
    # What another database left beside it would be played into this one (sqlite.org/howtocorrupt.html, 1.4).
    there = [beside for end in _ENDS if (beside := place.with_name(place.name + end)).exists()]
    if url is not None and there:
        raise BackupRefused(f"{there[0]} is there already: a backup never overwrites a database. Move it away first.")
    copy = place.with_name(place.name + ".restoring")
    _remove(copy)
    try:
        await asyncio.to_thread(_copy_file, source, copy)
        address = f"sqlite:///{copy}"
        await asyncio.to_thread(migrate, address)
        _compare(manifest, await _checked(address, progress))
        await asyncio.to_thread(_settle_sqlite, copy)
        if url is not None:
            copy.replace(place)
            _sync(place.parent)
    finally:
        _remove(copy)


# -- counts and heads


@value
class Counts:
    """What a database holds, and the digest over the heads of its chains."""

    companies: int
    purses: int
    entries: int
    head: str


async def _checked(url: str, progress: books.Progress, *, unsafe: bool = False) -> Counts:
    """Verify every chain and seal of the database at `url`, and count."""
    store: Store = await open_store(url, unsafe=unsafe)
    try:
        companies = [company.id for company in await store.queries.companies()]
        for company in companies:
            report = await books.verify(store, company, progress=progress)
            if not report.is_sound:
                first = report.findings[0]
                where = f"purse {first.purse.hex()} entry {first.seq}: " if first.purse else ""
                raise BackupRefused(f"The books of {company} are not sound: {where}{first.what}.")
        async with store.view(companies) as view:
            return await _counts(view, companies)
    finally:
        await store.close()


async def _counts(view: Reader, companies: list[CompanyId]) -> Counts:
    purses = entries = 0
    head = sha256()
    for company in sorted(companies):
        head.update(company.encode("utf-8") + b"\x00")
        async for purse, seq, hashed in _heads(view, company):
            head.update(purse + seq.to_bytes(8, "big") + hashed)
            purses, entries = purses + 1, entries + seq
    return Counts(len(companies), purses, entries, head.hexdigest())


async def _heads(view: Reader, company: CompanyId) -> AsyncIterator[tuple[bytes, int, bytes]]:
    after = b""
    while rows := await view.read(_HEADS, (company, after)):
        for row in rows:
            yield row[0], row[1], row[2]
        after = rows[-1][0]


def _compare(manifest: Manifest, counts: Counts) -> None:
    if Counts(manifest.companies, manifest.purses, manifest.entries, manifest.head) != counts:
        raise BackupRefused("The restored books are not those that the manifest speaks of.")


# -- files


def _free(target: Path) -> None:
    if target.exists() or manifest_path(target).exists():
        raise BackupRefused(f"{target} is there already; give the backup a name of its own.")


def manifest_path(target: Path) -> Path:
    """Where a backup's manifest is."""
    return target.with_name(target.name + ".json")


async def _sealed(database: str, target: Path, at: Instant, counts: Counts) -> Manifest:
    size, digest = await asyncio.to_thread(_digest, target)
    manifest = Manifest(database, HEAD, at, size, digest, counts.companies, counts.purses, counts.entries, counts.head)
    said = {name: getattr(manifest, name) for name in NAMES} | {"zegel_backup": VERSION}
    path = manifest_path(target)
    path.write_bytes(document_bytes(said) + b"\n")
    for written in (target, path, target.parent):
        _sync(written)
    return manifest


def _manifest(source: Path) -> Manifest:
    """The manifest of `source`, which must be the very file that it speaks of."""
    path = manifest_path(source)
    if not source.is_file():
        raise BackupRefused(f"There is no backup {source}.")
    if not path.is_file():
        raise BackupRefused(f"{source} has no manifest {path.name}: it cannot be trusted.")
    try:
        said: dict[str, Any] = loads(path.read_bytes())
        manifest = Manifest(**{name: said[name] for name in NAMES})
    except (JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as wrong:
        raise BackupRefused(f"{path} is not the manifest of a Zegel backup.") from wrong
    if said.get("zegel_backup") != VERSION or manifest.schema not in STEPS:
        raise BackupRefused(f"{source} was made by a newer Zegel (schema {manifest.schema}); this one knows {HEAD}.")
    size, digest = _digest(source)
    if size != manifest.bytes:
        raise BackupRefused(f"{source} has {size} bytes and its manifest says {manifest.bytes}: it is not whole.")
    if digest != manifest.sha256:
        raise BackupRefused(f"{source} is not the file that its manifest speaks of (SHA-256 differs): it is damaged.")
    return manifest


def _digest(path: Path) -> tuple[int, str]:
    """Size and SHA-256."""
    hashed, size = sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            hashed.update(piece)
            size += len(piece)
    return size, hashed.hexdigest()


def _copy_file(source: Path, target: Path) -> None:
    target.touch(mode=0o600)
    with source.open("rb") as read, target.open("wb") as write:
        while piece := read.read(1 << 20):
            write.write(piece)
    _sync(target)


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own online backup: one consistent copy, whoever writes meanwhile."""
    module = sqlite_driver.driver()
    live = sqlite_driver.connect(module, source, read_only=True)
    try:
        target.touch(mode=0o600)
        copy = module.connect(str(target), isolation_level=None)
        try:
            live.backup(copy, pages=-1)
        finally:
            copy.close()
    except module.Error as error:
        _remove(target)
        raise BackupRefused(f"The database could not be copied: {error}.") from error
    finally:
        live.close()


def _settle_sqlite(path: Path) -> None:
    """Make one self-contained file of a database that nobody uses, and have SQLite look at every page of it."""
    module = sqlite_driver.driver()
    connection = module.connect(str(path), isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    except module.Error as error:
        raise BackupRefused(f"The copy is damaged: {error}.") from error
    finally:
        connection.close()
    if found != ["ok"] or loose:
        raise BackupRefused(f"The copy is damaged: {(found + [str(row) for row in loose])[0]}.")


def _remove(path: Path) -> None:
    for end in _ENDS:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have the disk keep it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
