"""What a cashier may not give alone waits in the office; somebody else says yes with one tap, or no, and the pot pays once."""

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio
REQUESTS = "/kantoor/aanvragen"
GESTURES = """
gestures:
  envelope: 20.00 EUR per month
  may give: {cashier: 2.50 EUR, branch manager: 5.00 EUR, owner: 15.00 EUR}
  kinds: {cake: {item: {nl: taart, en: cake}, worth: 10.00 EUR}}
"""


async def asked_for(house, program=GESTURES):
    shop = house.shop
    await publish(shop.queries, KORENAAR, compiled(read_yaml(PROGRAM + program).document), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    made = await shop.client().post("/v1/members", {"name": "Fatima", "identifiers": [{"kind": "card", "value": "F1"}]})
    wish = {
        "member": made.json["member"], "gesture": "cake", "reason": "haar bestelling was weg", "branch": "dorpsstraat", "role": "cashier",
        "actor": "staff:samira",
    }  # fmt: skip
    answer = await shop.client().post("/v1/gestures", wish)
    assert answer.status == 201, answer.json
    return answer.json["receipt"]


async def test_a_manager_says_yes_and_the_pot_pays_once(house):
    gesture = await asked_for(house)
    joost = house.office()

    page = await joost.get(REQUESTS)
    text = page.body.decode()
    assert "taart" in text
    assert "haar bestelling was weg" in text
    assert "€\u00a010,00" in text
    done = await joost.fill(page, f"{REQUESTS}/{gesture}", answer="yes")
    again = await joost.fill(page, f"{REQUESTS}/{gesture}", answer="yes")

    assert (done.status, again.status) == (303, 303)
    assert "Er wacht niets op u" in (await joost.get(REQUESTS)).body.decode()
    assert (await house.shop.queries.counters(KORENAAR))["gestures:dorpsstraat:2026-03"] == 1000


async def test_a_no_costs_nothing_and_a_yes_takes_a_reason(house):
    gesture = await asked_for(house)
    joost = house.office()
    page = await joost.get(REQUESTS)

    assert (await joost.fill(page, f"{REQUESTS}/{gesture}", answer="yes", reason=" ")).status == 422
    assert (await joost.fill(page, f"{REQUESTS}/{gesture}", answer="perhaps")).status == 400
    page = await joost.get(REQUESTS)
    assert (await joost.fill(page, f"{REQUESTS}/{gesture}", answer="no")).status == 303
    assert "gestures:dorpsstraat:2026-03" not in await house.shop.queries.counters(KORENAAR)


async def test_who_may_not_approve_sees_no_requests(house):
    await asked_for(house)

    assert (await house.office(rights=frozenset({"members:list"})).get(REQUESTS)).status == 403


async def test_a_correction_above_ones_limit_waits_for_somebody_else_and_is_booked_once(house):
    shop, limits = house.shop, "corrections:\n  points: {alone: {cashier: 100 points}}\n"
    await publish(shop.queries, KORENAAR, compiled(read_yaml(PROGRAM + limits).document), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    member = (await shop.client().post("/v1/members", {"name": "Fatima", "identifiers": [{"kind": "card", "value": "F1"}]})).json["member"]
    wish = {"member": member, "unit": "points", "count": 250, "reason": "kassa lag plat", "role": "cashier", "actor": "staff:samira"}
    asked = await shop.client().post("/v1/adjustments", wish | {"branch": "dorpsstraat"})
    assert asked.status == 201, asked.body
    joost = house.office()

    page = await joost.get(REQUESTS)
    text = page.body.decode()
    assert "+ 250\u00a0punten" in text
    assert "kassa lag plat" in text
    address = f"{REQUESTS}/correctie/{asked.json['receipt']}"
    for _ in range(2):
        assert (await joost.fill(page, address, answer="yes")).status == 303

    assert "Er wacht niets op u" in (await joost.get(REQUESTS)).body.decode()
    balances = (await shop.client().get(f"/v1/members/{member}/balances")).json["balances"]
    assert [one["available"] for one in balances if one["unit"] == "points"] == [250]
