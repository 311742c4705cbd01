"""SQLite when the disk is full, when it lies, and when readers hold the log."""

import asyncio
import resource
import sqlite3
from contextlib import contextmanager

import pytest

from tests.contract.hand import AT, COMPANY, Member, book, done, enrol, facts, fetched, found, gives, purse_id
from zegel.flows.facts import Needs, PurseNeeds
from zegel.store import sqlite as adapter
from zegel.store.opening import migrate, open_store
from zegel.store.port import Unavailable

pytestmark = pytest.mark.anyio
P = purse_id(1)


@pytest.fixture
async def store(tmp_path):
    url = f"sqlite:///{tmp_path / 'zegel.db'}"
    await asyncio.to_thread(migrate, url)
    opened = await open_store(url)
    await found(opened)
    await enrol(opened, Member(P))
    yield opened
    await opened.close()


async def earn(store, key, size):
    document = key.encode().ljust(size, b".")
    known = facts()
    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P),)), AT)])
        await batch.write([done(book(known[COMPANY].purses[P], gives(1), document=document), document, key)], known)


async def test_a_full_disk_refuses_whole_batches_and_recovers_without_a_restart(store):
    (pages,) = await store._writer.do(lambda c: c.execute("PRAGMA page_count").fetchone())
    await store._writer.do(lambda c: c.execute(f"PRAGMA max_page_count={pages + 20}").fetchone())
    written = []

    async def fill():
        for n in range(100):
            await earn(store, f"k-{n}", 20_000)
            written.append(n)

    with pytest.raises(Unavailable) as refused:
        await fill()
    during = (await fetched(store, PurseNeeds(P))).purses[P].seq
    await store._writer.do(lambda c: c.execute("PRAGMA max_page_count=1000000").fetchone())
    await earn(store, "after", 20_000)

    assert refused.value.code == "storage_full"
    assert 0 < len(written) < 100
    assert during == 1 + len(written)
    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 2 + len(written)


async def test_a_disk_that_refused_a_commit_is_not_tried_again(store):
    class Fsync(store._module.OperationalError):
        sqlite_errorname = "SQLITE_IOERR_FSYNC"

    def refuse(_connection):
        raise Fsync("disk I/O error")

    async def break_it():
        async with store.batch([COMPANY]) as batch:
            await batch.do(refuse)

    with pytest.raises(Unavailable):
        await break_it()
    with pytest.raises(Unavailable):
        await earn(store, "k-1", 10)

    assert "durable" in store.broken
    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 1


async def test_a_disk_that_refused_the_log_is_not_tried_again(store):
    class Fsync(store._module.OperationalError):
        sqlite_errorname = "SQLITE_IOERR_FSYNC"

    class Failing:
        def __init__(self, connection):
            self.connection = connection

        def execute(self, sql):
            if "checkpoint" in sql:
                raise Fsync("disk I/O error")
            return self.connection.execute(sql)

    assert not await store._writer.do(lambda connection: store.cut_wal(Failing(connection), 0))

    with pytest.raises(Unavailable) as refused:
        await earn(store, "k-1", 10)
    assert refused.value.code == "storage_full"


@contextmanager
def files_no_larger_than(size):
    """Until it is left, no file of this process grows beyond `size` bytes."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


async def test_a_log_that_cannot_be_carried_over_within_a_commit_takes_nothing_from_the_commit(store, tmp_path):
    """SQLite carries the log over as part of the COMMIT that makes it long: what fails there fails for nobody, and is done again later."""
    await store._writer.do(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())
    await store._writer.do(lambda c: c.execute("PRAGMA wal_autocheckpoint=10").fetchone())
    size = (tmp_path / "zegel.db").stat().st_size

    with files_no_larger_than(size):
        for n in range(5):
            await earn(store, f"k-{n}", 20_000)
        during = (tmp_path / "zegel.db").stat().st_size, (await fetched(store, PurseNeeds(P))).purses[P].seq
    in_log = (tmp_path / "zegel.db-wal").stat().st_size
    await earn(store, "after", 20_000)

    assert during == (size, 6)
    assert in_log > 5 * 20_000, "nothing was carried over, and the log did not start over"
    assert store.broken == ""
    assert (tmp_path / "zegel.db").stat().st_size > size + 5 * 20_000
    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 7
    assert await store.read(None, "PRAGMA integrity_check") == [("ok",)]


async def test_a_disk_that_does_not_take_the_log_refuses_the_batch_and_keeps_what_was_committed(store, tmp_path):
    await earn(store, "k-1", 20_000)

    with files_no_larger_than((tmp_path / "zegel.db-wal").stat().st_size), pytest.raises(Unavailable) as refused:
        await earn(store, "k-2", 20_000)

    assert refused.value.code == "storage_full"
    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 2
    again = await open_store(f"sqlite:///{tmp_path / 'zegel.db'}")
    await earn(again, "k-3", 20_000)
    assert (await fetched(again, PurseNeeds(P))).purses[P].seq == 3
    await again.close()


@pytest.mark.parametrize(("writing", "stops"), [(True, True), (False, False)])
async def test_a_driver_that_says_no_more_than_that_the_disk_failed_stops_who_writes(store, writing, stops):
    class Disk(store._module.OperationalError):
        sqlite_errorname = "SQLITE_IOERR"

    error = Disk("disk I/O error")

    assert isinstance(store.refused(error, writing=writing), Unavailable) is stops
    assert bool(store.broken) is stops


async def test_the_log_starts_over_when_a_long_reader_is_gone(store, monkeypatch):
    monkeypatch.setattr(adapter, "WAL_TOO_LONG", 1_000_000)
    monkeypatch.setattr(adapter, "WAL_PATIENCE_SECONDS", 0.5)
    log = store.path.with_name("zegel.db-wal")

    async with store.view([COMPANY]) as view:
        await view.read("SELECT COUNT(*) FROM entry")
        for n in range(30):
            await earn(store, f"k-{n}", 60_000)
        with_reader = log.stat().st_size
    await asyncio.sleep(0.6)
    await earn(store, "k-30", 10)
    await store._writer.do(lambda _: None)

    assert with_reader > 1_500_000
    assert log.stat().st_size < 200_000
    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 32


async def test_what_was_committed_is_in_the_log_before_the_batch_is_left(store, tmp_path):
    """The file and its log as they lie there the moment a batch is left: another library reads the entry from a copy."""
    await earn(store, "k-1", 10)
    for name in ("zegel.db", "zegel.db-wal"):
        (tmp_path / "copy").mkdir(exist_ok=True)
        (tmp_path / "copy" / name).write_bytes((tmp_path / name).read_bytes())

    copy = sqlite3.connect(tmp_path / "copy" / "zegel.db")
    assert copy.execute("SELECT COUNT(*) FROM entry").fetchone() == (2,)
    copy.close()


async def test_a_cancelled_batch_lets_the_next_one_in(store):
    async def forever():
        async with store.batch([COMPANY]) as batch:
            await batch.read("SELECT 1")
            await asyncio.sleep(60)

    task = asyncio.create_task(forever())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    await earn(store, "k-1", 10)
    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 2
