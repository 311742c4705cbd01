"""The till without a screen: what a tap books, that it books it once, and what it says when something does not apply."""

import json

import pytest

from tests.access.crew import done, enrolled, take_on
from tests.korenaar import KORENAAR, PROGRAM
from tests.make import header
from tests.pages import Browser, Fields
from tests.programs import compiled, read_yaml
from tests.web.conftest import House
from zegel.core.article import Article
from zegel.core.ids import purse_of
from zegel.core.periods import Day
from zegel.core.refusals import Malformed
from zegel.desk.publish import publish
from zegel.flows.commands import Leave
from zegel.messages.letters import Shop as Letterhead
from zegel.messages.letters import mail_of
from zegel.store.price_queries import Price
from zegel.web.parts.amounts import amount_of
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio

CARD = "2620000012345"


async def a_member(house: House, name: str = "Fatima El Amrani", card: str = CARD, phone: str = "0612340412") -> str:
    """Somebody who has been coming since 2018."""
    identifiers = [{"kind": "card", "value": card}, {"kind": "phone", "value": phone}]
    answer = await house.shop.client().post("/v1/members", {"name": name, "since": "2018-03-01", "identifiers": identifiers})
    return str(answer.json["member"])


async def tap(browser: Browser, page: str, path: str = "/kassa", **fields: str) -> str:
    """A tap on the page as it stands: its form with `fields`; gives the next page."""
    form = next(found for found in Fields(page).forms if found[0].get("id") == "kassa")
    kept = {name: text for name, text in form[1].items() if name in ("token", "key", "who", "basket", "gesture_key", "receipt", "bare")}
    answer = await browser.post(path, kept | fields)
    assert answer.status == 200, answer.body.decode()[-400:]
    return answer.body.decode()


async def opened(house: House, language: str = "nl") -> tuple[Browser, str]:
    browser = house.till(language)
    return browser, (await browser.get("/kassa")).body.decode()


async def test_a_scan_shows_who_it_is_in_points_and_in_euros_with_years_and_a_sentence_to_say(house):
    await a_member(house)
    browser, page = await opened(house)

    page = await tap(browser, page, do="scan", text=CARD)

    for said in (
        '<h1 translate="no">Fatima</h1>',
        "klant sinds 2018",
        "8 jaar",
        "€\u00a00,00",
        "0\u00a0punten",
        "Fijn dat u hier al 8 jaar komt, Fatima.",
    ):
        assert said in page
    assert "El Amrani" not in page


async def test_paying_twice_with_the_same_form_books_once(house):
    await a_member(house)
    browser, page = await opened(house)
    page = await tap(browser, page, do="scan", text=CARD)
    page = await tap(browser, page, do="amount", amount="12,40")
    before = await house.shop.entries()

    first = await tap(browser, page, "/kassa/betaal")
    again = await tap(browser, page, "/kassa/betaal")

    assert await house.shop.entries() == before + 1
    assert "€\u00a012,40" in first
    assert "€\u00a012,40" in again


async def test_four_digits_or_a_name_find_somebody_and_several_are_told_apart_by_an_initial_only(house):
    await a_member(house)
    await a_member(house, "Fatima Bakker", "2620000099999", "0687650412")
    browser, page = await opened(house)

    both = await tap(browser, page, do="find", find="0412")
    one = await tap(browser, page, do="find", find="0412 amrani")
    short = await tap(browser, page, do="find", find="04")

    assert "Fatima A." in both
    assert "Fatima B." in both
    assert "Amrani" not in both
    assert '<h1 translate="no">Fatima</h1>' in one
    assert "minstens drie letters of vier cijfers" in short


async def test_one_field_enrols_and_a_wrong_one_says_so_under_it(house):
    browser, page = await opened(house)
    page = await tap(browser, page, do="enrol")

    wrong = await tap(browser, page, "/kassa/inschrijven", contact="geen idee")
    right = await tap(browser, page, "/kassa/inschrijven", contact="anna@example.nl")

    assert "Dat is geen telefoonnummer en geen e-mailadres." in wrong
    assert "Ingeschreven. De kaart telt meteen mee." in right


