"""What a command costs depends on the lots it touches, never on the others."""

import pytest

from dev import databases
from tests.contract.hand import AT, COMPANY, MINUTE, Member, book, enrol, facts, gives, purse_id, takes, wrote
from zegel.core.periods import Instant
from zegel.flows.facts import Needs, Outcome, PurseNeeds
from zegel.store import lookups
from zegel.store.lookups import LOOKUPS
from zegel.store.postgres_arrays import encoded

pytestmark = pytest.mark.anyio
FEW, MANY = purse_id(1), purse_id(2)
PAGE = 250


@pytest.fixture
def lender():
    """Databases that nobody had before: pages are counted."""
    return databases.one_only


@pytest.fixture
async def two(store):
    """One purse with ten lots, one with ten thousand."""
    await enrol(store, Member(FEW, postings=lots(10)), Member(MANY, postings=lots(PAGE)))
    for n in range(1, 10_000 // PAGE):
        await batch(store, MANY, PurseNeeds(MANY), lambda _, n=n: lots(PAGE, n * PAGE), f"more-{n}")
    return store


def lots(count, first=0):
    return tuple(gives(5, expires_at=AT + (1000 + n) * MINUTE) for n in range(first, first + count))


def one_more(_purse):
    return (gives(1),)


async def batch(store, id_, needs, postings, key, at=AT):
    known = facts()
    async with store.batch([COMPANY]) as one:
        await one.fetch(known, [(COMPANY, Needs((needs,)), Instant(at))])
        purse = known[COMPANY].purses[id_]
        await one.write([wrote(Outcome((book(purse, *postings(purse)),)), key)], known)
    return purse


async def test_as_many_lots_are_loaded_from_ten_thousand_as_from_ten(two):
    loaded = {}
    for id_ in (FEW, MANY):
        earned = await batch(two, id_, PurseNeeds(id_), one_more, f"earn {id_.hex()}")
        spent = await batch(
            two, id_, PurseNeeds(id_, spend=(("points", 12),)), lambda purse: takes(purse, 12), f"spend {id_.hex()}", AT + 500 * MINUTE
        )
        due = await batch(two, id_, PurseNeeds(id_), one_more, f"due {id_.hex()}", AT + 1002 * MINUTE)
        loaded[id_] = (len(earned.lots) - 1, len(spent.lots), len(due.lots) - 1)

    assert loaded == {FEW: (0, 11, 1), MANY: (0, 32, 1)}


async def test_no_look_up_reads_more_than_it_gives_back(two, database):
    """The plan of every look-up goes by a key or a partial index, in order; nothing is sorted, nothing read from end to end."""
    for lookup in LOOKUPS:
        values = [{"text": "x", "bytea": MANY, "bigint": 1}[kind] for kind in lookup.types]
        if database.kind == "sqlite":
            plan = " ".join(row[3] for row in await database.run(f"EXPLAIN QUERY PLAN {lookup.for_sqlite()}", *values))
        else:
            arrays = [encoded(kind, [value]) for kind, value in zip(lookup.types, values, strict=True)]
            async with two.view([COMPANY]) as view:
                plan = " ".join(row[0] for row in await view.read(f"EXPLAIN {lookup.for_postgres()}", arrays))

        # `one`: the rows that a look-up has found so far itself, one by one.
        assert "SCAN" not in plan.replace("SCAN CONSTANT ROW", "").replace("SCAN one", "") or database.kind == "postgres", (
            lookup.name,
            plan,
        )
        assert "Seq Scan" not in plan, (lookup.name, plan)
        allowed = lookup in (lookups.OPEN_HOLDS, lookups.DUE_HOLDS)
        assert allowed or ("TEMP B-TREE" not in plan and "Sort" not in plan), (lookup.name, plan)


async def test_the_hot_update_leaves_the_indexes_alone(store, database):
    """A purchase whose purse was not sealed meanwhile, and whose next due moment stays, changes no indexed column."""
    await enrol(store, Member(FEW, postings=lots(1)))
    before = await database.run("SELECT next_due, unsealed, version FROM purse WHERE id = ?", FEW)

    await batch(store, FEW, PurseNeeds(FEW), one_more, "k-1")

    assert await database.run("SELECT next_due, unsealed, version FROM purse WHERE id = ?", FEW) == [(*before[0][:2], before[0][2] + 1)]
    if database.kind == "postgres":
        await database.run("SELECT pg_stat_force_next_flush()")
        found = await database.run("SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'purse'")
        assert found[0][0] == found[0][1]
