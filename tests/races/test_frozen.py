"""A process that stands still in the middle of its work, holding what it holds, delays the others and breaks nothing."""

import asyncio
import signal
from pathlib import Path

import pytest

from tests.live.houses import on_postgres, on_sqlite
from tests.live.load import Load, promises_broken
from tests.live.processes import importing
from tests.live.shop import House, a_shop, tell

pytestmark = pytest.mark.anyio

TIMES = 2
FROZEN_SECONDS = 1.2
IMPORTED = 12_000


@on_postgres
async def test_one_of_two_servers_stands_still_and_goes_on(house: House, tmp_path: Path) -> None:
    async with a_shop(house) as shop:
        # Few members: what the frozen server has locked is what the other one wants.
        load = Load(shop, await shop.members(4, points=50), tmp_path / "acknowledged", tills=8, seed=17)
        load.start()
        for _ in range(TIMES):
            await asyncio.sleep(0.5)
            house.servers[0].freeze()
            await asyncio.sleep(FROZEN_SECONDS)
            house.servers[0].thaw()
        await load.stop()

        tell(load.told())
        assert [said for said in load.statuses if said[0] == "5"] == []
        assert await promises_broken(shop, load.path) == []


@on_sqlite
async def test_an_import_stands_still_and_goes_on(house: House, tmp_path: Path) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(4, points=50)
        load = Load(shop, members, tmp_path / "acknowledged", tills=8, seed=17)
        with importing(house.folder, house.url, shop.company, IMPORTED, members) as importer:
            load.start()
            for _ in range(TIMES):
                await asyncio.sleep(0.5)
                assert importer.poll() is None
                importer.send_signal(signal.SIGSTOP)
                await asyncio.sleep(FROZEN_SECONDS)
                importer.send_signal(signal.SIGCONT)
            await load.stop()

        tell(load.told())
        assert [said for said in load.statuses if said[0] == "5"] == []
        assert await shop.faults() == []
