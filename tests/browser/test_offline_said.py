"""What a till without a line says of what it cannot look up: unknown and lost cards, words of coupons; a stamp card by its own name."""

from collections.abc import Iterator
from json import dumps

import pytest

from tests.browser.bakery import CARDS, PROGRAM, Bakery, open_bakery
from tests.browser.conftest import database
from tests.browser.test_offline import EVERYWHERE, away, back, queued, took_along, typed, verdicts
from tests.browser.test_offline import tills as tills
from tests.browser.test_till import look, press, scan, settled
from tests.korenaar import KORENAAR
from zegel.core.purchase import Identifier
from zegel.store.lost_cards import keep_lost

MORE = """
coupons: {welkom: {code: WELKOM, off: 10%}, zomer: {code: ZOMER-2026, off: 5%}, joost: {code: joost, off: 1.00 EUR}}
experiences:
  class: {names: {nl: bakles, en: baking class}, date: 2026-03-03, starts: '19:30', branch: havenstraat, seats: 12,
    reply until: 2026-03-03, guests: 2}
names: {stamp cards: {Broodkaart: {nl: Bakkerskaart, en: Baker's card}}}
"""


@pytest.fixture(scope="module")
def bakery(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bakery]:
    with database(request) as url, open_bakery(tmp_path_factory.mktemp("said"), url=url, program=PROGRAM + MORE) as found:
        yield found


@pytest.mark.parametrize(("language", "called"), [("nl", "Bakkerskaart"), ("en", "Baker's card")])
def test_a_stamp_card_in_the_basket_has_its_own_name_without_a_line_too(tills, language, called):
    page = took_along(tills.open(language))
    scan(page, CARDS["joost"])
    page.keyboard.type("12,50")
    press(page, "Enter")
    press(page, "F3")
    page.locator('[data-count="3"]').click()
    settled(page)
    assert called in page.inner_text("#kassa .line")

    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kassa/zonder")
    settled(page, EVERYWHERE)
    settled(page, "document.querySelector('#pay:not([disabled])') !== null")

    assert page.inner_text("#lines .line").split("\n")[:3] == ["3 ×", called, "12,50" if language == "nl" else "12.50"]
    assert called in str(page.locator("#lines .x").get_attribute("aria-label"))
    look(page, f"away-stamp-card-{language}")
    page.keyboard.press("Enter")
    settled(page, "ZegelQueue.all('queue').then(all => all.length === 1)")
    back(page)
    assert verdicts(page) == ["applied"]


def test_a_card_that_nobody_knows_is_looked_up_later_and_one_that_was_lost_is_said_to_be(tills):
    shop, card = tills.bakery.shop, Identifier("card", "2620000088888")
    tills.run(shop.store.write(KORENAAR, [keep_lost(KORENAAR, card, shop.clock.now())]))
    page = away(took_along(tills.open()))

    typed(page, "2620 0000 8888 8")
    settled(page, "document.querySelector('#told').textContent.startsWith('Deze kaart is verloren gemeld of vervangen.')")
    assert page.inner_text("#name") == "Nog geen kaart"
    typed(page, "2620000077777")
    settled(page, "document.querySelector('#name').textContent === 'Kaart …7777'")
    assert ["straks opgezocht" in page.inner_text("#about"), page.is_hidden("#hint")] == [True, True]


SAID = {
    "nl": (
        "WELKOM is een kortingscode. Die kan pas als er weer verbinding is; de klant houdt hem.",
        "Niemand gevonden. Scan de kaart. Een kortingscode kan pas als er weer verbinding is.",
        "Wie is het? Of is joost de kortingscode? Die kan pas als er weer verbinding is.",
        "Namen en codes kan deze kassa nu niet opzoeken. Scan de kaart, of typ een bedrag, zoals 12,50.",
    ),
    "en": (
        "WELKOM is a discount code. It can be used once there is a connection again; the customer keeps it.",
        "Nobody found. Scan the card. A discount code can be used once there is a connection again.",
        "Who is it? Or is joost the discount code? That can be used once there is a connection again.",
        "This till cannot look up names and codes now. Scan the card, or type an amount, such as 12.50.",
    ),
}


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 1180, 820), ("en", 390, 844)])
def test_the_word_of_a_coupon_is_said_to_wait_for_the_line_and_is_nobodys_card(tills, language, width, height):
    page = away(took_along(tills.open(language, width=width, height=height)))
    alone, nobody, which, nothing = SAID[language]

    def told(said: str) -> None:
        settled(page, f"!document.querySelector('#hint').hidden && document.querySelector('#told').textContent === {dumps(said)}")

    typed(page, "WELKOM")
    told(alone)
    look(page, f"away-code-{language}")
    page.focus("#typed")
    typed(page, "zomer-2026")
    told(alone.replace("WELKOM", "zomer-2026"))
    assert page.inner_text("#name") == {"nl": "Nog geen kaart", "en": "No card yet"}[language], "it is nobody's card"
    typed(page, "welkomst")
    told(nobody)

    typed(page, "joost")
    told(which)
    look(page, f"away-code-or-name-{language}")
    page.click("#found button")
    settled(page, "document.querySelector('#name').textContent === 'Joost'")
    typed(page, "2,00", "Welkom")
    told(alone.replace("WELKOM", "Welkom"))
    assert page.inner_text("#name") == "Joost", "who it is stays"
    typed(page, "")
    settled(page, "document.querySelector('#waiting').textContent.startsWith('1 ')")

    page.click("#lock")
    told({"nl": "Vergrendeld: geen namen en saldo's. Afrekenen kan.", "en": "Locked: no names, no balances. You can still sell."}[language])
    typed(page, "welkom")
    told(alone.replace("WELKOM", "welkom"))
    typed(page, "fat")
    told(nothing)
    assert queued(page) == 1
    back(page)
    assert verdicts(page) == ["applied"]


@pytest.mark.parametrize(
    ("language", "width", "height", "guests", "said"),
    [
        ("nl", 390, 844, 1, "Verwacht bij bakles, 19:30. Komt met één gast. Laat binnen, schrijf de naam op"),
        ("en", 1180, 820, 2, "Expected at baking class, 19:30. Comes with 2 guests. Let them in, write the name down"),
    ],
)
def test_who_is_expected_here_today_is_said_without_a_line_too(tills, language, width, height, guests, said):
    bakery, card = tills.bakery, f"26200006{guests:05}"
    member = bakery.ask("POST", "/v1/members", {"name": "Gerda Prins", "identifiers": [{"kind": "card", "value": card}]})["member"]
    bakery.ask("POST", "/v1/experiences/class/replies", {"member": member, "answer": "accept", "guests": guests})
    page = away(took_along(tills.open(language, width=width, height=height)))

    typed(page, card)
    settled(page, "document.querySelector('#name').textContent === 'Gerda'")
    assert said in page.inner_text("#facts .must")
    look(page, f"away-seat-{language}")
    typed(page, CARDS["joost"])
    settled(page, "document.querySelector('#name').textContent === 'Joost'")
    assert page.locator("#facts .must").count() == 0
