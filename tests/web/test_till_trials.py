"""What the till asks for now, what waits for a trial, and where the money of a return goes when stored value had paid."""

import re

import pytest

from tests.korenaar import KORENAAR
from tests.web.test_till import CARD, a_member, opened, promise_more, tap

pytestmark = pytest.mark.anyio

TRIED = "gift cards: {valid for: 5 years, from: 5.00 EUR, at most: 150.00 EUR}\ntrials: {two weeks: {lasts: 14 days, charge: after}}\n"


async def test_what_a_gift_card_paid_goes_back_to_it_and_not_out_of_the_drawer(house):
    await promise_more(house)
    await a_member(house)
    code = (await house.shop.client().post("/v1/gift-cards", {"amount_minor": 1000})).json["code"]
    browser, page = await opened(house)
    page = await tap(browser, await tap(browser, page, do="scan", text=CARD), do="amount", amount="16,50")
    page = await tap(browser, await tap(browser, page, do="code", code=code), "/kassa/betaal")
    page = await tap(browser, (await browser.get("/kassa")).body.decode(), do="scan", text=CARD)
    page = await tap(browser, page, "/kassa/retour")
    (line,) = re.findall(r'name="line" value="([^"]+)"', page)

    preview = await tap(browser, page, "/kassa/retour", line=line)
    taken = await tap(browser, preview, "/kassa/retour", line=line, sure="yes")

    assert "Terug op cadeaukaart of tegoed</th><td><ins>€\u00a010,00" in preview
    assert "Neem terug, €\u00a06,50 in geld" in preview
    assert "€\u00a06,50 in geld naar de klant, €\u00a010,00 terug op cadeaukaart of tegoed" in taken
    assert (await house.shop.client().post("/v1/gift-cards/lookup", {"code": code})).json["available_minor"] == 1000


async def test_the_till_asks_only_what_is_paid_now_and_says_what_waits_for_the_trial(house):
    await promise_more(house, TRIED)
    await a_member(house)
    code = (await house.shop.client().post("/v1/gift-cards", {"amount_minor": 1000})).json["code"]
    browser, page = await opened(house)
    page = await tap(browser, await tap(browser, page, do="scan", text=CARD), do="amount", amount="30")

    with_card = await tap(browser, page, do="code", code=code)
    paid = await tap(browser, with_card, "/kassa/betaal")

    assert "Na de proef te betalen" in page
    assert '<span class="amt">€\u00a00,00</span>' in page
    assert "\u221220,00" in with_card
    assert '<p class="amt big">€\u00a00,00</p>' in paid
    assert "Na de proef te betalen: €\u00a020,00" in paid
    (receipt,) = set(re.findall(r"/kassa/bon/([^\"/?]+)", paid))
    typed = f"/kassa/bon/{receipt}"
    await browser.fill(await browser.get(typed), f"{typed}/mail", email="gast@voorbeeld.nl")
    (mail,) = [one for one in await house.shop.queries.messages.newest(KORENAAR, 9) if one.kind == "receipt"]
    assert (mail.data["pays_minor"], mail.data["later_minor"]) == (3000, 2000)
    left = await house.shop.client().post("/v1/gift-cards/lookup", {"code": code})
    assert left.json["available_minor"] == 0
