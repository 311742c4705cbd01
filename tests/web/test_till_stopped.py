"""What stands in the way at a till is said in one true sentence, and nobody is sent away: a card that is blocked, much spent at once."""

import pytest

from tests.access.crew import enrolled, take_on
from tests.korenaar import KORENAAR, PROGRAM
from tests.pages import Browser, Fields
from tests.programs import compiled, read_yaml
from tests.web.conftest import House
from tests.web.test_till import CARD, a_member, opened, tap
from zegel.access.qr import STEP
from zegel.core.ids import purse_of
from zegel.desk.publish import publish
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio
SPENDING = "Inzetten kan nu niet met deze kaart; sparen gaat door."
EARNING = "Sparen kan nu niet: deze aankoop gaat zonder kaart."


async def block(house: House, member: str, **what: bool) -> None:
    body = {"earning": False, "spending": False, "reason": "two shops at once"} | what
    assert (await house.shop.client().post(f"/v1/members/{member}/block", body)).status == 201


async def points(house: House, member: str) -> int:
    balances = (await house.shop.client().get(f"/v1/members/{member}")).json["balances"]
    return sum(one["available"] for one in balances if one["unit"] == "points")


async def given(house: House, member: str, count: int) -> None:
    await house.shop.client().post("/v1/adjustments", {"member": member, "unit": "points", "count": count, "reason": "welcome"})


async def test_who_may_not_spend_earns_and_the_till_says_which(house):
    member = await a_member(house)
    await given(house, member, 1000)
    await block(house, member, spending=True)
    browser, page = await opened(house)

    page = await tap(browser, page, do="scan", text=CARD)
    page = await tap(browser, page, do="amount", amount="20,00")
    paid = await tap(browser, page, "/kassa/betaal")

    assert [SPENDING in page, EARNING in page, "met punten betalen?" in page] == [True, False, False]
    assert ("€\u00a020,00" in paid, await points(house, member)) == (True, 1040)


@pytest.mark.parametrize("spending", [False, True])
async def test_who_may_not_earn_is_sold_to_without_the_card(house, spending):
    member = await a_member(house)
    await block(house, member, earning=True, spending=spending)
    browser, page = await opened(house)

    page = await tap(browser, page, do="scan", text=CARD)
    page = await tap(browser, page, do="amount", amount="20,00")
    assert [EARNING in page, SPENDING in page, '<h1 translate="no">Fatima</h1>' in page] == [True, False, True]
    before = await house.shop.entries()
    paid = await tap(browser, page, "/kassa/betaal")

    assert "€\u00a020,00" in paid
    assert (await house.shop.entries(), await points(house, member)) == (before + 1, 0)


async def test_a_block_that_comes_while_the_basket_stands_there_is_said_and_the_next_tap_sells(house):
    member = await a_member(house)
    browser, page = await opened(house)
    page = await tap(browser, page, do="scan", text=CARD)
    page = await tap(browser, page, do="amount", amount="20,00")
    await block(house, member, earning=True)
    before = await house.shop.entries()

    page = await tap(browser, page, "/kassa/betaal")
    assert ("een collega weet waarom" in page, EARNING in page, await house.shop.entries()) == (True, True, before)
    page = await tap(browser, page, "/kassa/betaal")

    assert ("€\u00a020,00" in page, await house.shop.entries()) == (True, before + 1)


async def test_a_card_that_was_lost_says_so_and_the_customer_is_looked_up(house):
    member = await a_member(house)
    joost, here = house.office(), f"/kantoor/leden/{member}/kaart"
    page = await joost.get(f"{here}?kind=card&value={CARD}&new=2620000088888")
    assert (await joost.fill(page, here, reason="left in a tram")).status == 303
    browser, page = await opened(house)

    lost = await tap(browser, page, do="scan", text="2620 0000 1234 5")
    assert "Deze kaart is verloren gemeld of vervangen" in lost
    assert '<h1 translate="no">Fatima</h1>' in await tap(browser, lost, do="find", find="0412")
    assert '<h1 translate="no">Fatima</h1>' in await tap(browser, lost, do="scan", text="2620000088888")
    assert "Deze kaart kennen we nog niet" in await tap(browser, lost, do="scan", text="2620000077777")


async def at_an_enrolled_till(house: House) -> tuple[Browser, str]:
    noor, device = await take_on(house.shop, "Noor", "cashier", at="station"), await enrolled(house.shop)
    people = house.shop.door.people
    begun = await people.sessions.begin("till", KORENAAR, noor.one.id, house.shop.clock.now(), method="pin", device=device.device)
    house.door.gate = Sessions(people)
    browser = Browser(house.shop.app, {"zegel-till": device.cookie, "zegel-kassa": begun.cookie})
    return browser, (await browser.get("/kassa")).body.decode()


async def test_above_the_programs_limit_the_till_says_what_the_customer_does_first(house):
    now = house.shop.clock.now()
    await publish(house.shop.queries, KORENAAR, compiled(read_yaml(PROGRAM + "settings: {proof above: 12.00 EUR}\n").document), now, now)
    house.shop.shelves.forget(KORENAAR)
    house.shop.clock.forward(2_000)
    member = await a_member(house)
    purse = purse_of(member)
    assert purse is not None
    await given(house, member, 5000)
    browser, page = await at_an_enrolled_till(house)
    qr = house.shop.door.people.qr

    async def scanned(page: str, *, strong: bool) -> str:
        house.shop.clock.forward(STEP)
        return await tap(browser, page, do="scan", text=qr.made(KORENAAR, purse, house.shop.clock.now(), strong=strong))

    page = await tap(browser, await scanned(page, strong=False), do="amount", amount="100,00")
    page = await tap(browser, page, do="use|points off|1300")
    refused = await tap(browser, page, "/kassa/betaal")
    assert "Boven €\u00a012,00 bewijst de klant eerst op de telefoon wie het is; scan dan opnieuw." in refused
    paid = await tap(browser, await scanned(refused, strong=True), "/kassa/betaal")

    assert ("€\u00a087,00" in paid, await points(house, member)) == (True, 5000 - 1300 + 2 * 87)


async def test_what_a_till_cannot_do_now_leaves_the_basket_and_its_key_where_they_are(house):
    browser, page = await opened(house)
    page = await tap(browser, page, do="amount", amount="12,40")
    form = next(found for found in Fields(page).forms if found[0].get("id") == "kassa")
    said = [("origin", f"https://{browser.host}"), ("sec-fetch-site", "same-origin"), ("hx-request", "true")]

    answer = await browser.post("/kassa", form[1] | {"do": "a step of no page of ours"}, said)
    stopped = answer.body.decode()

    assert answer.status == 400
    assert "Het mandje staat er nog" in stopped
    kept = next(found for found in Fields(stopped).forms if found[0].get("id") == "kassa")
    assert {name: kept[1][name] for name in ("key", "who", "basket")} == {name: form[1][name] for name in ("key", "who", "basket")}
    assert "€\u00a012,40" in await tap(browser, stopped, do="home")
