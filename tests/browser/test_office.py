"""The office in a real Chromium with a virtual authenticator: something sensitive asks for a proof in its place, and a finger is one."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.crew import signed_in, take_on
from tests.browser.bakery import Bakery
from tests.browser.test_till import look, ready
from zegel.web.parts.visitors import Sessions

FINGER = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def desk(chromium: Any, bakery: Bakery) -> Iterator[Any]:
    """Joost's page in the office, in a browser with a finger on it."""
    there = bakery.address.replace("127.0.0.1", "localhost")

    async def begin() -> str:
        return (await signed_in(bakery.shop, await take_on(bakery.shop, "Joost", "owner")))[0]

    cookie = asyncio.run_coroutine_threadsafe(begin(), bakery.loop).result(20)
    bakery.door.gate = Sessions(bakery.door.people)
    context = chromium.new_context(viewport={"width": 1280, "height": 860}, locale="nl-NL", reduced_motion="reduce", base_url=there)
    context.add_cookies([{"name": "zegel", "value": cookie, "url": there}])
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    yield page
    context.close()
    assert bakery.bugs() == []


def test_a_finger_proves_it_once_more_and_what_was_typed_is_done(desk: Any, bakery: Bakery) -> None:
    desk.goto("/kantoor/ik")
    ready(desk).get_by_role("button", name="Maak een toegangssleutel").click()
    desk.get_by_role("button", name="Haal weg Dit apparaat").wait_for()
    bakery.shop.clock.forward(11 * 60_000)

    desk.goto("/kantoor/sleutels")
    ready(desk).fill("#so", "webwinkel")
    desk.get_by_role("button", name="Maak sleutel").click()
    desk.get_by_role("heading", name="Laat nog een keer zien wie u bent").wait_for()
    look(ready(desk), "office-again")
    desk.keyboard.press("Enter")  # the finger is asked for at once

    assert desk.locator(".shown .secret").inner_text().startswith("zk_")

    bakery.shop.clock.forward(11 * 60_000)
    desk.goto("/kantoor/ik")
    ready(desk).get_by_role("button", name="Maak een toegangssleutel").click()
    desk.get_by_role("button", name="Gebruik mijn toegangssleutel").click()
    desk.get_by_role("heading", name="Uw aanmelding").wait_for()
    assert desk.url.endswith("/kantoor/ik")
