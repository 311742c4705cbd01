"""Patterns over weeks (branch manager 7, S14): told to whoever runs the branch, and nothing happens by itself."""

import pytest

from tests.access.crew import signed_in, take_on
from tests.korenaar import DAY
from tests.pages import Browser
from tests.web.test_office_home import BREAD, seal
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio
HERE = "/kantoor/opvallend"
MINUTE = 60_000


async def sold(shop, card, branch="dorpsstraat", actor="staff:samira"):
    body = {"branch": branch, "identifier": {"kind": "card", "value": card}, "lines": [BREAD | {"net_minor": 400}], "actor": actor}
    made = await shop.client().post("/v1/purchases", body)
    assert made.status == 201, made.body
    return made.json["receipt"]


async def a_week(shop):
    """Samira lends one card to five customers; Gerrit is in two branches at once; Anna brings everything back; Hugo just shops."""
    for name, card in (("Fatima", "F1"), ("Gerrit", "G1"), ("Anna", "A1"), ("Hugo", "H1")):
        await shop.client().post("/v1/members", {"name": name, "identifiers": [{"kind": "card", "value": card}]})
    for _ in range(5):
        await sold(shop, "F1")
        shop.clock.forward(MINUTE)
    await sold(shop, "G1")
    shop.clock.forward(4 * MINUTE)
    await sold(shop, "G1", "station")
    for _ in range(3):
        receipt = await sold(shop, "A1", "station")
        assert (await shop.client().post("/v1/returns", {"branch": "station", "receipt": receipt})).status == 201
        shop.clock.forward(MINUTE)
    for _ in range(4):
        await sold(shop, "H1")
    await seal(shop)


def says(page):
    text = page.body.decode()
    return [name in text for name in ("Fatima", "Gerrit", "Anna", "Hugo")]


async def test_what_cheating_looks_like_is_told_and_what_is_ordinary_is_not(house):
    await a_week(house.shop)
    joost = house.office()

    page = await joost.get(HERE)
    assert says(page) == [True, True, True, False]
    text = page.body.decode()
    assert "Deze kaart vaak op één dag bij dezelfde collega" in text
    assert "In twee filialen binnen 4 minuten, eerst in dorpsstraat" in text
    assert "Bracht vaak iets terug" in text
    assert says(await joost.get(f"{HERE}?soort=often")) == [True, False, False, False]
    rows = (await joost.get(f"{HERE}?soort=back&as=csv")).body.decode("utf-8-sig").splitlines()
    assert rows[0] == "Dag;Naam;Wat;Wie;Filiaal;Hoe vaak;Bedrag"
    assert rows[1].split(";")[1:] == ["Anna", "Bracht vaak iets terug", "", "station", "3", "12,00"]

    house.shop.clock.forward(40 * DAY)
    assert says(await joost.get(HERE)) == [False, False, False, False]
    assert says(await joost.get(f"{HERE}?dagen=91")) == [True, True, True, False]
    assert (await joost.get(f"{HERE}?dagen=13")).status == 400


async def test_who_runs_one_branch_sees_that_one_and_a_cashier_nothing(house):
    await a_week(house.shop)

    house.door.gate = Sessions(house.door.people)
    bea, samira = await at_desk(house, "Bea", "branch manager"), await at_desk(house, "Samira", "cashier")
    assert says(await bea.get(HERE)) == [False, True, True, False]
    assert (await samira.get(HERE)).status == 403


async def at_desk(house, name, role):
    """Somebody of the station who signed in with a second proof."""
    cookie, _ = await signed_in(house.shop, await take_on(house.shop, name, role, at="station"))
    return Browser(house.shop.app, {"zegel": cookie}, "localhost")
