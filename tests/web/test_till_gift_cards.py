"""Gift cards at the till: sold and topped up by the payment itself, once, within what the shop sells them for, by whoever may."""

import pytest

from tests.pages import Fields
from tests.web.test_till import opened, promise_more, tap
from zegel.access.scopes import NAMED_SETS

pytestmark = pytest.mark.anyio


def drawn(page: str) -> str:
    """The code that the till shows this once."""
    (code,) = [fields["drawn"] for _, fields in Fields(page).forms if "drawn" in fields]
    return str(code)


async def test_a_gift_card_is_made_by_its_payment_once_and_gets_more_by_another(house):
    await promise_more(house)
    browser, page = await opened(house)

    wrong = await tap(browser, page, do="gift", gift_amount="4,99")
    page = await tap(browser, page, do="gift|2500")
    before = await house.shop.entries()
    paid = await tap(browser, page, "/kassa/betaal")
    again = await tap(browser, page, "/kassa/betaal")
    code = drawn(paid)
    paper = await browser.post("/kassa/cadeaukaart", next(fields for _, fields in Fields(paid).forms if "drawn" in fields))

    assert "hint wait" in wrong
    assert drawn(again) == code, "a payment that comes twice makes one card"
    assert await house.shop.entries() == before + 2, "the sale and the card"
    assert [said in paper.body.decode() for said in (code, "<svg", "€\u00a025,00")] == [True] * 3
    assert code not in (await browser.get("/kassa")).body.decode()

    seen = await tap(browser, (await browser.get("/kassa")).body.decode(), do="scan", text=code)
    assert [said in seen for said in ("€\u00a025,00", "te besteden tot en met 3 mrt 2031", "gift|1000", "gift|10000")] == [True] * 4
    too_much = await tap(browser, seen, do="gift", gift_code=code, gift_amount="130")
    more = await tap(browser, await tap(browser, seen, do="gift|1000", gift_code=code), "/kassa/betaal")
    assert "hint wait" in too_much
    assert "€\u00a010,00 op de cadeaukaart gezet" in more
    assert (await house.shop.client().post("/v1/gift-cards/lookup", {"code": code})).json["available_minor"] == 3500

    other = house.till(rights=NAMED_SETS["till"] - {"gift_cards:write"})
    page = (await other.get("/kassa")).body.decode()
    assert "gift|" not in await tap(other, page, do="code")
    assert "hint wait" in await tap(other, page, do="gift|2500")
