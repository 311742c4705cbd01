"""Business gifts over HTTP: what each recipient was given in a year, on both databases."""

import pytest

from tests.shop_fixtures import both_databases
from zegel.core.ids import CompanyId
from zegel.store.books import check, rebuild

PROGRAM = """zegel: 1
program: Groothandel Van Dam
company: {currency: EUR, prices: excluding VAT, country: NL, languages: [nl]}
branches: [magazijn]
gestures:
  envelope: 1_000.00 EUR per month
  kinds: {wine: {item: wijn, worth: 113.50 EUR, VAT: business gift}}
"""


@both_databases
@pytest.mark.anyio
async def test_the_meter_of_a_year_lists_recipients_and_ties_to_the_books(shop):
    company = CompanyId("vandam")
    till = shop.client(await shop.add_company(company, PROGRAM))
    shown = [[{"kind": "card", "value": card}] for card in ("7001", "7002", "7003")]
    kok, bar, _ = [(await till.post("/v1/members", {"identifiers": one})).json["member"] for one in shown]
    for member in (kok, bar, kok, kok):
        given = await till.post("/v1/gestures", {"branch": "magazijn", "member": member, "gesture": "wine", "reason": "a good year"})
        assert given.status == 201, given.body
    year = given.json["effects"][-1]["year"]

    first = (await till.get("/v1/business-gifts", "limit=1")).json
    second = (await till.get("/v1/business-gifts", f"year={year}&limit=1&cursor={first['next']}")).json

    rows = {r["member"]: (r["total_minor"], r["over_minor"], r["state"]) for r in first["recipients"] + second["recipients"]}
    assert rows == {kok: (34_050, 11_350, "above"), bar: (11_350, 0, "within")}
    assert second["next"] is None
    assert (await till.get("/v1/business-gifts", "year=1999")).json["recipients"] == []
    assert (await till.get("/v1/business-gifts", "year=26")).code == "no_such_day"
    assert (await check(shop.store, company)).findings == []
    await rebuild(shop.store, company)
    assert (await till.get("/v1/business-gifts", "limit=1")).json == first
