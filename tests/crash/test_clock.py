"""C6: the clock on the wall jumps; booking order is the purse's own numbers, and days are those of the shop."""

import asyncio
import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.live.load import Load, promises_broken
from tests.live.processes import Server, running
from tests.live.shop import House, Shop, a_shop, basket, tell
from zegel.core.periods import Instant, instant_text
from zegel.core.value import value

pytestmark = pytest.mark.anyio

HOUR, DAY = 3_600_000, 86_400_000
JUMPS = (0, -HOUR, DAY, 0, DAY, -HOUR, 0)


def at(text: str) -> int:
    """An instant with its offset, in milliseconds."""
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


async def test_jumps_of_the_clock_under_load_break_no_promise(house: House, tmp_path: Path) -> None:
    async with a_shop(house) as shop:
        load = Load(shop, await shop.members(16, points=50), tmp_path / "acknowledged", tills=8, seed=11)
        load.start()
        for jump in JUMPS:
            house.clock.wrong_by(jump)
            await asyncio.sleep(0.3)
        await load.stop()

        tell(f"{house.name}: {load.told()}")
        assert [said for said in load.statuses if said[0] == "5"] == []
        assert await promises_broken(shop, load.path) == []


async def test_entries_follow_their_numbers_whatever_the_clock_says(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1)
        said = []
        for jump in JUMPS:
            house.clock.wrong_by(jump)
            sold = (await shop.done([shop.buy(member, 1000)]))[0].json
            said.append((int(sold["receipt"].rpartition(".")[2]), sold["at"][:13]))

        written = (await shop.ask(shop.get(f"/v1/members/{member}/entries"))).json["entries"]
        assert [seq for seq, _ in said] == [2, 3, 4, 5, 6, 7, 8]
        assert [(each["seq"], each["at"][:13]) for each in written[1:]] == said
        assert [hour for _, hour in said] != sorted(hour for _, hour in said)
        assert await shop.available(member) == (70, 0)
        assert await shop.faults() == []


@value
class Moment:
    """What a till in `branch` sends, and on which of the shop's days that is."""

    branch: str
    happened_at: str
    business_date: str


MOMENTS = (
    # The night in which 02:30 is absent; a till that does not know sends it all the same.
    Moment("berlin", "2026-03-28T23:59:59+01:00", "2026-03-28"), Moment("berlin", "2026-03-29T01:59:59+01:00", "2026-03-29"),
    Moment("berlin", "2026-03-29T02:30:00+01:00", "2026-03-29"), Moment("berlin", "2026-03-29T23:59:59+02:00", "2026-03-29"),
    # The night in which it is there twice.
    Moment("berlin", "2026-10-25T02:30:00+02:00", "2026-10-25"), Moment("berlin", "2026-10-25T02:30:00+01:00", "2026-10-25"),
    Moment("berlin", "2026-10-25T23:59:59+01:00", "2026-10-25"), Moment("berlin", "2026-10-25T23:00:00Z", "2026-10-26"),
    # Half an hour of summer time, a day line that was moved, a zone that is off by a quarter.
    Moment("lord howe", "2026-04-04T23:45:00+11:00", "2026-04-04"), Moment("lord howe", "2026-04-05T01:45:00+11:00", "2026-04-05"),
    Moment("lord howe", "2026-04-05T01:45:00+10:30", "2026-04-05"), Moment("lord howe", "2026-04-05T13:29:59Z", "2026-04-05"),
    Moment("apia", "2025-12-31T10:59:59Z", "2025-12-31"), Moment("apia", "2025-12-31T11:00:00Z", "2026-01-01"),
    Moment("kathmandu", "2026-05-31T18:14:59Z", "2026-05-31"), Moment("kathmandu", "2026-05-31T18:15:00Z", "2026-06-01"),
)  # fmt: skip


async def test_a_day_is_the_branchs_day_also_in_the_nights_when_clocks_change(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1)
        found = []
        for moment in MOMENTS:
            set_to(house, at(moment.happened_at) + 5_000)
            body = basket(member, 1000) | {"branch": moment.branch, "happened_at": moment.happened_at}
            sold = (await shop.done([shop.post("/v1/purchases", body)]))[0].json
            found.append(Moment(moment.branch, moment.happened_at, sold["business_date"]))
            assert sold["happened_at"] == instant_text(Instant(at(moment.happened_at)))

        assert found == list(MOMENTS)
        assert await shop.faults() == []


