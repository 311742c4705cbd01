"""Consents over HTTP, on both databases: given, asked by rules, withdrawn, listed with every change."""

import json

import pytest

from tests.korenaar import KORENAAR, NOON, PROGRAM
from tests.programs import compiled, read_yaml
from tests.shop_fixtures import both_databases
from zegel.core.periods import Instant
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio

ASKS = PROGRAM.replace(
    "earn:\n",
    "earn:\n  letters: {give: 7 points, per: purchase, for: {consent: newsletter by email}}\n"
    "  birthdays: {give: 11 points, per: purchase, for: {birthday: ± 3 days}}\n",
)
CARD = {"kind": "card", "value": "880002"}
DAY_MS = 86_400_000


async def put(till, member, key="new", **body):
    headers = [("content-type", "application/json"), ("idempotency-key", f"{key} {json.dumps(body, sort_keys=True)}".replace(" ", "_"))]
    path = f"/v1/members/{member}/consents"
    return await till.send(
        "PUT", path, json.dumps({"branch": "dorpsstraat", "purpose": "newsletter", "channel": "email", **body}).encode(), headers
    )


async def points(till):
    bought = await till.post(
        "/v1/purchases", {"branch": "dorpsstraat", "identifier": CARD, "lines": [{"sku": "M", "category": "milk", "net_minor": 50}]}
    )
    assert bought.status == 201, bought.body
    return sum(effect["count"] for effect in bought.json["effects"] if effect["effect"] == "earn" and effect["unit"] == "points")


@both_databases
async def test_a_consent_is_given_asked_and_withdrawn(shop, till):
    await publish(shop.queries, KORENAAR, compiled(read_yaml(ASKS).document), Instant(1), Instant(1))
    member = (await till.post("/v1/members", {"name": "Fatima", "identifiers": [CARD], "birthday": "03-05"})).json["member"]
    assert await points(till) == 22, "a Tuesday"

    given = await put(till, member, state="given", text_version="2026-11")
    assert given.status == 201, given.body
    assert given.json["explanation"] == {
        "nl": ["toestemming voor de nieuwsbrief per e-mail"],
        "en": ["consent to the newsletter by e-mail"],
    }
    assert await points(till) == 36

    shop.clock.forward(DAY_MS * 30)
    withdrawn = await put(till, member, state="withdrawn")
    assert withdrawn.status == 201, withdrawn.body
    assert await points(till) == 0

    listed = (await till.get(f"/v1/members/{member}/consents")).json
    (one,) = listed["consents"]
    assert (one["purpose"], one["channel"], one["state"]) == ("newsletter", "email", "withdrawn")
    assert [(e["state"], e["text_version"], e["receipt"]) for e in one["history"]] == [
        ("given", "2026-11", given.json["receipt"]), ("withdrawn", None, withdrawn.json["receipt"]),
    ]  # fmt: skip
    balances = (await till.get(f"/v1/members/{member}/balances")).json["balances"]
    assert [b["available"] for b in balances if b["unit"] == "points"] == [58], "what was issued stays"


@both_databases
async def test_the_same_consent_sent_again_is_one_change(shop, till):
    member = (await till.post("/v1/members", {"name": "Fatima", "identifiers": [CARD]})).json["member"]

    first = await put(till, member, state="given")
    again = await put(till, member, state="given")

    assert again.body == first.body
    assert len((await till.get(f"/v1/members/{member}/consents")).json["consents"][0]["history"]) == 1


async def test_a_consent_for_what_is_no_word_is_refused(till):
    member = (await till.post("/v1/members", {"name": "Fatima", "identifiers": [CARD]})).json["member"]

    assert (await put(till, member, state="given", purpose="a b")).code == "malformed"
    assert (await put(till, member, state="given", channel="pigeon")).code == "malformed"
    assert (await put(till, member, state="perhaps")).code == "malformed"
    assert (await till.get(f"/v1/members/{member}/consents")).json["consents"] == []


async def test_an_anonymous_card_consents_to_nothing(till):
    member = (await till.post("/v1/members", {"anonymous": True, "identifiers": [CARD]})).json["member"]

    assert (await put(till, member, state="given")).code == "member_needed"


async def test_time_is_the_tills_to_say(shop, till):
    member = (await till.post("/v1/members", {"name": "Fatima", "identifiers": [CARD]})).json["member"]

    await put(till, member, state="given", happened_at="2026-03-03T09:00:00+01:00")

    event = (await till.get(f"/v1/members/{member}/consents")).json["consents"][0]["history"][0]
    assert event["happened_at"] == "2026-03-03T08:00:00.000Z"
    assert shop.clock.now() == NOON
