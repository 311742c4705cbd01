"""Gift cards at the till: sold and topped up by the payment itself, once, within what the shop sells them for, by whoever may."""

import re

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.pages import Browser, Fields
from tests.programs import compiled, read_yaml
from tests.web.test_till import MORE, opened, promise_more, tap
from zegel.access.scopes import NAMED_SETS
from zegel.core.codes import drawn as drawn_code
from zegel.core.codes import printed
from zegel.desk.card_batches import bring_in
from zegel.desk.publish import publish
from zegel.store.card_register import MAKING, CardBatch
from zegel.store.people_records import Deed

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
    assert await house.shop.entries() == before + 2, "the sale and the card, in one booking"
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


PRINTED = printed(drawn_code(bytes(range(15))))
OTHER = printed(drawn_code(bytes(range(1, 16))))


async def left_on(house, code: str) -> int:
    """What the API says is on the card, in cents."""
    return int((await house.shop.client().post("/v1/gift-cards/lookup", {"code": code})).json["available_minor"])


async def begun(browser: Browser) -> str:
    """A basket with a gift card of \u20ac 25 that has no code yet."""
    return await tap(browser, (await browser.get("/kassa")).body.decode(), do="gift|2500")


async def test_a_card_that_was_printed_beforehand_is_scanned_first_and_works_once_it_is_paid(house):
    await promise_more(house)
    browser, page = await opened(house)

    fresh = await tap(browser, page, do="scan", text=PRINTED)
    page = await tap(browser, fresh, do="gift|2500", gift_code=PRINTED, fresh="yes")
    unpaid = await house.shop.client().post("/v1/gift-cards/lookup", {"code": PRINTED})
    before = await house.shop.entries()
    paid = await tap(browser, page, "/kassa/betaal")
    again = await tap(browser, page, "/kassa/betaal")

    assert ["Nieuwe cadeaukaart" in fresh, "nog niet verkocht" in fresh, f"Cadeaukaart \u2026{PRINTED[-4:]}" in page] == [True] * 3
    assert unpaid.json["code"] == "unknown_gift_card"
    assert ["Cadeaukaart van \u20ac\u00a025,00 werkt" in one for one in (paid, again)] == [True, True]
    assert 'name="drawn"' not in paid, "it has its code already: there is nothing to print"
    assert await house.shop.entries() == before + 2
    assert await left_on(house, PRINTED) == 2500


async def test_or_after_the_amount_and_one_that_is_in_use_is_refused_and_takes_nothing(house):
    await promise_more(house)
    browser, page = await opened(house)
    page = await tap(browser, page, do="gift|1000")
    paid = await tap(browser, await tap(browser, page, do="scan", text=PRINTED), "/kassa/betaal")
    assert "Cadeaukaart van \u20ac\u00a010,00 werkt" in paid
    before = await house.shop.entries()

    page = await begun(browser)
    taken = await tap(browser, page, do="scan", text=PRINTED)
    unknown = await tap(browser, page, do="gift|2500", gift_code="2345-6789-ABCD-EFGH", fresh="yes")
    here, there = await tap(browser, page, do="scan", text=OTHER), await tap(browser, await begun(browser), do="scan", text=OTHER)
    first, second = await tap(browser, here, "/kassa/betaal"), await tap(browser, there, "/kassa/betaal")

    assert "al in gebruik. Pak een andere." in taken
    assert "hint wait" in unknown
    assert "werkt" in first
    assert ["al in gebruik. Pak een andere." in second, "00 werkt" in second] == [True, False]
    assert await house.shop.entries() == before + 2
    assert [await left_on(house, PRINTED), await left_on(house, OTHER)] == [1000, 2500]


