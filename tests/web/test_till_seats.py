"""Who has a seat at what the shop does today is let in at the till with one tap, once; who has none is not asked about."""

import re

import pytest

from tests.korenaar import DAY
from tests.web.test_till import CARD, a_member, opened, promise_more, tap

pytestmark = pytest.mark.anyio

CLASS = """
experiences:
  class: {names: {nl: bakles, en: baking class}, date: 2026-03-03, starts: "19:30", branch: %s, seats: 12,
    reply until: 2026-03-03, guests: 2}
"""
HERE = "/kassa/beleving"


async def invited(house, branch: str = "dorpsstraat", guests: int = 1) -> str:
    """Fatima, who comes with so many guests."""
    await promise_more(house, CLASS % branch)
    member = await a_member(house)
    reply = {"member": member, "answer": "accept", "guests": guests}
    answer = await house.shop.client().post("/v1/experiences/class/replies", reply)
    assert answer.status < 300, answer.body
    return member


async def state_of(house) -> list[str]:
    """Where each guest stands."""
    return [one["state"] for one in (await house.shop.client().get("/v1/experiences/class/guests")).json["guests"]]


async def test_a_guest_is_let_in_with_one_tap_and_once(house):
    await invited(house)
    browser, page = await opened(house)

    page = await tap(browser, page, do="scan", text=CARD)
    assert "Verwacht bij bakles, 19:30" in page
    assert "Komt met één gast." in page
    (named,) = re.findall(r'name="experience" value="([^"]+)" data-key="F1"', page)
    first, again = await tap(browser, page, HERE, experience=named), await tap(browser, page, HERE, experience=named)

    assert ["Binnen bij bakles." in one for one in (first, again)] == [True, True]
    assert await state_of(house) == ["attended"]
    assert "Verwacht" not in await tap(browser, again, do="home")


async def test_nobody_is_expected_at_another_branch_on_another_day_or_without_a_reply(house):
    await invited(house, branch="station")
    browser, page = await opened(house, "en")
    assert "Expected" not in await tap(browser, page, do="scan", text=CARD)


async def test_what_stands_in_the_way_is_said_and_the_basket_stays(house):
    await invited(house, guests=0)
    browser, page = await opened(house)
    page = await tap(browser, page, do="scan", text=CARD)
    assert "Komt alleen." in page

    unknown = await tap(browser, page, HERE, experience="circus")
    house.shop.clock.forward(DAY)
    late = await tap(browser, page, HERE, experience="class")

    assert ["hint wait" in one and "Fatima" in one for one in (unknown, late)] == [True, True]
    assert await state_of(house) == ["accepted"]
    assert "Verwacht" not in await tap(browser, late, do="home")


async def test_who_changed_their_mind_twice_is_let_in_all_the_same(house):
    member = await invited(house)
    browser, page = await opened(house)
    page = await tap(browser, page, do="scan", text=CARD)
    replies = ({"answer": "decline"}, {"answer": "accept", "guests": 1})

    said = []
    for n, reply in enumerate(replies):
        answer = await house.shop.client().post("/v1/experiences/class/replies", {"member": member} | reply, key=f"mind-{n}")
        assert answer.status == 201, answer.body
        said.append(await tap(browser, page, HERE, experience="class"))

    assert ["Binnen bij bakles." in one for one in said] == [False, True]
    assert await state_of(house) == ["attended"]
