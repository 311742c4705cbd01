"""Who works at the till: a tap on a name, and six digits as quickly as hands can. They are no scan, and go where they should."""

from itertools import count
from typing import Any

import pytest

from tests.access.crew import done, take_on
from tests.browser.test_offline import Tills
from tests.browser.test_offline import tills as tills
from tests.browser.test_till import look, ready, settled
from tests.korenaar import KORENAAR

_numbers = count(1)


def at_pin(tills: Tills, **size: int) -> tuple[Any, str]:
    """The page that asks who it is, with Bas among the names, and his PIN."""
    people, number = tills.bakery.door.people, next(_numbers)
    pin, bas = f"40728{number}", tills.run(take_on(tills.bakery.shop, f"Bas{number}", "cashier", at="havenstraat"))
    tills.run(people.tills.set_pin(done(), KORENAAR, bas.one.id, pin))
    context = tills.chromium.new_context(viewport={"width": 1180, "height": 820} | size, locale="nl-NL", reduced_motion="reduce")
    tills.contexts.append(context)
    context.add_cookies([cookie for cookie in tills.cookies() if cookie["name"] == "zegel-till"])
    page = context.new_page()
    page.goto(f"{tills.bakery.address}/kassa/wie")
    return ready(page), pin


@pytest.mark.parametrize("taps_a_name", [True, False])
def test_six_digits_typed_faster_than_a_scanner_sign_in(tills, taps_a_name):
    page, pin = at_pin(tills, width=1180 if taps_a_name else 390)
    look(page, f"pin-{taps_a_name}")
    if taps_a_name:
        page.locator(".crew label", has_text="Bas").last.click()
        settled(page, "document.activeElement.id === 'pin'")

    page.keyboard.type(pin)  # without a pause: quicker than any scanner
    assert page.input_value("#pin") == pin
    page.keyboard.press("Enter")

    page.wait_for_url("**/kassa")
    assert "Bas" in page.inner_text("header")