async def test_a_card_without_a_name_is_two_taps_and_can_be_scanned_at_once(house):
    browser, page = await opened(house)

    page = await tap(browser, page, do="anonymous")
    page = await tap(browser, page, "/kassa/zonder-naam")
    number = page.partition("/kassa/kaart/")[2].partition('"')[0]
    again = await tap(browser, (await browser.get("/kassa")).body.decode(), do="scan", text=number)

    assert "Stempelkaart" in again
    assert f"kaart eindigt op {number[-4:]}" in again
    assert "<svg" in (await browser.get(f"/kassa/kaart/{number}")).body.decode()


async def test_what_is_used_is_a_state_that_is_undone_before_payment(house):
    member = await a_member(house)
    await house.shop.client().post("/v1/adjustments", {"member": member, "unit": "points", "count": 700, "reason": "opening"})
    browser, page = await opened(house)
    page = await tap(browser, page, do="scan", text=CARD)
    page = await tap(browser, page, do="amount", amount="20")
    assert "€\u00a07,00 met punten betalen?" in page

    used = await tap(browser, page, do="use|points off|500")
    twice = await tap(browser, used, do="use|points off|500")
    undone = await tap(browser, twice, do="undo")
    mug = await tap(browser, undone, do="use|mug|1")

    assert ['value="unuse|mug"' in mug, "<strong>beker</strong>" in mug, "€\u00a020,00" in mug] == [True, True, True]
    assert 'value="unuse|mug"' not in await tap(browser, mug, do="unuse|mug")
    assert "€\u00a015,00" in used
    assert "€\u00a015,00" in twice
    assert "€\u00a020,00" in undone
    assert (await house.shop.client().get(f"/v1/members/{member}/balances")).json["balances"][0]["available"] == 700


async def test_what_does_not_apply_says_why_and_the_basket_stays(house):
    await a_member(house)
    browser, page = await opened(house)
    page = await tap(browser, page, do="scan", text=CARD)
    page = await tap(browser, page, do="amount", amount="20")

    page = await tap(browser, page, do="use|mug|1")

    assert "Er is niet genoeg beschikbaar." in page
    assert "€\u00a020,00" in page


async def test_goods_come_back_without_a_receipt_once(house):
    member = await a_member(house)
    bought = {"branch": "dorpsstraat", "member": member, "lines": [{"net_minor": 1650, "category": "cake"}]}
    receipt = (await house.shop.client().post("/v1/purchases", bought)).json["receipt"]
    browser, page = await opened(house)
    page = await tap(browser, page, do="scan", text=CARD)

    page = await tap(browser, page, "/kassa/retour")
    preview = await tap(browser, page, "/kassa/retour", line=f"{receipt}:1")
    taken = await tap(browser, preview, "/kassa/retour", line=f"{receipt}:1", sure="yes")
    again = await tap(browser, taken, "/kassa/retour", line=f"{receipt}:1")

    assert "Neem terug, €\u00a015,67" in preview
    assert "Teruggenomen: €\u00a015,67 terug naar de klant" in taken
    assert "Neem terug, €" not in again


async def test_stamps_without_articles_are_said_by_hand_and_the_card_gets_full_before_the_total(house):
    await a_member(house)
    browser, page = await opened(house)
    page = await tap(browser, page, do="scan", text=CARD)
    page = await tap(browser, page, do="amount", amount="24")

    page = await tap(browser, page, do="stamps|6|bread card")
    six = page
    page = await tap(browser, page, "/kassa/betaal")
    page = await tap(browser, (await browser.get("/kassa")).body.decode(), do="scan", text=CARD)
    page = await tap(browser, page, do="amount", amount="24")
    full = await tap(browser, page, do="stamps|5|bread card")

    assert "0 van 10, straks 6" in six
    assert "kaart vol" in full
    assert "Uw kaart is vol. U krijgt: gratis brood." in full


