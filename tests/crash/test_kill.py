"""C1: a server that is killed at any moment has lost nothing that it acknowledged, and does nothing twice."""

import asyncio
import random
from math import exp, log

import pytest

from tests.live.load import Load, promises_broken
from tests.live.processes import Server
from tests.live.shop import House, a_shop, tell

pytestmark = pytest.mark.anyio

SOONEST, LATEST = 0.05, 2.0
TILLS = 12


@pytest.mark.timeout(1800)
async def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(house: House, longer: bool) -> None:
    seed = random.SystemRandom().randrange(10**6) if longer else 20260303
    chance = random.Random(seed)
    async with a_shop(house) as shop:
        members = await shop.members(24, points=50)
        load = Load(shop, members, house.folder / "acknowledged", tills=TILLS, seed=seed)
        load.start()

        for _ in range(100 if longer else 10):
            await killed_and_launched(house.servers, chance)
        for server in house.servers:
            await asyncio.to_thread(server.wait_until_ready)
        await load.stop()

        tell(f"{house.name}, seed {seed}: {load.told()}")
        assert load.broken > 0
        assert await promises_broken(shop, load.path) == []


async def killed_and_launched(servers: tuple[Server, ...], chance: random.Random) -> None:
    """`kill -9` while it sells, and a new start that nobody waits for; of two servers one sells on, unless both are killed at once."""
    doomed = servers if chance.random() < 0.2 else (chance.choice(servers),)
    for server in doomed:
        await asyncio.to_thread(server.wait_until_ready)
    await asyncio.sleep(exp(chance.uniform(log(SOONEST), log(LATEST))))
    for server in doomed:
        server.kill()
    for server in doomed:
        server.launch()