async def test_what_was_paid_for_and_is_on_no_card_is_tried_again_until_it_is_on_one_and_never_on_two(house):
    await promise_more(house)
    client = house.shop.client()
    issued = (await client.post("/v1/gift-cards", {"amount_minor": 14_000})).json
    browser, page = await opened(house)
    seen = await tap(browser, page, do="scan", text=issued["code"])
    basket = await tap(browser, seen, do="gift|1000", gift_code=issued["code"])
    await client.post("/v1/gift-cards/top-up", {"code": issued["code"], "amount_minor": 1000})

    paid = await tap(browser, basket, "/kassa/betaal")
    names = re.findall(r'name="again" value="([^"]+)"', paid)
    still = await tap(browser, paid, "/kassa/cadeaukaart/opnieuw", again=names[0])
    before = await house.shop.entries()
    new = [await tap(browser, paid, "/kassa/cadeaukaart/opnieuw", again=name) for name in (names[1], names[1], names[0])]

    assert ["staat er niet op" in one for one in (paid, still)] == [True, True]
    assert await house.shop.entries() == before + 1, "one new card, however often it is asked for"
    assert len({drawn(one) for one in new}) == 1
    assert [await left_on(house, drawn(new[0])), await left_on(house, issued["code"])] == [1000, 15_000]


async def test_another_try_is_for_a_line_of_this_till_that_is_on_no_card(house):
    await promise_more(house)
    browser, page = await opened(house)
    paid = await tap(browser, await tap(browser, page, do="gift|1000"), "/kassa/betaal")
    receipt = paid.partition("/kassa/bon/")[2].partition('"')[0]
    goods = await tap(browser, await tap(browser, page, do="amount", amount="10"), "/kassa/betaal")
    other = goods.partition("/kassa/bon/")[2].partition('"')[0]
    before = await house.shop.entries()

    said = [await tap(browser, paid, "/kassa/cadeaukaart/opnieuw", again=f"{one}|1|new|") for one in (receipt, other)]

    assert ["hint wait" in one for one in said] == [True, True]
    assert await house.shop.entries() == before


async def own_cards_only(house, name: str, **more: int) -> list[str]:
    """The bakery sells the cards of its own batches only; the codes of such a batch."""
    program = (PROGRAM + MORE).replace("gift cards: {", "gift cards: {printed: registered, ")
    await publish(house.shop.queries, KORENAAR, compiled(read_yaml(program).document), house.shop.clock.now(), house.shop.clock.now())
    house.shop.shelves.forget(KORENAAR)
    made = await house.shop.client().post("/v1/gift-card-batches", {"batch": name, "count": 3, **more})
    codes: list[str] = made.json["codes"]
    return codes


async def test_a_card_of_a_batch_is_sold_and_one_of_none_is_told_at_the_scan(house):
    codes = await own_cards_only(house, "kerst")
    browser, page = await opened(house)

    elsewhere = await tap(browser, page, do="scan", text=PRINTED)
    page = await tap(browser, await tap(browser, page, do="scan", text=codes[0]), do="gift|2500", gift_code=codes[0], fresh="yes")
    paid = await tap(browser, page, "/kassa/betaal")

    assert "hoort niet bij een serie van deze winkel" in elsewhere
    assert "Cadeaukaart van \u20ac\u00a025,00 werkt" in paid
    assert await left_on(house, codes[0]) == 2500
    drawn_one = await tap(browser, await begun(browser), "/kassa/betaal")
    assert await left_on(house, drawn(drawn_one)) == 2500, "what the till draws itself needs no batch"


async def test_a_card_with_an_amount_on_it_goes_into_the_basket_for_that_at_one_scan(house):
    codes = await own_cards_only(house, "kerst", worth_minor=5000)
    browser, page = await opened(house)

    page = await tap(browser, page, do="scan", text=codes[0])
    twice = await tap(browser, page, do="scan", text=codes[0])
    other = await tap(browser, page, do="gift|2500", gift_code=codes[1], fresh="yes")
    paid = await tap(browser, twice, "/kassa/betaal")

    assert [f"Cadeaukaart \u2026{codes[0][-4:]}" in one for one in (page, twice)] == [True, True]
    assert "ander bedrag gedrukt" in other
    assert "Cadeaukaart van \u20ac\u00a050,00 werkt" in paid
    assert await left_on(house, codes[0]) == 5000


