"""Points wait for an event that the program drops: they are set free by the clock, once the return window is over (both databases)."""

import json

import pytest

from tests.client import Client
from tests.korenaar import DAY, KORENAAR, Shop
from tests.shop_fixtures import both_databases
from zegel.core.ids import receipt_of
from zegel.desk.publish import publish
from zegel.desk.unawaited import free_unawaited
from zegel.program.compile import Compiled
from zegel.program.read import read_json
from zegel.store import books

pytestmark = [pytest.mark.anyio, both_databases]
CARD = {"kind": "card", "value": "2620000000012"}
BREAD = [{"category": "bread", "sku": "TARWE", "net_minor": 1_000, "vat_bp": 900}]


async def publishes(shop: Shop, document: dict) -> None:
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)


async def points(till: Client, member: str) -> tuple[int, int]:
    """What can be used, and what waits."""
    units = (await till.get(f"/v1/members/{member}")).json["balances"]
    return next(((one["available"], one["pending"]) for one in units if one["unit"] == "points"), (0, 0))


async def passes(shop: Shop) -> int:
    return await free_unawaited(shop.desk, shop.queries, shop.clock.now)


async def test_what_waits_for_an_event_that_was_dropped_is_free_after_the_return_window(shop: Shop, till: Client) -> None:
    plain = (await till.get("/v1/program")).json["document"]
    units = plain["units"] | {"points": plain["units"]["points"] | {"pending": {"web": "until event delivered"}}}
    await publishes(shop, plain | {"events": {"delivered": {}}, "units": units})
    member = (await till.post("/v1/members", {"identifiers": [CARD], "since": "2026-01-01"})).json["member"]
    sale = {"branch": "dorpsstraat", "channel": "web", "identifier": CARD, "lines": BREAD}
    done = (await till.post("/v1/purchases", sale)).json
    _, waiting = await points(till, member)
    assert waiting > 0
    shop.clock.forward(5 * DAY)
    assert await passes(shop) == 0  # it is declared still
    await publishes(shop, plain)

    assert await passes(shop) == 0  # the goods can still come back
    assert await points(till, member) == (0, waiting)
    shop.clock.forward(20 * DAY)
    assert await passes(shop) == 1

    assert await points(till, member) == (waiting, 0)
    assert await passes(shop) == 0
    shop.clock.forward(2 * DAY)
    assert await passes(shop) == 0
    assert (await shop.queries.waiting_for_events(KORENAAR, shop.clock.now(), None, 9)) == []
    home = receipt_of(done["receipt"]).purse
    last = (await shop.queries.entries(KORENAAR, home, 0, 99))[-1]
    assert (last.kind, last.actor, last.reason) == ("event", "zegel", "the program declares this event no longer")
    assert (await books.check(shop.store, KORENAAR)).is_sound