MORE = """
store credit: {expires: never}
price protection: {within: 14 days, valid for: 60 days, ahead: 3 days}
gift cards: {valid for: 5 years, from: 5.00 EUR, at most: 150.00 EUR}
coupons: {zomer: {code: ZOMER, off: 10%}}
gestures:
  envelope: 20.00 EUR per month
  may give: {cashier: 5.00 EUR}
  kinds: {flowers: {item: {nl: bloemen, en: flowers}, worth: 4.00 EUR}}
"""


async def promise_more(house: House, more: str = "") -> None:
    """The bakery keeps money for people now, gives gestures and takes coupons; or what `more` says."""
    program = compiled(read_yaml(PROGRAM + (more or MORE)).document)
    await publish(house.shop.queries, KORENAAR, program, house.shop.clock.now(), house.shop.clock.now())
    house.shop.shelves.forget(KORENAAR)


async def test_a_coupon_comes_off_and_a_gift_card_pays_the_rest_of_its_worth(house):
    await promise_more(house)
    code = (await house.shop.client().post("/v1/gift-cards", {"amount_minor": 1000})).json["code"]
    browser, page = await opened(house)
    page = await tap(browser, page, do="amount", amount="30")

    page = await tap(browser, page, do="code", code="zomer")
    page = await tap(browser, page, do="code", code=code)
    wrong = await tap(browser, page, do="code", code="AAAA-BBBB-CCCC-DDDD")
    paid = await tap(browser, page, "/kassa/betaal")

    assert "Cadeaukaart" in page
    assert "€\u00a017,00" in page
    assert "€\u00a017,00" in wrong
    assert "hint wait" in wrong
    assert "€\u00a017,00" in paid
    left = await house.shop.client().post("/v1/gift-cards/lookup", {"code": code})
    assert left.json["available_minor"] == 0


async def test_a_coupon_without_a_card_is_a_code_on_the_paper_that_the_next_customer_shows(house):
    more = PROGRAM.replace("earn:\n", "earn:\n  groot: {give: coupon straks, per: purchase, basket: at least 20.00 EUR}\n")
    more += "coupons: {straks: {off: 10%, valid for: 30 days}}\n"
    await publish(house.shop.queries, KORENAAR, compiled(read_yaml(more).document), house.shop.clock.now(), house.shop.clock.now())
    house.shop.shelves.forget(KORENAAR)
    browser, page = await opened(house)
    page = await tap(browser, page, do="amount", amount="30")

    paid = await tap(browser, page, "/kassa/betaal")
    (form,) = [fields for attributes, fields in Fields(paid).forms if attributes.get("action", "").startswith("/kassa/bon/")]
    (paper,) = [attributes["action"] for attributes, _ in Fields(paid).forms if attributes.get("action", "").startswith("/kassa/bon/")]
    printed = (await browser.post(paper, form)).body.decode()
    later = (await browser.get(paper)).body.decode()
    page = await tap(browser, (await browser.get("/kassa")).body.decode(), do="amount", amount="10")
    used = await tap(browser, page, do="code", code=form["drawn"])

    assert f"Code voor de volgende keer: {form['drawn']}" in paid
    assert form["drawn"] in printed
    assert "<svg" in printed.partition("coupon-code")[2][:200]
    assert form["drawn"] not in later
    assert "€\u00a09,00" in used


async def test_a_gesture_comes_out_of_the_pot_once_and_then_the_pot_is_empty(house):
    await promise_more(house)
    await a_member(house)
    browser, page = await opened(house)
    page = await tap(browser, page, do="scan", text=CARD)
    sheet = await tap(browser, page, "/kassa/geste")

    first = await tap(browser, sheet, "/kassa/geste", gesture="flowers", because="because years", sure="yes")
    again = await tap(browser, sheet, "/kassa/geste", gesture="flowers", because="because years", sure="yes")
    for _ in range(4):
        sheet = await tap(browser, first, "/kassa/geste")
        await tap(browser, sheet, "/kassa/geste", gesture="flowers", because="because waited", sure="yes")
    empty = await tap(
        browser, await tap(browser, first, "/kassa/geste"), "/kassa/geste", gesture="flowers", because="because day", sure="yes"
    )

    assert "over in de filiaalpot van maart" in sheet
    assert "Gegeven: bloemen" in first
    assert "Gegeven: bloemen" in again
    assert "Het bedrag dat hiervoor klaarlag is op." in empty
    assert (await house.shop.queries.counters(KORENAAR))["gestures:dorpsstraat:2026-03"] == 0