async def test_a_stolen_card_is_told_at_the_scan_and_also_when_it_was_scanned_before_it_was_reported(house):
    codes = await own_cards_only(house, "kerst")
    browser, page = await opened(house)
    basket = await tap(browser, await tap(browser, page, do="scan", text=codes[0]), do="gift|2500", gift_code=codes[0], fresh="yes")
    lost = {"what": "lose", "first": 1, "last": 2, "reason": "box stolen"}
    assert (await house.shop.client().post("/v1/gift-card-batches/kerst/moves", lost)).json["moved"] == 2
    before = await house.shop.entries()

    scanned = await tap(browser, page, do="scan", text=codes[1])
    paid = await tap(browser, basket, "/kassa/betaal")

    assert ["als verloren gemeld" in one for one in (scanned, paid)] == [True, True]
    assert await house.shop.entries() == before


async def test_a_number_of_the_printers_own_is_scanned_too(house):
    await own_cards_only(house, "kerst")
    shop, number = house.shop, "60062200000000123"
    batch = CardBatch("drukker", MAKING, 1, 0, 0, None, shop.clock.now())
    hashed = house.door.codes.hasher(KORENAAR, capitals_matter=False)
    deed = Deed("staff:joost", "card_batch.import", "card_batch:drukker", {}, {}, "", "")
    assert await bring_in(house.door.people.register, KORENAAR, batch, hashed, [number], deed) == 1
    browser, page = await opened(house)

    fresh = await tap(browser, page, do="scan", text=number)
    paid = await tap(browser, await tap(browser, fresh, do="gift|1000", gift_code=number, fresh="yes"), "/kassa/betaal")
    again = await tap(browser, (await browser.get("/kassa")).body.decode(), do="scan", text=number)

    assert ["Nieuwe cadeaukaart" in fresh, "Cadeaukaart van \u20ac\u00a010,00 werkt" in paid, "\u20ac\u00a010,00" in again] == [True] * 3
    assert await left_on(house, number) == 1000


async def test_a_payment_that_comes_again_is_answered_again_also_where_the_card_is_empty_by_then(house):
    await promise_more(house)
    browser, page = await opened(house)
    code = drawn(await tap(browser, await tap(browser, page, do="gift|2500"), "/kassa/betaal"))
    page = await tap(browser, (await browser.get("/kassa")).body.decode(), do="amount", amount="30,00")
    page = await tap(browser, page, do="code", code=code)
    before = await house.shop.entries()

    paid = [await tap(browser, page, "/kassa/betaal") for _ in range(2)]

    assert ["Met de cadeaukaart betaald: €\u00a025,00" in one for one in paid] == [True, True]
    assert (await house.shop.entries() - before, await left_on(house, code)) == (2, 0)


async def test_a_card_that_is_blocked_while_the_basket_lies_there_is_taken_off_and_said(house):
    await promise_more(house)
    browser, page = await opened(house)
    code = drawn(await tap(browser, await tap(browser, page, do="gift|2500"), "/kassa/betaal"))
    page = await tap(browser, (await browser.get("/kassa")).body.decode(), do="amount", amount="12,00")
    page = await tap(browser, page, do="code", code=code)
    joost = house.office()
    found = await joost.fill(await joost.get("/kantoor/cadeaukaarten"), "/kantoor/cadeaukaarten/zoek", code=code)
    there = found.headers["location"]
    blocked = await joost.fill(await joost.get(there), f"{there}/vervang", how="block", reason="gestolen")
    before = await house.shop.entries()

    paid = await tap(browser, page, "/kassa/betaal")
    home = await tap(browser, page, do="home")

    assert blocked.status == 303
    for said in (paid, home):
        assert ["hint wait" in said, "/kassa/betaal" in said, "€\u00a012,00" in said] == [True, True, True]
    assert await house.shop.entries() == before, "nothing was paid"
