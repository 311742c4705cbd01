"""What is handed over beside the basket stands at the till before payment and after it, with how many of it."""

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from tests.web.conftest import House
from tests.web.test_till import CARD, a_member, opened, tap
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio

JAM = "  jam: {buy: 1, get: 2, gift: {nl: potje jam, en: jar of jam}, worth: 2.00 EUR}\n"
LARGE = "  large: {upgrade: {nl: groot brood, en: large loaf}, of: {not: {category: cake}}, per basket: once}\n"


async def promised(house: House, rule: str) -> None:
    """The bakery promises `rule` besides."""
    program = compiled(read_yaml(PROGRAM.replace("discounts:\n", "discounts:\n" + rule)).document)
    await publish(house.shop.queries, KORENAAR, program, house.shop.clock.now(), house.shop.clock.now())
    house.shop.shelves.forget(KORENAAR)
    await a_member(house)


@pytest.mark.parametrize(("rule", "language", "says"), [
    (JAM, "nl", "Geef mee: 2 × potje jam"), (JAM, "en", "Hand over: 2 × jar of jam"),
    (LARGE, "nl", "Geef in plaats daarvan: 1 × groot brood"), (LARGE, "en", "Hand over instead: 1 × large loaf"),
])  # fmt: skip
async def test_the_till_says_what_to_hand_over_before_payment_and_after_it(house, rule, language, says):
    await promised(house, rule)
    browser, page = await opened(house, language)
    page = await tap(browser, page, do="scan", text=CARD)
    page = await tap(browser, page, do="amount", amount="3,00")

    paid = await tap(browser, page, "/kassa/betaal")

    assert [says in page, says in paid, "3,00" in paid.replace("3.00", "3,00")] == [True] * 3
