"""Households over the API: who comes, who goes, a child with a parent's consent; and leaving for good, with what it costs read first."""

import pytest

from tests.client import Client
from tests.korenaar import KORENAAR
from tests.shop_fixtures import both_databases
from zegel.core.ids import purse_of
from zegel.store import books

pytestmark = pytest.mark.anyio


async def enrolled(till: Client, card: str, **more: object) -> str:
    body = {"name": f"Nummer {card}", "identifiers": [{"kind": "card", "value": card}]} | more
    return (await till.post("/v1/members", body)).json["member"]


async def buys(till: Client, member: str) -> None:
    lines = [{"category": "catering", "net_minor": 1000, "vat_bp": 900}]
    assert (await till.post("/v1/purchases", {"branch": "dorpsstraat", "member": member, "lines": lines})).status == 201


@both_databases
async def test_a_household_is_opened_filled_and_left(shop, till):
    anna, bram = await enrolled(till, "100001"), await enrolled(till, "100002")
    home = f"/v1/members/{bram}/household"
    none = await till.post(f"{home}/leave", {})
    joined = await till.post(home, {"keeper": anna})
    await buys(till, bram)
    pooled = await till.post(f"{home}/pool", {}, key="pool")
    again = await till.post(f"{home}/pool", {}, key="pool")
    child = {"birthday": "2015-06-01", "card": "2620000077775", "consented": "paper-1-nl", "name": "Noor"}
    taken = await till.post(f"/v1/members/{anna}/children", child)
    grown = await till.post(f"/v1/members/{anna}/children", child | {"birthday": "1990-06-01", "card": "2620000077782"})
    alone = await till.post("/v1/members", {"name": "Kees", "birthday": "2015-06-01"})
    there = (await till.get(f"/v1/members/{anna}/household")).json
    noor = next(one["member"] for one in there["members"] if one["child"])
    kept = await till.post(f"/v1/members/{noor}/household/leave", {})
    consents = (await till.get(f"/v1/members/{noor}/consents")).json["consents"]
    left = await till.post(f"{home}/leave", {})

    assert (none.code, joined.status, pooled.status, again.body) == ("not_in_household", 201, 201, pooled.body)
    assert (taken.status, grown.code, alone.code, kept.code) == (201, "not_a_child", "too_young", "too_young")
    assert there["keeper"] == anna
    assert {(one["member"], one["child"]) for one in there["members"]} == {(bram, False), (noor, True)}
    assert [(one["purpose"], one["state"], one["history"][0]["text_version"]) for one in consents] == [
        ("child-card", "given", "paper-1-nl")
    ]
    assert left.status == 201
    assert (await till.get(home)).json == {"keeper": None, "member": bram, "members": []}
    assert (await books.check(shop.store, KORENAAR)).is_sound


@both_databases
async def test_who_leaves_for_good_sees_what_it_costs_first_and_is_erased_once(shop, till):
    anna, bram = await enrolled(till, "100001"), await enrolled(till, "100002")
    await till.post(f"/v1/members/{bram}/household", {"keeper": anna})
    child = {"birthday": "2015-06-01", "card": "2620000077775", "consented": "paper-1-nl", "name": "Noor"}
    noor = (await till.post(f"/v1/members/{anna}/children", child)).json["member"]
    await buys(till, bram)

    costs = (await till.get(f"/v1/members/{bram}/leaving")).json
    waits = (await till.get(f"/v1/members/{anna}/leaving")).json["waits_for"]
    unsure = await till.post(f"/v1/members/{bram}/leaving", {"sure": False})
    first = await till.post(f"/v1/members/{anna}/leaving", {"sure": True})
    gone = [await till.post(f"/v1/members/{bram}/leaving", {"sure": True}, key="gone") for _ in range(2)]
    rest = [(await till.post(f"/v1/members/{one}/leaving", {"sure": True})).status for one in (noor, anna)]

    assert (costs["household"], costs["waits_for"], waits) == (anna, None, "children_first")
    assert costs["gives_up"] == [{"count": 20, "unit": "points"}], "Tuesday: twice"
    assert (unsure.status, first.code) == (400, "children_first")
    assert [(one.status, one.json) for one in gone] == [(201, {"erased": True, "member": bram})] * 2
    assert rest == [201, 201]
    assert await shop.queries.profile_of(KORENAAR, purse_of(bram)) is None
    assert (await till.post("/v1/members/lookup", {"identifier": {"kind": "card", "value": "100002"}})).code == "unknown_member"
    assert (await books.check(shop.store, KORENAAR)).is_sound