async def test_what_is_set_apart_for_a_reason_stands_on_its_chip_and_refuses_when_it_is_gone(house):
    more = MORE.replace("  may give:", "  reasons: {waited: 7.00 EUR per month}\n  may give:")
    await promise_more(house, more)
    browser, page = await opened(house)
    sheet = await tap(browser, page, "/kassa/geste")

    first = await tap(browser, sheet, "/kassa/geste", gesture="flowers", because="because waited", sure="yes")
    sheet_after = await tap(browser, first, "/kassa/geste")
    empty = await tap(browser, sheet_after, "/kassa/geste", gesture="flowers", because="because waited", sure="yes")
    other = await tap(
        browser, await tap(browser, empty, "/kassa/geste"), "/kassa/geste", gesture="flowers", because="because wrong", sure="yes"
    )

    assert "Moest wachten <small>nog €\u00a07,00</small>" in sheet
    assert "Moest wachten <small>nog €\u00a03,00</small>" in sheet_after
    assert "Het bedrag dat hiervoor klaarlag is op. Er is nog €\u00a03,00." in empty
    assert "Gegeven: bloemen" in other
    assert (await house.shop.queries.counters(KORENAAR))["gestures:dorpsstraat:2026-03::waited"] == 300


async def test_what_got_cheaper_is_given_back_in_one_tap(house):
    await promise_more(house)
    member = await a_member(house)
    await house.shop.queries.put_articles(KORENAAR, [Article("COAT", "Jas", "Coat", "coats")], house.shop.clock.now())
    bought = {"branch": "dorpsstraat", "member": member, "lines": [{"sku": "COAT", "category": "coats", "net_minor": 5990}]}
    receipt = (await house.shop.client().post("/v1/purchases", bought)).json["receipt"]
    house.shop.clock.forward(2 * 86_400_000)
    await house.shop.queries.prices.put(KORENAAR, [Price("COAT", "", "", Day("2026-03-04"), 5390)])
    browser, page = await opened(house)
    page = await tap(browser, page, do="scan", text=CARD)

    page = await tap(browser, page, "/kassa/retour")
    given = await tap(browser, page, "/kassa/prijsdaling", drop=f"{receipt}:1")
    again = await tap(browser, given, "/kassa/retour")

    assert "Nu goedkoper: geef €\u00a06,00 tegoed" in page
    assert "€\u00a06,00 tegoed gegeven" in given
    assert "Nu goedkoper" not in again

    caps = bought | {"lines": [{"sku": "CAP", "category": "caps", "net_minor": 2990}]}
    second = (await house.shop.client().post("/v1/purchases", caps)).json["receipt"]
    await house.shop.queries.prices.put(KORENAAR, [Price("CAP", "", "", Day("2026-03-08"), 1990)])
    page = await tap(browser, again, "/kassa/retour")
    given = await tap(browser, page, "/kassa/prijsdaling", drop=f"{second}:1")

    assert "Goedkoper vanaf 8 mrt 2026: geef €\u00a010,00 tegoed" in page
    assert "€\u00a010,00 tegoed gegeven" in given


