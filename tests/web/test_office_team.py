"""An owner takes somebody on, gives a role and a PIN, makes this device a till, lets somebody go; the log says who did it and why."""

import re

import pytest

from tests.korenaar import KORENAAR, OTHER
from tests.pages import Browser
from tests.web.test_office_keys import at_desk

pytestmark = pytest.mark.anyio
TEAM = "/kantoor/team"


async def taken_on(joost, name="Samira Voorbeeld", email="samira@example.nl", role="cashier", branch="dorpsstraat"):
    page = await joost.get(TEAM)
    made = await joost.fill(page, TEAM, name=name, email=email, role=role, branch=branch)
    assert made.status == 303, made.body.decode()
    return made.headers["location"]


async def test_somebody_new_gets_a_role_at_a_branch_and_a_pin(house):
    joost = house.office()
    hers = await taken_on(joost)

    page = await joost.get(hers)
    assert "kassamedewerker · dorpsstraat" in page.body.decode()
    assert (await joost.fill(page, f"{hers}/pin", pin="111111")).status == 422  # easy to guess
    assert (await joost.fill(page, f"{hers}/pin", pin="402817")).status == 303
    assert (await joost.fill(page, f"{hers}/rol", role="branch manager", branch="station")).status == 303
    assert "filiaalmanager · station" in (await joost.get(hers)).body.decode()
    assert "Samira Voorbeeld" in (await joost.get(TEAM)).body.decode()

    log = (await joost.get("/kantoor/logboek?check=yes")).body.decode()
    assert "staff.take_on" in log
    assert "pin.set" in log
    assert "402817" not in log
    assert "De keten klopt: alle 3 regels" in log


async def test_whoever_leaves_is_gone_from_the_team_and_may_come_back(house):
    joost = house.office()
    hers = await taken_on(joost)

    page = await joost.get(hers)
    assert (await joost.fill(page, f"{hers}/weg", reason=" ")).status == 422
    assert (await joost.fill(page, f"{hers}/weg", reason="verhuisd")).status == 303
    assert "werkt hier niet meer" in (await joost.get(hers)).body.decode()
    assert (await joost.fill(await joost.get(hers), f"{hers}/terug", reason="terug")).status == 303
    assert "verhuisd" in (await joost.get("/kantoor/logboek")).body.decode()


async def test_this_device_becomes_a_till_and_is_trusted_until_it_is_revoked(house):
    joost = house.office()

    made = await joost.fill(await joost.get(TEAM), "/kantoor/kassas", branch="dorpsstraat", till="Toonbank 1")
    assert made.headers["location"] == "/kassa"
    assert "HttpOnly" in made.headers["set-cookie"]
    page = await joost.get(TEAM)
    assert "Toonbank 1" in page.body.decode()
    device = (await house.door.people.tills.devices(KORENAAR))[0].id
    assert (await joost.fill(page, f"/kantoor/kassas/{device}/weg")).status == 303
    assert "Nog geen kassa" in (await joost.get(TEAM)).body.decode()


async def test_nobody_sees_another_companys_team_or_writes_without_the_right(house):
    joost = house.office()
    hers = await taken_on(joost)
    await house.shop.add_company(OTHER)
    stranger, reader = house.office(company=OTHER), house.office(rights=frozenset({"staff:read"}))

    assert "Samira" not in (await stranger.get(TEAM)).body.decode()
    assert (await stranger.get(hers)).status in (404, 422)
    page = await reader.get(hers)
    assert "Stel pincode in" not in page.body.decode()
    token = page.body.decode().partition('name="token" value="')[2].partition('"')[0]
    assert (await reader.post(f"{hers}/pin", {"token": token, "pin": "402817"})).status == 403
    assert (await reader.get("/kantoor/logboek")).status == 403


async def test_a_colleague_gets_a_way_in_by_a_link_that_is_shown_once(house):
    joost = await at_desk(house, "owner")
    hers = await taken_on(joost)

    page = (await joost.fill(await joost.get(hers), f"{hers}/uitnodiging")).body.decode()
    link = re.search(r'class="secret">https?://[^/]+(/kantoor/welkom/[^<]+)<', page).group(1)

    assert "één keer" in page
    assert link not in (await joost.get(hers)).body.decode()
    assert 'name="password"' in (await Browser(house.shop.app).get(link)).body.decode()
    house.shop.clock.forward(11 * 60_000)
    asks = await joost.fill(await joost.get(hers), f"{hers}/uitnodiging")
    assert (asks.status, "/kantoor/welkom/" in asks.body.decode()) == (403, False)


async def test_whose_card_is_their_own_is_said_by_a_colleague_and_they_do_not_act_on_it(house):
    joost = house.office()
    hers = await taken_on(joost)
    card = {"kind": "card", "value": "2620000099999"}
    member = (await house.shop.client().post("/v1/members", {"name": "Samira V", "identifiers": [card]})).json["member"]

    wrong = await joost.fill(await joost.get(hers), f"{hers}/kaart", card="1234")
    right = await joost.fill(await joost.get(hers), f"{hers}/kaart", card="2620000099999")

    assert (wrong.status, right.status) == (404, 303)
    assert f'href="/kantoor/leden/{member}"' in (await joost.get(hers)).body.decode()
    assert (await joost.fill(await joost.get(hers), f"{hers}/kaart", card="")).status == 303
    assert member not in (await joost.get(hers)).body.decode()


async def test_the_team_is_sifted_sorted_and_taken_along_and_the_log_says_so_in_words(house):
    joost = house.office()
    await taken_on(joost)
    await taken_on(joost, "=Bea Voorbeeld", "bea@example.nl", "marketer", "")

    sifted = (await joost.get(f"{TEAM}?q=marketeer")).body.decode()
    assert ("Bea Voorbeeld" in sifted, "Samira" in sifted, "1 in deze lijst" in sifted) == (True, False, True)
    rows = (await joost.get(f"{TEAM}?as=csv&sort=-name")).body.decode("utf-8-sig").splitlines()
    assert rows[0] == "Naam;Rollen;E-mail;Rol gevraagd"
    assert rows[1:3] == ["Samira Voorbeeld;kassamedewerker · dorpsstraat;samira@example.nl;", "'=Bea Voorbeeld;marketeer;bea@example.nl;"]

    log = (await joost.get("/kantoor/logboek")).body.decode()
    assert "rollen: kassamedewerker · dorpsstraat" in log
    assert "taal: Nederlands" in log
    assert "stand: werkt hier" in log
    assert "lijst team" in log
    assert "cashier at" not in log


async def test_an_admin_sets_no_pin_with_which_they_would_be_an_owner_at_the_till(house):
    joost, admin = await at_desk(house, "owner"), await at_desk(house, "admin", name="Ad")
    hers = await taken_on(joost, role="owner", branch="")
    cashier = await taken_on(joost, name="Kas", email="kas@example.nl", branch="dorpsstraat")

    answers = [await admin.fill(await admin.get(one), f"{one}/pin", pin="402817") for one in (hers, cashier)]

    assert [answer.status for answer in answers] == [403, 303]
