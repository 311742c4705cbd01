"""Two members become one over HTTP: looked at, done, decided by a colleague; and the audit log says so."""

import pytest

from tests.korenaar import DAY, KORENAAR, PROGRAM
from tests.programs import read_yaml
from tests.shop_fixtures import both_databases
from zegel.desk.publish import publish
from zegel.main import compiled
from zegel.store import books

pytestmark = pytest.mark.anyio
LIMITS = "corrections:\n  points: {alone: {cashier: 100 points, manager: 1_000 points}}\n"


async def test_a_merge_is_seen_first_done_or_asked_and_noted(shop):
    version = compiled(read_yaml(PROGRAM + LIMITS).document)
    await publish(shop.queries, KORENAAR, version, shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    client = shop.client()

    async def joins(card: str, points: int, **known: str) -> str:
        member = (await client.post("/v1/members", {"identifiers": [{"kind": "card", "value": card}], **known})).json["member"]
        await client.post("/v1/adjustments", {"member": member, "unit": "points", "count": points, "reason": "x", "role": "manager"})
        return str(member)

    fatima, second, third = await joins("C1", 10, name="Fatima"), await joins("C2", 30, birthday="03-31"), await joins("C3", 500)
    wish = {"other": second, "reason": "one person", "role": "cashier", "actor": "staff:anna"}

    seen = await client.post(f"/v1/members/{fatima}/merge/preview", {"other": second, "role": "cashier"}, key=None)
    assert (seen.status, seen.json["waits"], seen.json["name"], seen.json["birthday"]) == (200, False, "Fatima", "03-31")
    assert "+30 punten: overgezet van de andere kaart" in seen.json["explanation"]["nl"]
    assert (await client.get(f"/v1/members/{second}")).json["member"] == second, "looking moves nothing"

    done = await client.post(f"/v1/members/{fatima}/merge", wish)
    assert (done.status, done.json["kind"]) == (201, "transfer in")
    assert (await client.post("/v1/members/lookup", {"identifier": {"kind": "card", "value": "C2"}}, key=None)).json["member"] == fatima

    asked = await client.post(f"/v1/members/{fatima}/merge", wish | {"other": third})
    assert (asked.json["kind"], asked.json["effects"]) == ("merge", [{"effect": "merge", "state": "asked"}])
    waiting = (await client.get("/v1/merges")).json["waiting"]
    assert [(one["merge"], one["member"], one["other"], one["by"]) for one in waiting] == [
        (asked.json["receipt"], fatima, third, "staff:anna")
    ]
    decision = {"approve": True, "reason": "seen", "role": "manager", "actor": "staff:anna"}
    path = f"/v1/merges/{asked.json['receipt']}/decision"
    assert (await client.post(path, decision)).json["code"] == "same_person"
    assert (await client.post(path, decision | {"actor": "staff:mia"})).status == 201
    assert (await client.get("/v1/merges")).json["waiting"] == []
    balances = (await client.get(f"/v1/members/{fatima}/balances")).json["balances"]
    assert [one["available"] for one in balances if one["unit"] == "points"] == [540]
    lines = await shop.door.people.register.people.audit_lines(KORENAAR, 0, 99)
    said = [(line.deed.what, line.deed.actor) for line in lines if line.deed.what.startswith("member.merge")]
    assert sorted(said) == [
        ("member.merge", "staff:anna"), ("member.merge_ask", "staff:anna"), ("member.merge_decide", "staff:mia"),
    ]  # fmt: skip


@both_databases
async def test_what_lapsed_before_a_merge_is_nobodys_debt_when_the_goods_come_back(shop, till):
    async def joins(card: str) -> str:
        known = {"identifiers": [{"kind": "card", "value": card}], "since": "2026-01-01"}
        return str((await till.post("/v1/members", known)).json["member"])

    fatima, second, third = await joins("C1"), await joins("C2"), await joins("C3")
    lines = [{"category": "bread", "sku": "TARWE", "net_minor": 1_000, "quantity": 2_000, "vat_bp": 900}]
    sale = {"branch": "dorpsstraat", "identifier": {"kind": "card", "value": "C3"}, "lines": lines}
    receipt = (await till.post("/v1/purchases", sale)).json["receipt"]
    wish = {"reason": "one person", "role": "cashier", "actor": "staff:anna"}
    assert (await shop.client().post(f"/v1/members/{second}/merge", wish | {"other": third})).status == 201
    shop.clock.forward(500 * DAY)
    assert (await shop.client().post(f"/v1/members/{fatima}/merge", wish | {"other": second})).status == 201

    for _ in range(2):
        one = {"receipt": receipt, "lines": [{"number": 1, "quantity": 1_000}], "reason": "broken"}
        back = await till.post("/v1/returns", one)
        assert (back.status, [e["effect"] for e in back.json["effects"] if e.get("unit") == "points"]) == (201, ["take back"])

    balances = (await till.get(f"/v1/members/{fatima}/balances")).json["balances"]
    assert [one for one in balances if one["unit"] == "points" and (one["available"] or one["debt"])] == []
    assert (await books.check(shop.store, KORENAAR)).is_sound
    assert (await books.rebuild(shop.store, KORENAAR)).is_sound
