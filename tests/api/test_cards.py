"""A card without a name, and lines of nothing."""

import pytest

CARD, OWN = {"kind": "card", "value": "880001"}, {"kind": "card", "value": "880002"}
LINE = {"sku": "M", "category": "milk", "net_minor": 1000}


@pytest.mark.anyio
async def test_an_anonymous_card_saves_and_is_claimed_later(till):
    made = await till.post("/v1/members", {"anonymous": True, "identifiers": [CARD]})
    assert made.status == 201
    await till.post("/v1/purchases", {"branch": "dorpsstraat", "identifier": CARD, "lines": [LINE]})
    member = (await till.post("/v1/members", {"name": "Fatima", "identifiers": [OWN]})).json["member"]

    claimed = await till.post("/v1/claims", {"card": CARD, "member": member})

    assert claimed.status == 201, claimed.body
    balances = (await till.get(f"/v1/members/{member}/balances")).json["balances"]
    assert [b["available"] for b in balances if b["unit"] == "points"] == [20]


@pytest.mark.anyio
async def test_nothing_is_known_of_whom_an_anonymous_card_belongs_to(till):
    refused = await till.post("/v1/members", {"anonymous": True, "name": "Fatima"})

    assert (refused.status, refused.code) == (422, "not_anonymous")


@pytest.mark.anyio
async def test_a_line_of_no_quantity_is_a_line(till):
    coupon = {"sku": "COUPON", "category": "coupon", "quantity": 0, "net_minor": 0}
    fuel = {"sku": "FUEL", "category": "fuel", "quantity": 10_512, "measure": "gallon", "net_minor": 2490}

    bought = await till.post("/v1/purchases", {"branch": "dorpsstraat", "lines": [coupon, fuel]})

    assert bought.status == 201
    assert bought.json["totals"]["net_minor"] == 2490