@pytest.mark.parametrize(("bought_at", "unit", "lapses_at"), [
    ("2028-02-29T12:00:00+01:00", "points", "2029-02-28T23:00:00Z"),  # a year later there is no 29th
    ("2026-01-31T12:00:00+01:00", "moons", "2026-02-28T23:00:00Z"),  # a month later there is no 31st
    ("2026-02-28T12:00:00+01:00", "moons", "2026-03-28T23:00:00Z"),  # the last hour before summer time
    ("2026-02-28T23:30:00Z", "moons", "2026-04-01T22:00:00Z"),  # the 1st of March in the shop, and it has become summer
    ("2026-09-25T12:00:00+02:00", "moons", "2026-10-25T23:00:00Z"),  # a day of twenty-five hours
])  # fmt: skip
async def test_points_last_to_the_end_of_the_promised_day_in_the_shop(house: House, bought_at: str, unit: str, lapses_at: str) -> None:
    async with a_shop(house) as shop:
        set_to(house, at(bought_at))
        (member,) = await shop.members(1)
        body = basket(member, 1000)
        body["lines"][0]["category"] = "moon"
        await shop.done([shop.post("/v1/purchases", body)])

        lots = (await shop.ask(shop.get(f"/v1/members/{member}/lots"))).json["lots"]
        set_to(house, at(lapses_at) - 30_000)
        before = await shop.available(member, unit)
        set_to(house, at(lapses_at))
        after = await shop.available(member, unit)

        assert [instant_text(Instant(at(lapses_at)))] == [lot["expires_at"] for lot in lots if lot["unit"] == unit]
        assert (before, after) == ((10, 0), (0, 0))
        await expect_lapsed_once(shop, member, unit)


async def expect_lapsed_once(shop: Shop, member: str, unit: str) -> None:
    """Also when the clock goes back to before and forward again, and a till comes by each time."""
    now = shop.house.clock.now()
    for moment in (now - HOUR, now + HOUR, now - DAY, now + HOUR):
        set_to(shop.house, moment)
        await shop.done([shop.buy(member, 100)])
    entries = (await shop.ask(shop.get(f"/v1/members/{member}/entries"))).json["entries"]
    lapsed = [p["amount"] for entry in entries if entry["kind"] == "expire" for p in entry["postings"] if p["unit"] == unit]
    assert lapsed == [10]
    assert await shop.faults() == []


def set_to(house: House, moment: int) -> None:
    """The servers' clocks, to that instant."""
    house.clock.wrong_by(house.clock.wrong + moment - house.clock.now())


def faketime() -> str:
    """Debian's library that shifts the clock under a whole process; "" where it is not installed."""
    found = sorted(str(path) for path in Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    return found[0] if found else ""


@pytest.mark.long
@pytest.mark.skipif(not faketime(), reason="the machine's own clock is not shifted here: apt install libfaketime")
async def test_the_machines_own_clock_jumps(house: House, tmp_path: Path) -> None:
    shift = tmp_path / "shift"
    shift.write_text("+0\n", encoding="ascii")
    server = Server("shifted", tmp_path, house.url, settings={
        "LD_PRELOAD": faketime(), "FAKETIME_TIMESTAMP_FILE": str(shift), "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "ZEGEL_TEST_FAKETIME": "1",
    })  # fmt: skip
    with running([server]):
        alone = House(house.name, house.url, house.admin_url, tmp_path, (server,), house.clock)
        async with a_shop(alone) as shop:
            load = Load(shop, await shop.members(16, points=50), tmp_path / "acknowledged", tills=8, seed=13)
            load.start()
            off = []
            for jump in JUMPS:
                shift.write_text(f"{jump // 1000:+d}\n", encoding="ascii")
                await asyncio.sleep(0.4)
                sold = (await shop.done([shop.buy(load.members[0], 100)]))[0].json
                off.append(round((at(sold["at"]) - time.time() * 1000) / HOUR) * HOUR)
            await load.stop()

            tell(f"{house.name}: {load.told()}")
            assert off == list(JUMPS)
            assert await promises_broken(shop, load.path) == []
    assert server.bugs() == []
