"""A second process writes in bulk while tills sell: both are right, and no till waits for the import."""

import asyncio

import pytest

from tests.effort import LONGER
from tests.live.processes import importing
from tests.live.shop import House, a_shop, tell
from tests.live.wires import Answer, outcomes, stream

pytestmark = pytest.mark.anyio

IMPORTED = 6_000 if LONGER else 600
TILLS = 4


async def test_an_import_and_the_tills_write_the_same_purses_at_once(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(20)
        answers: list[Answer] = []
        with importing(house.folder, house.url, shop.company, IMPORTED, members) as importer:
            while importer.poll() is None:
                answers += await stream([shop.buy(member, 1000) for member in members], wires=TILLS)
                await asyncio.sleep(0.01)
            assert importer.stdout is not None
            said = importer.stdout.read()

        waits = sorted(answer.seconds for answer in answers)
        tell(f"{house.name}: {len(waits)} sales beside the import, half within {waits[len(waits) // 2]:.3f} s, slowest {waits[-1]:.3f} s")
        assert said == f"booked {IMPORTED}\n"
        assert outcomes(answers) == {"201": len(answers)}
        assert [await shop.available(member) for member in members] == [(IMPORTED // 20 * 2 + len(answers) // 20 * 10, 0)] * 20
        assert await shop.faults() == []
