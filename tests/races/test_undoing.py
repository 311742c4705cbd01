"""R6: what is undone is undone once, and what was earned is not spent and taken back at no cost."""

import pytest

from tests.live.shop import House, Shop, a_shop
from tests.live.wires import Request, outcomes, volley

pytestmark = pytest.mark.anyio


def bring_back(shop: Shop, receipt: str, pieces: int = 0) -> Request:
    """All that is left of the sale, or so many pieces of its line."""
    lines = {"lines": [{"number": 1, "quantity": pieces * 1000}]} if pieces else {}
    return shop.post("/v1/returns", {"receipt": receipt, **lines})


async def sold(shop: Shop, members: list[str], pieces: int = 1) -> list[str]:
    """A sale of a hundred euros to each; their receipts."""
    answers = await shop.done([shop.buy(member, 10_000, pieces=pieces) for member in members])
    return [str(answer.json["receipt"]) for answer in answers]


async def test_points_are_spent_or_taken_back_and_what_was_both_is_owed(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(12)
        receipts = await sold(shop, members)
        pairs = zip(members, receipts, strict=True)
        requests = [each for member, sale in pairs for each in (*redeeming(shop, member), bring_back(shop, sale))]

        answers = await volley(requests)

        for i, member in enumerate(members):
            mine = answers[i * 5 : i * 5 + 5]
            spent = outcomes(mine[:4]).get("201", 0)
            assert mine[4].status == 201
            assert outcomes(mine[:4]) == {name: n for name, n in (("201", spent), ("409 not_enough", 4 - spent)) if n}
            assert spent in (0, 1)
            assert await shop.available(member) == (0, -60 * spent)
        assert await shop.faults() == []


def redeeming(shop: Shop, member: str) -> list[Request]:
    """Four tills that want the same sixty points."""
    return [shop.redeem(member, "sixty") for _ in range(4)]


async def test_a_sale_comes_back_once(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1)
        (receipt,) = await sold(shop, [member])

        answers = await volley([bring_back(shop, receipt) for _ in range(64)])

        assert outcomes(answers) == {"201": 1, "409 more_than_sold": 63}
        assert [answer.json["totals"]["refund_minor"] for answer in answers if answer.status == 201] == [10_000]
        assert await shop.available(member) == (0, 0)
        assert await shop.kinds(member) == ["enrol", "purchase", "return"]
        assert await shop.faults() == []


async def test_five_pieces_come_back_five_times(house: House) -> None:
    async with a_shop(house) as shop:
        (member,) = await shop.members(1)
        (receipt,) = await sold(shop, [member], pieces=5)

        answers = await volley([bring_back(shop, receipt, pieces=1) for _ in range(64)])

        assert outcomes(answers) == {"201": 5, "409 more_than_sold": 59}
        assert sum(answer.json["totals"]["refund_minor"] for answer in answers if answer.status == 201) == 10_000
        assert await shop.available(member) == (0, 0)
        assert await shop.available(member, "bread card") == (0, 0)
        assert await shop.faults() == []


async def test_a_redemption_is_cancelled_once(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(16, points=100)
        stocked = await shop.done([shop.redeem(member, "seven") for member in members[:7]])
        others = await shop.done([shop.redeem(member, "sixty") for member in members[7:]])
        receipts = [str(answer.json["receipt"]) for answer in (*stocked, *others)]

        answers = await volley([shop.post(f"/v1/redemptions/{receipt}/cancel", {}) for receipt in receipts * 4])

        assert outcomes(answers) == {"201": 16, "409 already_cancelled": 48}
        assert [await shop.available(member) for member in members] == [(100, 0)] * 16
        assert await shop.left("seven") == 7
        assert await shop.faults() == []
