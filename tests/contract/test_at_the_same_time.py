"""Several writers at once: nothing lost, nothing doubled, nobody waits for ever."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import asyncpg
import pytest

from tests.contract.hand import AT, COMPANY, Member, book, done, drawn, enrol, facts, fetched, found, gives, purse_id, takes, wrote
from zegel.core.ids import PurseId
from zegel.core.purchase import Identifier
from zegel.flows.facts import Needs, Outcome, PurseNeeds, Wants
from zegel.ledger.accounts import AVAILABLE
from zegel.ledger.purse import Purse
from zegel.store import sqlite_driver
from zegel.store.address import sqlite_path
from zegel.store.opening import open_store
from zegel.store.port import Batch, Conflict, Short, Store, Unavailable

pytestmark = pytest.mark.anyio
LOSE_EVERY_CONNECTION = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'zegel' AND datname = current_database()"
)
postgres_only = pytest.mark.parametrize("kind", ["postgres"], indirect=True)
P, Q = purse_id(1), purse_id(2)
ROOT = Path(__file__).resolve().parent.parent.parent


async def again(store: Store, work: Callable[[Batch], object], *, bulk: bool = False, tries: int = 40) -> None:
    """One batch, tried again on Conflict and Short as the desk does."""
    for attempt in range(tries):
        try:
            async with store.batch([COMPANY], bulk=bulk) as batch:
                await work(batch)  # type: ignore[misc]  # a coroutine function
            return
        except (Conflict, Short):
            await asyncio.sleep(0.002 * attempt)
    raise AssertionError("tried too often")


def earning(*purses: PurseId, key: str):
    async def work(batch):
        known = facts()
        await batch.fetch(known, [(COMPANY, Needs(tuple(PurseNeeds(purse) for purse in purses)), AT)])
        entries = tuple(book(known[COMPANY].purses[purse], gives(1)) for purse in purses)
        await batch.write([wrote(Outcome(entries), key)], known)

    return work


async def test_no_earning_is_lost_on_one_purse(store, database):
    await enrol(store, Member(P))
    second = await open_store(database.url)
    ways = [(to, bulk) for to in (store, second) for bulk in (False, True)]

    await asyncio.gather(*(again(*[ways[n % 4][0], earning(P, key=f"k-{n}")], bulk=ways[n % 4][1]) for n in range(40)))
    await second.close()

    purse = (await fetched(store, PurseNeeds(P))).purses[P]
    assert (purse.seq, purse.balances) == (41, {("points", AVAILABLE): 40})
    assert [entry.seq for entry in await store.queries.entries(COMPANY, P, 0, 100)] == list(range(1, 42))


async def test_batches_over_the_same_purses_never_lock_each_other(store):
    members = [purse_id(n) for n in range(6)]
    await enrol(store, *(Member(purse) for purse in members))
    orders = [members, members[::-1], members[3:] + members[:3]]

    await asyncio.gather(*(again(store, earning(*orders[n % 3], key=f"k-{n}"), tries=1) for n in range(12)))

    assert {purse.seq for purse in (await fetched(store, *map(PurseNeeds, members))).purses.values()} == {13}


async def test_the_last_points_are_spent_once(store):
    await enrol(store, Member(P, postings=(gives(100),)))
    spent = []

    def redeem(n):
        async def work(batch):
            known = facts()
            await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P, spend=(("points", 60),)),)), AT)])
            purse = known[COMPANY].purses[P]
            if purse.balance("points", AVAILABLE) >= 60:
                await batch.write([wrote(Outcome((book(purse, *takes(purse, 60), kind="redeem"),)), f"k-{n}")], known)
                spent.append(n)

        return work

    await asyncio.gather(*(again(store, redeem(n)) for n in range(16)))

    assert len(spent) == 1
    assert (await fetched(store, PurseNeeds(P))).purses[P].balances == {("points", AVAILABLE): 40}


async def test_draws_are_exact(bare_store):
    store = bare_store
    await found(store, counters={"reward:mug": 7})
    members = [purse_id(n) for n in range(24)]
    await enrol(store, *(Member(purse) for purse in members))
    drawn_by, refused = [], []

    def take(purse):
        async def work(batch):
            known = facts()
            await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(purse),), (), ("reward:mug",)), AT)])
            if known[COMPANY].counters["reward:mug"] < 1:
                refused.append(purse)
                return
            entry = book(known[COMPANY].purses[purse], kind="redeem")
            await batch.write([wrote(Outcome((entry,), draws=drawn("reward:mug", 1)), purse.hex())], known)
            drawn_by.append(purse)

        return work

    await asyncio.gather(*(again(store, take(purse)) for purse in members))

    assert (len(drawn_by), len(refused)) == (7, 17)
    assert await store.queries.counters(COMPANY) == {"reward:mug": 0}


async def test_a_short_counter_writes_nothing_and_says_what_is_left(bare_store):
    store = bare_store
    await found(store, counters={"a": 5, "b": 1})
    await enrol(store, Member(P))

    async def draw():
        async with store.batch([COMPANY]) as batch:
            known = facts()
            await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P),)), AT)])
            entry = book(known[COMPANY].purses[P])
            await batch.write([wrote(Outcome((entry,), draws=drawn("a", 2) + drawn("b", 2)), "k-1")], known)

    with pytest.raises(Short) as short:
        await draw()

    assert (short.value.company, short.value.counter, short.value.left) == (COMPANY, "b", 1)
    assert await store.queries.counters(COMPANY) == {"a": 5, "b": 1}
    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 1


@pytest.mark.parametrize("what", ["key", "identifier", "receipt number"])
async def test_a_value_that_was_taken_meanwhile_is_a_conflict(store, what):
    """Two purses, one key (or card, or receipt number): the second batch is tried again, and then sees the first."""
    written = []

    def enrolling(purse_id_, n):
        async def work(batch):
            (resolved,) = await batch.resolve([(COMPANY, Wants(("till", "k"), (Identifier("card", "1"),), ("till", "R"), ()))])
            if resolved.answer or resolved.purse_of or resolved.receipt_number_taken:
                return
            await asyncio.sleep(0.05)
            known = facts()
            purse = known[COMPANY].purses[purse_id_] = Purse(purse_id_)
            more = {"identifiers": ((Identifier("card", "1"), purse_id_),)} if what == "identifier" else {}
            more |= {"receipt_number": ("till", "R")} if what == "receipt number" else {}
            key = "k" if what == "key" else f"k-{n}"
            await batch.write([done(book(purse, document=b"1"), b"1", key, new_purses=(purse_id_,), **more)], known)
            written.append(purse_id_)

        return work

    await asyncio.gather(*(again(store, enrolling(purse_id(n), n)) for n in range(4)))

    assert len(written) == 1
    known = await fetched(store, *(PurseNeeds(purse_id(n)) for n in range(4)))
    assert list(known.purses) == written


async def test_the_same_card_twice_in_one_batch_is_a_conflict(store):
    card = Identifier("card", "1")

    with pytest.raises(Conflict):
        await enrol(store, Member(P, (card,)), Member(Q, (card,)))

    assert (await fetched(store, PurseNeeds(P), PurseNeeds(Q))).purses == {}


WRITER = """
import asyncio, sys
from tests.contract.hand import *
from tests.contract.test_at_the_same_time import again, earning
from zegel.store.opening import open_store

