"""R1: seats, places, presents and what one member may have: exactly as many as there are, and nobody is refused what is there."""

import asyncio
from collections import Counter

import pytest

from tests.live.shop import BRANCH, PROGRAM, House, Shop, a_shop, basket
from tests.live.wires import outcomes, volley

pytestmark = pytest.mark.anyio

CLUB = (
    PROGRAM.replace("rewards:\n", "rewards:\n  thrice: {gives: {item: CUP, worth: 1.00 EUR}, costs: 10 points, limit: 3 per member}\n")
    .replace("base:  {give: 1 point, per: 1.00 EUR}", "base:  {give: 1 point, per: 1.00 EUR, at most: 25 points per day}")
    .replace("envelope: 9.00 EUR per month", "envelope: 900.00 EUR per month\n  presents: 6 per day")
    .replace("pen: {item: pen, worth: 1.00 EUR}", "pen: {item: pen, worth: 1.00 EUR, present: true}")
    + "experiences: {tasting: {date: 2090-05-01, starts: '19:30', branch: markt, seats: 7, guests: 1}}\n"
    + "memberships: {circle: {by: invitation, term: 1 year, places: 4}}\n"
)  # fmt: skip


async def test_seats_go_to_as_many_as_there_are_and_whoever_says_no_makes_room_for_exactly_one(house: House) -> None:
    async with a_shop(house, CLUB) as shop:
        members = await shop.members(24)

        def says(member: str, *, yes: bool) -> tuple[str, str, bytes, str]:
            return shop.post("/v1/experiences/tasting/replies", {"member": member, "answer": "accept" if yes else "decline"})

        answers = await volley([says(member, yes=True) for member in members])

        states = [one["state"] for answer in answers for one in answer.json["effects"] if one["effect"] == "seat"]
        assert outcomes(answers) == {"201": 24}
        assert Counter(states) == {"accepted": 7, "waiting": 17}
        assert await shop.counter("seats:tasting") == 0
        seated = [member for member, state in zip(members, states, strict=True) if state == "accepted"]
        assert outcomes(await volley([says(member, yes=False) for member in seated[:3]])) == {"201": 3}
        left, seated_now = await _seats(shop)
        assert left + seated_now == 7, "a seat is somebody's or free, also where the clock moved somebody up meanwhile"
        for _ in range(200):
            if not (await _seats(shop))[0]:
                break
            await asyncio.sleep(0.05)  # the clock moves up whoever waits; the books are read when nobody writes in them
        assert await shop.faults() == []


async def _seats(shop: Shop) -> tuple[int, int]:
    """How many are left, and how many members have one, at one moment."""
    while True:
        left = await shop.counter("seats:tasting")
        guests = (await shop.ask(shop.get("/v1/experiences/tasting/guests"))).json["guests"]
        if left == await shop.counter("seats:tasting"):
            return left, sum(one["state"] == "accepted" for one in guests)


async def test_places_of_a_membership_and_presents_of_a_day(house: House) -> None:
    async with a_shop(house, CLUB) as shop:
        members = await shop.members(20)

        joined = await volley([shop.post("/v1/memberships", {"member": member, "membership": "circle"}) for member in members])
        pens = await volley([shop.post("/v1/gestures", {"gesture": "pen", "reason": "a race", "branch": BRANCH}) for _ in range(20)])

        assert outcomes(joined) == {"201": 4, "409 no_place_left": 16}
        assert outcomes(pens) == {"201": 6, "409 limit_reached": 14}
        assert await shop.counter("membership:circle") == 0
        assert await shop.faults() == []


async def test_one_member_has_no_more_than_a_member_may(house: House) -> None:
    async with a_shop(house, CLUB) as shop:
        (member,) = await shop.members(1, points=100)

        taken = await volley([shop.redeem(member, "thrice") for _ in range(24)])
        bought = await volley([shop.post("/v1/purchases", basket(member, 1_000)) for _ in range(12)])

        assert outcomes(taken) == {"201": 3, "409 limit_reached": 21}
        assert outcomes(bought) == {"201": 12}
        assert (await shop.available(member))[0] == 100 - 30 + 25
        assert await shop.faults() == []
