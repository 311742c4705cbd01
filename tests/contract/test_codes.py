"""Codes in the store: found by their hash, used up to the last and not once more."""

import asyncio
from dataclasses import replace

import pytest

from tests.contract.hand import AT, COMPANY, OTHER, Member, book, enrol, facts, purse_id, wrote
from zegel.core.periods import NEVER, Instant
from zegel.flows.code_facts import Code, CodeMove
from zegel.flows.facts import Needs, Outcome, PurseNeeds, Wants
from zegel.store.code_queries import CodeBatch
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

    await store.queries.codes.cancel_batch(COMPANY, "b1")

    assert await find(store, ONE, TWO) == {ONE: code(state="cancelled"), TWO: code(TWO, batch="b2")}


async def test_a_batch_that_is_ended_while_it_is_made_stays_ended(store):
    ask = store.queries.codes
    await ask.open_batch(COMPANY, CodeBatch("b1", "zomer", "making", "text", 2, 0, 1, 0, Instant(0), NEVER, b"seed", Instant(AT)))
    await ask.add(COMPANY, [code()], batch="b1", made=1)

    await ask.cancel_batch(COMPANY, "b1")
    await ask.add(COMPANY, [code(TWO)], batch="b1", made=2, done=True)

    assert [(one.id, one.state, one.made) for one in await ask.batches(COMPANY, "", 10)] == [("b1", "cancelled", 2)]
    assert {one.state for one in (await find(store, ONE, TWO)).values()} == {"cancelled"}
