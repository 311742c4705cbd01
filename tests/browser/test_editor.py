"""A change of the program from its first word to its last (domain.md §6: marketer 3, 4 and 8, owner 3) by two people, on their keyboards.

The marketer writes and the owner publishes, where the program asks for two; a manager reads what came of it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.bakery import Bakery
from tests.browser.people import People, people_of
from tests.browser.test_desks import REFUSED, key, said
from tests.browser.test_till import look, settled
from tests.korenaar import KORENAAR
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.read import read_json

RULE = "/kantoor/programma/regel?deel=discounts&naam=regulars"
FILE = "/kantoor/programma/ontwerp"
TABLET = (768, 1024)


@pytest.fixture(scope="module")
def office(chromium: Any, bakery: Bakery) -> Iterator[People]:
    """The bakery, where somebody else than its writer publishes a draft."""
    document = bakery.ask("GET", "/v1/program")["document"] | {"publishing": {"second person": "always"}}
    shop = bakery.shop
    with people_of(chromium, bakery) as found:
        shop.clock.forward(1000)
        two = Compiled(read_json(json.dumps(document)))
        found.run(publish(shop.queries, KORENAAR, two, shop.clock.now(), shop.clock.now()))
        shop.shelves.forget(KORENAAR)
        yield found


def paid(bakery: Bakery) -> int:
    """What a regular pays for ten euros of cake."""
    lines = [{"sku": "8710000000055", "category": "cake", "net_minor": 1000, "vat_bp": 900}]
    basket = {"branch": "havenstraat", "till": "2", "member": bakery.members["fatima"], "lines": lines}
    totals = bakery.ask("POST", "/v1/quotes", basket)["totals"]
    return int(totals["net_minor"]) - int(totals["discount_minor"])


def typed(page: Any, name: str, text: str) -> None:
    """`text` in the field `name`, letter by letter, and the sentence that reads along."""
    page.focus(f"[name='{name}']")
    page.keyboard.press("ControlOrMeta+a")
    with page.expect_response(lambda response: response.url.endswith("/regel/bekijk")):
        page.keyboard.type(text)
    settled(page)


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
def test_one_writes_another_publishes_and_the_owner_stops_it_at_once(office, language):
    dutch, bakery = language == "nl", office.bakery
    before = paid(bakery)

    page = office.colleague("marketer", RULE, language=language)
    typed(page, "f:off", "heel veel" if dutch else "a great deal")
    key(page, "Bewaar regel" if dutch else "Keep rule")
    assert page.locator("[name='f:off']").get_attribute("aria-invalid") == "true"
    assert page.locator("[name='f:off']").input_value() == ("heel veel" if dutch else "a great deal")
    office.said.remove(REFUSED)
    look(page, f"editor-mistake-{language}")
    typed(page, "f:off", "20%")
    assert "20%" in page.locator("#sentence").inner_text()
    key(page, "Bewaar regel" if dutch else "Keep rule")

    page = office.colleague("marketer", FILE, language=language)
    assert re.search(r"off: '?20%", page.locator("textarea").input_value()), "the file says what the form wrote"
    assert ("Dit publiceert iemand anders" if dutch else "Somebody else") in said(page)
    assert page.locator("form[action$='/publiceer']").count() == 0
    look(page, f"editor-file-{language}")
    text = page.locator("textarea").input_value().replace("20%", "25%")
    page.locator("textarea").fill(text)
    settled(page)
    key(page, "Bewaar ontwerp" if dutch else "Keep draft")
    page = office.colleague("marketer", RULE, language=language)
    assert page.locator("[name='f:off']").input_value() == "25%", "the form shows what the file wrote"
    assert paid(bakery) == before, "a draft changes nothing"

    page = office.colleague("owner", FILE, language=language, size=TABLET, colours="dark")
    page.focus("#sure")
    page.keyboard.press("Space")
    look(page, f"editor-publish-{language}")
    key(page, "Publiceer" if dutch else "Publish")
    bakery.shop.clock.forward(1000)
    assert paid(bakery) == 750

    page = office.colleague("owner", "/kantoor/programma", language=language)
    key(page, "Zet stil U krijgt 25% korting op gebak" if dutch else "Pause now You get 25% off")
    assert paid(bakery) == 1000
    read = said(office.colleague("branch manager", "/kantoor/programma", language=language, branch="havenstraat"))
    assert ("zodra dit weer doorgaat" if dutch else "once this goes on again") in read
    page = office.colleague("owner", "/kantoor/programma", language=language)
    key(page, "Laat weer doorgaan" if dutch else "Let it go on")
    assert paid(bakery) == 750
