"""R7: many writers at one purse, and at many in different orders: the balance is exact, and nobody waits for ever."""

from itertools import permutations

import pytest

from tests.live.shop import House, a_shop
from tests.live.wires import outcomes, volley

pytestmark = pytest.mark.anyio


async def test_five_hundred_credits_at_once_all_count(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1)
        before = await deadlocks(house)

        answers = await volley([shop.adjust(member, 1 + i % 3) for i in range(500)])

        assert outcomes(answers) == {"201": 500}
        assert await shop.available(member) == (sum(1 + i % 3 for i in range(500)), 0)
        assert len(await shop.kinds(member)) == 501
        assert max(answer.seconds for answer in answers) < 30
        assert await deadlocks(house) == before
        assert await shop.faults() == []


async def deadlocks(house: House) -> int:
    """How many deadlocks PostgreSQL had to break in this database; 0 on SQLite, which has one writer."""
    if house.on_sqlite:
        return 0
    import asyncpg

    connection = await asyncpg.connect(house.admin_url)
    try:
        return int(await connection.fetchval("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
    finally:
        await connection.close()


async def test_a_merge_in_every_order_loses_no_point(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(4)
        sales = await shop.done([shop.buy(None, 1000) for _ in range(24)])
        receipts = [str(answer.json["receipt"]) for answer in sales]
        claims = [
            shop.post("/v1/claims", {"receipt": receipt, "member": member})
            for receipt, order in zip(receipts, permutations(members), strict=True)
            for member in order[:2]
        ]

        answers = await volley([*claims, *[shop.adjust(member, 1) for member in members * 8]])

        won = outcomes(answers[: len(claims)])
        assert won.pop("201") == 24
        assert sum(won.values()) == 24
        assert set(won) <= {"409 already_member", "409 purse_merged", "422 same_purse"}
        assert outcomes(answers[len(claims) :]) == {"201": 32}
        assert sum([(await shop.available(member))[0] for member in members]) == 24 * 10 + 32
        assert await shop.faults() == []
