"""A member brings a friend: both are rewarded once what the friend bought can no longer come back, and nobody for themselves."""

import json

import pytest

from tests.client import Client
from tests.korenaar import DAY, KORENAAR, Shop
from tests.shop_fixtures import both_databases
from zegel.core.ids import purse_of
from zegel.desk.publish import publish
from zegel.desk.referrals import settle_referrals
from zegel.flows.marks import called
from zegel.program.compile import Compiled
from zegel.program.read import read_json
from zegel.store import books

pytestmark = pytest.mark.anyio

PROMISE = {
    "friend gets": "300 points", "member gets": "500 points", "first spends": "25.00 EUR", "within": "30 days", "at most": "1 per month",
}  # fmt: skip


@pytest.fixture
async def open_shop(shop: Shop, till: Client) -> Shop:
    """The bakery, with something promised for a friend."""
    document = (await till.get("/v1/program")).json["document"] | {"referral": PROMISE}
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    return shop


async def enrolled(till: Client, card: str) -> str:
    return (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": card}]})).json["member"]


async def link_of(till: Client, member: str) -> str:
    return (await till.post(f"/v1/members/{member}/referral", {}, key=None)).json["link"]


async def buys(till: Client, member: str, minor: int) -> dict:
    lines = [{"category": "catering", "net_minor": minor, "vat_bp": 900}]
    return (await till.post("/v1/purchases", {"branch": "dorpsstraat", "member": member, "lines": lines})).json


async def points(till: Client, member: str) -> int:
    rows = (await till.get(f"/v1/members/{member}/balances")).json["balances"]
    return next((row["available"] for row in rows if row["unit"] == "points"), 0)


async def states(till: Client, member: str) -> list[str]:
    return [friend["state"] for friend in (await till.get(f"/v1/members/{member}/referral")).json["friends"]]


async def clock(shop: Shop) -> int:
    return await settle_referrals(shop.desk, shop.queries, shop.clock.now)


@both_databases
async def test_both_are_rewarded_when_goods_can_no_longer_come_back(open_shop, till):
    anna, bram = await enrolled(till, "100001"), await enrolled(till, "100002")
    link = await link_of(till, anna)
    came = await till.post("/v1/referrals", {"member": bram, "link": link.lower()})
    await buys(till, bram, 2500)
    before = [await points(till, anna), await points(till, bram)]

    open_shop.clock.forward(14 * DAY)
    early = await clock(open_shop)
    open_shop.clock.forward(DAY)
    done, again = await clock(open_shop), await clock(open_shop)

    assert (came.status, came.json["kind"]) == (201, "refer")
    assert link == await link_of(till, anna), "a member has one link"
    assert (early, done, again) == (0, 1, 0)
    assert [await points(till, anna) - before[0], await points(till, bram) - before[1]] == [500, 300]
    assert await states(till, anna) == ["rewarded"]
    last = (await till.get(f"/v1/members/{anna}/receipts")).json["receipts"][0]
    explained = (await till.get(f"/v1/receipts/{last['receipt']}/explanation")).json
    assert "omdat u een vriend meebracht" in json.dumps(explained, ensure_ascii=False)
    assert (await books.check(open_shop.store, KORENAAR)).is_sound


@both_databases
async def test_what_came_back_does_not_count_and_too_late_is_too_late(open_shop, till):
    anna, bram = await enrolled(till, "100001"), await enrolled(till, "100002")
    await till.post("/v1/referrals", {"member": bram, "link": await link_of(till, anna)})
    sale = await buys(till, bram, 2500)
    await till.post("/v1/returns", {"receipt": sale["receipt"], "lines": [{"number": 1}], "reason": "too much"})

    open_shop.clock.forward(31 * DAY)
    await buys(till, bram, 2500)
    waits = await clock(open_shop)
    open_shop.clock.forward(14 * DAY)
    done = await clock(open_shop)

    assert (waits, done) == (0, 1)
    assert await states(till, anna) == ["rejected"]
    assert await points(till, anna) == 0


async def test_a_member_is_rewarded_for_so_many_friends_a_month(open_shop, till):
    anna = await enrolled(till, "100001")
    link = await link_of(till, anna)
    friends = [await enrolled(till, f"20000{n}") for n in range(2)]
    for friend in friends:
        await till.post("/v1/referrals", {"member": friend, "link": link})
        await buys(till, friend, 2500)
    had = [await points(till, friend) for friend in friends]

    open_shop.clock.forward(15 * DAY)
    done = await clock(open_shop)

    assert done == 2
    assert sorted(await states(till, anna)) == ["over the limit", "rewarded"]
    assert await points(till, anna) == 500
    assert [await points(till, friend) for friend in friends] == [300 + n for n in had]


async def test_who_is_no_friend(open_shop, till):
    anna, bram, old = [await enrolled(till, f"10000{n}") for n in range(3)]
    link, theirs = await link_of(till, anna), await link_of(till, bram)
    await buys(till, old, 500)
    await till.post("/v1/referrals", {"member": bram, "link": link})

    async def why(member: str, shown: str) -> tuple[int, str, str | None]:
        answer = await till.post("/v1/referrals", {"member": member, "link": shown})
        return answer.status, answer.code, answer.json["data"].get("why")

    assert await why(anna, link) == (409, "not_a_friend", "self")
    assert await why(anna, theirs) == (409, "not_a_friend", "circle")
    assert await why(old, link) == (409, "not_a_friend", "not new")
    assert await why(bram, link) == (409, "referred_before", None)
    assert await why(anna, "ABCD-EFGH-JKLM-NPQR") == (409, "not_a_friend", "link")
    assert await why(anna, link[:-1] + ("2" if link[-1] != "2" else "3")) == (409, "not_a_friend", "link")


@both_databases
async def test_a_friend_on_the_same_device_waits_until_somebody_looked(open_shop, till):
    anna, bram = await enrolled(till, "100001"), await enrolled(till, "100002")
    for one in (anna, bram):
        assert (await till.post(f"/v1/members/{one}/marks", {"marks": {"device": "9f" * 32}})).status == 201
    await till.post("/v1/referrals", {"member": bram, "link": await link_of(till, anna)})
    await buys(till, bram, 2500)
    open_shop.clock.forward(15 * DAY)

    held, again = await clock(open_shop), await clock(open_shop)
    (case,) = (await till.get("/v1/cases", "kind=referral&state=held")).json["cases"]
    (friend,) = (await till.get(f"/v1/members/{anna}/referral")).json["friends"]
    moved = await till.post(f"/v1/cases/{case['case']}/moves", {"to": "approved", "reason": "they are sisters", "actor": "chef"})
    had = await points(till, bram)
    paid = await clock(open_shop)

    assert (held, again, moved.status, paid) == (1, 0, 201, 1)
    assert (case["moves"], case["data"]["why"]) == (["approved", "refused"], ["device"])
    assert (friend["state"], friend["why"][0]["en"]) == ("held", "the same device")
    assert await states(till, anna) == ["rewarded"]
    assert [await points(till, anna), await points(till, bram) - had] == [500, 300]
    assert (await books.check(open_shop.store, KORENAAR)).is_sound


async def test_a_mark_is_kept_under_the_house_s_key(open_shop, till):
    anna = await enrolled(till, "100001")
    await till.post(f"/v1/members/{anna}/marks", {"marks": {"device": "9f" * 32}})

    (kept,) = [one.id for one in await open_shop.queries.dossiers_of(KORENAAR, purse_of(anna)) if one.kind == "mark"]

    assert kept.startswith("device ")
    assert kept != called(KORENAAR, "device", "9f" * 32), "who has the database cannot try which device it was"


async def test_a_mark_is_a_hash_and_no_number_of_a_card(open_shop, till):
    anna = await enrolled(till, "100001")

    refused = [await till.post(f"/v1/members/{anna}/marks", {"marks": marks}) for marks in ({}, {"payment": "4111111111111111"})]

    assert [(one.status, one.code) for one in refused] == [(400, "malformed")] * 2


async def test_a_program_may_promise_nothing_for_it(till):
    anna, bram = await enrolled(till, "100001"), await enrolled(till, "100002")

    answer = await till.post("/v1/referrals", {"member": bram, "link": await link_of(till, anna)})

    assert (answer.status, answer.code) == (409, "no_referral")


async def test_a_link_shows_nobody_at_a_till(open_shop, till):
    link = await link_of(till, await enrolled(till, "100001"))

    shown = await till.post("/v1/members/lookup", {"identifier": {"kind": "card", "value": link}}, key=None)
    named = await till.post("/v1/members/lookup", {"identifier": {"kind": "referral", "value": link}}, key=None)

    assert (shown.code, named.code) == ("unknown_member", "malformed")
