"""One screen for the owner: what came in, who stays away, one advice; every figure from what is sealed, and nobody else's."""

import os
import re
from datetime import date

import pytest

from tests.api.test_profiles import patch
from tests.korenaar import DAY, OTHER
from tests.shop_fixtures import both_databases
from tests.web.test_office_program import typed
from zegel.core.ids import PurseId
from zegel.insight.regulars import staying_away
from zegel.store.figure_queries import Rhythm
from zegel.worker.sealing import Signer
from zegel.worker.worker import Worker

pytestmark = pytest.mark.anyio
BREAD = {"number": 1, "category": "bread", "sku": "BROOD-1", "quantity": 1000, "net_minor": 1250, "list_minor": 1250, "vat_bp": 900}


async def seal(shop):
    await Worker(shop.desk, shop.queries, Signer(os.urandom(32)), clock=shop.clock.now, seals_file=None).seal()


async def bought(shop, card=None, branch="dorpsstraat"):
    body = {"branch": branch, "lines": [BREAD]} | ({"identifier": {"kind": "card", "value": card}} if card else {})
    assert (await shop.client().post("/v1/purchases", body)).status == 201


async def test_the_owner_sees_today_with_card_share_and_what_is_owed(house):
    shop = house.shop
    await shop.client().post("/v1/members", {"name": "Fatima", "identifiers": [{"kind": "card", "value": "F1"}]})
    for card in ("F1", None, None, None):
        await bought(shop, card)
    await bought(shop, "F1", "station")
    sale = (await shop.client().post("/v1/purchases", {"branch": "station", "lines": [BREAD | {"net_minor": 500}]})).json["receipt"]
    assert (await shop.client().post("/v1/returns", {"branch": "station", "receipt": sale})).status == 201
    await seal(shop)

    page = (await house.office().get("/kantoor")).body.decode()
    assert "Goedemorgen, Joost" in page
    assert "€\u00a067,50" in page  # five of 12.50, and one of 5.00
    assert "33\u00a0% met kaart; €\u00a05,00 kwam terug" in re.sub(r"<[^>]+>", "", page)
    assert "120\u00a0punten" in page  # 12 × 2 on a Tuesday, five times: who had no card may still claim theirs
    assert "geteld tot 11:00" in page

    station = (await house.office("en").get("/kantoor?filiaal=station")).body.decode()
    assert "€17.50" in station
    assert "50% with a card; €5.00 came back" in re.sub(r"<[^>]+>", "", station)


async def test_before_the_first_sale_of_a_day_the_last_day_with_sales_is_told(house):
    shop = house.shop
    await shop.client().post("/v1/members", {"name": "Fatima", "identifiers": [{"kind": "card", "value": "F1"}]})
    await bought(shop, "F1")
    await seal(shop)
    shop.clock.forward(5 * DAY)

    page = (await house.office().get("/kantoor")).body.decode()
    english = (await house.office("en").get("/kantoor")).body.decode()
    assert "Vandaag is nog niets verkocht; dit is dinsdag 3 maart." in page
    assert "Verkocht op 3 mrt" in page
    assert page.count("€\u00a012,50") >= 2  # the tile, and its row of the chart's table
    assert "Sold on 3 Mar" in english

    await bought(shop)
    await seal(shop)
    page = (await house.office().get("/kantoor")).body.decode()
    assert "Verkocht vandaag" in page
    assert "nog niets verkocht" not in page

    shop.clock.forward(40 * DAY)  # closed for long: today it is
    assert "Verkocht vandaag" in (await house.office().get("/kantoor")).body.decode()


async def test_regulars_who_stay_away_are_on_the_screen_and_lead_to_their_page(house):
    shop = house.shop
    made = await shop.client().post("/v1/members", {"name": "Gerrit Denkbeeld", "identifiers": [{"kind": "card", "value": "G1"}]})
    for _ in range(5):
        await bought(shop, "G1")
        shop.clock.forward(5 * DAY)
    shop.clock.forward(21 * DAY)
    await seal(shop)

    page = (await house.office().get("/kantoor")).body.decode()

    assert "Komt elke 5 dagen, nu 26 dagen weg" in page
    assert f"/kantoor/leden/{made.json['member']}" in page
    assert "Eén vaste klant komt niet meer zoals eerst" in page
    assert "Gerrit Denkbeeld" in (await house.office().get("/kantoor/wegblijvers")).body.decode()


