"""What is used of somebody's own asks for the changing code of their telephone, and the till says so before anybody pays."""

import pytest

from tests.access.crew import done, enrolled, take_on
from tests.korenaar import KORENAAR
from tests.pages import Browser
from tests.web.conftest import House
from tests.web.test_till import CARD, a_member, promise_more, tap
from zegel.core.ids import purse_of
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio
SCAN_FIRST = "Scan voor inwisselen de wisselende code op de telefoon van het lid."


async def at_work(house: House) -> tuple[Browser, str]:
    """Samira signed in with her PIN at a till that the shop trusts; and its first page."""
    house.door.gate = Sessions(house.shop.door.people)
    samira = await take_on(house.shop, "Samira", "cashier", at="dorpsstraat")
    await house.shop.door.people.tills.set_pin(done(), KORENAAR, samira.one.id, "724816")
    device = await enrolled(house.shop, "dorpsstraat", "2")
    browser = Browser(house.shop.app, {"zegel-till": device.cookie}, "localhost")
    answer = await browser.fill(await browser.get("/kassa/wie"), "/kassa/wie", pin="724816", staff=samira.one.id)
    assert answer.status == 303
    return browser, (await browser.get("/kassa")).body.decode()


async def test_what_is_used_asks_for_the_code_at_once_and_no_longer_after_it_was_scanned(house):
    member = await a_member(house)
    await house.shop.client().post("/v1/adjustments", {"member": member, "unit": "points", "count": 700, "reason": "opening"})
    browser, page = await at_work(house)
    page = await tap(browser, page, do="scan", text=CARD)
    page = await tap(browser, page, do="amount", amount="20")

    used = await tap(browser, page, do="use|points off|500")
    undone = await tap(browser, used, do="undo")
    purse = purse_of(member)
    assert purse is not None
    code = house.shop.door.people.qr.made(KORENAAR, purse, house.shop.clock.now())
    shown = await tap(browser, used, do="scan", text=code)
    paid = await tap(browser, shown, "/kassa/betaal")

    assert [SCAN_FIRST in said for said in (page, used, undone, shown, paid)] == [False, True, False, False, False]
    assert "€\u00a015,00" in shown, "what was chosen is still chosen"
    assert "€\u00a015,00" in paid
    assert (await house.shop.client().get(f"/v1/members/{member}/balances")).json["balances"][0]["available"] == 230, (
        "200 left, 30 earned on a Tuesday"
    )


async def test_what_the_shop_owes_somebody_asks_for_it_too(house):
    await promise_more(house, "\nstore credit: {expires: never}\n")
    member = await a_member(house)
    given = await house.shop.client().post("/v1/store-credit", {"member": member, "amount_minor": 800, "reason": "the cake fell"})
    assert given.status == 201
    browser, page = await at_work(house)
    page = await tap(browser, page, do="scan", text=CARD)
    page = await tap(browser, page, do="amount", amount="20")

    assert SCAN_FIRST in await tap(browser, page, do="use|credit")
