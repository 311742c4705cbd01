"""A new owner picks a program for their trade and prints what the shop needs; every template shows what it does."""

import re

import pytest

from tests.korenaar import OTHER
from zegel.hall.trades import TRADES
from zegel.store.records import Company

pytestmark = pytest.mark.anyio
HERE = "/kantoor/begin"


def plainly(page):
    """What a reader reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.body.decode())).replace("\u00a0", " ")


async def test_a_shop_without_a_program_begins_with_one_of_its_trade(house):
    await house.shop.queries.add_company(Company(OTHER, "De Molen", "EUR", "Europe/Amsterdam", house.shop.clock.now()))
    sanne = house.office(company=OTHER, actor="staff:sanne")

    home = await sanne.get("/kantoor")
    assert (home.status, home.headers["location"]) == (303, HERE)
    page = await sanne.get(f"{HERE}?vak=bakery")
    assert "Zo leest dan een bon" in plainly(page)
    assert "1 stempel per brood" in plainly(page)
    assert re.findall(r"(bread|cake|brood|taart en gebak) (?:Van|5,20)", plainly(page)) == ["brood", "taart en gebak"]
    begun = await sanne.fill(page, HERE)

    assert (begun.status, begun.headers["location"]) == (303, "/kantoor/drukwerk")
    home = plainly(await sanne.get("/kantoor"))
    assert "De Molen" in home
    assert "Zet uw kassa klaar." in home
    assert "Open Team op het apparaat waarmee u afrekent, en maak er een kassa van." in home
    made = await sanne.fill(await sanne.get("/kantoor/team"), "/kantoor/kassas", branch="winkel", till="1")
    assert made.status == 303
    assert "Ga zo door." in plainly(await sanne.get("/kantoor"))
    file = (await sanne.get("/kantoor/programma/ontwerp")).body.decode()
    assert "# A bakery: points on everything" in file  # as it was written, comments and all
    again = await sanne.fill(await sanne.get(f"{HERE}?vak=webshop"), HERE)
    assert again.headers["location"] == "/kantoor/programma/regel"  # now it is a draft
    assert "veertien dagen" not in plainly(await sanne.get("/kantoor/programma"))


async def test_every_template_tells_what_it_is_and_its_example_does_something(house):
    joost = house.office()
    for name, trade in TRADES.items():
        page = await joost.get(f"{HERE}?vak={name}")
        assert page.status == 200, name
        assert '<ul class="said"><li>' in page.body.decode(), name
        receipt = re.search(r'<div class="paperlike">.*?<ul>(.*?)</ul>', page.body.decode(), re.DOTALL)
        assert bool(receipt and "<li>" in receipt[1]) == bool(trade.lines), name


async def test_a_poster_says_one_rule_and_a_shelf_card_what_the_article_gives(house):
    joost = house.office()
    page = (await joost.get("/kantoor/drukwerk")).body.decode()
    rules = re.findall(r'<option value="([^"]+)"', page)
    assert rules[0] == "stamp cards.bread card"

    poster = await joost.get("/kantoor/drukwerk/poster?regel=earn.tuesdays")
    assert "dinsdag" in plainly(poster)
    assert "<svg" in poster.body.decode()
    assert "sheet-strook" in (await joost.get("/kantoor/drukwerk/strook")).body.decode()
    cards = plainly(
        await joost.get("/kantoor/drukwerk/schap?naam1=Kersenvlaai&soort1=cake&prijs1=14,50&naam2=Tarwe&soort2=bread&prijs2=2,60")
    )
    assert "Kersenvlaai Met kaart: 14 punten 14,50" in cards  # 28 today, a Tuesday, and not tomorrow
    assert "2 punten , 1 stempel" in cards
    assert (await joost.get("/kantoor/drukwerk/boek")).status == 400
