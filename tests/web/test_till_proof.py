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


async def test_what_can_be_used_asks_for_the_code_at_once_and_no_longer_after_it_was_scanned(house):
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

    assert [SCAN_FIRST in said for said in (page, used, undone, shown, paid)] == [True, True, True, False, False]
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


async def at_the_basket(house: House, points: int = 700, amount: str = "20") -> tuple[Browser, str, str]:
    """Fatima's static card was scanned, with so much in the basket; and the code on her telephone."""
    member = await a_member(house)
    if points:
        await house.shop.client().post("/v1/adjustments", {"member": member, "unit": "points", "count": points, "reason": "opening"})
    browser, page = await at_work(house)
    page = await tap(browser, page, do="scan", text=CARD)
    purse = purse_of(member)
    assert purse is not None
    code = house.shop.door.people.qr.made(KORENAAR, purse, house.shop.clock.now())
    return browser, await tap(browser, page, do="amount", amount=amount), code


async def test_what_a_static_card_may_not_use_is_no_button_and_says_what_to_scan(house):
    browser, page, _ = await at_the_basket(house)
    pane = await tap(browser, page, do="redeem")
    bare = await tap(browser, await tap(browser, page, do="clear"), do="scan", text=CARD)
    shelf = await tap(browser, bare, do="redeem")

    assert "€\u00a07,00 met punten betalen?" in page
    assert f"{SCAN_FIRST} Sparen gaat ook zonder." in page
    assert 'value="use|' not in page
    for shown in (pane, shelf):
        assert "scan die nu. Zonder die code spaart de klant gewoon door." in shown
        assert ('value="use|' in shown, 'name="reward"' in shown, "Hoeveel wilt u nu gebruiken" in shown) == (False, False, False)


async def test_after_the_code_was_scanned_the_same_suggestion_is_a_button(house):
    browser, page, code = await at_the_basket(house)
    page = await tap(browser, page, do="scan", text=code)
    pane = await tap(browser, page, do="redeem")

    assert ('value="use|points off|700"' in page, SCAN_FIRST in page, "Hoeveel wilt u nu gebruiken" in pane) == (True, False, True)


async def test_what_was_chosen_before_the_code_is_let_go_by_one_tap_and_earns(house):
    browser, page, _ = await at_the_basket(house)
    used = await tap(browser, page, do="use|points off|500")
    stuck = await tap(browser, used, "/kassa/betaal")

    for asked in (used, stuck):
        assert 'value="spend nothing"' in asked
    without = await tap(browser, stuck, do="spend nothing")
    paid = await tap(browser, without, "/kassa/betaal")

    assert ('value="spend nothing"' in without, "€\u00a020,00" in paid) == (False, True)


async def test_what_the_use_key_says_when_there_is_nothing_to_use(house):
    browser, page, code = await at_the_basket(house, 0)
    nobody = await tap(browser, await tap(browser, await tap(browser, page, do="clear"), do="amount", amount="5"), do="redeem")
    proved = await tap(browser, page, do="scan", text=code)
    bought = await tap(browser, proved, do="redeem")
    empty = await tap(browser, await tap(browser, proved, do="take off|0"), do="redeem")

    assert "Scan eerst de kaart van de klant; dan ziet u wat er kan." in nobody
    assert "Op deze kaart staat nog niets om in te zetten. Met deze aankoop komt erbij: 40\u00a0punten." in bought
    assert "Op deze kaart staat nog niets om in te zetten.<" in empty


async def test_whoever_paid_is_said_goodbye_to_in_both_languages(house):
    browser, page, _ = await at_the_basket(house)
    paid = await tap(browser, page, "/kassa/betaal")

    assert "Bedankt, Fatima, en tot ziens." in paid
    assert "Fijn dat u" not in paid
