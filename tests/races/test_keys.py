"""R3: one Idempotency-Key is one effect, however often and wherever it comes in at once."""

import pytest

from tests.live.shop import House, a_shop, basket
from tests.live.wires import new_key, outcomes, volley

pytestmark = pytest.mark.anyio

N = 64


async def test_one_request_sent_sixty_four_times_is_booked_once(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1)
        key = new_key()

        answers = await volley([shop.buy(member, 1000, key) for _ in range(N)])
        again = await volley([shop.buy(member, 1000, key) for _ in range(8)])

        assert outcomes(answers) == {"201": N}
        assert len({answer.body for answer in (*answers, *again)}) == 1
        assert [answer.replayed for answer in answers].count(False) == 1
        assert [answer.replayed for answer in again] == [True] * 8
        assert await shop.kinds(member) == ["enrol", "purchase"]
        assert await shop.faults() == []


async def test_of_two_requests_under_one_key_one_is_carried_out(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1)
        key = new_key()
        requests = [shop.buy(member, 1000 if i % 2 else 2500, key) for i in range(N)]

        answers = await volley(requests)

        won = 0 if answers[0].status == 201 else 1
        assert outcomes(answers[won::2]) == {"201": N // 2}
        assert outcomes(answers[1 - won :: 2]) == {"422 key_reused": N // 2}
        assert len({answer.body for answer in answers[won::2]}) == 1
        assert await shop.available(member) == (10 if won else 25, 0)
        assert await shop.kinds(member) == ["enrol", "purchase"]
        assert await shop.faults() == []


async def test_a_refused_request_sent_again_never_succeeds(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1, points=10)
        key = new_key()

        refused = await volley([shop.redeem(member, "sixty", key) for _ in range(N)])
        await shop.done([shop.adjust(member, 100)])
        later = await volley([shop.redeem(member, "sixty", key) for _ in range(N)])
        anew = await volley([shop.redeem(member, "sixty")])

        assert outcomes([*refused, *later]) == {"409 not_enough": 2 * N}
        assert len({answer.body for answer in (*refused, *later)}) == 1
        assert refused[0].json["retry"] == "new_key"
        assert [answer.replayed for answer in later] == [True] * N
        assert outcomes(anew) == {"201": 1}
        assert await shop.kinds(member) == ["enrol", "adjust", "adjust", "redeem"]
        assert await shop.faults() == []


async def test_repeats_agree_also_when_what_they_need_arrives_among_them(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(12, points=10)
        keys = [new_key() for _ in members]
        requests = [
            request
            for member, key in zip(members, keys, strict=True)
            for request in (shop.redeem(member, "sixty", key), shop.adjust(member, 60), *[shop.redeem(member, "sixty", key)] * 3)
        ]

        answers = await volley(requests)

        for i, member in enumerate(members):
            mine = answers[i * 5 : i * 5 + 5]
            redeemed = [mine[0], *mine[2:]]
            assert len({(answer.status, answer.body) for answer in redeemed}) == 1
            assert await shop.available(member) == ((10, 0) if redeemed[0].status == 201 else (70, 0))
        assert await shop.faults() == []


async def test_a_till_uses_a_receipt_number_once(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(32)

        answers = await volley([shop.post("/v1/purchases", basket(member, 500) | {"receipt_number": "B-1"}) for member in members])

        taken = next(answer.json["receipt"] for answer in answers if answer.status == 201)
        assert outcomes(answers) == {"201": 1, "409 receipt_number_used": 31}
        assert {answer.json["data"]["receipt"] for answer in answers if answer.status == 409} == {taken}
        assert await shop.faults() == []
