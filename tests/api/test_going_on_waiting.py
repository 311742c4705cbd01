"""A late web sale over HTTP, on both databases: approved it waits for its return window, and after a merge a return finds what waits."""

import pytest

from tests.client import Client
from tests.korenaar import DAY, KORENAAR, Shop
from tests.shop_fixtures import both_databases
from zegel.desk.rounds import clock_header
from zegel.flows.commands import RunDue
from zegel.store import books

pytestmark = [pytest.mark.anyio, both_databases]
PIECES = [{"category": "bread", "sku": "TARWE", "net_minor": 2_000, "quantity": 2_000, "vat_bp": 900}]


async def points(till: Client, member: str) -> tuple[int, int]:
    """What can be used, and what waits."""
    units = (await till.get(f"/v1/members/{member}/balances")).json["balances"]
    return next(((one["available"], one["pending"]) for one in units if one["unit"] == "points"), (0, 0))


async def test_an_approved_web_sale_waits_on_also_in_another_purse(shop: Shop, till: Client) -> None:
    shop.clock.forward(5 * DAY)
    member = (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": "C1"}], "since": "2026-01-01"})).json["member"]
    paper = (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": "P1"}]})).json["member"]
    told = {"branch": "dorpsstraat", "channel": "web", "member": paper, "lines": PIECES, "happened_at": "2026-03-04T10:00:00Z"}
    sale = (await till.post("/v1/purchases", told)).json
    assert sale["review"] is True

    approved = await till.post(f"/v1/receipts/{sale['receipt']}/review", {"approve": True, "reason": "the mail says so"})

    assert [one["effect"] for one in approved.json["effects"] if one.get("unit") == "points"] == ["waits"]
    assert [text for text in approved.json["explanation"]["nl"] if "te gebruiken vanaf" in text] != []
    again = await till.post(f"/v1/receipts/{sale['receipt']}/review", {"approve": False, "reason": "no"})
    assert again.json["code"] == "not_under_review"
    wish = {"other": paper, "reason": "one person", "role": "cashier", "actor": "staff:anna"}
    merged = await shop.client().post(f"/v1/members/{member}/merge", wish)
    assert merged.status == 201, merged.json
    free, waiting = await points(till, member)
    assert (free, waiting > 0) == (0, True)

    half = {"receipt": sale["receipt"], "lines": [{"number": 1, "quantity": 1_000}], "reason": "broken"}
    assert (await till.post("/v1/returns", half)).status == 201
    assert await points(till, member) == (0, waiting // 2)
    shop.clock.forward(12 * DAY)
    for purse in await shop.queries.purses_due(KORENAAR, shop.clock.now(), 9):
        await shop.desk.submit_bulk([RunDue(clock_header(KORENAAR, shop.clock.now(), "Europe/Amsterdam"), purse)])
    assert await points(till, member) == (waiting // 2, 0)
    assert (await books.check(shop.store, KORENAAR)).is_sound
    assert (await books.rebuild(shop.store, KORENAAR)).is_sound
