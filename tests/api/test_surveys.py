"""How complaints went, over HTTP, on both databases: a score once, what it earns, and what a year of them comes to."""

import pytest

from tests.shop_fixtures import both_databases
from zegel.core.ids import CompanyId

PROGRAM = """zegel: 1
program: De Korenaar
company: {currency: EUR, country: NL, languages: [nl]}
branches: [dorpsstraat]
units: {points: {worth: 0.01 EUR}}
events: {survey: {fields: {score: score}}}
earn: {answered: {give: 25 points, on: event survey}}
messages: {went: {says: {nl: Hoe ging het?}, on: complaint closed, purpose: service, asks: 1 to 5}}
"""


@both_databases
@pytest.mark.anyio
async def test_what_members_say_of_their_complaints_and_what_a_year_of_it_comes_to(shop):
    till = shop.client(await shop.add_company(CompanyId("korenaar"), PROGRAM))
    cases = []
    for card in ("7001", "7002", "7003"):
        member = (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": card}]})).json["member"]
        case = (await till.post("/v1/cases", {"member": member, "kind": "service", "what": "te laat"})).json["receipt"]
        cases.append((member, case))
        assert (await till.post(f"/v1/cases/{case}/moves", {"to": "closed"})).status == 201

    first = await till.post(f"/v1/cases/{cases[0][1]}/survey", {"score": 5})
    second = await till.post(f"/v1/cases/{cases[1][1]}/survey", {"score": 2})
    again = await till.post(f"/v1/cases/{cases[0][1]}/survey", {"score": 1})
    outside = await till.post(f"/v1/cases/{cases[2][1]}/survey", {"score": 6})

    assert (first.status, second.status) == (201, 201)
    assert (again.status, again.code, outside.status) == (409, "survey_answered", 400)
    assert (await till.get("/v1/surveys")).json["scales"] == [
        {"lowest": 1, "highest": 5, "asked": 3, "answers": 2, "average_hundredths": 350}
    ]
    for member, _ in cases[:2]:
        balances = (await till.get(f"/v1/members/{member}/balances")).json["balances"]
        assert next(one["available"] for one in balances if one["unit"] == "points") == 25
