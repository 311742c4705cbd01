"""What a database remembers of the backups that were made of it, and of when one of them was last put back or tried.

A backup that was never restored is a hope: so the office shows the last *restored* date beside the last made. A database that came
from a backup remembers that one. It is kept with the places where imports stopped: a name and a small document.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.store.queries import NamedQueries

if TYPE_CHECKING:
    from zegel.store.backup import Manifest

NAME: Final = "backups"
MOST: Final = 12
"""Backups remembered."""


@value
class Backup:
    """One that was made: when, how large, of how many entries; `restored_at` is when it was last tried or put back, None for never."""

    file: str
    sha256: str
    made_at: Instant
    bytes: int
    entries: int
    restored_at: Instant | None


async def backups(queries: NamedQueries, company: CompanyId) -> list[Backup]:
    """What is remembered, the newest first."""
    found = await queries.progress(company, NAME)
    kept: Any = found.position.get("backups", []) if found is not None else []
    return [Backup(**one) for one in kept]


async def note_made(queries: NamedQueries, file: str, made: "Manifest") -> None:
    """Each company of the database remembers the backup `file` (its name, not where it is)."""
    new = Backup(file, made.sha256, made.made_at, made.bytes, made.entries, None)
    for company in await queries.companies():
        await _keep(queries, company.id, [new, *await backups(queries, company.id)], made.made_at)


async def note_restored(queries: NamedQueries, file: str, made: "Manifest", at: Instant, *, here: bool) -> bool:
    """Remember that the backup was tried or put back at `at`. `here`: this database came from it, and learns of it where it must;
    another one only knows its own backups. Gives whether anything was remembered.
    """
    noted = False
    for company in await queries.companies():
        kept = await backups(queries, company.id)
        if here and all(one.sha256 != made.sha256 for one in kept):
            kept = [Backup(file, made.sha256, made.made_at, made.bytes, made.entries, None), *kept]
        now = [_restored(one, at) if one.sha256 == made.sha256 else one for one in kept]
        if now != kept:
            noted = True
            await _keep(queries, company.id, now, at)
    return noted


def _restored(one: Backup, at: Instant) -> Backup:
    return Backup(one.file, one.sha256, one.made_at, one.bytes, one.entries, at)


async def _keep(queries: NamedQueries, company: CompanyId, kept: Sequence[Backup], at: Instant) -> None:
    newest = sorted(kept, key=lambda one: -one.made_at)[:MOST]
    told: list[Json] = [
        {
            "file": one.file, "sha256": one.sha256, "made_at": one.made_at, "bytes": one.bytes, "entries": one.entries,
            "restored_at": one.restored_at,
        }
        for one in newest
    ]  # fmt: skip
    await queries.put_progress(company, NAME, {"backups": told}, at)
