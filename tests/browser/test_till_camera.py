"""No camera, or none that is allowed: the till says so in its title, and leads to what works everywhere, the field and the scanner."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.bakery import CARDS, Bakery
from tests.browser.test_till import look, ready, scan, settled

SAID = {
    ("nl", "refused"): ("De camera mag niet aan", "Gebruik de scanner, of typ het nummer of de naam. Toestaan kan in de browser"),
    ("en", "refused"): ("The camera is not allowed", "Use the scanner, or type the number or the name. You can allow it"),
    ("nl", "none"): ("De camera doet het niet", "Er is geen camera, of iets anders gebruikt hem. Gebruik de scanner"),
    ("en", "none"): ("The camera does not work", "There is no camera, or something else uses it. Use the scanner"),
}


@pytest.fixture(scope="module")
def with_camera(launched: Callable[..., Any]) -> Iterator[Any]:
    """A browser that has a camera, and asks before a page may use it; nobody says yes."""
    own = launched("--use-fake-device-for-media-stream", "--deny-permission-prompts")
    yield own
    own.close()


def opened(browser: Any, bakery: Bakery, language: str, width: int, height: int) -> Any:
    context = browser.new_context(viewport={"width": width, "height": height}, locale=language, reduced_motion="reduce")
    context.add_cookies([{"name": "who", "value": bakery.samira, "url": bakery.address}])
    page = context.new_page()
    page.goto(f"{bakery.address}/kassa")
    return ready(page)


@pytest.mark.parametrize(
    ("why", "language", "width", "height"),
    [("refused", "nl", 1180, 820), ("refused", "en", 390, 844), ("none", "nl", 390, 844), ("none", "en", 1180, 820)],
)
def test_without_a_camera_the_till_says_why_and_leads_to_the_field(with_camera, chromium, bakery, why, language, width, height):
    page = opened(with_camera if why == "refused" else chromium, bakery, language, width, height)
    title, said = SAID[language, why]

    page.locator("[data-camera]").click()
    settled(page, f"!document.querySelector('[data-told={why}]').hidden")

    assert page.inner_text("#camera-title") == title
    assert said in page.inner_text("#camera [role=status]")
    assert page.is_hidden("#camera video")
    look(page, f"camera-{why}-{language}")
    page.focus("#camera [value=type]")
    page.keyboard.press("Enter")
    settled(page, "document.activeElement.id === 'find' && !document.getElementById('camera').open")
    scan(page, CARDS["fatima"])
    assert page.inner_text(".who h1") == "Fatima"
    page.context.close()
