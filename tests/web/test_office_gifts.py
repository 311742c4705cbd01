"""Gifts of discounts of which there are only so many: what is left of them, and refilling it with a reason."""

import re

import pytest

from tests.web.conftest import House
from tests.web.test_office_program import typed
from zegel.web.office.shelf.gifts import HERE

pytestmark = pytest.mark.anyio
GIFTS = """
  tasting:
    gift: [{nl: olijven, en: olives}, {nl: druiven, en: grapes}]
    basket: at least 10.00 EUR
    stock: {station: 2, dorpsstraat: 9}
  candle:  {gift: {nl: kaars, en: candle}, basket: at least 50.00 EUR, stock: 40}
  card:    {gift: {nl: kaartje, en: card}, basket: at least 50.00 EUR}
"""
BREAD = {"category": "bread", "sku": "BROOD-1", "quantity": 1000, "net_minor": 1250, "list_minor": 1250, "vat_bp": 900}


@pytest.fixture
async def giving(house: House) -> House:
    """The bakery, which gives things with a purchase."""
    joost = house.office()
    draft = "/kantoor/programma/ontwerp"
    text = typed((await joost.get(draft)).body.decode()).replace("\ndiscounts:\n", f"\ndiscounts:{GIFTS}", 1)
    await joost.fill(await joost.get(draft), draft, text=text)
    assert (await joost.fill(await joost.get(draft), f"{draft}/publiceer", sure="yes")).status == 303
    return house


def said(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


async def sold(house: House, branch: str = "station") -> list[dict[str, object]]:
    """The gifts of a purchase of € 12,50."""
    made = await house.shop.client().post("/v1/purchases", {"branch": branch, "lines": [BREAD]})
    return [one for one in made.json["effects"] if one["effect"] == "gift"]


async def test_a_gift_that_ran_out_is_refilled_and_given_again(giving):
    joost = giving.office()
    assert [len(await sold(giving)) for _ in range(3)] == [1, 1, 0]

    page = await joost.get(f"{HERE}/tasting")
    short = await joost.fill(page, f"{HERE}/tasting/voorraad", branch="station", more="24", reason="")
    done = await joost.fill(page, f"{HERE}/tasting/voorraad", branch="station", more="24", reason="geleverd")

    assert "Olijven of druiven" in said(page.body)
    assert ("station 0" in said(page.body), "dorpsstraat 9" in said(page.body)) == (True, True)
    assert (short.status, done.status, done.headers["location"]) == (422, 303, f"{HERE}/tasting")
    assert len(await sold(giving)) == 1
    assert "station 23" in said((await joost.get(f"{HERE}/tasting")).body)
    lines = await giving.shop.door.people.register.people.audit_lines("korenaar", 0, 9, what="stock.change")
    assert [(one.deed.object, one.deed.before, one.deed.after, one.deed.reason) for one in lines] == [
        ("gift:tasting", {"left": 0}, {"branch": "station", "more": 24}, "geleverd"),
    ]


async def test_gifts_with_a_stock_stand_below_the_rewards_and_say_when_they_are_nearly_gone(giving):
    await sold(giving)

    nl, en = [said((await giving.office(language).get("/kantoor/beloningen")).body) for language in ("nl", "en")]

    assert "Olijven of druiven is bijna op: nog 1 in station." in nl
    assert "Olives or grapes is nearly gone: 1 left at station." in en
    await sold(giving)
    assert "Olijven of druiven is op: nog 0 in station." in said((await giving.office().get("/kantoor/beloningen")).body)
    assert ("Kaars nog 40" in nl, "Candle 40 left" in en, "Kaartje" in nl) == (True, True, False)


async def test_who_runs_a_branch_refills_there_alone_and_nobody_what_has_no_stock(giving):
    station = giving.colleague("branch manager", "station")
    page = await station.get(f"{HERE}/tasting")

    elsewhere = await station.fill(page, f"{HERE}/tasting/voorraad", branch="dorpsstraat", more="9", reason="x")
    here = await station.fill(page, f"{HERE}/tasting/voorraad", branch="station", more="9", reason="geleverd")

    assert page.body.decode().count('name="branch"') == 1
    assert (elsewhere.status, here.status) == (403, 303)
    for named in ("card", "none", "regulars"):
        assert (await giving.office().get(f"{HERE}/{named}")).status == 422
    reader = giving.office(rights=frozenset({"program:read"}))
    assert (await reader.get(f"{HERE}/tasting")).status == 200
    assert (await reader.post(f"{HERE}/tasting/voorraad", {"branch": "station", "more": "1"})).status == 403
