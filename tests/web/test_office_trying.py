"""One basket by what is live and by the draft beside it, for a member or for somebody made up; nothing of it is booked."""

import re

import pytest

from tests.korenaar import KORENAAR
from tests.web.test_office_program import DRAFT, typed
from zegel.access.scopes import SCOPES
from zegel.core.article import Article
from zegel.core.periods import Day
from zegel.store.price_queries import Price

pytestmark = pytest.mark.anyio
HERE = "/kantoor/programma/proef"
BREAD = {"what1": "bread", "amount1": "2,50", "count1": "4"}


def sides(page):
    """What each version says, as a reader reads it."""
    found = re.findall(r'<section class="box" aria-label="[^"]*">(.*?)</section>', page.body.decode(), re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", one)).replace("\u00a0", " ") for one in found]


async def drafted(house, was, becomes):
    joost = house.office()
    file = await joost.get(DRAFT)
    await joost.fill(file, DRAFT, text=typed(file.body.decode()).replace(was, becomes))
    return joost


async def test_somebody_made_up_buys_by_both_versions(house):
    joost = await drafted(house, "points × 2", "points × 3")

    live, draft = sides(await joost.fill(await joost.get(HERE), HERE, **BREAD))

    assert "€ 10,00" in live
    assert "+ 20 punten" in live  # a Tuesday
    assert "dinsdag telt dubbel" in live
    assert "+ 30 punten" in draft
    tomorrow = await joost.fill(await joost.get(HERE), HERE, day="2026-03-04", **BREAD)
    assert ["+ 10 punten" in one for one in sides(tomorrow)] == [True, True]


async def test_years_a_tier_and_a_member_are_tried_as_they_would_be(house):
    joost = await drafted(house, "off: 5%", "off: 10%")
    cake = {"what1": "cake", "amount1": "20"}

    live, draft = sides(await joost.fill(await joost.get(HERE), HERE, years="6", **cake))
    assert ("€ 19,00" in live, "€ 18,00" in draft) == (True, True)
    new, _ = sides(await joost.fill(await joost.get(HERE), HERE, **cake))
    assert "u bent pas lid" in new
    silver, _ = sides(await joost.fill(await joost.get(HERE), HERE, day="2026-03-04", tier="zilver", **cake))
    assert "+ 25 punten" in silver

    client = house.shop.client(house.shop.key)
    body = {"name": "Fatima", "since": "2018-01-01", "identifiers": [{"kind": "card", "value": "2620000012345"}]}
    fatima = (await client.post("/v1/members", body)).json["member"]
    live, _ = sides(await joost.fill(await joost.get(HERE), HERE, member="2620 0000 12345", **cake))
    assert "€ 19,00" in live
    entries = (await client.get(f"/v1/members/{fatima}/balances")).json
    assert not [one for one in entries["balances"] if one["available"]]  # nothing was booked


async def test_an_article_is_tried_by_its_number_or_its_name_at_todays_price_and_a_category_stays_one(house):
    loaf, board = Article("WIT", "Wit brood", "White loaf", "bread"), Article("BOARD", "Plank voor bread", "Bread board", "kitchen")
    await house.shop.queries.put_articles(KORENAAR, [loaf, board], house.shop.clock.now())
    await house.shop.queries.prices.put(KORENAAR, [Price("WIT", "", "", Day("2026-01-01"), 250)])
    joost = house.office()

    for what in ("WIT", "loaf", "wit brood"):
        (live,) = sides(await joost.fill(await joost.get(HERE), HERE, what1=what, count1="4", amount1=""))
        assert ("€ 10,00" in live, "+4 stempels" in live) == (True, True), live
    (live,) = sides(await joost.fill(await joost.get(HERE), HERE, what1="loaf", amount1="3"))
    assert "€ 3,00" in live
    (live,) = sides(await joost.fill(await joost.get(HERE), HERE, **BREAD))
    assert "+4 stempels" in live
    empty = await joost.fill(await joost.get(HERE), HERE, what1="bread", amount1="")
    assert (empty.status, "Er ligt nog niets in het mandje" in empty.body.decode()) == (422, True)


async def test_who_may_not_see_members_tries_made_up_ones_only(house):
    house.shop.client(house.shop.key)
    marketer = house.office(rights=frozenset(SCOPES) - {"members:list"})
    page = await marketer.get(HERE)

    assert 'name="member"' not in page.body.decode()
    assert (await marketer.fill(page, HERE, member="2620000012345", **BREAD)).status == 422
    assert (await marketer.fill(page, HERE, **BREAD)).status == 200
    assert (await marketer.fill(page, HERE, what1="bread", amount1="much")).status == 422
