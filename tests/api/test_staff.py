"""Who works here, by a key of its own: it takes on cashiers, invites them and lets them go, and never makes anybody more than itself."""

import json
from asyncio import gather

import pytest

from tests.access.crew import browser, done, take_on
from tests.korenaar import KORENAAR, PROGRAM, compiled
from tests.programs import read_yaml
from tests.shop_fixtures import both_databases
from zegel.access.signing_in import From
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio
BAS = {"name": "Bas de Wit", "email": "bas@korenaar.example", "roles": [{"role": "cashier", "branch": "station"}]}


async def patched(client, path, body):
    return await client.send("PATCH", path, json.dumps(body).encode(), [("content-type", "application/json")])


@both_databases
async def test_a_key_takes_on_invites_changes_and_lets_go_and_each_stands_in_the_log(shop):
    client = shop.client(await shop.make_key(KORENAAR, ["till", "staff:read", "staff:write"], source="roster"))

    made = await client.post("/v1/staff", BAS)
    bas = made.json["staff"]
    again = await client.post("/v1/staff", BAS | {"email": " Bas@Korenaar.example"})
    link = await client.post(f"/v1/staff/{bas}/invitation", {"reason": "first day"})
    moved = await patched(client, f"/v1/staff/{bas}", {"roles": [{"role": "cashier"}], "reason": "both shops"})
    card = (await shop.client().post("/v1/members", {"name": "Bas"})).json["member"]
    own = await patched(client, f"/v1/staff/{bas}", {"card": card, "reason": "saves here too"})
    nobody = await patched(client, f"/v1/staff/{bas}", {"card": "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11", "reason": "x"})
    gone = await client.post(f"/v1/staff/{bas}/leave", {"reason": "moved"})
    late = await client.post(f"/v1/staff/{bas}/invitation", {"reason": "again"})
    back = await client.post(f"/v1/staff/{bas}/return", {"reason": "summer"})

    assert (made.status, made.json["roles"]) == (201, [{"branch": "station", "role": "cashier"}])
    assert again.code == "email_taken"
    assert (link.status, link.json["path"].startswith("/kantoor/welkom/")) == (201, True)
    assert (moved.status, moved.json["roles"], moved.json["name"]) == (200, [{"branch": None, "role": "cashier"}], "Bas de Wit")
    assert (own.json["card"], nobody.code) == (card, "unknown_member")
    assert (gone.json["state"], late.code, back.json["state"]) == ("off", "unknown_staff", "active")
    assert [(one["staff"], one["state"]) for one in (await client.get("/v1/staff")).json["staff"]] == [(bas, "active")]
    assert (await client.get(f"/v1/staff/{bas}")).json == back.json
    lines = await shop.door.people.register.people.audit_lines(KORENAAR, 0, 99)
    told = [(one.deed.what, one.deed.actor.partition(":")[0], one.deed.reason) for one in lines if one.deed.object == f"staff:{bas}"]
    assert told == [
        ("staff.take_on", "key", ""), ("staff.invite", "key", "first day"), ("staff.roles", "key", "both shops"),
        ("staff.change", "key", "saves here too"),
        ("staff.let_go", "key", "moved"), ("staff.take_back", "key", "summer"),
    ]  # fmt: skip