@both_databases
async def test_who_runs_a_branch_sees_its_own_regulars_and_the_owner_those_of_the_branch_that_is_chosen(house):
    """Gerrit comes at the station most. Noor comes there most too, but says that the Dorpsstraat is her shop. Anna is of nowhere else."""
    shop, ids = house.shop, {}
    for name, card, home in (("Gerrit", "G1", None), ("Noor", "N1", "dorpsstraat"), ("Anna", "A1", None)):
        made = (await shop.client().post("/v1/members", {"name": name, "identifiers": [{"kind": "card", "value": card}]})).json
        ids[name] = made["member"]
        if home:
            assert (await patch(shop.client(), ids[name], {"home_branch": home})).status == 201
    for n in range(5):
        await bought(shop, "G1", "dorpsstraat" if n in (0, 4) else "station")
        await bought(shop, "N1", "station")
        await bought(shop, "A1", "dorpsstraat")
        shop.clock.forward(5 * DAY)
    shop.clock.forward(21 * DAY)
    await seal(shop)

    async def named(browser, query="", path="/kantoor"):
        page = (await browser.get(path + query)).body.decode()
        return sorted(name for name, member in ids.items() if f"/kantoor/leden/{member}" in page), page

    quiet = "/kantoor/wegblijvers"
    station, village = house.colleague("branch manager", "station"), house.colleague("branch manager", "dorpsstraat")
    for path in ("/kantoor", quiet):
        assert (await named(station, path=path))[0] == ["Gerrit"]
        assert (await named(station, "?filiaal=dorpsstraat", path))[0] == ["Gerrit"]
        assert (await named(village, path=path))[0] == ["Anna", "Noor"]
        assert (await named(house.office(), path=path))[0] == ["Anna", "Gerrit", "Noor"]
        assert (await named(house.office(), "?filiaal=station", path))[0] == ["Gerrit"]
    first = (await named(station))[1]
    assert "Eén vaste klant komt niet meer zoals eerst" in first
    assert "/kantoor/wegblijvers?filiaal=station" in first
    assert "station" in (await named(station, path=quiet))[1]
    assert (await named(house.colleague("finance")))[0] == []


async def test_a_slow_weekday_is_named_with_what_it_brought_and_its_days(house):
    shop = house.shop
    await shop.client().post("/v1/members", {"name": "Gerrit", "identifiers": [{"kind": "card", "value": "G1"}]})
    for n in range(28):
        shop.clock.forward(DAY)
        if (weekday := (n + 3) % 7) == 6:
            continue  # closed
        for _ in range(1 if weekday == 2 else 5):
            await bought(shop, "G1")
    shop.clock.forward(DAY)
    await seal(shop)

    page = (await house.office().get("/kantoor")).body.decode().replace("\u00a0", " ")

    assert "Geef mensen een reden om op dinsdag te komen." in page
    assert "In vier weken verkocht u op dinsdagen " in page
    address = re.search(r'href="(/kantoor/cijfers[^"]*weekdag=2)" data-figure="5000"', page)
    assert address, re.findall(r"/kantoor/cijfers[^ ]*", page)
    rows = (await house.office().get(address[1].replace("&amp;", "&"))).body.decode()
    assert "· dinsdag" in rows
    assert rows.count('data-col="sales_minor" data-raw="1250"') == 4
    assert "a reason to come on Tuesday" in (await house.office("en").get("/kantoor")).body.decode()
    assert (await house.office().get("/kantoor/cijfers?weekdag=9")).status == 400


STAMPS = """
gift cards: {}
paid stamps: {price: 0.10 EUR, at most: 1 per 1.00 EUR, book: 490, pays: 52.00 EUR, above it: refused}
"""


async def test_the_owner_is_told_when_what_was_paid_beforehand_comes_near_what_must_be_told(house):
    shop, joost = house.shop, house.office()
    file = await joost.get("/kantoor/programma/ontwerp")
    await joost.fill(file, "/kantoor/programma/ontwerp", text=typed(file.body.decode()) + STAMPS)
    await joost.fill(await joost.get("/kantoor/programma/ontwerp"), "/kantoor/programma/ontwerp/publiceer", sure="yes")
    shop.clock.forward(1000)

    async def sells(minor: int) -> str:
        assert (await shop.client().post("/v1/gift-cards", {"amount_minor": minor})).status == 201
        return (await joost.get("/kantoor")).body.decode().replace("\u00a0", " ")

    assert "vooraf" not in await sells(69_999_999)
    near = "klanten € 700.000,00 vooraf, aan koopzegels en cadeaukaarten. Boven € 1.000.000,00 moet De Nederlandsche Bank dat weten."
    page = await sells(1)
    assert near in page
    assert "Vanaf daar verkoopt de kassa geen koopzegels meer." in page
    page = await sells(30_000_001)
    assert "Dat is meer dan € 1.000.000,00: meld het bij De Nederlandsche Bank. De kassa verkoopt nu geen koopzegels." in page


