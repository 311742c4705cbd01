"""Experiences: exactly as many seats as there are, a line for who comes late, and everybody moved up in their turn."""

import asyncio
import json

import pytest

from tests.client import Answer, Client
from tests.korenaar import DAY, KORENAAR, Shop
from tests.shop_fixtures import both_databases
from zegel.desk.publish import publish
from zegel.desk.seats import settle_seats
from zegel.program.compile import Compiled
from zegel.program.read import read_json
from zegel.store import books

pytestmark = pytest.mark.anyio

SEATS = 3
EVENING = {
    "names": {"nl": "Bakavond", "en": "Baking evening"}, "date": "2026-03-20", "starts": "19:30", "branch": "station", "seats": SEATS,
    "reply until": "2026-03-13", "guests": 1, "for": {"member": True},
}  # fmt: skip
OLD_HANDS = EVENING | {"for": {"member for": "at least 1 year"}}


@pytest.fixture
async def open_shop(shop: Shop, till: Client) -> Shop:
    """The bakery, with an evening for members and one for old hands."""
    document = (await till.get("/v1/program")).json["document"] | {"experiences": {"evening": EVENING, "old hands": OLD_HANDS}}
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    return shop


async def enrolled(till: Client, n: int = 1) -> str:
    return (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": f"{100_000 + n}"}]})).json["member"]


async def accepts(till: Client, member: str, guests: int = 0, to: str = "evening") -> Answer:
    return await till.post(f"/v1/experiences/{to}/replies", {"member": member, "answer": "accept", "guests": guests})


async def declines(till: Client, member: str) -> Answer:
    return await till.post("/v1/experiences/evening/replies", {"member": member, "answer": "decline"})


async def arrives(till: Client, member: str) -> Answer:
    return await till.post("/v1/experiences/evening/check-ins", {"member": member})


def state(answer: Answer) -> str:
    (effect,) = [one for one in answer.json["effects"] if one["effect"] == "seat"]
    return effect["state"]


async def left(till: Client) -> int:
    return next(one["left"] for one in (await till.get("/v1/experiences")).json["experiences"] if one["experience"] == "evening")


async def guests(till: Client) -> dict[str, str]:
    return {one["member"]: one["state"] for one in (await till.get("/v1/experiences/evening/guests")).json["guests"]}


async def clock(shop: Shop) -> int:
    return await settle_seats(shop.desk, shop.queries, shop.clock.now)


@both_databases
async def test_of_more_who_ask_at_once_exactly_so_many_get_a_seat(open_shop, till):
    members = [await enrolled(till, n) for n in range(10)]

    answers = await asyncio.gather(*(accepts(till, member) for member in members))

    assert [answer.status for answer in answers] == [201] * 10
    assert sorted(map(state, answers)) == ["accepted"] * SEATS + ["waiting"] * 7
    assert await left(till) == 0
    assert sorted((await guests(till)).values()) == ["accepted"] * SEATS + ["waiting"] * 7
    assert await clock(open_shop) == 0, "no seat came free"
    assert (await books.check(open_shop.store, KORENAAR)).is_sound


@both_databases
async def test_who_waits_is_moved_up_once_each_and_in_order(open_shop, till):
    members = [await enrolled(till, n) for n in range(6)]
    for member in members[:5]:
        await accepts(till, member)
        open_shop.clock.forward(1000)

    gone = await declines(till, members[0])
    free = await left(till)
    late = await accepts(till, members[5])
    first, again = await clock(open_shop), await clock(open_shop)
    one = await guests(till)
    await declines(till, members[1])
    await declines(till, members[2])
    both = await clock(open_shop)

    assert (state(gone), free, state(late)) == ("declined", 1, "waiting"), "nobody goes before who waits"
    assert (first, again) == (1, 0)
    assert [one[member] for member in members] == ["declined", "accepted", "accepted", "accepted", "waiting", "waiting"]
    assert both == 2
    assert list((await guests(till)).values()).count("accepted") == SEATS
    assert await left(till) == 0
    assert (await books.check(open_shop.store, KORENAAR)).is_sound


async def test_guests_take_seats_too_and_give_them_back(open_shop, till):
    anna, bram, cleo = [await enrolled(till, n) for n in range(3)]

    pair = await accepts(till, anna, guests=1)
    many = await accepts(till, bram, guests=2)
    too_big = await accepts(till, bram, guests=1)
    behind = await accepts(till, cleo)
    before = await left(till)
    moved = await clock(open_shop)
    await declines(till, anna)
    then = await clock(open_shop)

    assert "Bakavond: u hebt een plaats, met 1 gast" in json.dumps(pair.json["explanation"], ensure_ascii=False)
    assert (many.code, many.json["data"]) == ("too_many_guests", {"most": 1})
    assert (state(too_big), state(behind), before) == ("waiting", "waiting", 1)
    assert (moved, then) == (1, 1), "one alone fits in the last seat; the pair has theirs when two are free"
    assert await guests(till) == {anna: "declined", bram: "accepted", cleo: "accepted"}
    assert await left(till) == 0


async def test_who_may_come(open_shop, till):
    anna = await enrolled(till)

    old = await accepts(till, anna, to="old hands")
    unknown = await accepts(till, anna, to="nothing")
    no = await declines(till, anna)
    twice = [await accepts(till, anna) for _ in range(2)][1]
    stranger = await accepts(till, "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11")
    open_shop.clock.forward(11 * DAY)
    late = await accepts(till, await enrolled(till, 2))

    assert (old.status, old.code, old.json["data"]) == (409, "not_invited", {"experience": "old hands", "test": "member for"})
    assert (unknown.status, unknown.code) == (404, "unknown_experience")
    assert (no.code, twice.code, stranger.code) == ("no_reply", "wrong_state", "unknown_member")
    assert (late.code, late.json["data"]) == ("reply_too_late", {"last_day": "2026-03-13"})
    assert (await till.get("/v1/experiences/nothing/guests")).code == "unknown_experience"


@both_databases
async def test_at_the_door_and_who_did_not_come(open_shop, till):
    anna, bram, cleo = [await enrolled(till, n) for n in range(3)]
    await accepts(till, anna, guests=1)
    await accepts(till, bram)
    await accepts(till, cleo)

    early = await arrives(till, anna)
    open_shop.clock.forward(17 * DAY)
    there, again, waits, nobody = [await arrives(till, who) for who in (anna, anna, cleo, await enrolled(till, 9))]
    today = await clock(open_shop)
    open_shop.clock.forward(DAY)
    after, once = await clock(open_shop), await clock(open_shop)

    assert (early.code, early.json["data"]) == ("not_today", {"day": "2026-03-20"})
    assert (state(there), again.code, waits.code, nobody.code) == ("attended", "wrong_state", "wrong_state", "no_reply")
    assert (today, after, once) == (0, 2, 0)
    assert await guests(till) == {anna: "attended", bram: "absent", cleo: "no seat"}
    assert (await books.check(open_shop.store, KORENAAR)).is_sound


@both_databases
async def test_an_evening_that_is_called_off_gives_back_what_a_seat_cost(shop, till):
    document = (await till.get("/v1/program")).json["document"]
    costly = EVENING | {"costs": "50 points", "seats": 1, "guests": 0}
    document |= {"experiences": {"evening": costly}}
    await publish(shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    anna, bram, cleo = [await enrolled(till, n) for n in range(3)]
    for member in (anna, bram):
        await till.post("/v1/adjustments", {"member": member, "unit": "points", "count": 60, "reason": "a gift"})

    broke = await accepts(till, cleo)
    asked = [state(await till.post("/v1/experiences/evening/replies", {"member": who, "answer": "accept"})) for who in (anna, bram)]
    off = await till.post("/v1/experiences/evening/cancellation", {"reason": "the baker is ill"})
    again = await till.post("/v1/experiences/evening/cancellation", {"reason": "the baker is ill"})
    moved, once = await clock(shop), await clock(shop)

    (shown,) = (await till.get("/v1/experiences")).json["experiences"]
    assert (shown["cost"], shown["called_off"]) == ({"unit": "points", "count": 50, "cancel_until": "2026-03-13"}, True)
    assert (broke.code, asked, off.status, again.code) == ("not_enough", ["accepted", "waiting"], 201, "experience_called_off")
    assert (moved, once) == (2, 0)
    assert await guests(till) == {anna: "called off", bram: "called off"}
    balances = [(await till.get(f"/v1/members/{who}/balances")).json["balances"] for who in (anna, bram)]
    assert [(row["unit"], row["available"], row["reserved"]) for rows in balances for row in rows] == [("points", 60, 0)] * 2
    assert (await accepts(till, anna)).code == "experience_called_off"
    assert (await books.check(shop.store, KORENAAR)).is_sound
