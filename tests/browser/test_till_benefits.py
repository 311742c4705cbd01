"""Every benefit of the till by tap: never more than two before the payment, in Dutch and English, on a tablet and a phone."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.bakery import CARDS, PROGRAM, Bakery, open_bakery
from tests.browser.conftest import database
from tests.browser.test_till import APPLE, BREAD, FLAN, LOAF, answered, look, press, ready, scan, settled
from tests.korenaar import KORENAAR
from zegel.core.periods import Day
from zegel.store.price_queries import Price

pytestmark = pytest.mark.long

CAKE = "8710000000055"
PROMISED = PROGRAM.replace(
    "discounts:\n",
    "discounts:\n  towel: {gift: [{nl: theedoek, en: tea towel}, {nl: kaars, en: candle}], worth: 4.00 EUR, basket: at least 60.00 EUR}\n"
    "  wafers: {buy: 5, get: 2, gift: {nl: wafel, en: wafer}, worth: 1.00 EUR}\n"
    "  silver: {off: 0.30 EUR, of: bread, for: {tier: at least zilver}, why: {nl: omdat u zilver bent, en: because you are silver}}\n"
    "  club: {off: 0.20 EUR, of: bread, for: {membership: club}, why: {nl: omdat u van de club bent, en: because you are in the club}}\n",
).replace(
    "rewards:\n",
    "rewards:\n  keepsake: {gives: {item: [{nl: mok, en: mug}, {nl: tas, en: bag}], worth: 3.00 EUR}, costs: 300 points, "
    "names: {nl: cadeau naar keuze, en: gift of your choice}}\n"
    "  slice: {gives: {item: {nl: gebakje, en: slice of cake}, worth: 2.50 EUR}, on: birthday ± 3 days, once per: year, "
    "names: {nl: verjaardagsgebakje, en: birthday cake}}\n",
).replace("  kinds:\n", "  kinds:\n    bon: {coupon: trouw, worth: 2.00 EUR, why: {nl: voor de volgende keer, en: for next time}}\n") + (
    "coupons:\n  trouw: {off: 2.00 EUR, valid for: 60 days, why: {nl: uw trouwe bon, en: your loyalty coupon}}\n"
    "  zomer: {off: 10%, code: ZOMER2026}\n"
    "memberships: {club: {names: {nl: Club, en: Club}, article: {sku: CLUB}, price: 25.00 EUR, term: 1 year}}\n"
    "experiences:\n  class: {names: {nl: bakles, en: baking class}, date: 2026-03-03, starts: '19:30', branch: havenstraat, seats: 12, "
    "reply until: 2026-03-03, guests: 2}\n"
)
"""The bakery with a coupon, a gift to choose with a reward, and one to choose with a large basket."""
SAYS = {"nl": ("Appelflap", "gratis brood", "kaart vol"), "en": ("Apple turnover", "free bread", "card full")}


@pytest.fixture(scope="module")
def bakery(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bakery]:
    with database(request) as url, open_bakery(tmp_path_factory.mktemp("benefits"), url=url, program=PROMISED) as found:
        yield found


class Hands:
    """Somebody at a till who counts their taps."""

    def __init__(self, page: Any, language: str) -> None:
        self.page, self.language, self.taps = ready(page), language, 0

    def customer(self, card: str, *articles: str) -> None:
        """The next customer, with what they buy."""
        self.page.reload()
        ready(self.page)
        scan(self.page, card)
        for article in articles:
            scan(self.page, article)
        self.taps = 0

    def tap(self, selector: str) -> None:
        """One tap."""
        self.taps += 1
        answered(self.page, self.page.locator(selector).first.click)

    def code(self, text: str) -> None:
        """A code is scanned: no tap at all."""
        scan(self.page, text)

    def text(self, selector: str) -> str:
        return str(self.page.locator(selector).first.inner_text())

    def pays(self) -> None:
        """The large button, which is no part of any benefit."""
        answered(self.page, self.page.locator(".pay").click)
        settled(self.page, "document.querySelector('[data-done]') !== null")

    def look(self, name: str) -> None:
        look(self.page, f"{name}-{self.language}-{self.page.viewport_size['width']}")


@pytest.fixture
def given(bakery: Bakery) -> Any:
    """Somebody new who has points, a coupon of their own, and who bought a cream cake that got cheaper since."""
    number = iter(range(1, 9))

    def a_member() -> str:
        card = f"26200001{next(number)}{len(bakery.members):03}"
        member = bakery.ask(
            "POST", "/v1/members", {"name": "Ada Proef", "since": "2018-03-01", "identifiers": [{"kind": "card", "value": card}]}
        )["member"]
        bakery.members[card] = member
        bakery.ask("POST", "/v1/adjustments", {"member": member, "unit": "points", "count": 1500, "reason": "opening"})
        wish = {"member": member, "gesture": "bon", "reason": "trouw", "branch": "havenstraat"}
        bakery.ask("POST", "/v1/gestures", wish | {"role": "branch manager", "actor": "staff:joost"})
        line = {"sku": CAKE, "category": "cake", "net_minor": 1650, "vat_bp": 900}
        bakery.ask("POST", "/v1/purchases", {"branch": "havenstraat", "till": "2", "member": member, "lines": [line]})
        return card

    return a_member


@pytest.fixture
def cheaper(bakery: Bakery) -> None:
    """The cream cake costs three euros less from today."""
    put = bakery.shop.queries.prices.put(KORENAAR, [Price(CAKE, "", "", Day("2026-03-03"), 1350)])
    asyncio.run_coroutine_threadsafe(put, bakery.loop).result(20)


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 1180, 820), ("en", 390, 844)])
def test_nothing_that_is_theirs_takes_more_than_two_taps(at_till, given, cheaper, language, width, height):
    hands = Hands(at_till(language, width=width, height=height), language)
    card = given()

    # what got cheaper: one tap as soon as they are there
    hands.customer(card)
    hands.look("drop-offered")
    hands.tap("[name=drop]")
    assert hands.taps == 1
    assert {"nl": "2,17", "en": "2.17"}[language] in hands.text(".hint.done")
    hands.look("drop-given")

    # what the shop owes them now
    scan(hands.page, APPLE)
    hands.taps = 0
    hands.tap("[value=redeem]")
    hands.look("shelf")
    hands.tap("[value='use|credit']")
    assert hands.taps == 2
    assert hands.page.locator("[value='unuse|credit']").count() == 1
    hands.look("credit-used")

    # their own coupon, suggested
    hands.customer(card, FLAN)
    hands.tap("[data-key=F1]")
    assert hands.taps == 1
    assert hands.page.locator("[value='unuse|trouw']").count() == 1
    hands.look("coupon-used")

    # points: as suggested, or another amount
    hands.customer(card, FLAN)
    hands.tap("[value=redeem]")
    hands.tap(".presets .chip")
    assert hands.taps == 2
    assert hands.page.locator("[value='unuse|points off']").count() == 1

    # a reward, and one that is a gift to choose
    hands.customer(card, FLAN)
    hands.tap("[value=redeem]")
    hands.tap("[value='use|mug|1']")
    assert hands.taps == 2
    hands.customer(card, FLAN)
    hands.tap("[value=redeem]")
    hands.tap("[value='use|keepsake|1|2']")
    assert hands.taps == 2
    assert {"nl": "tas", "en": "bag"}[language] in hands.text(".chosen")
    hands.look("gift-chosen")


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 1180, 820), ("en", 390, 844)])
def test_nor_does_what_comes_with_the_basket_is_shown_or_is_given(at_till, given, language, width, height):
    hands = Hands(at_till(language, width=width, height=height), language)
    card = given()

    # a gift that comes with the basket
    hands.customer(card, FLAN, FLAN, FLAN, FLAN, FLAN)
    hands.tap("[value='use|towel|2']")
    assert hands.taps == 1
    assert {"nl": "kaars", "en": "candle"}[language] in hands.text(".chosen strong")
    assert {"nl": "Geef mee: 2 × wafel", "en": "Hand over: 2 × wafer"}[language] in hands.page.locator(".chosen strong").all_inner_texts()
    hands.look("gift-with-basket")
    hands.pays()
    assert {"nl": "Geef mee: 2 × wafel", "en": "Hand over: 2 × wafer"}[language] in hands.text(".done-body")
    hands.look("gift-handed-over")

    # a coupon that is shown
    hands.customer(card, FLAN)
    hands.code("ZOMER2026")
    assert hands.taps == 0
    assert hands.page.locator("[value='drop code|ZOMER2026']").count() == 1
    assert hands.page.locator(".line.off").count() == 2, "beside the discount of whoever comes long"

    # a gesture
    hands.customer(card, FLAN)
    hands.tap("[data-key=F4]")
    hands.look("gesture-sheet")
    hands.tap("[name=sure]")
    assert hands.taps == 2
    assert hands.page.locator(".hint.done").count() == 1

    # a stamp by hand fills the card; the reward of a full card
    hands.customer(card)
    for _ in range(10):
        scan(hands.page, BREAD)
    assert SAYS[language][2] in hands.text(".cardbox")
    hands.look("card-full")
    hands.pays()
    hands.look("done-full")
    hands.customer(card, LOAF)
    assert SAYS[language][1] in hands.text(".hint")
    hands.tap("[data-key=F1]")
    assert hands.taps == 1
    hands.look("full-card-used")


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 1366, 768), ("en", 360, 740)])
def test_what_comes_of_itself_takes_no_tap_a_birthday_one_and_stamps_by_hand_two(at_till, bakery, language, width, height):
    hands = Hands(at_till(language, width=width, height=height), language)
    card = f"26200009{width:05}"
    ada = {"name": "Ada Jarig", "since": "2018-03-01", "birthday": "03-04", "identifiers": [{"kind": "card", "value": card}]}
    member = bakery.ask("POST", "/v1/members", ada)["member"]
    club = {"sku": "CLUB", "category": "club", "net_minor": 2500, "vat_bp": 2100}
    cakes = {"sku": CAKE, "category": "cake", "quantity": 5000, "net_minor": 5 * 1650, "vat_bp": 900}
    bakery.ask("POST", "/v1/purchases", {"branch": "havenstraat", "till": "2", "member": member, "lines": [club, cakes]})

    # a regular's discount, a tier's and a membership's: of themselves, each with its reason
    hands.customer(card, FLAN, LOAF)
    assert hands.taps == 0
    reasons = " ".join(hands.page.locator(".line.off strong").all_inner_texts())
    says = {"nl": ("al 8 jaar komt", "zilver bent", "van de club bent"), "en": ("for 8 years", "are silver", "in the club")}[language]
    assert [said in reasons for said in says] == [True] * 3
    # a birthday
    assert {"nl": "Voor deze klant: verjaardagsgebakje", "en": "For this customer: birthday cake"}[language] in hands.text(".hint")
    hands.look("birthday")
    hands.tap("[data-key=F1]")
    assert hands.taps == 1
    assert hands.page.locator("[value='unuse|slice']").count() == 1
    hands.look("birthday-used")
    # and undone before the payment
    hands.tap("[value='unuse|slice']")
    assert hands.page.locator("[value='unuse|slice']").count() == 0

    # a seat at what the shop does tonight
    bakery.ask("POST", "/v1/experiences/class/replies", {"member": member, "answer": "accept", "guests": 2})
    hands.customer(card)
    assert {"nl": "Verwacht bij bakles, 19:30", "en": "Expected at baking class, 19:30"}[language] in hands.text(".hint")
    hands.look("seat")
    hands.tap("[data-key=F1]")
    assert hands.taps == 1
    assert {"nl": "Binnen bij bakles.", "en": "Let in at baking class."}[language] in hands.text(".hint.done")

    # stamps where only an amount was typed
    hands.customer(card)
    hands.tap(".pay")
    hands.page.locator("#amount").fill("10")
    press(hands.page, "Enter")
    hands.taps = 0
    hands.tap("[data-key=F3]")
    hands.tap("[data-count='3']")
    assert hands.taps == 2
    assert "3" in hands.text(".live div:last-child dd")
    hands.look("stamps-by-hand")


@pytest.mark.parametrize(("language", "width", "height", "colours"), [("nl", 1180, 820, "dark"), ("en", 390, 844, "light")])
def test_a_gift_card_is_sold_looked_at_topped_up_and_pays(at_till, bakery, language, width, height, colours):
    hands = Hands(at_till(language, width=width, height=height, look=colours), language)

    hands.customer(CARDS["joost"])
    hands.tap("[data-key=F5]")
    hands.look("gift-sell")
    hands.tap("[value='gift|2500']")
    assert hands.taps == 2
    hands.pays()
    hands.look("gift-sold")
    code = hands.page.locator("input[name=drawn]").get_attribute("value")
    with hands.page.context.expect_page() as opened:
        hands.page.locator("form[action='/kassa/cadeaukaart'] button").click()
    paper = ready(opened.value)
    assert code in paper.inner_text("main")
    look(paper, f"gift-paper-{language}")
    paper.close()

    hands.page.reload()
    ready(hands.page)
    hands.code(code)
    assert "25" in hands.text(".enormous")
    hands.look("gift-balance")
    hands.taps = 0
    hands.tap("[value='gift|1000']")
    assert hands.taps == 1
    hands.pays()
    hands.look("gift-topped")

    hands.customer(CARDS["joost"], FLAN)
    hands.code(code)
    assert hands.taps == 0
    hands.look("gift-pays")
    assert {"nl": "0,00", "en": "0.00"}[language] in hands.text(".pay")
    hands.pays()
    hands.look("gift-paid")
    found = bakery.ask("POST", "/v1/gift-cards/lookup", {"code": code})
    assert found["available_minor"] == 3500 - 1450