async def test_a_key_makes_nobody_more_than_itself_and_moves_nobody_who_is(shop):
    owner, admin = await take_on(shop, "Anna", "owner"), await take_on(shop, "Ad", "admin")
    finance, station = await take_on(shop, "Fien", "finance"), await take_on(shop, "Cor", "cashier", at="station")
    till = shop.client(await shop.make_key(KORENAAR, ["till", "staff:write", "staff:read"]))
    every = shop.client(await shop.make_key(KORENAAR, ["all", "staff:write", "staff:read"]))
    local = shop.client(await shop.make_key(KORENAAR, ["till", "staff:write", "staff:read"], branch="dorpsstraat"))

    for client, role, at, code in (
        (till, "owner", "", "role_beyond_key"), (till, "branch manager", "", "role_beyond_key"), (till, "king", "", "malformed"),
        (every, "owner", "", "role_beyond_key"), (every, "admin", "", "role_beyond_key"), (till, "cashier", "nowhere", "unknown_branch"),
        (local, "cashier", "station", "role_beyond_key"), (local, "cashier", "", "role_beyond_key"),
    ):  # fmt: skip
        body = BAS | {"roles": [{"role": role} | ({"branch": at} if at else {})]}
        assert (await client.post("/v1/staff", body)).code == code, (role, at)
    for client, one in ((every, owner), (every, admin), (till, finance), (local, station)):
        here = f"/v1/staff/{one.one.id}"
        assert (await client.post(f"{here}/leave", {"reason": "x"})).code == "role_beyond_key"
        assert (await client.post(f"{here}/invitation", {"reason": "x"})).code == "role_beyond_key"
        assert (await patched(client, here, {"roles": [], "reason": "x"})).code == "role_beyond_key"
    assert (await every.post("/v1/staff", BAS | {"roles": [{"role": "branch manager", "branch": "station"}]})).status == 201
    assert (await local.get(f"/v1/staff/{station.one.id}")).code == "unknown_staff"
    assert [one["name"] for one in (await local.get("/v1/staff")).json["staff"]] == ["Ad", "Anna", "Fien"]
    assert (await shop.client().get("/v1/staff")).code == "not_allowed", "`all` is not enough: it is named"


async def test_changes_of_two_people_at_once_are_both_kept(shop):
    admin, fien = await take_on(shop, "Ad", "admin"), await take_on(shop, "Fien", "finance")
    client, here = await browser(shop, admin), f"/v1/staff/{fien.one.id}"

    renamed, moved = await gather(
        patched(client, here, {"name": "Josefien", "reason": "in full"}),
        patched(client, here, {"roles": [{"role": "cashier", "branch": "station"}], "reason": "to the shop"}),
    )

    assert (renamed.status, moved.status) == (200, 200)
    kept = (await client.get(here)).json
    assert (kept["name"], kept["roles"]) == ("Josefien", [{"branch": "station", "role": "cashier"}])


async def test_an_admin_cannot_become_an_owner_by_inviting_one(shop):
    owner, admin = await take_on(shop, "Anna", "owner"), await take_on(shop, "Ad", "admin")
    client = await browser(shop, admin)

    assert (await client.post(f"/v1/staff/{owner.one.id}/invitation", {"reason": "x"})).code == "not_allowed"
    assert (await client.post(f"/v1/staff/{admin.one.id}/invitation", {"reason": "x"})).code == "not_yourself"
    assert (await client.post("/v1/staff", BAS | {"roles": [{"role": "owner"}]})).code == "not_allowed"
    assert (await client.post("/v1/staff", BAS)).status == 201


async def test_a_key_that_invites_a_manager_anew_lets_nobody_in_with_their_power_where_two_people_give_it(shop):
    program = compiled(read_yaml(PROGRAM + "settings: {powerful roles: two people}\n").document)
    await publish(shop.queries, KORENAAR, program, shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    await take_on(shop, "Anna", "owner")
    manager, signing_in = await take_on(shop, "Fien", "branch manager", at="station"), shop.door.people.signing_in
    first = await signing_in.invite(done(), KORENAAR, manager.one.id)
    await signing_in.accept(first, "paars paard op een fiets", shop.clock.now(), From("192.0.2.7"))
    key = shop.client(await shop.make_key(KORENAAR, ["all", "staff:write", "staff:read"]))

    invited = await key.post(f"/v1/staff/{manager.one.id}/invitation", {"reason": "lost telephone"})
    seen = (await key.get(f"/v1/staff/{manager.one.id}")).json

    assert invited.status == 201
    assert (seen["roles"], seen["waiting"]) == ([], [{"branch": "station", "role": "branch manager"}])
