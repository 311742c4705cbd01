"""The cashier's stories (domain.md §6, cashier 1-7 and 9) in a real Chromium: by scanner and keyboard alone, axe on every state."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.bakery import CARDS
from tests.browser.conftest import film_of_ean, film_of_qr
from tests.browser.reach import in_reach

AXE = Path(__file__).with_name("axe-4.14.1.min.js").read_text(encoding="utf-8")
LOOKED = """async () => {
    const seen = await axe.run(document, {resultTypes: ['violations']});
    const stuck = [...document.querySelectorAll("*")].filter(one => getComputedStyle(one).position === "sticky");
    for (const one of stuck) one.style.position = "static"; // what scrolls below a bar is not small
    const sizes = await axe.run(document, {runOnly: ["target-size"], resultTypes: ['violations']});
    for (const one of stuck) one.style.position = "";
    return [...seen.violations, ...sizes.violations]; }"""
"""What axe finds by itself, and that what is tapped is 24 px or has room around it (WCAG 2.2, 2.5.8)."""
SHOTS = os.environ.get("ZEGEL_SHOTS", "")
"""A folder to which every state is photographed, for whoever wants to look at them."""
BREAD, LOAF, APPLE, FLAN = "8710000000017", "8710000000024", "8710000000031", "8710000000048"


def settled(page: Any, asked: str = "!document.querySelector('.htmx-request')") -> None:
    """Until htmx has nothing under way. (Playwright's own waiting evaluates strings in the page, which our policy refuses.)"""
    for _ in range(500):
        if page.evaluate(asked):
            return
        page.wait_for_timeout(10)
    raise AssertionError(asked)


def ready(page: Any) -> Any:
    """Until the page listens."""
    settled(page, "'htmx' in window && document.readyState === 'complete'")
    return page


def answered(page: Any, does: Any) -> None:
    """Do it, and wait until the server's answer is on the page."""
    with page.expect_response(lambda response: response.request.method == "POST" and "/kassa" in response.url):
        does()
    settled(page)


def scan(page: Any, text: str) -> None:
    """As a USB scanner does: all at once, and Enter."""
    answered(page, lambda: page.evaluate(
        """text => { for (const key of [...text, "Enter"]) (document.activeElement ?? document.body).dispatchEvent(
            new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})); }""", text,
    ))  # fmt: skip


def press(page: Any, key: str) -> None:
    """A key that asks the server."""
    answered(page, lambda: page.keyboard.press(key))


def look(page: Any, name: str) -> None:
    """Nothing in this state stands in anybody's way: axe finds nothing, all is in reach of the keyboard, nothing sticks out sideways."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(LOOKED)
    said = [f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}" for one in found]
    assert said == [], name
    assert in_reach(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_a_sale_by_scanner_and_keyboard_alone(at_till, bakery):
    """1 who it is, 2 one suggestion and its undoing, 6 the sentence, 9 why not; then paid, in euros and in points."""
    page = ready(at_till())
    look(page, "idle")

    scan(page, CARDS["fatima"])
    assert page.locator("h1").inner_text() == "Fatima"
    assert [one in page.locator(".worth").inner_text() for one in ("€\u00a012,39", "1.239\u00a0punten")] == [True, True]
    assert "klant sinds 2018, 8 jaar" in page.locator(".hi").inner_text()
    look(page, "member")

    for article in (BREAD, LOAF, APPLE, FLAN):
        scan(page, article)
    say = page.locator(".say blockquote").inner_text()
    assert "omdat u hier al 8 jaar komt" in say
    top = page.locator(".live").bounding_box()
    look(page, "basket")

    press(page, "F1")
    assert "€\u00a012,31" in page.locator(".pay").inner_text()
    assert page.locator(".live").bounding_box() == top, "nothing moves when a suggestion is taken"
    look(page, "applied")
    press(page, "Control+z")
    assert "€\u00a024,31" in page.locator(".pay").inner_text()

    press(page, "F2")
    look(page, "redeem")
    assert "nog niet gespaard" in page.locator(".shelf").inner_text()
    press(page, "ArrowDown")
    assert "€\u00a011,00" in page.locator(".pick output").inner_text()
    press(page, "Enter")
    assert "€\u00a013,31" in page.locator(".pay").inner_text()

    press(page, "Enter")
    assert "€\u00a013,31" in page.locator(".done-body").inner_text()
    look(page, "done")
    receipt = page.locator("[href^='/kassa/bon/']").get_attribute("href")
    kept = bakery.ask("GET", f"/v1/receipts/{receipt.rpartition('/')[2]}")
    assert (kept["totals"]["pays_minor"], kept["branch"], kept["till"]) == (1331, "havenstraat", "2")

    press(page, "Enter")
    assert page.locator("h1").inner_text() == "Scan de kaart"
    page.goto(f"{bakery.address}{receipt}")
    assert "UW VOORDEEL" in page.locator(".receipt").inner_text()
    look(page, "receipt")


def test_what_else_a_cashier_does_all_day(at_till):
    """3 stamps, 4 enrolling, 5 a gesture within the limit and one above it, 7 a return without a receipt; a card without a name."""
    page = ready(at_till())
    scan(page, CARDS["joost"])
    scan(page, BREAD)

    press(page, "F4")
    look(page, "gesture")
    press(page, "Enter")
    assert "Gegeven: " in page.locator(".hint").inner_text()
    press(page, "F4")
    page.keyboard.press("4")
    press(page, "Enter")
    assert "Gevraagd aan een collega" in page.locator(".hint").inner_text()

    press(page, "F3")
    assert "1" in page.locator(".cardbox").inner_text()
    look(page, "stamps")
    press(page, "Escape")
    press(page, "Enter")
    press(page, "Enter")

    scan(page, CARDS["joost"])
    press(page, "F6")
    look(page, "return")
    press(page, "1")
    assert "€\u00a03,45" in page.locator(".foot .primary").inner_text()
    press(page, "Enter")
    assert "Teruggenomen: €\u00a03,45" in page.locator(".hint").inner_text()

    page.reload()
    ready(page)
    press(page, "F7")
    look(page, "enrol")
    page.keyboard.type("0611223344", delay=60)
    press(page, "Enter")
    assert "Ingeschreven" in page.locator(".hint").inner_text()
    page.reload()
    ready(page)
    press(page, "F8")
    press(page, "Enter")
    assert page.locator(".qr").is_visible()
    look(page, "card")
    page.reload()
    ready(page)
    scan(page, "UNKNOWN99999")
    look(page, "unknown")


@pytest.mark.parametrize(("language", "width", "height", "look_of"), [("en", 390, 844, "light"), ("nl", 390, 844, "dark")])
def test_the_same_on_a_phone_in_english_and_in_the_dark(at_till, language, width, height, look_of):
    page = ready(at_till(language, width=width, height=height, look=look_of))
    scan(page, CARDS["fatima"])
    scan(page, APPLE)
    scan(page, FLAN)

    assert page.evaluate("document.documentElement.lang") == language
    assert {"en": "because you have been coming here for 8 years", "nl": "omdat u hier al 8 jaar komt"}[language] in (
        page.locator(".say blockquote").inner_text()
    )
    look(page, f"phone-{language}-{look_of}")
    answered(page, lambda: page.locator("[name=do][value=redeem]").click())
    look(page, f"phone-{language}-{look_of}-redeem")


@pytest.mark.parametrize(
    ("film", "seen"),
    [
        (film_of_qr(CARDS["fatima"]), "document.querySelector('h1')?.innerText === 'Fatima'"),
        (film_of_ean(LOAF), "document.querySelector('.line')?.innerText.includes('Krentenbrood')"),
    ],
    ids=["a card", "an article"],
)
def test_the_tablets_own_camera_scans_where_the_browser_reads_no_codes_itself(camera_till, film, seen):
    """Where there is no scanner: a code held before the camera is a scan, read by code of ours alone, which is fetched only then."""
    page = ready(camera_till(film))
    assert page.evaluate("'BarcodeDetector' in self") is False
    assert [url for url in page.asked if "zxing" in url or "barcode" in url] == [], "the first load does without"

    with page.expect_response(lambda response: response.request.method == "POST" and "/kassa" in response.url):
        page.get_by_role("button", name="Scan met de camera").click()
        look(page, "camera")
    settled(page, seen)

    assert sum("zxing-reader" in url and url.endswith(".wasm") for url in page.asked) == 1
    assert page.locator("#camera").evaluate("dialog => dialog.open") is False
    assert page.locator("#camera video").evaluate("video => video.srcObject") is None
