"""A draft that takes long to count is published once, whoever else looks at it meanwhile, and wherever a worker stops."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.desk.test_filling import CARD, LOOKS_BACK, buys, counted
from tests.korenaar import KORENAAR, Shop
from tests.programs import read_yaml
from tests.shop_fixtures import both_databases
from zegel.core.ids import PurseId, purse_of
from zegel.core.periods import MINUTE
from zegel.desk.drafts import NEW, keep, publish_due, schedule
from zegel.store.records import Draft

pytestmark = [pytest.mark.anyio, both_databases]
QUARTER = 16 * MINUTE
"""Longer than a claim lasts."""


class Stopped(Exception):
    """The worker's process ended here."""


class Books:
    """The books, which take `meanwhile` over every purse that they are asked for."""

    def __init__(self, queries: Any, meanwhile: Callable[[], Awaitable[None]]) -> None:
        self._queries, self._meanwhile = queries, meanwhile

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queries, name)

    async def purse(self, *words: Any) -> Any:
        await self._meanwhile()
        return await self._queries.purse(*words)


async def due(shop: Shop, members: int = 1) -> list[PurseId]:
    """Members with a purchase each, and a draft that looks back at those and whose moment has come."""
    found = []
    for n in range(members):
        card = CARD | {"value": f"12345{n}"}
        purse = purse_of((await shop.client().post("/v1/members", {"identifiers": [card]})).json["member"])
        assert purse is not None
        found.append(purse)
        await buys(shop, card=card)
    document = read_yaml(LOOKS_BACK).document.decode()
    kept = await keep(shop.queries, KORENAAR, Draft("spring", 0, document, shop.clock.now(), "staff:joost", None, None), NEW)
    await schedule(shop.store, KORENAAR, kept, shop.clock.now(), shop.clock.now(), ())
    return found


async def works(shop: Shop, books: Any = None) -> int:
    """One pass of a worker."""
    return await publish_due(shop.desk, books or shop.queries, shop.clock.now, shop.reported.append)


async def versions(shop: Shop) -> int:
    return len(await shop.queries.programs(KORENAAR) or [])


async def test_a_worker_that_counts_for_an_hour_keeps_its_draft_while_it_goes_on(shop: Shop) -> None:
    purses, others = await due(shop, 6), []

    async def ten_minutes() -> None:
        shop.clock.forward(10 * MINUTE)
        others.append(await works(shop))

    assert await works(shop, Books(shop.queries, ten_minutes)) == 1

    assert others == [0] * 12, "six purses, counted before it is live and once more after"
    assert await versions(shop) == 2
    assert [await counted(shop, purse) for purse in purses] == [1] * 6


async def test_a_worker_that_was_taken_for_dead_leaves_the_draft_to_who_took_it_over(shop: Shop) -> None:
    (purse,), others = await due(shop), []

    async def asleep() -> None:
        if not others:
            others.append(0)
            shop.clock.forward(QUARTER)
            others.append(await works(shop))

    assert await works(shop, Books(shop.queries, asleep)) == 0

    assert others == [0, 1]
    assert await versions(shop) == 2
    assert await counted(shop, purse) == 1
    assert await shop.queries.drafts(KORENAAR) == []
    assert shop.reported == []


async def test_what_a_worker_published_before_it_stopped_is_counted_to_the_end_and_not_published_again(shop: Shop) -> None:
    (purse,) = await due(shop)

    async def stops() -> None:
        if await versions(shop) == 2:
            await buys(shop, card=CARD | {"value": "123450"})
            raise Stopped

    assert await works(shop, Books(shop.queries, stops)) == 0
    shop.clock.forward(QUARTER)
    assert await works(shop) == 1

    assert [type(error) for error in shop.reported] == [Stopped]
    shop.reported.clear()
    assert await versions(shop) == 2
    assert await counted(shop, purse) == 2
    assert await shop.queries.drafts(KORENAAR) == []


async def test_a_draft_that_is_changed_while_it_is_counted_is_not_published(shop: Shop) -> None:
    await due(shop)

    async def changed() -> None:
        (draft,) = await shop.queries.drafts(KORENAAR)
        if draft.live_from is not None:
            await keep(shop.queries, KORENAAR, draft, draft.revision)

    assert await works(shop, Books(shop.queries, changed)) == 0

    assert await versions(shop) == 1
    assert [(one.name, one.live_from) for one in await shop.queries.drafts(KORENAAR)] == [("spring", None)]