async def test_a_form_that_no_page_wrote_is_refused_whole(house):
    browser, page = await opened(house)
    form = next(found[1] for found in Fields(page).forms if found[0].get("id") == "kassa")
    token, key = form["token"], form["key"]
    basket = {"items": [], "uses": [], "codes": [], "gift": ""}
    wrong = [
        json.dumps(basket | {"items": [{"net_minor": "5"}]}), json.dumps(basket | {"items": [{"net_minor": 5, "quantity": -1}]}), "[]", "{",
        json.dumps(basket | {"uses": [["mug", True]]}), json.dumps(basket | {"items": [{"net_minor": 10**13}]}),
    ]  # fmt: skip

    answers = [await browser.post("/kassa", {"token": token, "key": key, "basket": text, "do": "home"}) for text in wrong]
    unknown = await browser.post("/kassa", {"token": token, "key": key, "basket": json.dumps(basket), "do": "rm -rf"})

    assert [answer.status for answer in answers] == [400, 400, 400, 400, 400, 400]
    assert unknown.status == 400


async def test_an_article_is_found_by_its_name_where_nobody_can_scan_it(house):
    await house.shop.queries.put_articles(
        KORENAAR,
        [
            Article("THEE1", "Thee 100%", "Tea 100%", "tea"),
            Article("THEE2", "Theeglas", "Tea glass", "glass"),
            Article("9_1", "Kom", "Bowl", "glass"),
        ],
        house.shop.clock.now(),
    )
    await house.shop.queries.prices.put(KORENAAR, [Price("THEE1", "", "", Day("2026-01-01"), 425)])
    browser, page = await opened(house)
    page = await tap(browser, page, do="amount")
    assert "Artikel: naam of nummer" in page

    several = await tap(browser, page, do="amount", article="THEE")
    one = await tap(browser, page, do="article", article="100%")
    chosen = await tap(browser, several, do="article|THEE1")

    assert ("Thee 100%" in several, "€\u00a04,25" in several, "Theeglas" in several, "zonder prijs" in several) == (True,) * 4
    assert "4,25" in one
    assert "4,25" in chosen
    assert "Theeglas staat in het assortiment, zonder prijs" in await tap(browser, several, do="article|THEE2")
    assert "Geen artikel gevonden met “%”" not in await tap(browser, page, do="article", article="%")
    assert "Geen artikel gevonden met “glas_”" in await tap(browser, page, do="article", article="glas_")
    assert "Kom" in await tap(browser, page, do="article", article="9_")


async def test_what_somebody_is_called_is_never_markup(house):
    await a_member(house, "<img/src=x/onerror=alert(1)> Jansen")
    browser, page = await opened(house)

    page = await tap(browser, page, do="scan", text=CARD)

    assert "<img/src" not in page
    assert "&lt;img/src=x/onerror=alert(1)&gt;" in page


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12", 1200),
        ("12,4", 1240),
        ("1.234,50", 123450),
        ("12.40", 1240),
        ("€ 7", 700),
        ("$7.25", 725),
        (",50", 50),
        ("12,", 1200),
        ("1.000", 100000),
    ],
)
def test_an_amount_is_read_as_it_is_meant(text, minor):
    assert amount_of(text, 2) == minor


@pytest.mark.parametrize("text", ["", "x", "12,50,", ",", "-5", "1e3", "٣", "99999999999", "12 euro", "1.23.4", "0,005"])
def test_what_is_no_amount_is_refused_and_not_guessed(text):
    with pytest.raises(Malformed):
        amount_of(text, 2)


def test_money_without_cents_has_its_mark_between_thousands():
    assert amount_of("1,200", 0) == amount_of("1.200", 0) == amount_of("¥1200", 0) == 1200
    assert amount_of("1.234", 3) == 1234, "a dinar has a thousand fils"


async def test_a_till_that_is_enrolled_is_worked_at_by_pin_and_a_pin_opens_no_office(house):
    house.door.gate = Sessions(house.shop.door.people)
    samira = await take_on(house.shop, "Samira", "cashier", at="dorpsstraat")
    await house.shop.door.people.tills.set_pin(done(), KORENAAR, samira.one.id, "724816")
    device = await enrolled(house.shop, "dorpsstraat", "2")
    stranger, browser = Browser(house.shop.app, host="localhost"), Browser(house.shop.app, {"zegel-till": device.cookie}, "localhost")

    nowhere = await stranger.get("/kassa/wie")
    page = await browser.get("/kassa/wie")
    wrong = await browser.fill(page, "/kassa/wie", pin="111222", staff=samira.one.id)
    right = await browser.fill(page, "/kassa/wie", pin="724816", staff=samira.one.id)

    assert "Deze kassa is nog niet ingesteld" in nowhere.body.decode()
    assert "Samira" in page.body.decode()
    assert wrong.status == 422
    assert (right.status, right.headers["location"]) == (303, "/kassa")
    till = await browser.get("/kassa")
    assert (till.status, "Scan de kaart" in till.body.decode()) == (200, True)
    assert (await browser.get("/kantoor/leden")).status == 303


