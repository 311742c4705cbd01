"""Memberships, tiers set by hand and what members may have, through the doors and on both databases."""

from pathlib import Path

import pytest

from tests.shop_fixtures import both_databases
from zegel.api.documented import CARD
from zegel.core.ids import CompanyId
from zegel.store import books

pytestmark = [pytest.mark.anyio, both_databases]
CLUB = (Path(__file__).parents[1] / "club.yaml").read_text()
PLUS = {"branch": "dorpsstraat", "identifier": CARD, "lines": [{"sku": "PLUS", "category": "card", "net_minor": 2500}]}
PARCEL = {
    "branch": "dorpsstraat", "identifier": CARD, "channel": "web",
    "lines": [{"category": "shirts", "net_minor": 2000}, {"category": "shipping", "net_minor": 495}],
}  # fmt: skip


@pytest.fixture
async def club(shop):
    """A till of the clothes shop, with a member."""
    client = shop.client(await shop.add_company(CompanyId("kledingkast"), CLUB))
    await client.post("/v1/members", {"name": "Fatima", "identifiers": [CARD]})
    return client


async def member(club):
    return (await club.post("/v1/members/lookup", {"identifier": CARD}, key=None)).json["member"]


async def test_a_membership_that_is_bought_gives_what_it_promises_in_the_basket_and_by_name(shop, club):
    who = await member(club)
    before = (await club.get(f"/v1/members/{who}/entitlements")).json
    assert before["held"] == []
    assert {row["id"]: row["why_not"]["nl"] for row in before["not_held"]}["membership:plus:free shipping"] == (
        "gratis verzending vanaf € 20,00: alleen met Plus"
    )

    await club.post("/v1/purchases", PLUS)
    await club.post("/v1/purchases", PLUS)

    asked = await club.get(f"/v1/members/{who}/entitlements", "channel=web&branch=dorpsstraat")
    assert asked.status == 200, asked.body
    after = asked.json
    shipping, warranty, prices = sorted(after["held"], key=lambda row: row["kind"] != "free shipping")
    assert (shipping["id"], shipping["kind"], shipping["from_minor"]) == ("membership:plus:free shipping", "free shipping", 2000)
    assert {warranty["months"], prices["months"]} == {12, None}
    assert shipping["until"] == warranty["until"] == prices["until"]
    assert int(shipping["until"][:4]) - int(after["at"][:4]) == 2  # two terms, one behind the other
    assert shipping["why"]["en"] == "free shipping from €20.00 with Plus"
    quote = (await club.post("/v1/quotes", PARCEL, key=None)).json
    assert quote["totals"]["pays_minor"] == 2000
    assert [row["kind"] for row in quote["entitlements"]] == ["free shipping", "extended warranty", "price list"]
    assert (await books.check(shop.store, CompanyId("kledingkast"))).findings == []


async def test_a_status_match_and_how_one_stands(shop, club):
    who = await member(club)
    said = await club.post(
        "/v1/tiers", {"member": who, "tier": "goud", "until": "2099-12-31", "reason": "status match", "evidence": "gold card"}
    )
    assert said.status == 201, said.body
    assert said.json["explanation"]["nl"] == ["U bent goud, tot en met 31 december 2099"]

    stood = (await club.get(f"/v1/members/{who}/tier")).json
    assert (stood["tier"], stood["by_hand"], stood["until"], stood["measured"]) == ("goud", True, "2099-12-31T23:00:00.000Z", 0)
    assert (stood["next_tier"], stood["next_more"], stood["warn"]) == ("zilver", 500, False)
    assert stood["says"]["nl"] == "U bent goud tot en met 31 december 2099. Nog 500 sterren voor zilver."
    assert (await club.get(f"/v1/members/{who}")).json["tier"] == "goud"
    assert (await club.get(f"/v1/members/{who}/balances")).json["tier"] == "goud"

    await club.post("/v1/tiers", {"member": who, "tier": "none", "reason": "was not hers"})
    assert (await club.get(f"/v1/members/{who}/tier")).json["tier"] == "brons"
    assert (await books.check(shop.store, CompanyId("kledingkast"))).findings == []


async def test_places_are_drawn_and_come_back(shop, club):
    await club.post("/v1/members", {"name": "Hassan", "identifiers": [{"kind": "card", "value": "H1"}]})
    await club.post("/v1/members", {"name": "Ria", "identifiers": [{"kind": "card", "value": "R1"}]})
    body = {"membership": "vip", "reason": "invited by Anna"}

    assert (await club.post("/v1/memberships", body | {"identifier": CARD})).status == 201
    assert (await club.post("/v1/memberships", body | {"identifier": {"kind": "card", "value": "H1"}})).status == 201
    full = await club.post("/v1/memberships", body | {"identifier": {"kind": "card", "value": "R1"}})
    assert (full.status, full.code) == (409, "no_place_left")

    ended = await club.post("/v1/memberships/end", {"identifier": CARD, "membership": "vip", "at_once": True})
    assert ended.json["effects"][0]["what"] == "withdrawn"
    assert (await club.post("/v1/memberships", body | {"identifier": {"kind": "card", "value": "R1"}})).status == 201
    assert (await books.check(shop.store, CompanyId("kledingkast"))).findings == []


async def test_what_is_not_there_is_refused(club):
    for path, body, status, code in (
        ("/v1/memberships", {"membership": "silver club"}, 422, "unknown_membership"),
        ("/v1/memberships", {"membership": "plus", "until": "2001-01-01"}, 422, "day_is_over"),
        ("/v1/memberships", {"membership": "plus", "until": "2026-02-30"}, 422, "no_such_day"),
        ("/v1/memberships", {"membership": "monthly", "trial": True}, 409, "trial_not_now"),
        ("/v1/memberships/end", {"membership": "plus"}, 409, "no_membership"),
        ("/v1/tiers", {"tier": "platina", "reason": "x"}, 422, "unknown_tier"),
    ):
        answer = await club.post(path, body | {"identifier": CARD})
        assert (answer.status, answer.code) == (status, code), answer.body


async def test_a_program_without_a_ladder_says_so(shop, club):
    bare = CLUB.split("tiers:")[0]
    client = shop.client(await shop.add_company(CompanyId("bare"), bare))
    await client.post("/v1/members", {"identifiers": [CARD]})
    who = await member(client)

    stood = (await client.get(f"/v1/members/{who}/tier")).json

    assert (stood["tier"], stood["says"]["en"]) == (None, "There are no tiers.")
    assert (await client.get(f"/v1/members/{who}/entitlements")).json["held"] == []
