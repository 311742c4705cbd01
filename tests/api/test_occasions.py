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
