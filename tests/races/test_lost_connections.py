"""C5 in small: PostgreSQL ends sessions under way. Nobody is told of a bug, and every promise holds as after a kill."""

import asyncio
import random
from pathlib import Path

import asyncpg
import pytest

from tests.live.houses import on_postgres
from tests.live.load import Load, promises_broken
from tests.live.shop import House, a_shop, tell
from tests.live.wires import stream

pytestmark = [pytest.mark.anyio, on_postgres]

EVERY_ONE = (
    "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'zegel_app'"
    " AND application_name = 'zegel' AND pid <> pg_backend_pid()"
)
SOME = f"{EVERY_ONE} AND state <> 'idle'"


async def test_a_storm_of_ended_sessions_loses_nothing(house: House, tmp_path: Path) -> None:
    chance = random.Random(7)
    async with a_shop(house) as shop:
        members = await shop.members(24, points=50)
        load = Load(shop, members, tmp_path / "acknowledged", tills=12, seed=7)
        other = await asyncpg.connect(house.admin_url)
        load.start()
        ended = 0

        for _ in range(25):
            await asyncio.sleep(chance.uniform(0.01, 0.25))
            ended += await other.fetchval(chance.choice([EVERY_ONE, SOME, SOME]))
        await load.stop()
        await other.close()

        tell(f"{ended} sessions ended; {load.told()}")
        assert ended > 0
        assert load.broken == 0
        assert {said for said in load.statuses if said.startswith("5")} == set()
        assert await promises_broken(shop, load.path) == []


async def test_reads_under_a_storm_are_answered_or_told_to_try_again(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(4, points=10)
        paths = [f"/v1/members/{member}{tail}" for member in members for tail in ("", "/balances", "/lots", "/entries", "/receipts")]
        other = await asyncpg.connect(house.admin_url)

        async def storm() -> None:
            while True:
                await other.execute(EVERY_ONE)
                await asyncio.sleep(0.02)

        storming = asyncio.create_task(storm())
        answers = await stream([shop.get(path) for path in paths * 6], wires=8)
        storming.cancel()
        await asyncio.gather(storming, return_exceptions=True)
        await other.close()

        assert {answer.status for answer in answers} <= {200, 503}
        assert {answer.headers["retry-after"] for answer in answers if answer.status == 503} <= {"1"}
