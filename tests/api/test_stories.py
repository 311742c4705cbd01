"""What a till lives through, over HTTP."""

import pytest

pytestmark = pytest.mark.anyio

CARD = {"kind": "card", "value": "2620000012345"}


async def test_a_purchase_becomes_a_receipt(till):
    await till.post("/v1/members", {"name": "Anna", "identifiers": [CARD]})

    answer = await till.post(
        "/v1/purchases",
        {"branch": "dorpsstraat", "identifier": CARD, "lines": [{"sku": "BREAD", "category": "bread", "net_minor": 250}]},
    )

    assert answer.status == 201, answer.body
    print(answer.json)
