"""Codes in the store: found by their hash, used up to the last and not once more."""

import asyncio
from dataclasses import replace

import pytest

from tests.contract.hand import AT, COMPANY, OTHER, Member, book, enrol, facts, purse_id, wrote
from zegel.core.periods import NEVER, Instant
from zegel.flows.code_facts import Code, CodeMove
from zegel.flows.facts import Needs, Outcome, PurseNeeds, Wants
from zegel.store import books
from zegel.store.books_read import Finding
from zegel.store.code_queries import BatchStands, CodeBatch, ending_batch, ending_code
from zegel.store.port import Conflict, Short, Unavailable

pytestmark = pytest.mark.anyio
P = purse_id(1)
ONE, TWO = bytes([1] * 32), bytes([2] * 32)


def code(hashed: bytes = ONE, **changes: object) -> Code:
    made = Code(hashed, "zomer", "b1", "issued", None, "EFG6", 1, 0, 0, Instant(0), NEVER, 0)
    return replace(made, **changes)  # type: ignore[arg-type]  # a builder


async def find(store, *hashes: bytes, company=COMPANY) -> dict[bytes, Code]:
    async with store.view([company]) as view:
        return (await view.resolve([(company, Wants(None, (), None, (), hashes))]))[0].codes


async def move(store, *moves: CodeMove, purse=P) -> None:
    known = facts()
    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs((PurseNeeds(purse),)), Instant(AT))])
        entry = book(known[COMPANY].purses[purse], kind="adjust")
        await batch.write([wrote(Outcome((entry,), codes=moves), "")], known)


async def test_a_code_is_found_by_its_hash_in_its_own_company(store):
    await store.queries.codes.add(COMPANY, [code(), code(TWO, member=P, left=3, value_left=500)])

    assert await find(store, ONE, TWO, bytes(32)) == {ONE: code(), TWO: code(TWO, member=P, left=3, value_left=500)}
    assert await find(store, ONE, company=OTHER) == {}


async def test_uses_go_from_left_to_held_to_used_and_back(store):
    await enrol(store, Member(P))
    await store.queries.codes.add(COMPANY, [code(left=2, value_left=500)])

    await move(store, CodeMove(ONE, -1, 1, 0))
    await move(store, CodeMove(ONE, 0, -1, 1, -120))
    assert (await find(store, ONE))[ONE] == code(left=1, held=0, used=1, value_left=380)

    await move(store, CodeMove(ONE, 1, 0, -1, 120))
    assert (await find(store, ONE))[ONE] == code(left=2, value_left=500)


@pytest.mark.parametrize("short", [CodeMove(ONE, -2, 0, 2), CodeMove(ONE, 0, 0, 0, -501), CodeMove(bytes(32), -1, 0, 1)])
async def test_what_is_not_there_is_not_taken_and_nothing_is_written(store, short):
    await enrol(store, Member(P))
    await store.queries.codes.add(COMPANY, [code(value_left=500), code(TWO)])

    with pytest.raises(Short):
        await move(store, CodeMove(TWO, -1, 0, 1), short)

    assert await find(store, ONE, TWO) == {ONE: code(value_left=500), TWO: code(TWO)}


async def test_of_many_takers_at_once_exactly_as_many_succeed_as_there_are_uses(store):
    await enrol(store, *[Member(purse_id(n)) for n in range(1, 9)])
    await store.queries.codes.add(COMPANY, [code(left=3)])

    async def take(n: int) -> bool:
        for _ in range(50):
            try:
                await move(store, CodeMove(ONE, -1, 0, 1), purse=purse_id(n))
            except Short:
                return False
            except (Conflict, Unavailable):
                continue
            else:
                return True
        raise AssertionError("never got a turn")

    got = await asyncio.gather(*(take(n) for n in range(1, 9)))

    assert sum(got) == 3
    assert (await find(store, ONE))[ONE] == code(left=0, used=3)


async def test_codes_of_a_cancelled_batch_are_cancelled(store):
    await store.queries.codes.add(COMPANY, [code(), code(TWO, batch="b2")])
    await store.queries.codes.open_batch(
        COMPANY, CodeBatch("b1", "zomer", "making", "text", 1, 0, 1, 0, Instant(0), NEVER, b"seed", Instant(AT))
    )

    await store.write(COMPANY, [ending_batch(COMPANY, "b1")])

    assert await find(store, ONE, TWO) == {ONE: code(state="cancelled"), TWO: code(TWO, batch="b2")}


