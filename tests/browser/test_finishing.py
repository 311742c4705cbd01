"""Whoever is enrolled at the till finishes it on their own telephone: the till's QR, the page that it opens, and what is asked there."""

from typing import Any

import pytest

from tests.browser.test_card import Both
from tests.browser.test_till import APPLE, look, ready, scan, settled


@pytest.fixture
def shown(bakery: Any) -> Any:
    """The links that tills show."""
    links, finishing, before = [], bakery.door.people.finishing, bakery.door.gate
    link = finishing.link

    async def seen(*asked: Any) -> str:
        links.append(await link(*asked))
        return links[-1]

    finishing.link, bakery.door.gate = seen, Both(bakery)
    yield links
    finishing.link, bakery.door.gate = link, before


def enrols(page: Any, contact: str) -> None:
    """By the key and the one field."""
    page.keyboard.press("F7")
    settled(page, "document.querySelector('#contact') !== null")
    page.fill("#contact", contact)
    page.keyboard.press("Enter")
    settled(page, "document.querySelector('.own-phone .qr') !== null")


@pytest.mark.parametrize(
    ("language", "width", "height", "said"),
    [("nl", 1180, 820, "Uw kaart staat klaar"), pytest.param("en", 390, 844, "Your card is ready", marks=pytest.mark.long)],
)
def test_the_tills_qr_opens_the_card_on_a_telephone(at_till, bakery, chromium, shown, language, width, height, said):
    till = ready(at_till(language, width=width, height=height))
    if language == "en":
        scan(till, APPLE)
        scan(till, "2620000099999")
    enrols(till, f"06876501{width % 100:02}")
    look(till, f"own-phone-till-{language}")

    phone = chromium.new_context(viewport={"width": 390, "height": 844}, locale=language, reduced_motion="reduce").new_page()
    phone.goto(f"{bakery.address}/pas/afmaken/{shown[-1]}")
    assert phone.inner_text("h1") == said
    look(ready(phone), f"own-phone-ready-{language}")
    phone.click("main button.primary")
    phone.wait_for_url("**/pas/welkom")
    look(ready(phone), f"own-phone-welcome-{language}")
    phone.fill("#name", "Anna de Wit")
    phone.click("#on-offers-email")
    settled(phone, "document.querySelector('#on-offers-email').getAttribute('aria-checked') === 'true'")
    assert phone.input_value("#name") == "Anna de Wit"
    phone.click("main button.primary")
    phone.wait_for_selector(".pass")
    assert "Anna" in phone.inner_text("body")
    phone.goto(f"{bakery.address}/pas/afmaken/{shown[-1]}")
    look(ready(phone), f"own-phone-spent-{language}")
    assert phone.locator("main form").count() == 0
    phone.context.close()
