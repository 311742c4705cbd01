"""A code that is typed at the till before anything is bought is looked at then: what is none is said to be none, what may count is kept."""

import pytest

from tests.korenaar import DAY
from tests.web.test_till import opened, promise_more, tap

pytestmark = pytest.mark.anyio

COUPONS = "coupons: {zomer: {code: ZOMER2026, off: 5%}, brief: {off: 10%}}\n"
KEPT, NONE, MANY = "De code is bewaard", "Deze code kennen wij niet.", "Te veel foute codes"


async def made(house, **more: str) -> str:
    """A code of its own, for one use."""
    answer = await house.shop.client().post("/v1/code-batches", {"coupon": "brief", "count": 1, "valid_until": "2026-04-01"} | more)
    assert answer.status < 300, answer.body
    return str(answer.json["codes"][0])


@pytest.mark.parametrize("text", ["ONZIN", "AAAA-BBBB-CCCC-DDDD"])
async def test_a_code_that_is_none_is_not_kept_for_a_basket(house, text):
    await promise_more(house, COUPONS)
    browser, page = await opened(house)

    page = await tap(browser, page, do="code", code=text)

    assert [NONE in page, KEPT in page, f"Code {text}" in page] == [True, False, False]
    assert "€\u00a020,00" in await tap(browser, page, do="typed", text="20,00")


async def test_a_made_code_is_kept_while_it_can_be_used_and_else_the_till_says_why_not(house):
    await promise_more(house, COUPONS)
    once, later = await made(house), await made(house, valid_from="2026-03-20")
    browser, empty = await opened(house)

    page = await tap(browser, empty, do="code", code=once)
    assert KEPT in page
    page = await tap(browser, page, do="typed", text="20,00")
    assert "€\u00a018,00" in page
    await tap(browser, page, "/kassa/betaal")

    assert "Deze code is al gebruikt" in await tap(browser, empty, do="code", code=once)
    assert "Deze code is nog niet geldig." in await tap(browser, empty, do="code", code=later)
    house.shop.clock.forward(60 * DAY)
    assert "Deze code is verlopen." in await tap(browser, empty, do="code", code=later)


async def test_who_guesses_has_to_wait_with_an_empty_basket_too(house):
    await promise_more(house, COUPONS)
    browser, page = await opened(house)

    said = [await tap(browser, page, do="code", code=f"GUESS{n}X") for n in range(7)]

    assert [NONE in one for one in said] == [True] * 6 + [False]
    assert [MANY in said[-1], MANY in await tap(browser, page, do="code", code="ZOMER2026")] == [True, True]


async def test_the_right_code_is_no_guess_however_often_customers_show_it(house):
    await promise_more(house, COUPONS)
    browser, empty = await opened(house)

    for _ in range(14):
        assert KEPT in await tap(browser, empty, do="code", code="ZOMER2026")
