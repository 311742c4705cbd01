"""Memberships, tiers set by hand and what members may have, through the doors and on both databases."""

import re
from pathlib import Path

import pytest

from tests.programs import read_yaml
from tests.shop_fixtures import both_databases
from zegel.api.documented import CARD
from zegel.core.ids import CompanyId
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.tree import plain, yaml_tree
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


async def test_of_two_terms_that_were_bought_one_is_left_and_runs_when_either_sale_comes_back(shop, club):
    who = await member(club)
    first = (await club.post("/v1/purchases", PLUS)).json["receipt"]
    await club.post("/v1/purchases", PLUS)

    back = await club.post("/v1/returns", {"receipt": first, "reason": "changed her mind", "branch": "dorpsstraat"})

    assert back.status == 201, back.body
    after = (await club.get(f"/v1/members/{who}/entitlements", "channel=web&branch=dorpsstraat")).json
    (until,) = {row["until"] for row in after["held"] if row["kind"] == "free shipping"}
    assert int(until[:4]) - int(after["at"][:4]) == 1
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
    assert (stood["next_tier"], stood["next_more"], stood["warn"]) == (None, None, False)
    assert stood["says"]["nl"] == "U bent goud tot en met 31 december 2099."
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


async def test_who_reaches_a_step_of_a_new_ladder_hears_that_the_next_purchase_brings_it(shop, club):
    who = await member(club)
    await club.post("/v1/purchases", {"branch": "dorpsstraat", "identifier": CARD, "lines": [{"category": "shirts", "net_minor": 40000}]})
    easier = CLUB.replace("zilver: {from: 500,", "zilver: {from: 300,")
    await publish(shop.queries, CompanyId("kledingkast"), Compiled(read_yaml(easier)), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(CompanyId("kledingkast"))

    stood = (await club.get(f"/v1/members/{who}/tier")).json
    await club.post("/v1/purchases", {"branch": "dorpsstraat", "identifier": CARD, "lines": [{"category": "shirts", "net_minor": 100}]})

    assert (stood["tier"], stood["next_tier"], stood["next_more"]) == ("brons", "zilver", 0)
    assert stood["says"]["nl"].endswith("Vanaf uw volgende aankoop bent u zilver.")
    assert stood["says"]["en"].endswith("From your next purchase on you are zilver.")
    assert (await club.get(f"/v1/members/{who}/tier")).json["tier"] == "zilver"


async def test_who_would_be_where_on_another_ladder(shop, club):
    for name, euros in (("A", 100), ("B", 600), ("C", 700), ("D", 2000)):
        card = {"kind": "card", "value": name}
        await club.post("/v1/members", {"identifiers": [card]})
        await club.post(
            "/v1/purchases", {"branch": "dorpsstraat", "identifier": card, "lines": [{"category": "shirts", "net_minor": 100 * euros}]}
        )
    steeper = CLUB.replace("zilver: {from: 500,", "zilver: {from: 650,").replace("goud: {from: 1500,", "goud: {from: 2500,")
    by_visits = re.sub(r"(?s)tiers:.*?memberships:", "tiers: {measure: {visits: all}, steps: {trouw: {from: 1}}}\nmemberships:", CLUB)
    purses = [(p.id, p.seq, p.hash) for p in await _purses(shop)]

    found = (await club.post("/v1/program/members", {"program": plain(yaml_tree(steeper)[0])}, key=None)).json
    counted = (await club.post("/v1/program/members", {"program": plain(yaml_tree(by_visits)[0])}, key=None)).json
    wrong = (await club.post("/v1/program/members", {"program": {"zegel": "1"}}, key=None)).json

    assert [(row["before"], row["after"], row["members"]) for row in found["members"]] == [
        ("brons", "brons", 2), ("goud", "zilver", 1), ("zilver", "brons", 1), ("zilver", "zilver", 1),
    ]  # fmt: skip
    assert [said["nl"] for said in found["says"]] == [
        "1 lid gaat van goud naar zilver.", "1 lid gaat van zilver naar brons.", "2 leden blijven op brons.", "1 lid blijft op zilver.",
        "Dat zijn 5 leden; omhoog gaat men bij de volgende aankoop, omlaag pas als de periode eindigt.",
    ]  # fmt: skip
    assert sorted((row["before"], row["after"], row["members"]) for row in counted["members"] if row["after"]) == [
        ("brons", "trouw", 1), ("goud", "trouw", 1), ("zilver", "trouw", 2),
    ]  # fmt: skip
    assert wrong["mistakes"] != []
    assert [(p.id, p.seq, p.hash) for p in await _purses(shop)] == purses


async def _purses(shop):
    company = CompanyId("kledingkast")
    return [await shop.queries.purse(company, one) for one in await shop.queries.purses(company, None, 100)]
