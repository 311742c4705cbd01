"""A cashier gives the difference with one tap, on both databases."""

import json

import pytest

from tests.client import Client
from tests.korenaar import KORENAAR, Shop
from tests.shop_fixtures import both_databases
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.read import read_json
from zegel.store import books

pytestmark = pytest.mark.anyio

PROMISE = {"store credit": {"expires": "never"}, "price protection": {"within": "14 days", "valid for": "60 days"}}


@pytest.fixture
async def open_shop(shop: Shop, till: Client) -> Shop:
    """The bakery, which protects prices now."""
    document = (await till.get("/v1/program")).json["document"] | PROMISE
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    return shop


async def credit_of(till: Client, member: str) -> list[int]:
    balances = (await till.get(f"/v1/members/{member}/balances")).json["balances"]
    return [one["available"] for one in balances if one["unit"] == "store credit"]


@both_databases
async def test_the_difference_is_given_once_and_goes_as_the_article_goes(open_shop, till):
    member = (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": "100001"}]})).json["member"]
    other = (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": "100002"}]})).json["member"]
    coats = {"sku": "COAT", "category": "coats", "quantity": 2000, "net_minor": 5990, "vat_bp": 2100}
    sale = (await till.post("/v1/purchases", {"branch": "station", "member": member, "lines": [coats]})).json["receipt"]
    asked = {"member": member, "receipt": sale, "line": 1, "promo_minor": 2695, "reason": "spring sale"}

    ahead = await till.post("/v1/price-protection", asked | {"promo_from": "2026-03-30"})
    nonsense = await till.post("/v1/price-protection", asked | {"promo_from": "2026-02-30"})
    given = await till.post("/v1/price-protection", asked)
    again = await till.post("/v1/price-protection", asked)
    theirs = await till.post("/v1/price-protection", asked | {"member": other})

    assert (ahead.code, nonsense.code) == ("case_too_late", "no_such_day")
    assert (given.status, given.json["kind"]) == (201, "price drop")
    assert (again.status, again.code, theirs.code) == (409, "protected_before", "unknown_receipt")
    assert await credit_of(till, member) == [600]
    bread = {"sku": "JAM", "category": "jam", "quantity": 1000, "net_minor": 400, "vat_bp": 900}
    paid = {"branch": "station", "member": member, "lines": [bread], "tenders": [{"kind": "store_credit", "amount_minor": 400}]}
    assert (await till.post("/v1/purchases", paid)).status == 201

    back = await till.post("/v1/returns", {"receipt": sale, "lines": [{"number": 1, "quantity": 1000}], "reason": "one too many"})

    assert [(e["count"], e["noted"]) for e in back.json["effects"] if e["effect"] == "price drop"] == [(-200, 100)]
    assert await credit_of(till, member) in ([], [0])
    assert (await books.check(open_shop.store, KORENAAR)).is_sound
