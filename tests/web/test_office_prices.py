"""Prices in the office: the history with what may be named, a from-price refused and explained, a file that is all or nothing."""

import pytest

from tests.access.test_deed_and_line import LOST, told
from tests.korenaar import KORENAAR
from zegel.core.article import Article
from zegel.core.periods import Day
from zegel.store.price_queries import Order, Price

pytestmark = pytest.mark.anyio
HERE = "/kantoor/prijzen"
TEA = f"{HERE}/artikel?sku=TEA%2F1"


async def stocked(house):
    """Tea of € 5, for a fortnight € 6 now."""
    await house.shop.queries.put_articles(KORENAAR, [Article("TEA/1", "Thee 100%", "Tea", "tea")], house.shop.clock.now())
    steps = (("2025-01-01", 500), ("2026-02-17", 600))
    await house.shop.queries.prices.put(KORENAAR, [Price("TEA/1", "", "", Day(since), minor) for since, minor in steps])
    return house


@pytest.fixture
async def shelf(house):
    return await stocked(house)


async def send(browser, page, body):
    token = page.body.decode().partition('name="token" value="')[2].partition('"')[0]
    parts = [("token", "", token.encode()), ("file", '; filename="prices.csv"', body)]
    form = b"".join(b'--b\r\ncontent-disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (n.encode(), f.encode(), t) for n, f, t in parts)
    form += b"--b--\r\n"
    headers = [
        *browser._headers(), ("origin", f"https://{browser.host}"), ("content-type", "multipart/form-data; boundary=b"),
        ("content-length", str(len(form))),
    ]  # fmt: skip
    return await browser.client.send("POST", f"{HERE}/bestand", form, headers)


async def test_the_history_says_what_may_be_named_today(shelf):
    joost = shelf.office()

    page = (await joost.get(TEA)).body.decode()
    assert "Van-prijs vandaag: hoogstens €\u00a05,00." in page
    assert "De laagste van 30 dagen" in page
    assert "+€\u00a01,00" in page
    for words in ("TEA", "thee", "100%"):
        assert TEA in (await joost.get(f"{HERE}?q={words.replace('%', '%25')}")).body.decode()
    assert TEA not in (await joost.get(f"{HERE}?q=%25x")).body.decode()


async def test_a_price_and_the_state_of_an_article_are_kept_with_their_line_in_the_log_or_not_at_all(shelf):
    joost, queries = shelf.office(), shelf.shop.queries
    page = await joost.get(TEA)
    before = [await queries.prices.of(KORENAAR, "TEA/1"), await queries.article(KORENAAR, "TEA/1")]
    told(shelf.shop, LOST)

    lost = [
        await joost.fill(page, f"{HERE}/artikel", price="4,50", was="", since="2026-03-03"),
        await joost.fill(page, f"{HERE}/staat", condition="C", marked="2026-03-01"),
        await send(joost, await joost.get(HERE), b"sku,since,price\nTEA/1,2026-03-03,4.50\n"),
    ]

    assert [answer.status for answer in lost] == [500] * 3
    assert ["the line is lost" in str(error) for error in shelf.shop.reported] == [True] * 3
    shelf.shop.reported.clear()
    assert [await queries.prices.of(KORENAAR, "TEA/1"), await queries.article(KORENAAR, "TEA/1")] == before


async def test_a_from_price_that_may_not_be_named_is_refused_with_the_reason_and_nothing_is_kept(shelf):
    joost = shelf.office()
    page = await joost.get(TEA)
    before = await shelf.shop.queries.prices.of(KORENAAR, "TEA/1")

    odd = await joost.fill(page, f"{HERE}/artikel", price="4,50", was="zes", since="2026-03-03")
    assert (odd.status, 'value="4,50"' in odd.body.decode()) == (422, True), "what was typed is still there"
    refused = await joost.fill(page, f"{HERE}/artikel", price="4,50", was="6,00", since="2026-03-03")

    text = refused.body.decode().replace("\u00a0", " ")
    assert refused.status == 422
    assert "Van € 6,00 mag niet" in text
    assert "Gemeten vanaf wat wel mag is de korting 10%." in text
    assert "Er is niets bewaard." in text
    assert await shelf.shop.queries.prices.of(KORENAAR, "TEA/1") == before

    assert (await joost.fill(page, f"{HERE}/artikel", price="4,50", was="5,00", since="2026-03-03")).status == 303
    (history,) = await shelf.shop.queries.prices.of(KORENAAR, "TEA/1")
    assert history.steps[-1].minor == 450
    assert "Prijs gezet" in (await joost.get("/kantoor/logboek")).body.decode()
    assert (await joost.fill(page, f"{HERE}/artikel", price="veel", since="2026-03-03")).status == 422


async def test_a_file_is_brought_in_whole_or_not_at_all(shelf):
    joost = shelf.office()
    page = await joost.get(HERE)

    wrong = await send(joost, page, b"sku,price,since\nMUG,4.00,2026-03-01\nMUG,4,soon\n")
    assert (wrong.status, "Regel 3:" in wrong.body.decode()) == (422, True)
    assert await shelf.shop.queries.prices.of(KORENAAR, "MUG") == []
    good = await send(joost, page, "sku,price,since\nMUG,4.00,2026-03-01\nMUG,,2026-04-01\n".encode("utf-8-sig"))

    assert (good.status, good.headers["location"]) == (303, f"{HERE}?kept=2")
    (history,) = await shelf.shop.queries.prices.of(KORENAAR, "MUG")
    assert [step.minor for step in history.steps] == [400, -1]
    assert "niet te koop" in (await joost.get(f"{HERE}/artikel?sku=MUG")).body.decode()
    assert "Elke aangekondigde korting klopt." in (await joost.get(f"{HERE}?nakijken=ja")).body.decode()


async def test_who_only_reads_prices_sets_none(shelf):
    reader = shelf.office(rights=frozenset({"articles:read"}))
    page = await reader.get(TEA)

    assert "Zet prijs" not in page.body.decode()
    assert (await send(reader, page, b"sku,price,since\nA,1.00,2026-03-01\n")).status == 403


async def test_an_article_is_marked_as_damaged_since_a_day_and_the_log_says_so(house):
    office = house.office(rights=frozenset({"articles:read", "articles:write", "audit:read"}))
    page = await office.get("/kantoor/prijzen/artikel?sku=LAMP")

    kept = await office.fill(page, "/kantoor/prijzen/staat", condition="C", marked="2026-03-01")
    odd = await office.fill(page, "/kantoor/prijzen/staat", condition="C", marked="2026-02-30")

    assert (kept.status, kept.headers["location"], odd.status) == (303, "/kantoor/prijzen/artikel?sku=LAMP", 422)
    article = await house.shop.queries.article(KORENAAR, "LAMP")
    assert (article.condition, article.marked_on) == ("C", "2026-03-01")
    assert "C, gebruikt of licht beschadigd, sinds 1 mrt 2026" in (await office.get("/kantoor/prijzen/artikel?sku=LAMP")).body.decode()
    reader = house.office(rights=frozenset({"articles:read"}))
    assert (await reader.fill(page, "/kantoor/prijzen/staat", condition="A", marked="")).status == 403


async def test_the_list_is_sorted_by_every_column_page_by_page_and_taken_along_as_it_was_found(house):
    prices = house.shop.queries.prices
    names = [("S1", "Zoete thee", "Sweet tea"), ("S2", "Appel", "Yoghurt"), ("S3", "brood", "Bread"), ("S4", "", "Dutch rusk")]
    await house.shop.queries.put_articles(KORENAAR, [Article(sku, nl, en, "x") for sku, nl, en in names], house.shop.clock.now())
    days = {
        "S1": ["2026-01-01"],
        "S2": ["2026-02-01", "2026-02-02"],
        "S3": ["2025-01-01"],
        "S4": ["2026-02-02", "2026-02-03", "2026-03-01"],
    }
    await prices.put(KORENAAR, [Price(sku, "", "", Day(day), 100) for sku, all_days in days.items() for day in all_days])

    async def skus(by, *, down=False, language="nl", words=""):
        found, after = [], ""
        while page := await prices.listed(KORENAAR, words, Order(by, down, language), after, 1):
            found.append(page[0].sku)
            after = page[0].sku
        assert found == [one.sku for one in await prices.listed(KORENAAR, words, Order(by, down, language), "", 9)]
        return " ".join(found)

    assert [await skus(by) for by in ("sku", "name", "changed", "times")] == ["S1 S2 S3 S4", "S2 S3 S4 S1", "S3 S1 S2 S4", "S1 S3 S2 S4"]
    assert [await skus(by, down=True) for by in ("sku", "name", "times")] == ["S4 S3 S2 S1", "S1 S4 S3 S2", "S4 S2 S3 S1"]
    assert await skus("name", language="en") == "S3 S4 S1 S2"
    assert await skus("times", down=True, words="tea") == "S1"
    joost = house.office()
    page = (await joost.get(f"{HERE}?sort=-times")).body.decode()
    assert page.index("sku=S4") < page.index("sku=S2") < page.index("sku=S1")
    file = (await joost.get(f"{HERE}?q=s2&as=csv")).body.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in file] == ["Artikelnummer", "S2", "S2"]
