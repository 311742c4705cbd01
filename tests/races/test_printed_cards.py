"""A printed gift card at many tills at once is sold once; one that is reported lost at that moment is sold or lost, never both."""

from typing import Any

import pytest

from tests.live.shop import BRANCH, House, a_shop
from tests.live.wires import outcomes, volley

pytestmark = pytest.mark.anyio

TILLS = 36
CARDS = 24
BATCHES = "/v1/gift-card-batches"


def selling(till: int, code: str, minor: int = 2500) -> dict[str, Any]:
    """A card as the only line of a sale, at a till of its own."""
    line = {"category": "gift cards", "legal_class": "gift_card", "net_minor": minor}
    return {"branch": BRANCH, "till": f"till-{till}", "lines": [line], "sells": [{"line": 1, "code": code}]}


async def test_the_same_printed_card_at_many_tills_is_sold_once(house: House) -> None:
    async with a_shop(house) as shop:
        (made,) = await shop.done([shop.post(BATCHES, {"batch": "kerst", "count": 2, "worth_minor": 2500})])
        code = made.json["codes"][0]

        answers = await volley([shop.post("/v1/purchases", selling(till, code)) for till in range(TILLS)])

        assert outcomes(answers) == {"201": 1, "409 identifier_taken": TILLS - 1}
        (looked,) = await shop.done([shop.post("/v1/gift-cards/lookup", {"code": code})])
        assert looked.json["available_minor"] == 2500
        (there,) = await shop.done([shop.get(f"{BATCHES}/kerst")])
        assert (there.json["cards"]["active"], there.json["cards"]["made"]) == (1, 1)
        assert await shop.faults() == []


async def test_cards_that_are_reported_lost_while_tills_sell_them_are_sold_or_lost_and_never_both(house: House) -> None:
    async with a_shop(house) as shop:
        (made,) = await shop.done([shop.post(BATCHES, {"batch": "kerst", "count": CARDS})])
        codes = made.json["codes"]
        lost = [{"what": "lose", "first": n, "last": n + 3, "reason": "a box was stolen"} for n in range(1, CARDS, 4)]

        asked = []
        for n, code in enumerate(codes):
            asked.append(shop.post("/v1/purchases", selling(n, code)))
            if n % 4 == 0:
                asked.append(shop.post(f"{BATCHES}/kerst/moves", lost[n // 4]))
        answers = await volley(asked)

        sold = [answer.json for answer in answers if answer.status == 201 and "receipt" in answer.json]
        (there,) = await shop.done([shop.get(f"{BATCHES}/kerst")])
        stands = {name: count for name, count in there.json["cards"].items() if count}
        assert stands.get("active", 0) == len(sold)
        assert stands.get("active", 0) + stands.get("lost", 0) == CARDS
        looked = await volley([shop.post("/v1/gift-cards/lookup", {"code": code, "till": f"t{n}"}) for n, code in enumerate(codes)])
        assert sum(answer.json.get("available_minor", 0) for answer in looked) == 2500 * len(sold), "a lost card has no money on it"
        assert await shop.faults() == []
