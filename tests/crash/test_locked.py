"""C4: somebody else holds the database: everybody waits a bounded time, is told to try again, and nothing is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import asyncpg
import pytest

from tests.live.shop import House, Shop, a_shop
from tests.live.wires import Answer, Request, outcomes, stream
from zegel.store import sqlite_driver
from zegel.store.address import sqlite_path

pytestmark = pytest.mark.anyio

LOCKED_SECONDS = {"sqlite": 8.0, "postgres": 7.0}
BOUND_SECONDS = 13.0
"""A batch waits some six seconds at most; what came in meanwhile waits for that, and then as long."""


@asynccontextmanager
async def write_lock(house: House) -> AsyncIterator[None]:
    """This process holds what every writer needs."""
    if house.on_sqlite:
        connection = sqlite_driver.connect(sqlite_driver.driver(), sqlite_path(house.url))
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield
        finally:
            connection.close()
        return
    other = await asyncpg.connect(house.admin_url)
    try:
        await other.execute("BEGIN; LOCK TABLE answer IN EXCLUSIVE MODE")
        yield
    finally:
        await other.close()


async def test_a_lock_is_waited_for_some_seconds_and_then_refused_as_busy(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(8)
        sent: list[Request] = []
        waiting: list[asyncio.Task[list[Answer]]] = []
        reads: list[Answer] = []

        async with write_lock(house):
            began = monotonic()
            while monotonic() - began < LOCKED_SECONDS[house.name]:
                requests = [shop.buy(member, 1000) for member in members]
                sent += requests
                waiting.append(asyncio.create_task(stream(requests, wires=len(requests))))
                reads += await shop.done([shop.get(f"/v1/members/{member}/balances") for member in members])
                await asyncio.sleep(0.5)
        answers = [answer for task in waiting for answer in await task]

        refused = [answer for answer in answers if answer.status != 201]
        assert outcomes(refused) == {"503 busy": len(refused)}
        assert len(refused) > 0
        assert {answer.headers["retry-after"] for answer in refused} == {"1"}
        assert {answer.json["retry"] for answer in refused} == {"same_key"}
        assert max(answer.seconds for answer in answers) < BOUND_SECONDS
        assert {answer.status for answer in reads} == {200}
        await expect_each_once(shop, members, sent)


async def expect_each_once(shop: Shop, members: list[str], sent: list[Request]) -> None:
    """Everything is sent again, under its key: whatever came of it before, it is there once now."""
    again = await stream(sent)
    assert outcomes(again) == {"201": len(sent)}
    each = len(sent) // len(members) * 10
    assert [await shop.available(member) for member in members] == [(each, 0)] * len(members)
    assert await shop.faults() == []
