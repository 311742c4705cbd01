"""A day at the till: every state that it can be in, one after the other, each named as its picture is."""

import asyncio
from collections.abc import Iterator
from typing import Any

from tests.access.crew import done, take_on
from tests.browser.bakery import CARDS, Bakery
from tests.browser.test_till import APPLE, BREAD, FLAN, LOAF, answered, press, ready, scan, settled
from tests.korenaar import KORENAAR
from zegel.core.periods import Day
from zegel.store.price_queries import Price

CAKE = "8710000000055"
PIN = "407281"
KLAAR = "document.querySelector('[data-done]') !== null"


def run(bakery: Bakery, work: Any) -> Any:
    """On the loop of the server."""
    return asyncio.run_coroutine_threadsafe(work, bakery.loop).result(20)


def anew(page: Any) -> None:
    """The next customer."""
    page.reload()
    ready(page)


def types(page: Any, field: str, text: str) -> None:
    """What is typed there, and Enter."""
    page.locator(field).fill(text)
    press(page, "Enter")


def sales(page: Any) -> Iterator[str]:
    """Somebody known buys, sees what there is for them, and pays."""
    scan(page, CARDS["fatima"])
    yield "member"
    for article in (BREAD, LOAF, APPLE, FLAN):
        scan(page, article)
    yield "basket"
    press(page, "F1")
    yield "points-used"
    press(page, "Control+z")
    press(page, "F2")
    yield "redeem"
    press(page, "Escape")
    press(page, "F3")
    yield "stamps"
    press(page, "Escape")
    press(page, "F4")
    yield "gesture"
    page.locator("[name=gesture][value=taart]").check()
    press(page, "Enter")
    yield "gesture-asked"
    press(page, "F5")
    yield "code"
    types(page, "#code", "BESTAATNIET1")
    yield "code-refused"
    press(page, "Enter")
    settled(page, KLAAR)
    yield "done"
    page.locator(".why summary").click()
    yield "done-why"


def rewards(page: Any) -> None:
    """What Fatima can have, without anything bought."""
    anew(page)
    scan(page, CARDS["fatima"])
    press(page, "F2")


def handing(page: Any) -> Iterator[str]:
    """A reward by itself, and what was handed over today."""
    rewards(page)
    yield "rewards"
    press(page, "1")
    settled(page, KLAAR)
    yield "handed"
    rewards(page)
    yield "handed-today"
    press(page, "Escape")
    scan(page, FLAN)
    press(page, "F2")
    yield "redeem-handed-today"
    rewards(page)
    page.locator('[formaction="/kassa/beloning/terug"]').first.click()  # whoever goes through all of this again has the points for it
    settled(page)


def people(page: Any) -> Iterator[str]:
    """Who comes without a card, with one that nobody knows, or for the first time."""
    anew(page)
    types(page, "#find", "Ba")
    yield "find-short"
    types(page, "#find", "Bakker")
    yield "find-several"
    press(page, "Escape")
    types(page, "#find", "Zonderling")
    yield "find-nobody"
    anew(page)
    scan(page, "UNKNOWN99999")
    yield "unknown"
    anew(page)
    press(page, "F7")
    yield "enrol"
    types(page, "#contact", "nergens")
    yield "enrol-refused"
    types(page, "#contact", "0611223344")
    yield "enrolled"
    anew(page)
    press(page, "F8")
    yield "anonymous"
    press(page, "Enter")
    yield "card-given"


def others(page: Any, bakery: Bakery) -> Iterator[str]:
    """A return, a price that went down, gift cards."""
    anew(page)
    press(page, "F5")
    yield "amount"
    anew(page)
    press(page, "F6")
    yield "return-nobody"
    anew(page)
    scan(page, CARDS["fatima"])
    press(page, "F6")
    yield "return"
    press(page, "1")
    yield "return-chosen"
    cake = {"sku": CAKE, "category": "cake", "net_minor": 1650, "vat_bp": 900}
    bakery.ask("POST", "/v1/purchases", {"branch": "havenstraat", "till": "2", "member": bakery.members["joost"], "lines": [cake]})
    run(bakery, bakery.shop.queries.prices.put(KORENAAR, [Price(CAKE, "", "", Day("2026-03-03"), 1350)]))
    anew(page)
    scan(page, CARDS["joost"])
    yield "price-drop"
    anew(page)
    scan(page, CARDS["joost"])
    press(page, "F5")
    answered(page, page.locator("[value='gift|2500']").click)
    press(page, "Enter")
    settled(page, KLAAR)
    yield "gift-sold"
    code = page.locator("input[name=drawn]").get_attribute("value")
    anew(page)
    scan(page, code)
    yield "gift"
    anew(page)
    scan(page, FLAN)
    scan(page, code)
    yield "gift-pays"


def shelf(page: Any) -> Iterator[str]:
    """Articles by their name, where nobody can scan them."""
    anew(page)
    scan(page, CARDS["fatima"])
    press(page, "Enter")
    types(page, "#article", "a")
    yield "articles"


def states(page: Any, bakery: Bakery) -> Iterator[str]:
    """Every state in turn, on a page that waits for a card."""
    bakery.ask("POST", "/v1/members", {"name": "Anna Bakker", "identifiers": [{"kind": "phone", "value": "0687650499"}]})
    yield "idle"
    page.locator("[data-camera]").first.click()
    settled(page, "!document.querySelector('[data-told=none]').hidden")
    yield "camera-none"
    page.keyboard.press("Escape")
    yield from sales(page)
    yield from handing(page)
    yield from people(page)
    yield from others(page, bakery)
    yield from shelf(page)


def at_pin(page: Any, bakery: Bakery, address: str) -> Iterator[str]:
    """A tablet becomes a till; who works at it."""
    tills, bas = bakery.door.people.tills, run(bakery, take_on(bakery.shop, "Bastiaan", "cashier", at="havenstraat"))
    run(bakery, tills.set_pin(done(), KORENAAR, bas.one.id, PIN))
    link = run(bakery, tills.link(done(), KORENAAR, "havenstraat", "3"))
    page.goto(f"{address}/kassa/wie")
    yield "not-a-till"
    page.goto(f"{address}/kassa/koppel/{link}")
    yield "link"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    ready(page)
    yield "pin"
    page.locator(".crew label").first.click()
    page.keyboard.type("111111")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    ready(page)
    yield "pin-wrong"
