"""The receipt after the payment: on the screen, by e-mail to a typed address, on paper of 80 mm; by keyboard, in both languages."""

import asyncio
import re
from typing import Any

import pytest

from tests.browser.bakery import CARDS
from tests.browser.test_till import FLAN, look, press, ready, scan, settled
from tests.korenaar import KORENAAR

pytestmark = pytest.mark.long
MM_80 = 303
"""80 mm in pixels of a screen."""
SAYS = {
    "nl": ("UW VOORDEEL", "omdat u hier al 8 jaar komt", "De bon is onderweg.", "€\u00a013,77"),
    "en": ("YOU SAVED", "because you have been coming here for 8 years", "The receipt is on its way.", "€13.77"),
}


def mailed(bakery: Any) -> list[tuple[str, str]]:
    """To whom receipts go, and in which language."""
    found = asyncio.run_coroutine_threadsafe(bakery.shop.queries.messages.newest(KORENAAR, 20), bakery.loop).result(20)
    return [(one.address, one.language) for one in found if one.kind == "receipt"]


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 1180, 820), ("en", 390, 844)])
def test_a_receipt_is_seen_mailed_and_printed_by_keyboard_alone(at_till, bakery, language, width, height):
    page = ready(at_till(language, width=width, height=height))
    saved, why, sent, total = SAYS[language]
    scan(page, CARDS["fatima"])
    scan(page, FLAN)
    press(page, "Enter")
    with page.context.expect_page() as opened:
        page.keyboard.press("F10")
    paper = ready(opened.value)

    text = paper.inner_text(".receipt")
    assert [said in text for said in (saved, why, total, "Fatima A.")] == [True] * 4
    assert "El Amrani" not in text
    look(paper, f"receipt-{language}")

    paper.focus("#email")
    paper.keyboard.type(f"{language}@voorbeeld.nl")
    paper.keyboard.press("Enter")
    paper.wait_for_url("**?mailed=yes")
    ready(paper)
    assert sent in paper.inner_text("[role=status]")
    assert (f"{language}@voorbeeld.nl", language) in mailed(bakery)
    look(paper, f"receipt-mailed-{language}")

    width, height = (
        float(one) / 72 * 25.4 for one in re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", paper.pdf(prefer_css_page_size=True))[0]
    )
    assert (round(width), 80 < height < 300) == (80, True), "one piece of the roll, as long as what stands on it"
    paper.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    paper.focus("[data-print]")
    paper.keyboard.press("Enter")
    settled(paper, "window.printed === 1")
    paper.emulate_media(media="print")
    assert paper.locator(".noprint").evaluate_all("all => all.filter(one => one.getClientRects().length).length") == 0
    paper.set_viewport_size({"width": MM_80, "height": 1200})
    name = "Überlange-Wortzusammensetzungsbezeichnungsspezialität mit Sonnenblumenkernen"
    paper.evaluate("name => { document.querySelector('.receipt tr th').textContent = name; }", name)
    assert paper.evaluate("document.documentElement.scrollWidth") <= MM_80, "nothing sticks out of the paper"
    edges = paper.locator(".receipt td").evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().right))")
    assert len(set(edges)) == 1, "the amounts stand below each other"
    names = paper.locator(".receipt th").first.bounding_box()
    assert (names["x"] >= 0, names["width"] > MM_80 / 2) == (True, True), "and a long name is whole, on as much of the paper as there is"
    assert paper.locator(".receipt").bounding_box()["height"] < 1200
    assert paper.evaluate("getComputedStyle(document.querySelector('.receipt')).color") == "rgb(0, 0, 0)"
