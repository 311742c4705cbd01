"""What a till without a line says of things that it cannot look up: a stamp card by its own name."""

from collections.abc import Iterator

import pytest

from tests.browser.bakery import CARDS, PROGRAM, Bakery, open_bakery
from tests.browser.conftest import database
from tests.browser.test_offline import EVERYWHERE, back, took_along, verdicts
from tests.browser.test_offline import tills as tills
from tests.browser.test_till import look, press, scan, settled

MORE = "names: {stamp cards: {Broodkaart: {nl: Bakkerskaart, en: Baker's card}}}\n"


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
