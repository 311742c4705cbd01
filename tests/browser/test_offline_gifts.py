"""What comes beside a basket, without a line: only the books can say whether it does, so the till says to hand nothing over yet."""

from collections.abc import Iterator

import pytest

from tests.browser.bakery import CARDS, PROGRAM, Bakery, open_bakery
from tests.browser.conftest import database
from tests.browser.test_offline import away, back, took_along, typed, verdicts
from tests.browser.test_offline import tills as tills
from tests.browser.test_till import APPLE, LOAF, look, settled

GIFT = "discounts:\n  with bread: {buy: 1, of: bread, gift: {nl: broodzak, en: bread bag}, sku: ZAK-1, limit: 1 per day}\n"


@pytest.fixture(scope="module")
def bakery(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bakery]:
    program = PROGRAM.replace("discounts:\n", GIFT)
    with database(request) as url, open_bakery(tmp_path_factory.mktemp("gifts"), url=url, program=program) as found:
        yield found


def test_a_gift_beside_the_basket_waits_for_the_line_and_the_till_says_so(tills):
    page = away(took_along(tills.open()))

    typed(page, CARDS["joost"], APPLE)
    settled(page, "document.querySelectorAll('#lines .line').length === 1")
    assert page.is_hidden("#gift-later")

    typed(page, LOAF)
    settled(page, "!document.querySelector('#gift-later').hidden")
    assert "Geef nu niets mee: het staat op de bon zodra er weer verbinding is." in page.inner_text("#gift-later")
    look(page, "away-gift-later")
    page.set_viewport_size({"width": 390, "height": 844})
    look(page, "away-gift-later-phone")

    typed(page, "")
    settled(page, "document.querySelector('#waiting').textContent === '1 wacht'")
    assert page.is_hidden("#gift-later")
    back(page)
    assert verdicts(page) == ["applied"]
    sale = tills.bakery.ask("GET", f"/v1/members/{tills.bakery.members['joost']}/receipts")["receipts"][0]["receipt"]
    effects = tills.bakery.ask("GET", f"/v1/receipts/{sale}")["effects"]
    assert [(one["count"], one["sku"]) for one in effects if one["effect"] == "gift"] == [(1, "ZAK-1")]
