"""One gift card at many tills at once: what is on it is spent once, to the cent, and nobody waits for somebody who waits for him."""

from typing import Any

import pytest

from tests.live.shop import House, a_shop, basket
from tests.live.wires import outcomes, volley

pytestmark = pytest.mark.anyio

TILLS = 36


def paid_by(till: int, total: int, *cards: tuple[str, int]) -> dict[str, Any]:
    """A basket of a stranger at a till of its own, paid with cards."""
    tenders = [{"kind": "gift_card", "amount_minor": minor, "code": code} for code, minor in cards]
    return basket(None, total) | {"till": f"till-{till}", "tenders": tenders}


async def test_the_same_card_at_many_tills_pays_exactly_what_is_on_it(house: House) -> None:
    async with a_shop(house) as shop:
        (sold,) = await shop.done([shop.post("/v1/gift-cards", {"amount_minor": 2500})])
        code = sold.json["code"]

        answers = await volley([shop.post("/v1/purchases", paid_by(till, 100, (code, 100))) for till in range(TILLS)])

        assert outcomes(answers) == {"201": 25, "409 not_enough": TILLS - 25}
        assert (await shop.done([shop.post("/v1/gift-cards/lookup", {"code": code})]))[0].json["available_minor"] == 0
        assert await shop.faults() == []


async def test_two_cards_shown_in_either_order_lock_nobody_out(house: House) -> None:
    async with a_shop(house) as shop:
        sold = await shop.done([shop.post("/v1/gift-cards", {"amount_minor": 5000}) for _ in range(2)])
        one, two = (answer.json["code"] for answer in sold)

        ways = [((one, 100), (two, 100)), ((two, 100), (one, 100))]
        answers = await volley([shop.post("/v1/purchases", paid_by(till, 200, *ways[till % 2])) for till in range(24)])

        assert outcomes(answers) == {"201": 24}
        back = await volley([shop.post("/v1/returns", {"receipt": answer.json["receipt"]}) for answer in answers])
        assert outcomes(back) == {"201": 24}
        left = await shop.done([shop.post("/v1/gift-cards/lookup", {"code": code}) for code in (one, two)])
        assert [answer.json["available_minor"] for answer in left] == [5000, 5000]
        assert await shop.faults() == []


async def test_holds_on_one_card_set_aside_no_more_than_there_is(house: House) -> None:
    async with a_shop(house) as shop:
        (sold,) = await shop.done([shop.post("/v1/gift-cards", {"amount_minor": 1000})])
        members = await shop.members(20)
        code = sold.json["code"]
        wanted = [paid_by(till, 100, (code, 100)) | {"member": member} for till, member in enumerate(members)]

        holds = await volley([shop.post("/v1/holds", body) for body in wanted])

        assert outcomes(holds) == {"201": 10, "409 not_enough": 10}
        held = [answer.json["receipt"] for answer in holds if answer.status == 201]
        ended = await volley([shop.post(f"/v1/holds/{hold}/{'commit' if n % 2 else 'cancel'}", {}) for n, hold in enumerate(held)])
        assert outcomes(ended) == {"201": 10}
        (left,) = await shop.done([shop.post("/v1/gift-cards/lookup", {"code": code})])
        assert left.json["available_minor"] == 500
        assert await shop.faults() == []
