"""R5: a hold ends once: committed, cancelled or timed out."""

import asyncio

import pytest

from tests.live.shop import House, Shop, a_shop, basket
from tests.live.wires import Answer, Request, outcomes, volley

pytestmark = pytest.mark.anyio

ENDS = ("commit", "cancel hold", "time out")
TEN_MINUTES = 600_000


async def held(shop: Shop, member: str) -> str:
    """A hold of a basket of ten euros that uses sixty points."""
    body = basket(member, 1000) | {"uses": [{"what": "sixty", "count": 1}]}
    return str((await shop.done([shop.post("/v1/holds", body)]))[0].json["receipt"])


def ending(shop: Shop, hold: str, each: int) -> list[Request]:
    """So many tills that commit it, so many that cancel it."""
    commits = [shop.post(f"/v1/holds/{hold}/commit", {"receipt_number": f"{hold[-12:]}-{i}"}) for i in range(each)]
    return commits + [shop.post(f"/v1/holds/{hold}/cancel", {}) for _ in range(each)]


async def test_one_of_many_ends_a_hold(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1, points=100)
        hold = await held(shop, member)

        answers = await volley(ending(shop, hold, each=32))

        assert outcomes(answers) == {"201": 1, "409 hold_not_open": 63}
        await expect_ended_once(shop, member, answers)
        assert await shop.faults() == []


async def test_a_hold_times_out_or_is_ended_never_both(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(16, points=100)
        holds = [await held(shop, member) for member in members]
        requests = [request for hold in holds for request in ending(shop, hold, each=2)]

        racing = asyncio.create_task(volley(requests))
        await asyncio.sleep(0.055)
        # In the middle of them the clock passes the last moment of every hold; the worker of each server finds them too.
        house.clock.wrong_by(TEN_MINUTES)
        answers = await racing
        await settled(shop, members)

        for i, member in enumerate(members):
            await expect_ended_once(shop, member, answers[i * 4 : i * 4 + 4])
        assert await shop.faults() == []


async def settled(shop: Shop, members: list[str]) -> None:
    """Until every hold has ended, by whoever touched the purse or by the clock."""
    for _ in range(600):
        kinds = [await shop.kinds(member) for member in members]
        if all(set(ENDS) & set(found) for found in kinds):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("a hold outlived its last moment by a minute")


async def expect_ended_once(shop: Shop, member: str, answers: list[Answer]) -> None:
    """One end in the books; whoever was told of success is the one that brought it about, and the points agree."""
    ends = [kind for kind in await shop.kinds(member) if kind in ENDS]
    told = [answer.json["kind"] for answer in answers if answer.status == 201]

    assert len(ends) == 1
    assert told == ([] if ends == ["time out"] else ends)
    assert {answer.code for answer in answers if answer.status != 201} <= {"hold_not_open"}
    assert await shop.available(member) == ((50, 0) if ends == ["commit"] else (100, 0))
