"""Goods come back over HTTP: why they do decides what they are paid back for, where the terms say so."""

import pytest

from zegel.core.ids import CompanyId

pytestmark = pytest.mark.anyio
JARS = """zegel: 1
program: De Pot
company: {currency: EUR}
branches: [dorpsstraat]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}
earn:
  base: {give: 1 point, per: 1.00 EUR}
discounts:
  jars: {take: 3, pay: 2}
returns: {within: 30 days, discounts: reprice}
"""


@pytest.mark.parametrize(("cause", "totals"), [
    ("voluntary", {"refund_minor": 0, "repriced": 1}), ("withdrawal", {"refund_minor": 667}), ("defect", {"refund_minor": 667}),
    (None, {"refund_minor": 667}),
])  # fmt: skip
async def test_why_goods_come_back_decides_what_is_paid_back(shop, cause, totals):
    client = shop.client(await shop.add_company(CompanyId("pot"), JARS))
    basket = {"branch": "dorpsstraat", "lines": [{"category": "jam", "net_minor": 3000, "quantity": 3000}]}
    sale = await client.post("/v1/purchases", basket)

    why = {} if cause is None else {"cause": cause}
    back = await client.post("/v1/returns", {"receipt": sale.json["receipt"], "lines": [{"number": 1, "quantity": 1000}], **why})

    assert (back.status, back.json["totals"]) == (201, totals)


async def test_a_cause_that_nobody_knows_is_malformed(till):
    back = await till.post("/v1/returns", {"receipt": "1", "cause": "whim"})

    assert back.status == 422 or back.status == 400
    assert "cause" in str(back.json)
