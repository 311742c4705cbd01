"""C7: a backup taken while tills sell comes back, in an empty place, as one sound moment that lacks nothing acknowledged before it."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from json import dumps, loads
from pathlib import Path
from time import monotonic

import pytest

from dev import databases
from tests.live import books
from tests.live.load import Load, Noted, acknowledged
from tests.live.processes import Server, environment, running
from tests.live.shop import House, Shop, a_shop, tell
from tests.live.wires import stream, written
from zegel.store.backup import restore
from zegel.store.errors import BackupRefused
from zegel.store.opening import open_store

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("postgres_tools")]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a backup can be put back: `owner_url` to restore with, `url` for a server."""

    owner_url: str
    url: str


@pytest.fixture
def place(house: House, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """A file that is not there yet, or a database with nothing in it."""
    if house.on_sqlite:
        address = f"sqlite:///{tmp_path / 'restored.db'}"
        yield Place(address, address)
        return
    server = request.getfixturevalue("postgres_server")
    database = databases.fresh(server)
    try:
        yield Place(database.owner_url, database.app_url)
    finally:
        databases.drop(server, database)


async def zegel(folder: Path, *words: str) -> str:
    """`python -m zegel` as an operator calls it; gives what it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "zegel", *words, cwd=folder, env=environment(folder, {}), stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, complained = await process.communicate()
    assert process.returncode == 0, complained.decode()
    return said.decode()


async def test_a_backup_under_load_comes_back_whole(house: House, tmp_path: Path, place: Place) -> None:
    target = tmp_path / "saved.backup"
    async with a_shop(house) as shop:
        load = Load(shop, await shop.members(24, points=50), tmp_path / "acknowledged", tills=6, seed=7)
        load.start()
        before = await acknowledged_beyond(0, load)
        await zegel(tmp_path, "backup", str(target), "--database", house.url, "--quiet")
        after = len(acknowledged(load.path))
        await acknowledged_beyond(after, load)
        await load.stop()
        noted = acknowledged(load.path)

        began = monotonic()
        await zegel(tmp_path, "restore", str(target), "--database", place.owner_url, "--quiet")
        spent = monotonic() - began
        tell(f"{house.name}: {before} before, {after - before} during, {len(noted) - after} after; back in {spent:.1f} s")
        await expect_sound_and_complete(shop, place, noted[:before])
        await expect_tills_go_on(shop, place, tmp_path, noted, before)
        assert 0 < before < after < len(noted)
    await expect_refusals(target, harmed(target), house)


async def acknowledged_beyond(many: int, load: Load) -> int:
    """Once more than that were acknowledged: how many, a while later."""
    while len(acknowledged(load.path)) <= many:  # noqa: ASYNC110 - the tills write a file
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.5)
    return len(acknowledged(load.path))


async def expect_sound_and_complete(shop: Shop, place: Place, before: list[Noted]) -> None:
    """What had been acknowledged when the backup began is in it, and its books are sound."""
    store = await open_store(place.url)
    try:
        kept = await books.kept(store, shop.company)
        answered = {row[2] for row in kept.every("answer")}
        assert [each.key for each in before if each.key not in answered] == []
        assert await books.faults(store, shop.company) == []
    finally:
        await store.close()


async def expect_tills_go_on(shop: Shop, place: Place, folder: Path, noted: list[Noted], before: int) -> None:
    """Tills send again what they remember: what is in the backup answers as it did, and the rest is booked now."""
    server = Server("restored", folder, place.url)
    requests = [written(server.port, shop.secret, "POST", each.path, each.body, each.key) for each in noted]
    with running([server]):
        answers = await stream(requests[:before]) + await stream(requests[before:])
    first = zip(noted[:before], answers[:before], strict=True)
    assert [each.key for each, answer in first if (each.status, each.reply) != (answer.status, answer.body)] == []
    assert {answer.status for answer in answers} <= {201, 404, 409}
    assert server.bugs() == []
    store = await open_store(place.url)
    try:
        assert await books.faults(store, shop.company) == []
    finally:
        await store.close()


Harm = tuple[bytes, dict[str, object], str]
"""A backup's bytes, what its manifest says, and the words with which that is refused."""


def harmed(target: Path) -> list[Harm]:
    """What may become of a backup on its way through a year."""
    whole, said = target.read_bytes(), loads(target.with_name("saved.backup.json").read_bytes())
    return [
        (whole[:4096] + bytes([whole[4096] ^ 1]) + whole[4097:], said, "it is damaged"), (whole[:-1000], said, "it is not whole"),
        (whole, said | {"schema": "9999"}, "made by a newer Zegel"), (whole, {"hello": 1}, "is not the manifest of a Zegel backup"),
    ]  # fmt: skip


async def expect_refusals(target: Path, harms: list[Harm], house: House) -> None:
    """What is not whole, or not ours to read, is refused in words, and nothing is put anywhere."""
    nowhere = target.with_name("nowhere.db")
    for body, said, sentence in harms:
        await asyncio.to_thread(target.write_bytes, body)
        await asyncio.to_thread(target.with_name("saved.backup.json").write_bytes, dumps(said).encode())
        with pytest.raises(BackupRefused, match=sentence):
            await restore(target, f"sqlite:///{nowhere}" if house.on_sqlite else None)
        assert not nowhere.exists(), sentence
