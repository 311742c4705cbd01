"""A till's batch on SQLite is worked on in the loop's own thread, and only what waits (the disk, another process) in the writer's."""

import asyncio
import threading

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


async def earn(store, key):
    known = facts()
    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P),)), AT)])
        document = key.encode()
        await batch.write([done(book(known[COMPANY].purses[P], gives(1), document=document), document, key)], known)


def threads_of(store, monkeypatch):
    """The threads that statements run in, as they do: what is written, what begins, what commits."""
    seen = {"begin": set(), "write": set(), "commit": set()}
    begin, write, wal = store.begin, adapter.sqlite_write.write, store.wal_is_too_long

    def noted(name, work):
        def run(*words):
            seen[name].add(threading.current_thread().name)
            return work(*words)

        return run

    monkeypatch.setattr(store, "begin", noted("begin", begin))
    monkeypatch.setattr(adapter.sqlite_write, "write", noted("write", write))
    monkeypatch.setattr(store, "wal_is_too_long", noted("commit", wal))
    return seen


async def test_the_loop_writes_and_the_thread_commits(store, monkeypatch):
    seen = threads_of(store, monkeypatch)
    mine = threading.current_thread().name

    await earn(store, "k-1")

    assert seen == {"begin": {mine}, "write": {mine}, "commit": {"zegel-writer"}}
    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 2


async def test_what_the_thread_has_to_do_comes_first(store, monkeypatch):
    seen = threads_of(store, monkeypatch)
    order = []
    store._writer.do(lambda _: order.append("queued"))

    await store._writer.here(lambda _: order.append("then"))
    store._writer.do(lambda _: None)
    await earn(store, "k-1")

    assert order == ["queued", "then"]
    assert seen["begin"] == {"zegel-writer"}, "the connection is never used by two threads at once"
    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 2


async def test_the_loop_goes_on_while_another_process_writes(store):
    other = store._module.connect(str(store.path), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(earn(store, "k-1"))
    turns = 0
    for _ in range(10):
        await asyncio.sleep(0.005)
        turns += 1
    assert (turns, waiting.done()) == (10, False)
    other.execute("COMMIT")
    other.close()

    await asyncio.wait_for(waiting, 5)

    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 2


async def test_somebody_who_goes_to_sleep_with_the_lock_is_not_waited_for(store, monkeypatch):
    monkeypatch.setattr(adapter, "WAIT_SECONDS", 0.05)
    other = store._module.connect(str(store.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(Unavailable) as refused:
        await earn(store, "k-1")
    other.execute("ROLLBACK")
    other.close()
    await earn(store, "k-2")

    assert refused.value.code == "busy"
    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 2
