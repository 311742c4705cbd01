"""Occasions on a real database: planned once for who was there before, given by the clock or by whoever comes first, never twice."""

import json

import pytest

from tests.client import Client
from tests.korenaar import DAY, KORENAAR, Shop
from tests.shop_fixtures import both_databases
from zegel.desk.occasions import plan_occasions
from zegel.desk.publish import publish
from zegel.desk.rounds import clock_header
from zegel.flows.commands import RunDue
from zegel.program.compile import Compiled
from zegel.program.read import read_json
from zegel.store import books

pytestmark = pytest.mark.anyio


async def joined(till: Client, n: int, birthday: str) -> str:
    body = {"birthday": birthday, "identifiers": [{"kind": "card", "value": f"{200_000 + n}"}]}
    return (await till.post("/v1/members", body)).json["member"]


async def clock(shop: Shop) -> int:
    """What the worker does: plan, then visit what is due."""
    planned = await plan_occasions(shop.desk, shop.queries, shop.clock.now)
    for purse in await shop.queries.purses_due(KORENAAR, shop.clock.now(), 100):
        await shop.desk.submit_bulk([RunDue(clock_header(KORENAAR, shop.clock.now(), "Europe/Amsterdam"), purse)])
    return planned


async def spendable(till: Client, member: str) -> int:
    units = (await till.get(f"/v1/members/{member}")).json["balances"]
    return next((one["available"] for one in units if one["unit"] == "points"), 0)


@both_databases
async def test_members_of_before_are_planned_once_and_given_on_their_day_once(shop, till):
    today, other = await joined(till, 1, "03-04"), await joined(till, 2, "04-12")
    document = (await till.get("/v1/program")).json["document"] | {"occasions": {"birthday": {"on": "birthday", "give": "50 points"}}}
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    late = await joined(till, 3, "03-04")

    assert await clock(shop) == 3
    assert [await spendable(till, one) for one in (today, other, late)] == [0, 0, 0]
    assert await shop.queries.purses_due(KORENAAR, shop.clock.now(), 100) == []

    shop.clock.forward(DAY)
    assert await clock(shop) == 0
    assert [await spendable(till, one) for one in (today, other, late)] == [50, 0, 50]
    await clock(shop)
    assert await spendable(till, today) == 50

    receipts = (await till.get(f"/v1/members/{today}/receipts")).json["receipts"]
    assert [one["kind"] for one in receipts] == ["occasion", "enrol"]
    assert (await books.check(shop.store, KORENAAR)).is_sound
    assert (await books.rebuild(shop.store, KORENAAR)).is_sound


@both_databases
async def test_a_day_says_what_it_brings_and_why_not(shop, till):
    given = {
        "birthday": {"on": "birthday", "give": "50 points"},
        "greeting": {"on": "birthday", "give": "5 points", "for": {"consent": "newsletter by email"}},
    }
    document = (await till.get("/v1/program")).json["document"] | {"occasions": given}
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    member = await joined(till, 1, "03-04")
    before = (await till.get(f"/v1/members/{member}/occasions", "day=2026-03-04")).json
    shop.clock.forward(DAY)

    told = (await till.get(f"/v1/members/{member}/occasions")).json

    assert [(one["id"], one["state"], one["why"]) for one in before["occasions"]] == [
        ("birthday", "due", None), ("greeting", "not", "test"),
    ]  # fmt: skip
    assert (told["member"], told["day"]) == (member, "2026-03-04")
    assert [(one["id"], one["kind"], one["state"], one["why"]) for one in told["occasions"]] == [
        ("birthday", "occasion", "given", None), ("greeting", "occasion", "not", "test"),
    ]  # fmt: skip
    assert told["occasions"][1]["says"]["nl"].endswith("dat geldt alleen als u toestemming gaf voor de nieuwsbrief per e-mail.")
    assert [one["kind"] for one in (await till.get(f"/v1/members/{member}/receipts")).json["receipts"]] == ["enrol"]
    assert (await till.get(f"/v1/members/{member}/occasions", "day=2026-02-30")).code == "no_such_day"
    assert (await till.get("/v1/members/m_0/occasions")).code == "unknown_member"
