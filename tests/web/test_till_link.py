"""A link makes the browser that uses it a till, once."""

import pytest

from tests.access.crew import done
from tests.korenaar import KORENAAR
from tests.pages import Browser
from zegel.access.tills import LINK_FOR

pytestmark = pytest.mark.anyio


async def test_a_browser_becomes_the_till_that_the_link_says_once(house):
    tills = house.door.people.tills
    address = f"/kassa/koppel/{await tills.link(done(), KORENAAR, 'station', '1')}"
    newer = f"/kassa/koppel/{await tills.link(done(), KORENAAR, 'station', '1')}"
    counter = Browser(house.shop.app, host="localhost")

    assert (await counter.get(address)).status == 422, "a newer link is the one that is good"
    page = await counter.get(newer)
    assert "Dit apparaat wordt kassa 1 van station" in page.body.decode()
    assert (await counter.get(newer)).status == 200, "looking uses nothing up"
    assert (await counter.post(newer, {}, headers=[("origin", "https://elsewhere.example")])).status in (403, 409, 422)
    made = await counter.fill(page, newer)
    assert made.headers["location"] == "/kassa/wie"
    assert "station · 1" in (await counter.get("/kassa/wie")).body.decode()
    assert [(one.branch, one.till) for one in await tills.devices(KORENAAR)] == [("station", "1")]
    assert (await Browser(house.shop.app, host="localhost").post(newer, {})).status == 422
    assert len(await tills.devices(KORENAAR)) == 1


async def test_a_link_is_good_for_a_day(house):
    address = f"/kassa/koppel/{await house.door.people.tills.link(done(), KORENAAR, 'station', '1')}"
    house.shop.clock.at += LINK_FOR

    assert (await Browser(house.shop.app, host="localhost").get(address)).status == 422
    assert (await Browser(house.shop.app, host="localhost").get("/kassa/koppel/nonsense")).status == 422
