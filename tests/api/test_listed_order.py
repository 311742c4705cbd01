"""Row 1 on both databases: discounts come off in the order of the program's own list, and the receipt keeps that."""

import json

import pytest

from tests.client import Client
from tests.korenaar import KORENAAR, Shop
from tests.shop_fixtures import both_databases
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.read import read_json

pytestmark = [pytest.mark.anyio, both_databases]
DISCOUNTS = {"euro": {"off": "1.00 EUR", "priority": "9"}, "half": {"off": "50%"}, "tenth": {"off": "10%", "on": "basket"}}


async def test_row_1_a_list_decides(shop: Shop, till: Client) -> None:
    order, pays = ["half", "tenth", "euro"], 350  # euro goes first by its priority, half and tenth stand in other lanes
    document = (await till.get("/v1/program")).json["document"]
    document["discounts"] = DISCOUNTS
    document["settings"] = {"order": "listed", "listed": order}
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    body = {"branch": "station", "lines": [{"sku": "P1", "quantity": 1000, "net_minor": 1000, "vat_bp": 900}]}

    quote, bought = await till.post("/v1/quotes", body), await till.post("/v1/purchases", body)

    assert quote.json["totals"]["pays_minor"] == bought.json["totals"]["pays_minor"] == pays
    kept = (await till.get(f"/v1/receipts/{bought.json['receipt']}")).json
    assert [one["rule"] for one in kept["effects"] if one["effect"] == "discount"] == order
