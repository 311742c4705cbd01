"""What a process published itself it sees at once, also where it was looking at the shelf just then."""

import asyncio

import pytest

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.desk.shelves import Shelves
from zegel.store.records import ProgramVersion

pytestmark = pytest.mark.anyio
SHOP = CompanyId("shop")


class SlowVersions:
    """A database that answers when it is told to, with what it held when it was asked."""

    def __init__(self):
        self.held, self.waits = [version(0)], []

    async def programs(self, _company, known):
        seen, done = list(self.held), asyncio.get_running_loop().create_future()
        self.waits.append(done)
        await done
        return None if len(seen) == known else seen

    async def has_articles(self, _company):
        return False

    async def answer(self):
        while not self.waits:  # noqa: ASYNC110 - whoever asks comes a moment later
            await asyncio.sleep(0)
        self.waits.pop(0).set_result(None)


def version(n):
    return ProgramVersion(bytes([n]) * 32, b"{}", Instant(0), Instant(n))


async def test_a_look_that_began_before_is_no_look_of_after():
    slow = SlowVersions()
    shelves = Shelves(slow, lambda document: document, lambda: 0.0)
    looking = asyncio.create_task(shelves.of(SHOP))
    while not slow.waits:  # noqa: ASYNC110 - the same
        await asyncio.sleep(0)

    slow.held.append(version(1))
    shelves.forget(SHOP)
    await slow.answer()
    await looking

    again = asyncio.create_task(shelves.of(SHOP))
    await slow.answer()
    assert len((await again).versions) == 2


async def test_what_another_process_published_is_waited_for_once_the_shelf_is_nine_tenths_of_a_second_old():
    slow, stopwatch = SlowVersions(), [0.0]
    shelves = Shelves(slow, lambda document: document, lambda: stopwatch[0])
    looking = asyncio.create_task(shelves.of(SHOP))
    await slow.answer()
    await looking
    slow.held.append(version(1))

    stopwatch[0] = 0.3
    assert (len(shelves.at_hand(SHOP).versions), len(slow.waits)) == (1, 0)
    stopwatch[0] = 0.5
    assert len(shelves.at_hand(SHOP).versions) == 1, "a till does not wait for the look that goes on beside it"
    stopwatch[0] = 0.95
    assert shelves.at_hand(SHOP) is None, "and this old it waits"

    waiting = asyncio.create_task(shelves.of(SHOP))
    await slow.answer()
    assert len((await waiting).versions) == 2


async def test_a_look_of_before_that_comes_late_does_not_undo_one_of_after():
    slow = SlowVersions()
    shelves = Shelves(slow, lambda document: document, lambda: 0.0)
    early = asyncio.create_task(shelves.of(SHOP))
    while not slow.waits:  # noqa: ASYNC110 - the same
        await asyncio.sleep(0)

    slow.held.append(version(1))
    shelves.forget(SHOP)
    later = asyncio.create_task(shelves.of(SHOP))
    while len(slow.waits) < 2:  # noqa: ASYNC110 - the same
        await asyncio.sleep(0)
    slow.waits.pop().set_result(None)
    assert len((await later).versions) == 2
    await slow.answer()

    assert len((await early).versions) == 2
    assert len((await shelves.of(SHOP)).versions) == 2