async def test_a_branch_is_called_by_its_name_on_the_pages_and_asked_for_by_its_id(house):
    shop, joost = house.shop, house.office()
    file = await joost.get("/kantoor/programma/ontwerp")
    names = "names: {branches: {dorpsstraat: {nl: Dorpsstraat 12, en: Village Street 12}, station: {nl: Het Station, en: The Station}}}\n"
    await joost.fill(file, "/kantoor/programma/ontwerp", text=typed(file.body.decode()) + names)
    await joost.fill(await joost.get("/kantoor/programma/ontwerp"), "/kantoor/programma/ontwerp/publiceer", sure="yes")
    shop.clock.forward(1000)
    sale = (await shop.client().post("/v1/purchases", {"branch": "station", "lines": [BREAD]})).json["receipt"]
    await seal(shop)

    page = (await joost.get("/kantoor")).body.decode()
    assert '<option value="dorpsstraat">Dorpsstraat 12</option>' in page
    assert '<option value="station" selected>Het Station</option>' in (await joost.get("/kantoor?filiaal=station")).body.decode()
    assert "· Het Station" in (await joost.get(f"/kantoor/bonnen/{sale}")).body.decode()
    listed = (await joost.get("/kantoor/filialen")).body.decode()
    assert ">Het Station</a>" in listed
    assert "/kantoor/filialen/station" in listed
    assert "<h1>Dorpsstraat 12</h1>" in (await joost.get("/kantoor/filialen/dorpsstraat")).body.decode()
    kept = await joost.fill(await joost.get("/kantoor/groepen"), "/kantoor/groepen", name="Reizigers", branch="station")
    assert "Het Station" in (await joost.get(kept.headers["location"])).body.decode()
    assert "The Station" in (await house.office("en").get("/kantoor/cijfers")).body.decode()


async def test_another_companys_owner_sees_nothing_of_it(house):
    shop = house.shop
    await bought(shop)
    await shop.add_company(OTHER)
    await seal(shop)

    page = (await house.office(company=OTHER).get("/kantoor")).body.decode()

    assert "12,50" not in page
    assert (await house.office(rights=frozenset({"quotes:read"})).get("/kantoor")).status == 403


async def test_each_ones_own_rhythm_says_who_stays_away():
    def who(n, visits, first, last):
        return Rhythm(PurseId(bytes([n]) * 16), f"M{n}", visits, first, last, 10_000 * n)

    today = date(2026, 3, 31)
    daily, weekly = who(1, 60, "2026-01-01", "2026-03-01"), who(2, 10, "2026-01-01", "2026-03-05")
    comes = who(3, 10, "2026-01-01", "2026-03-25")
    seldom, once = who(4, 4, "2025-06-01", "2026-02-01"), who(5, 3, "2026-01-01", "2026-01-09")

    found = staying_away([daily, weekly, comes, seldom, once], today)

    assert [(one.name, one.every, one.away) for one in found] == [("M2", 7, 26), ("M1", 1, 30)]
    assert not any(found[0].beat[-3:])


GIVING = """
gestures:
  envelope: 150.00 EUR per month
  kinds:
    points: {points: 200 points, why: {nl: wij missen u, en: we miss you}}
    cookie: {item: {nl: koekje, en: biscuit}, worth: 0.35 EUR, present: true, why: {nl: zo trouw, en: so loyal}}
"""


async def test_a_regular_who_stays_away_is_given_something_out_of_the_pot(house):
    shop, joost = house.shop, house.office()
    file = await joost.get("/kantoor/programma/ontwerp")
    await joost.fill(file, "/kantoor/programma/ontwerp", text=typed(file.body.decode()) + GIVING)
    await joost.fill(await joost.get("/kantoor/programma/ontwerp"), "/kantoor/programma/ontwerp/publiceer", sure="yes")
    made = (await shop.client().post("/v1/members", {"name": "Gerrit", "identifiers": [{"kind": "card", "value": "G1"}]})).json["member"]
    for _ in range(5):
        await bought(shop, "G1")
        shop.clock.forward(5 * DAY)
    shop.clock.forward(21 * DAY)
    await seal(shop)

    page = await joost.get("/kantoor")
    text = page.body.decode()
    assert "Nog €\u00a0150,00 in de pot van dorpsstraat" in text
    assert "koekje" not in text  # a thing cannot be sent
    given = await joost.fill(page, f"/kantoor/wegblijvers/{made}/geste", gesture="points")
    assert given.headers["location"] == "/kantoor?gegeven=ja"
    again = (await joost.get("/kantoor?gegeven=ja")).body.decode()
    assert "Gegeven. Het staat op de kaart." in again
    assert "Nog €\u00a0148,00" in again
    refused = await joost.fill(page, f"/kantoor/wegblijvers/{made}/geste", gesture="points", reason="")
    assert refused.status == 422
