"""The same purchases in bulk, from many sides at once: each is booked once, and every line is answered."""

import json
from collections import Counter
from typing import Any

import pytest

from tests.live.shop import House, Shop, a_shop, basket
from tests.live.wires import Answer, new_key, volley

pytestmark = pytest.mark.anyio

LINES = 120
SENDERS = 6


async def a_day(shop: Shop, members: list[str], known_by: str) -> list[dict[str, Any]]:
    """A day's purchases of a euro each, with a key or a receipt number of their own."""
    return [basket(members[n % len(members)], 100) | {known_by: new_key()} for n in range(LINES)]


def results(answer: Answer) -> list[dict[str, Any]]:
    """What became of each line."""
    return [json.loads(line) for line in answer.body.splitlines()]


@pytest.mark.parametrize(("known_by", "again"), [("key", "replayed"), ("receipt_number", "duplicate")])
async def test_a_day_sent_from_many_sides_is_booked_once(house: House, known_by: str, again: str) -> None:
    async with a_shop(house) as shop:
        members = await shop.members(10)
        day = await a_day(shop, members, known_by)

        # Each sender begins somewhere else, so that they meet in every order.
        answers = await volley([shop.bulk(day[n * 20 :] + day[: n * 20]) for n in range(SENDERS)])

        lines = [line for answer in answers for line in results(answer)]
        receipts = {line["receipt"] for line in lines}
        assert [answer.status for answer in answers] == [200] * SENDERS
        assert Counter(line["result"] for line in lines) == {"recorded": LINES, again: LINES * (SENDERS - 1)}
        assert len(receipts) == LINES
        assert [await shop.available(member) for member in members] == [(LINES // 10, 0)] * 10
        assert await shop.faults() == []
