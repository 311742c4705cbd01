"""A deed and its line in the audit log are one write: where the line cannot be written, nothing was done either."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.korenaar import KORENAAR, Shop
from zegel.access.principal import Principal
from zegel.access.rights import NONE
from zegel.core.periods import MINUTE, Instant
from zegel.desk.drafts import NEW, keep
from zegel.hall import publishing
from zegel.store import sqlite_driver
from zegel.store.address import sqlite_path
from zegel.store.records import Draft

pytestmark = pytest.mark.anyio
HOUR = 60 * MINUTE
ANNA = Principal("staff", KORENAAR, "anna", "Anna", "nl", "office", NONE, frozenset(), "", "")
Deed = Callable[[Shop], Awaitable[Any]]


LOST = "CREATE TRIGGER lost BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'the line is lost'); END"


def told(shop: Shop, sql: str) -> None:
    """Tell the database something by hand."""
    connection = sqlite_driver.connect(sqlite_driver.driver(), sqlite_path(shop.url))
    connection.execute(sql)
    connection.close()


async def drafted(shop: Shop, name: str, found: str = "12 months", instead: str = "11 months") -> Draft:
    """Another program than the one that is live, as a draft."""
    (live, *_) = await shop.queries.programs(KORENAAR) or []
    document = live.document.decode()
    assert found in document
    draft = Draft(name, 0, document.replace(found, instead), shop.clock.now(), "staff:joost", None, None)
    return await keep(shop.queries, KORENAAR, draft, NEW)


async def published(shop: Shop, name: str = "spring", after: int = 0) -> None:
    at = shop.clock.now()
    await publishing.published(shop.door, shop.queries, ANNA, name, 1, Instant(at + after), at, "r-1")


async def scheduled(shop: Shop) -> None:
    at = shop.clock.now()
    await publishing.scheduled(shop.door, shop.queries, ANNA, "spring", 1, Instant(at + HOUR), at, "r-1")


async def unscheduled(shop: Shop) -> None:
    await publishing.unscheduled(shop.door, shop.queries, ANNA, "summer", 2, shop.clock.now(), "r-1")


async def withdrawn(shop: Shop) -> None:
    await publishing.withdrawn(shop.door, ANNA, 2, "a slip", shop.clock.now(), "r-1")


async def paused(shop: Shop) -> None:
    await publishing.put_on_hold(shop.door, shop.queries, ANNA, (), shop.clock.now(), "r-1", paused=True)


async def stands(shop: Shop) -> tuple[Any, ...]:
    """Every version, every draft, and how many lines there are."""
    lines = await shop.door.people.register.people.audit_lines(KORENAAR, 0, 99, what="program")
    return await shop.queries.programs(KORENAAR), await shop.queries.drafts(KORENAAR), len(lines)


@pytest.mark.parametrize("deed", [published, scheduled, unscheduled, withdrawn, paused])
async def test_what_leaves_no_line_was_not_done_and_what_is_done_leaves_one(shop: Shop, deed: Deed) -> None:
    at = shop.clock.now()
    await drafted(shop, "autumn")
    await published(shop, "autumn", after=HOUR)  # a version that waits
    await drafted(shop, "summer")
    await publishing.scheduled(shop.door, shop.queries, ANNA, "summer", 1, Instant(at + HOUR), at, "r-1")
    await drafted(shop, "spring")
    before = await stands(shop)
    told(shop, LOST)

    with pytest.raises(Exception, match="the line is lost"):
        await deed(shop)

    assert await stands(shop) == before
    told(shop, "DROP TRIGGER lost")
    await deed(shop)
    assert (await stands(shop))[2] == before[2] + 1
    assert (await stands(shop))[:2] != before[:2]
