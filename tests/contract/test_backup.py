"""A backup of running books comes back whole, or is refused with a sentence that says why."""

import asyncio
from collections.abc import Callable
from json import dumps, loads
from pathlib import Path

import pytest

from tests.contract.direct import Database
from tests.contract.hand import AT, COMPANY, Member, book, enrol, facts, fetched, gives, purse_id, wrote
from zegel.flows.facts import Needs, Outcome, PurseNeeds
from zegel.store import backup as backups
from zegel.store import books
from zegel.store.backup import backup, restore
from zegel.store.errors import BackupRefused, CannotOpen
from zegel.store.opening import open_store

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("postgres_tools")]
sqlite_only = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
postgres_only = pytest.mark.parametrize("kind", ["postgres"], indirect=True)
P = purse_id(1)


@pytest.fixture
async def saved(store, database, tmp_path):
    """Three members, backed up; gives the backup's file."""
    await enrol(store, *(Member(purse_id(n), postings=(gives(10 + n),)) for n in range(3)))
    target = tmp_path / "saved.backup"
    manifest = await backup(database.url, target, AT)
    assert (manifest.companies, manifest.purses, manifest.entries) == (2, 3, 3)
    return target


@pytest.fixture
def elsewhere(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database that is not there yet (PostgreSQL: that is empty)."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'restored.db'}"
    return str(request.getfixturevalue("make_postgres")().owner_url)


async def test_what_was_saved_comes_back(saved, database, elsewhere):
    manifest = await restore(saved, elsewhere)

    assert manifest.entries == 3
    restored = await open_store(elsewhere, unsafe=True)
    assert (await fetched(restored, PurseNeeds(P))).purses[P].balance("points", "available") == 11
    assert (await books.check(restored, COMPANY)).is_sound
    await restored.close()


async def test_guards_come_back_too(saved, elsewhere, kind):
    await restore(saved, elsewhere)

    restored = Database(kind, elsewhere, elsewhere, elsewhere)
    with pytest.raises(Exception, match="append-only"):
        await restored.run("UPDATE entry SET reason = 'x'")


async def test_a_backup_under_load_is_one_moment(store, database, tmp_path, elsewhere):
    await enrol(store, *(Member(purse_id(n)) for n in range(4)))

    async def earn():
        for n in range(60):
            known = facts()
            async with store.batch([COMPANY]) as batch:
                await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(purse_id(n % 4)),)), AT)])
                entry = book(known[COMPANY].purses[purse_id(n % 4)], gives(1))
                await batch.write([wrote(Outcome((entry,)), f"k-{n}")], known)

    _, manifest = await asyncio.gather(earn(), backup(database.url, tmp_path / "b", AT))
    await restore(tmp_path / "b", elsewhere)

    assert 4 <= manifest.entries <= 64
    assert (await fetched(store, PurseNeeds(purse_id(0)))).purses[purse_id(0)].seq == 16


async def test_checking_changes_nothing(saved, tmp_path):
    before = {path.name: path.read_bytes() for path in tmp_path.glob("saved*")}

    await restore(saved, None)

    assert {path.name: path.read_bytes() for path in tmp_path.glob("saved*")} == before


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def rewrite(**changes: object) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        manifest = backups.manifest_path(path)
        manifest.write_text(dumps(loads(manifest.read_text()) | changes))

    return change


def forget(path: Path) -> None:
    backups.manifest_path(path).unlink()


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (cut, "not whole"),
        (flip, "damaged"),
        (forget, "no manifest"),
        (rewrite(schema="9999"), "newer Zegel"),
        (rewrite(zegel_backup=2), "newer Zegel"),
        (rewrite(database=None, zegel_backup=None), "newer Zegel"),
        (lambda path: backups.manifest_path(path).write_text("{}"), "not the manifest"),
        (lambda path: path.unlink(), "no backup"),
    ],
    ids=["truncated", "a flipped bit", "no manifest", "newer schema", "newer form", "no form", "another file's manifest", "nothing"],
)
async def test_what_is_not_whole_is_refused(saved, elsewhere, tmp_path, harm, says):
    await asyncio.to_thread(harm, saved)

    with pytest.raises(BackupRefused, match=says):
        await restore(saved, elsewhere)
    assert not (tmp_path / "restored.db").exists()


async def test_books_that_are_not_those_of_the_manifest_are_refused(saved, elsewhere, tmp_path):
    rewrite(head="0" * 64)(saved)

    with pytest.raises(BackupRefused, match="manifest speaks of"):
        await restore(saved, elsewhere)
    assert not (tmp_path / "restored.db").exists()


@sqlite_only
async def test_unsound_books_are_not_backed_up(store, database, tmp_path):
    await enrol(store, Member(P, postings=(gives(10),)))
    await database.run("UPDATE posting SET amount = 11", unguarded=True)

    with pytest.raises(BackupRefused, match="not what was hashed"):
        await backup(database.url, tmp_path / "b", AT)
    assert list(tmp_path.glob("b*")) == []


async def test_nothing_is_overwritten(saved, database):
    with pytest.raises(BackupRefused, match="there already"):
        await backup(database.url, saved, AT)
    if database.kind == "sqlite":
        with pytest.raises(BackupRefused, match="never overwrites"):
            await restore(saved, database.url)
    else:
        with pytest.raises(BackupRefused, match="has tables: a backup never overwrites"):
            await restore(saved, database.owner_url)
        with pytest.raises(BackupRefused, match="give an address like postgresql"):
            await restore(saved, "sqlite:///other.db")

    assert await database.run("SELECT COUNT(*) FROM entry") == [(3,)]


@postgres_only
async def test_without_the_tools_it_says_what_to_install(saved, database, monkeypatch, tmp_path):
    from zegel.store import postgres_backup

    monkeypatch.setattr(postgres_backup, "PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupRefused, match="apt install postgresql-client"):
        await backup(database.url, tmp_path / "none", AT)
    assert not (tmp_path / "none").exists()


@postgres_only
async def test_an_address_may_say_how_to_connect(saved, elsewhere):
    """Whoever asks for TLS (`?sslmode=verify-full`) has it from every tool; the tests' server has none."""
    place = f"{elsewhere}?sslmode=disable"
    await restore(saved, place)
    await backup(place, saved.with_name("again"), AT)

    with pytest.raises(CannotOpen, match="SSL"):
        await backup(f"{elsewhere}?sslmode=require", saved.with_name("secure"), AT)


@sqlite_only
async def test_what_a_moved_database_left_behind_is_not_read_into_a_restored_one(saved, store, database, tmp_path):
    """SQLite would play a left write-ahead log over whatever file has the name."""
    place = tmp_path / "shop.db"
    await enrol(store, *(Member(purse_id(n), postings=(gives(1),)) for n in range(20, 60)))
    live = Path(database.url.removeprefix("sqlite:///"))
    place.with_name("shop.db-wal").write_bytes(live.with_name(live.name + "-wal").read_bytes())

    with pytest.raises(BackupRefused, match=r"shop\.db-wal is there already"):
        await restore(saved, f"sqlite:///{place}")

    assert not place.exists()