async def test_a_receipt_goes_by_mail_once_to_the_members_own_address_or_to_one_that_is_typed(house):
    member = await a_member(house)
    sale = {"branch": "dorpsstraat", "lines": [{"category": "cake", "net_minor": 1000, "vat_bp": 900}]}
    theirs = (await house.shop.client().post("/v1/purchases", sale | {"member": member})).json["receipt"]
    nobodys = (await house.shop.client().post("/v1/purchases", sale)).json["receipt"]
    browser, _ = await opened(house)
    typed, mine = f"/kassa/bon/{nobodys}", f"/kassa/bon/{theirs}"

    wrong = await browser.fill(await browser.get(typed), f"{typed}/mail", email="geen adres")
    sent = await browser.fill(await browser.get(typed), f"{typed}/mail", email="Gast@Voorbeeld.nl")
    await house.shop.client().post(f"/v1/members/{member}/identifiers", {"identifier": {"kind": "email", "value": "fatima@voorbeeld.nl"}})
    page = await browser.get(mine)
    for _ in range(2):
        await browser.fill(page, f"{mine}/mail")

    assert wrong.status == 422
    assert "Dat is geen e-mailadres." in wrong.body.decode()
    assert sent.headers["location"] == f"{typed}?mailed=yes"
    assert "De bon is onderweg." in (await browser.get(sent.headers["location"])).body.decode()
    assert "f…a@voorbeeld.nl" in page.body.decode()
    assert "fatima@" not in page.body.decode()
    waiting = [one for one in await house.shop.queries.messages.newest(KORENAAR, 9) if one.kind == "receipt"]
    assert sorted((one.address, one.purse is None) for one in waiting) == [("", False), ("gast@voorbeeld.nl", True)]
    (theirs,) = [one for one in waiting if one.purse is not None]
    letter = mail_of("receipt", theirs.data, Letterhead("De Korenaar", "EUR", "shop@korenaar.example"), "nl")
    assert "€ 9,50" in letter.text.replace("\u00a0", " ")
    assert "Uw voordeel" in letter.text
    assert "5% korting als u minstens 5 jaar lid bent" in letter.text


async def test_what_is_no_sale_brings_nothing_back_and_who_left_holds_nobody_up(house):
    mine = await a_member(house)
    line = {"number": 1, "category": "bread", "quantity": 1000, "net_minor": 420, "list_minor": 420, "vat_bp": 900}
    client = house.shop.client()
    bought = await client.post("/v1/purchases", {"branch": "dorpsstraat", "member": mine, "lines": [line]}, key="bread")
    sale = bought.json["receipt"]
    back = {"receipt": sale, "branch": "dorpsstraat", "lines": [{"number": 1}], "cause": "voluntary"}
    returned = (await client.post("/v1/returns", back, key="back")).json["receipt"]
    browser, page = await opened(house)

    no_sale = await tap(browser, page, "/kassa/retour", receipt=returned)
    odd = await tap(browser, page, do="gift|\u00b2")
    page = await tap(browser, await tap(browser, page, do="scan", text=CARD), do="amount", amount="12,00")
    await house.shop.desk.submit(Leave(header(key="leave"), purse_of(mine)))
    gone = await tap(browser, page, do="home")

    assert (house.shop.reported, "hint wait" in no_sale, "hint wait" in odd) == ([], True, True)
    assert ["Hiermee is geen lid bekend" in gone, "Fatima" in gone, "€\u00a012,00" in gone] == [True, False, True]
