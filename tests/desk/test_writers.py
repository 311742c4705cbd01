"""When a second writer begins: not for a handful that the first is about to come for, and never late because of somebody's lock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest

from tests.make import buys, card
from zegel.core.refusals import Busy
from zegel.desk import desk as desk_module
from zegel.desk.desk import ENOUGH, Desk
from zegel.desk.shelves import Shelves
from zegel.store.port import Unavailable

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def nobody_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long this machine takes."""
    monkeypatch.setattr(desk_module, "LATE_SECONDS", 3600.0)


class Door:
    """A store whose batches come in and wait at a door until they are let go; then they are told that it is closed."""

    writers = 2

    def __init__(self) -> None:
        self.waiting: list[asyncio.Event] = []

    @asynccontextmanager
    async def batch(self, _companies: Any, **_: Any) -> AsyncIterator[Any]:
        let_go = asyncio.Event()
        self.waiting.append(let_go)
        await let_go.wait()
        raise Unavailable("busy")
        yield


class NoShelves:
    """Shelves with nothing on them."""

    def at_hand(self, _company: Any) -> Any:
        return object()


@asynccontextmanager
async def a_desk(writers: int = 2) -> AsyncIterator[tuple[Desk, Door]]:
    door = Door()
    desk = Desk(cast(Any, door), cast(Shelves, NoShelves()), writers=writers)
    await desk.start()
    yield desk, door
    closing = asyncio.create_task(desk.close())
    while not closing.done():
        for let_go in door.waiting:
            let_go.set()
        await asyncio.sleep(0)


def submit(desk: Desk, count: int) -> list[Any]:
    return [desk.submit(buys(who=card("FATIMA"))) for _ in range(count)]


async def soon() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_handful_waits_for_the_writer_that_is_at_work():
    async with a_desk() as (desk, door):
        submit(desk, 1)
        await soon()
        replies = submit(desk, ENOUGH - 1)
        await soon()

        assert (len(door.waiting), desk.waiting()) == (1, ENOUGH - 1)

        door.waiting[0].set()
        await soon()
        assert (len(door.waiting), desk.waiting()) == (2, 0)
        door.waiting[1].set()
        assert [type((await reply).outcome.refusal) for reply in replies] == [Busy] * (ENOUGH - 1)


async def test_enough_are_taken_by_the_second_writer_at_once():
    async with a_desk() as (desk, door):
        submit(desk, 1)
        await soon()
        submit(desk, ENOUGH)
        await soon()

        assert (len(door.waiting), desk.waiting()) == (2, 0)


async def test_tills_that_fell_into_two_halves_find_each_other_again():
    async def asks_again(desk: Desk, reply: Any) -> None:
        """A till: its answer goes out in one turn of the loop, its next request is read in the second and put in the third."""
        await reply
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        submit(desk, 1)

    async with a_desk(writers=1) as (desk, door):
        tills = [asyncio.create_task(asks_again(desk, reply)) for reply in submit(desk, 2)]
        await soon()
        submit(desk, 3)
        door.waiting[0].set()
        await asyncio.gather(*tills)
        await soon()

        assert (len(door.waiting), desk.waiting()) == (2, 0)


async def test_nobody_waits_for_a_writer_that_waits_for_a_lock(monkeypatch):
    monkeypatch.setattr(desk_module, "LATE_SECONDS", 0.001)
    async with a_desk() as (desk, door):
        submit(desk, 1)
        await soon()
        submit(desk, 1)
        await asyncio.sleep(0.02)
        await soon()

        assert (len(door.waiting), desk.waiting()) == (2, 0)


async def test_a_writer_that_comes_free_beside_a_late_one_goes_on(monkeypatch):
    monkeypatch.setattr(desk_module, "LATE_SECONDS", 0.001)
    async with a_desk() as (desk, door):
        submit(desk, 1)
        await asyncio.sleep(0.02)
        submit(desk, 1)
        await soon()
        door.waiting[1].set()
        await soon()
        submit(desk, 1)
        await soon()

        assert (len(door.waiting), desk.waiting()) == (3, 0)


async def test_what_waits_when_the_desk_closes_is_carried():
    async with a_desk() as (desk, _):
        submit(desk, 1)
        await soon()
        replies = submit(desk, 3)
        await soon()
        assert desk.waiting() == 3

    assert [type(reply.result().outcome.refusal) for reply in replies] == [Busy] * 3