async def test_a_batch_that_is_ended_while_it_is_made_stays_ended(store):
    ask = store.queries.codes
    await ask.open_batch(COMPANY, CodeBatch("b1", "zomer", "making", "text", 2, 0, 1, 0, Instant(0), NEVER, b"seed", Instant(AT)))
    await ask.add(COMPANY, [code()], batch="b1", made=1)

    await store.write(COMPANY, [ending_batch(COMPANY, "b1")])
    await ask.add(COMPANY, [code(TWO)], batch="b1", made=2, done=True)

    assert [(one.id, one.state, one.made) for one in await ask.batches(COMPANY, "", 10)] == [("b1", "cancelled", 2)]
    assert {one.state for one in (await find(store, ONE, TWO)).values()} == {"cancelled"}


# -- what is counted of them

SOON = Instant(AT + 1_000)
BATCH = CodeBatch("b1", "zomer", "issued", "text", 9, 9, 1, 0, Instant(0), SOON, None, Instant(AT))


@pytest.fixture
async def counted(store):
    """Batch b1: one code used, one held, one ended by itself, one with a use to go, one that never lapses. Batch b2: one code."""
    await enrol(store, Member(P))
    ask = store.queries.codes
    await ask.open_batch(COMPANY, BATCH)
    hashes = [bytes([n] * 32) for n in range(1, 6)]
    await ask.add(COMPANY, [*[code(hashed, left=2, valid_until=SOON) for hashed in hashes[:4]], code(hashes[4])])
    await ask.add(COMPANY, [code(ONE, left=7), code(bytes(32), batch="b2")])
    await move(store, CodeMove(hashes[0], -2, 0, 2), CodeMove(hashes[1], -2, 2, 0))
    await move(store, CodeMove(hashes[3], -1, 1, 0))
    await move(store, CodeMove(hashes[3], 0, -1, 1), CodeMove(hashes[1], 0, -1, 1))
    await store.write(COMPANY, ending_code(COMPANY, hashes[2]))
    return store


async def test_batches_are_counted_as_their_codes_change(counted):
    ask = counted.queries.codes

    assert await ask.stands(COMPANY, "b1", "b2", Instant(AT)) == {
        "b1": BatchStands(issued=5, held=1, used=4, used_up=1, expired=0, cancelled=1), "b2": BatchStands(1, 0, 0, 0, 0, 0),
    }  # fmt: skip
    # The held one and the one with a use to go lapse; the one that was ended does not.
    assert (await ask.stand(COMPANY, "b1", SOON)).expired == 2
    assert await ask.stand(OTHER, "b1", SOON) == BatchStands(0, 0, 0, 0, 0, 0)

    assert (await counted.write(COMPANY, ending_code(COMPANY, bytes([3] * 32))))[-1] == 0
    assert await counted.write(COMPANY, [ending_batch(COMPANY, "b1")]) == [1]
    assert await ask.stand(COMPANY, "b1", SOON) == BatchStands(issued=5, held=1, used=4, used_up=1, expired=0, cancelled=3)
    assert (await books.check(counted, COMPANY)).is_sound


async def test_what_was_taken_by_nobody_is_not_counted(counted):
    before = await counted.queries.codes.stand(COMPANY, "b1", SOON)

    with pytest.raises(Short):
        await move(counted, CodeMove(bytes([5] * 32), -1, 0, 1), CodeMove(bytes([9] * 32), -1, 0, 1))
    assert not await counted.queries.codes.put_whole(COMPANY, BATCH, [(bytes([9] * 32), "XYZ1")])

    assert await counted.queries.codes.stand(COMPANY, "b1", SOON) == before
    assert (await books.check(counted, COMPANY)).is_sound


async def test_counts_that_went_wrong_are_found_and_made_again(counted, database):
    right = await counted.queries.codes.stands(COMPANY, "b1", "b2", SOON)
    await database.run("UPDATE code_count SET used = used + 1 WHERE batch = 'b1' AND state = 'issued' AND valid_until = ?", int(SOON))
    await database.run("DELETE FROM code_count WHERE batch = 'b2'")
    await database.run("INSERT INTO code_count VALUES (?, 'b3', 'issued', 0, 1, 0, 0, 0, 1)", COMPANY)

    found = (await books.check(counted, COMPANY)).findings
    assert found == [Finding(None, 0, f"the counts of code batch b{n} differ from its codes") for n in (1, 2, 3)]

    assert (await books.rebuild(counted, COMPANY)).is_sound
    assert (await books.check(counted, COMPANY)).is_sound
    assert await counted.queries.codes.stands(COMPANY, "b1", "b2", SOON) == right


async def test_the_first_key_is_the_one_until_somebody_says_otherwise(store):
    keys = store.queries.house_keys

    assert [await keys.fingerprint("codes"), await keys.keep("codes", ONE, AT), await keys.keep("codes", TWO, AT)] == [None, ONE, ONE]
    await keys.replace("codes", TWO, AT)
    assert [await keys.fingerprint("codes"), await keys.fingerprint("people")] == [TWO, None]
