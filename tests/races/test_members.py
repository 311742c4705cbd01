"""R8: a card, a phone number, an address is one member's, and an anonymous purse becomes one member's."""

import pytest

from tests.live.shop import House, a_shop, basket
from tests.live.wires import outcomes, volley

pytestmark = pytest.mark.anyio

CARD = {"kind": "card", "value": "2620000012345"}
MAIL = {"kind": "email", "value": "fatima@example.org"}


async def test_one_card_enrolled_thirty_two_times_is_one_member(house: House) -> None:
    async with a_shop(house) as shop:
        answers = await volley([shop.post("/v1/members", {"identifiers": [CARD, MAIL]}) for _ in range(32)])

        assert outcomes(answers) == {"201": 1, "409 identifier_taken": 31}
        assert len((await shop.ask(shop.get("/v1/members"))).json["members"]) == 1
        assert await shop.faults() == []


async def test_one_card_given_to_many_members_is_one_members(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(16)

        answers = await volley([shop.post(f"/v1/members/{member}/identifiers", {"identifier": CARD}) for member in members])
        found = await shop.ask(shop.post("/v1/members/lookup", {"identifier": CARD}))

        (owner,) = [answer.json["member"] for answer in answers if answer.status == 201]
        assert outcomes(answers) == {"201": 1, "409 identifier_taken": 15}
        assert found.json["member"] == owner
        assert await shop.faults() == []


async def test_a_purchase_without_a_card_is_claimed_by_one_member(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(16)
        sale = (await shop.done([shop.buy(None, 10_000)]))[0].json["receipt"]

        answers = await volley([shop.post("/v1/claims", {"receipt": sale, "member": member}) for member in members])

        assert outcomes(answers) == {"201": 1, "409 already_member": 15}
        assert sorted([await shop.available(member) for member in members]) == [(0, 0)] * 15 + [(100, 0)]
        assert await shop.faults() == []


async def test_a_claim_and_a_return_of_the_same_sale_both_count(house: House) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(12)
        sales = [str(answer.json["receipt"]) for answer in await shop.done([shop.buy(None, 10_000) for _ in members])]
        pairs = list(zip(members, sales, strict=True))

        answers = await volley([
            request
            for member, sale in pairs
            for request in (
                shop.post("/v1/claims", {"receipt": sale, "member": member}), shop.post("/v1/returns", {"receipt": sale}),
                shop.post("/v1/returns", {"receipt": sale}), shop.adjust(member, 5),
            )
        ])  # fmt: skip

        assert outcomes(answers[0::4]) == {"201": 12}
        assert outcomes(answers[3::4]) == {"201": 12}
        for i in range(12):
            assert outcomes(answers[i * 4 + 1 : i * 4 + 3]) == {"201": 1, "409 more_than_sold": 1}
        assert [await shop.available(member) for member, _ in pairs] == [(5, 0)] * 12
        assert await shop.faults() == []


async def test_a_card_bought_with_while_it_is_enrolled_belongs_to_that_member(house: House) -> None:
    async with a_shop(house) as shop:
        requests = [shop.post("/v1/members", {"identifiers": [CARD]})]
        requests += [shop.post("/v1/purchases", basket(None, 100) | {"identifier": CARD}) for _ in range(31)]

        answers = await volley(requests)

        bought = outcomes(answers[1:])
        member = answers[0].json["member"]
        assert answers[0].status == 201
        assert set(bought) <= {"201", "404 unknown_member"}
        assert await shop.available(member) == (bought.get("201", 0), 0)
        assert await shop.faults() == []
