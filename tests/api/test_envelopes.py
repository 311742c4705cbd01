"""What branches may still give by themselves, over HTTP, on both databases."""

import pytest

from tests.shop_fixtures import both_databases
from zegel.core.ids import CompanyId
from zegel.core.periods import local_moment

PROGRAM = """zegel: 1
program: De Korenaar
company: {currency: EUR, country: NL, languages: [nl]}
branches: [dorpsstraat, markt]
units: {points: {worth: 0.01 EUR}}
gestures:
  envelope: 20.00 EUR per month
  envelopes: {markt: 5.00 EUR per month}
  budgets: {klacht: 8.00 EUR per month}
  reasons: {waited: 10.00 EUR per month}
  kinds:
    sorry: {points: 300 points, budget: klacht}
    bloemen: {item: bloemen, worth: 4.00 EUR}
"""
CARD = {"kind": "card", "value": "7001"}


@both_databases
@pytest.mark.anyio
async def test_what_is_left_of_each_envelope_and_of_each_budget(shop):
    company = CompanyId("korenaar")
    till = shop.client(await shop.add_company(company, PROGRAM))
    await till.post("/v1/members", {"identifiers": [CARD]})
    given = {"branch": "dorpsstraat", "identifier": CARD, "gesture": "sorry", "reason": "waited long", "because": "waited"}
    for _ in range(2):
        assert (await till.post("/v1/gestures", given)).status == 201

    empty = await till.post("/v1/gestures", given)
    found = (await till.get("/v1/gestures/envelopes")).json
    month = local_moment(shop.clock.now(), "Europe/Amsterdam", 0).business_date[:7]

    assert (empty.status, empty.code) == (409, "budget_used_up")
    assert found == {
        "currency": "EUR",
        "envelopes": [
            {"branch": "dorpsstraat", "budgets": [{"name": "klacht", "envelope_minor": 800, "left_minor": 200}],
             "reasons": [{"name": "waited", "envelope_minor": 1000, "left_minor": 400}],
             "month": month, "envelope_minor": 2000, "left_minor": 1400},
            {"branch": "markt", "budgets": [{"name": "klacht", "envelope_minor": 800, "left_minor": 500}],
             "reasons": [{"name": "waited", "envelope_minor": 1000, "left_minor": 500}],
             "month": month, "envelope_minor": 500, "left_minor": 500},
        ],
    }  # fmt: skip
    assert (await till.get("/v1/gestures/envelopes", "branch=markt")).json["envelopes"] == found["envelopes"][1:]
    assert (await till.get("/v1/gestures/envelopes", "branch=haven")).code == "unknown_branch"
