"""Goods are exchanged once and a till receipt is claimed once, whoever comes with them at the same moment, at whichever till."""

import pytest

from tests.live.shop import House, a_shop, basket
from tests.live.wires import outcomes, volley

pytestmark = pytest.mark.anyio
N = 24


async def test_the_same_goods_are_exchanged_by_exactly_one(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1)
        (sale,) = await shop.done([shop.buy(member, 4_000)])
        asked = basket(member, 1_000) | {"returns": {"receipt": sale.json["receipt"], "lines": [{"number": 1}]}}

        answers = await volley([shop.post("/v1/exchanges", asked | {"till": f"till-{n}"}) for n in range(N)])

        assert outcomes(answers) == {"201": 1, "409 more_than_sold": N - 1}
        (won,) = [answer.json for answer in answers if answer.status == 201]
        assert (won["refund_minor"], won["pays_minor"]) == (3_000, 0)
        assert await shop.kinds(member) == ["enrol", "purchase", "return", "purchase"]
        assert await shop.available(member) == (10, 0)
        assert await shop.faults() == []


async def test_goods_are_exchanged_or_brought_back_and_never_both(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(6)
        sales = [answer.json["receipt"] for answer in await shop.done([shop.buy(member, 4_000, pieces=2) for member in members])]
        of = [{"receipt": sale, "lines": [{"number": 1, "quantity": 1_000}]} for sale in sales]

        answers = await volley([
            request
            for member, one in zip(members, of, strict=True)
            for request in (
                shop.post("/v1/exchanges", basket(member, 500) | {"returns": one}), shop.post("/v1/returns", {"branch": "markt"} | one),
                shop.post("/v1/exchanges", basket(member, 700) | {"returns": one}), shop.post("/v1/returns", {"branch": "markt"} | one),
            )
        ])  # fmt: skip

        # Two pieces were sold of each: two of the four who come with one have it, and points are those of what was bought instead.
        assert outcomes(answers) == {"201": 12, "409 more_than_sold": 12}
        for n, member in enumerate(members):
            five, _, seven, _ = (answer.status == 201 for answer in answers[4 * n : 4 * n + 4])
            assert await shop.available(member) == (5 * five + 7 * seven, 0)
            assert (await shop.kinds(member)).count("return") == 2
        assert await shop.faults() == []


async def test_a_till_receipt_is_claimed_by_exactly_one(house: House) -> None:
    async with a_shop(house) as shop:
        await shop.done([shop.buy(None, 4_000, receipt_number="B-77")])
        members = await shop.members(N)
        told = {"till_receipt": {"receipt_number": "B-77", "total_minor": 4_000}}

        answers = await volley([shop.post("/v1/claims", {"member": member} | told) for member in members])

        assert outcomes(answers) == {"201": 1, "409 already_claimed": N - 1}
        assert sorted([(await shop.available(member))[0] for member in members]) == [0] * (N - 1) + [40]
        assert await shop.faults() == []


async def test_by_its_number_or_by_its_receipt_it_is_the_same_purchase(house: House) -> None:
    async with a_shop(house) as shop:
        sales = await shop.done([shop.buy(None, 4_000, receipt_number=f"B-{n}") for n in range(6)])
        members = await shop.members(12)
        paper = [{"till_receipt": {"receipt_number": f"B-{n}", "total_minor": 4_000}} for n in range(6)]
        stored = [{"receipt": sale.json["receipt"]} for sale in sales]

        answers = await volley([
            shop.post("/v1/claims", {"member": member} | what) for member, what in zip(members, [*paper, *stored], strict=True)
        ])  # fmt: skip

        assert [answer.status for answer in answers].count(201) == 6
        assert sum([(await shop.available(member))[0] for member in members]) == 6 * 40
        assert await shop.faults() == []
