"""What is typed at the till with no field in front of it."""

import pytest

from tests.korenaar import KORENAAR
from tests.web.test_till import CARD, a_member, opened, tap
from zegel.core.article import Article
from zegel.core.periods import Day
from zegel.store.price_queries import Price

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("text", "alone", "with_card"),
    [
        ("Fatima", "<h1", "Geen artikel gevonden met “Fatima”"),
        ("0412", "Fatima", "€\u00a0412,00"),
        ("12,50", "€\u00a012,50", "€\u00a012,50"),
        ("124.50", "€\u00a0124,50", "€\u00a0124,50"),
        ("7", "minstens drie letters of vier cijfers", "€\u00a07,00"),
        (CARD, "Fatima", "Fatima"),
        ("Thee", "Niemand gevonden met “Thee”", "€\u00a04,25"),
        ("NIETS99999", "Deze kaart kennen we nog niet", "Deze kaart kennen we nog niet"),
        ("0.001", "Niemand gevonden", "Geen artikel"),
        ("", "Scan de kaart", "Fatima"),
    ],
)
async def test_what_is_typed_without_a_field_is_an_amount_somebody_or_an_article(house, text, alone, with_card):
    await a_member(house)
    await house.shop.queries.put_articles(KORENAAR, [Article("THEE1", "Thee", "Tea", "tea")], house.shop.clock.now())
    await house.shop.queries.prices.put(KORENAAR, [Price("THEE1", "", "", Day("2026-01-01"), 425)])
    browser, page = await opened(house)
    known = await tap(browser, page, do="scan", text=CARD)

    assert alone in await tap(browser, page, do="typed", text=text)
    assert with_card in await tap(browser, known, do="typed", text=text)
