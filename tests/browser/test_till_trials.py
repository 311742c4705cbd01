"""Bought on trial: the till asks what is paid now and says what is paid later, and a gift card pays first what is paid now (M38)."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.bakery import CARDS, Bakery, open_bakery
from tests.browser.conftest import database
from tests.browser.test_till import BREAD, FLAN, look, press, ready, scan, settled

TRIED = "trials: {taste it: {of: {category: cake}, lasts: 14 days, charge: after}}\n"


@pytest.fixture(scope="module")
def bakery(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bakery]:
    with database(request) as url, open_bakery(tmp_path_factory.mktemp("trials"), TRIED, url=url) as found:
        yield found


def test_a_flan_on_trial_is_paid_when_it_was_tasted_and_the_bread_now(at_till: Any, bakery: Bakery) -> None:
    code = bakery.ask("POST", "/v1/gift-cards", {"amount_minor": 500})["code"]
    page = ready(at_till())
    scan(page, CARDS["joost"])
    for article in (BREAD, FLAN):
        scan(page, article)

    pay = page.locator("[data-primary] .amt")
    later = page.locator(".lines-list .line", has_text="Na de proef te betalen").locator(".p")
    assert (pay.inner_text(), later.inner_text()) == ("€\u00a03,45", "\u221214,50")
    look(page, "trial-basket")

    scan(page, code)
    assert (pay.inner_text(), later.inner_text()) == ("€\u00a00,00", "\u221212,95"), "the bread first, then a part of the flan"
    press(page, "Enter")
    settled(page, "document.querySelector('[data-done]') !== null")
    assert "Na de proef te betalen: €\u00a012,95" in page.locator(".done-body").inner_text()
    look(page, "trial-done")

    page.reload()
    scan(ready(page), CARDS["joost"])
    press(page, "F6")
    page.locator(".bought-list, main").get_by_text("Kersenvlaai").first.click()
    look(page, "trial-return")
    said = page.locator("main").inner_text()
    assert "Terug op cadeaukaart of tegoed\t€\u00a01,55" in said
    assert "Neem terug, €\u00a00,00 in geld" in said
