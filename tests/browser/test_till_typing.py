"""A till by keyboard alone: what is typed with no field in front is shown, and Enter finds somebody, an amount or an article."""

import pytest

from tests.browser.bakery import CARDS
from tests.browser.test_till import LOAF, answered, look, press, ready, scan, settled

BY_HAND = 90
"""Milliseconds between two keys."""


def by_hand(page, text):
    """Typed by somebody who is quick, and Enter."""
    page.keyboard.type(text, delay=BY_HAND)
    press(page, "Enter")


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 1180, 820), ("en", 1280, 720)])
def test_who_what_and_how_much_are_typed_without_a_field(at_till, language, width, height):
    page = ready(at_till(language, width=width, height=height))
    page.keyboard.type("fati", delay=BY_HAND)
    page.wait_for_selector("#typing:visible")
    assert page.inner_text("#typing b") == "fati"
    look(page, f"typing-{language}")

    press(page, "Enter")
    assert page.inner_text("h1") == "Fatima"
    assert page.locator("#typing").is_hidden()
    by_hand(page, "12,50")
    assert "12" in page.inner_text(".pay")
    by_hand(page, "currant" if language == "en" else "krenten")
    assert page.locator(".line").count() == 2
    page.keyboard.type("a b", delay=BY_HAND)
    page.keyboard.press("Backspace")
    page.wait_for_selector("#typing:visible")
    assert page.inner_text("#typing b") == "a "
    page.keyboard.press("Escape")
    assert page.locator("#typing").is_hidden()
    assert page.locator(".line").count() == 2, "a space pressed no button"

    press(page, "Enter")
    assert page.locator("[data-done]").count() == 1, "Enter alone pays, as ever"


def test_a_scanner_shows_nothing_of_what_it_types(at_till):
    page = ready(at_till())
    page.evaluate("new MutationObserver(() => { document.body.dataset.flashed = 'yes' }).observe(typing, {attributes: true})")

    scan(page, CARDS["fatima"])
    scan(page, LOAF)
    answered(page, lambda: page.keyboard.press("F2"))

    assert page.inner_text("h1") == "Fatima"
    assert page.evaluate("document.body.dataset.flashed") is None


def test_enter_that_is_held_is_one_press_and_a_scan_closes_what_lies_over_the_basket(at_till):
    page = ready(at_till())
    scan(page, CARDS["joost"])
    scan(page, LOAF)
    page.keyboard.press("?")
    assert page.locator(".menu[open]").count() == 1
    scan(page, LOAF)
    assert page.locator(".menu[open]").count() == 0, "nothing lies over what was scanned"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)

    press(page, "F2")
    page.keyboard.press("Escape")
    settled(page, "document.querySelector('#kassa').dataset.pane === ''")
    asked.clear()
    answered(page, lambda: page.keyboard.down("Enter"))
    for _ in range(5):
        page.keyboard.down("Enter")  # again without being let go: what a key does that is held
    page.keyboard.up("Enter")

    settled(page, "document.querySelector('[data-done]') !== null")
    assert [one.rpartition("/")[2] for one in asked] == ["betaal"]
    assert page.locator(".done-body").is_visible(), "and the next customer waits for a press of their own"
