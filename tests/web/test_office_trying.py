"""One basket by what is live and by the draft beside it, for a member or for somebody made up; nothing of it is booked."""

import re

import pytest

from tests.web.test_office_program import DRAFT, typed
from zegel.access.scopes import SCOPES

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


async def test_who_may_not_see_members_tries_made_up_ones_only(house):
    house.shop.client(house.shop.key)
    marketer = house.office(rights=frozenset(SCOPES) - {"members:list"})
    page = await marketer.get(HERE)

    assert 'name="member"' not in page.body.decode()
    assert (await marketer.fill(page, HERE, member="2620000012345", **BREAD)).status == 422
    assert (await marketer.fill(page, HERE, **BREAD)).status == 200
    assert (await marketer.fill(page, HERE, what1="bread", amount1="much")).status == 422
