"""What is typed at the till with no field in front of it."""

import pytest

from tests.korenaar import KORENAAR
from tests.web.test_till import CARD, a_member, opened, promise_more, tap
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
        ("NIETS99999", "Deze kaart kennen we nog niet", "Dit kennen we niet"),
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


COUPONS = "coupons: {welkom: {code: WELKOM, off: 10%}, thee: {code: thee, off: 1.00 EUR}, zomer: {code: ZOMER2026, off: 5%}}\n"


@pytest.mark.parametrize(("do", "field"), [("typed", "text"), ("find", "find")])
@pytest.mark.parametrize("word", ["WELKOM", "Welkom ", "zomer2026"])
async def test_the_word_of_a_coupon_is_that_coupon_wherever_it_is_typed_and_waits_for_a_basket(house, do, field, word):
    await promise_more(house, COUPONS)
    browser, page = await opened(house)

    page = await tap(browser, page, do=do, **{field: word})

    assert "De code is bewaard" in page
    assert f"Code {word.strip()}" in page
    page = await tap(browser, page, do="home")
    assert f"Code {word.strip()}" in page, "what was kept stays in sight"
    page = await tap(browser, page, do="typed", text="20,00")
    assert "€\u00a018,00" in page or "€\u00a019,00" in page


async def test_a_coupon_that_is_scanned_before_anything_is_bought_waits_too(house):
    await promise_more(house, COUPONS)
    await a_member(house)
    browser, page = await opened(house)

    first = await tap(browser, page, do="scan", text="ZOMER2026")
    assert "De code is bewaard" in first
    page = await tap(browser, first, do="scan", text=CARD)
    assert "Fatima" in page
    assert "Code ZOMER2026" in page
    assert "€\u00a019,00" in await tap(browser, page, do="typed", text="20,00")


async def test_a_word_that_is_a_coupon_and_a_name_is_asked_about(house):
    await promise_more(house, COUPONS)
    await a_member(house, "Welkom Zonder")
    await house.shop.queries.put_articles(KORENAAR, [Article("THEE1", "Thee", "Tea", "tea")], house.shop.clock.now())
    await house.shop.queries.prices.put(KORENAAR, [Price("THEE1", "", "", Day("2026-01-01"), 425)])
    browser, page = await opened(house)

    which = await tap(browser, page, do="typed", text="welkom")
    assert "Welkom Z." in which
    assert "€\u00a018,00" in await tap(browser, await tap(browser, which, do="code|welkom"), do="typed", text="20,00")

    page = await tap(browser, page, do="scan", text=CARD)
    which = await tap(browser, page, do="typed", text="thee")
    assert "€\u00a04,25" in which
    assert "€\u00a019,00" in await tap(browser, await tap(browser, which, do="code|thee"), do="amount", amount="20,00")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("thee", "€\u00a04,25"), ("koffie", "Geen artikel gevonden met “koffie”"), ("12,", "€\u00a012,00")],
)
async def test_a_word_in_the_field_of_the_amount_is_an_article(house, text, shown):
    await house.shop.queries.put_articles(KORENAAR, [Article("THEE1", "Thee", "Tea", "tea")], house.shop.clock.now())
    await house.shop.queries.prices.put(KORENAAR, [Price("THEE1", "", "", Day("2026-01-01"), 425)])
    browser, page = await opened(house)

    assert shown in await tap(browser, page, do="amount", amount=text)


@pytest.mark.parametrize("text", ["loaf", "12.3456", "1-2"])
async def test_what_is_no_amount_is_said_in_the_same_pane_and_the_basket_stays(house, text):
    await a_member(house)
    browser, page = await opened(house)
    page = await tap(browser, page, do="scan", text=CARD)

    page = await tap(browser, page, do="amount", amount=text)

    assert "Dat is geen bedrag. Typ het zo: 12,50." in page
    assert 'data-pane="amount"' in page
    assert "€\u00a012,50" in await tap(browser, page, do="amount", amount="12,50")


@pytest.mark.parametrize(
    ("text", "is_article"), [("8710000000093", True), ("96385074", True), ("UNKNOWN99999", False), ("2620000077777", False)]
)
async def test_a_wrong_article_is_no_new_customer(house, text, is_article):
    await a_member(house)
    browser, page = await opened(house)
    known = await tap(browser, page, do="scan", text=CARD)

    alone, beside = await tap(browser, page, do="scan", text=text), await tap(browser, known, do="scan", text=text)

    assert ("Dit kennen we niet" in alone, 'class="primary " data-primary' in alone) == (is_article, is_article)
    assert 'data-key="F7"' in alone
    assert ("Dit kennen we niet" in beside, 'class="primary " data-primary' in beside, 'data-key="F7"' in beside) == (True, True, False)
    assert "Fatima" in beside