async def main(url, name, count):
    store = await open_store(url)
    for n in range(count):
        await again(store, earning(purse_id(1), key=f"{name}-{n}"), bulk=True)
    await store.close()

asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""


async def test_a_second_process_writes_at_the_same_time(store, database):
    await enrol(store, Member(P))
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, database.url, "other", "60", env=os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    )

    for n in range(60):
        await again(store, earning(P, key=f"mine-{n}"))

    assert await other.wait() == 0
    assert (await fetched(store, PurseNeeds(P))).purses[P].balances == {("points", AVAILABLE): 120}


async def test_a_held_lock_is_waited_for_no_longer_than_promised(store, database):
    await enrol(store, Member(P))
    until = await held(database)
    began = monotonic()

    with pytest.raises(Unavailable if database.kind == "sqlite" else Conflict) as refused:
        async with store.batch([COMPANY]) as batch:
            await earning(P, key="k-1")(batch)
    waited = monotonic() - began
    await until()

    assert getattr(refused.value, "code", "busy") == "busy"
    assert 1.5 < waited < 30.0  # five seconds at most, and what a busy machine adds
    await again(store, earning(P, key="k-1"))
    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 2


async def held(database):
    """Somebody else holds what a writer needs; gives what lets it go."""
    if database.kind == "sqlite":
        connection = sqlite_driver.connect(sqlite_driver.driver(), sqlite_path(database.url))
        connection.execute("BEGIN IMMEDIATE")

        async def let_go():
            connection.execute("ROLLBACK")
            connection.close()

        return let_go
    connection = await asyncpg.connect(database.superuser_url)
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute("SELECT * FROM purse FOR UPDATE")

    async def let_go():
        await transaction.rollback()
        await connection.close()

    return let_go


@postgres_only
async def test_a_lost_connection_is_a_conflict_and_the_next_batch_goes_on(store, database):
    await enrol(store, Member(P))

    async def cut():
        async with store.batch([COMPANY]) as batch:
            known = facts()
            await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(P),)), AT)])
            await database.run(LOSE_EVERY_CONNECTION)
            await batch.write([wrote(Outcome((book(known[COMPANY].purses[P]),)), "k-1")], known)

    with pytest.raises(Conflict):
        await cut()
    await again(store, earning(P, key="k-1"))

    assert (await fetched(store, PurseNeeds(P))).purses[P].seq == 2


@postgres_only
async def test_a_server_that_was_restarted_is_read_on_without_a_word(store, database):
    await enrol(store, Member(P))
    await asyncio.gather(*(store.queries.purse(COMPANY, P) for _ in range(4)))
    await database.run(LOSE_EVERY_CONNECTION)

    found = [await store.queries.purse(COMPANY, P) for _ in range(6)]

    assert [purse.seq for purse in found if purse is not None] == [1] * 6


async def test_bulk_work_takes_turns_with_tills(store):
    """Bulk work that never rests is no reason for a till to wait until it ends."""
    await enrol(store, Member(P), Member(Q))
    order = []
    under_way = asyncio.Event()

    async def bulk():
        while "till" not in order and len(order) < 300:
            await again(store, earning(Q, key=f"bulk-{len(order)}"), bulk=True)
            order.append("bulk")
            if len(order) == 3:
                under_way.set()

    async def till():
        await under_way.wait()
        await again(store, earning(P, key="till"))
        order.append("till")

    await asyncio.gather(bulk(), till())

    assert "till" in order[3:200]
