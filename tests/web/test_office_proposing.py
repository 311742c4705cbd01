"""A role with which somebody approves is proposed by one colleague and agreed to by another, where the program asks for two people."""

import pytest

from tests.access import crew
from tests.korenaar import KORENAAR, PROGRAM, compiled
from tests.programs import read_yaml
from tests.web.test_office_keys import at_desk
from tests.web.test_office_team import TEAM, taken_on
from zegel.access.refusals import LinkSpent
from zegel.access.signing_in import From
from zegel.core.periods import Instant
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio
PASSWORD = "paars paard op een fiets"


async def asks_two(house):
    """From now on the bakery asks for two people."""
    program = compiled(read_yaml(PROGRAM + "settings: {powerful roles: two people}\n").document)
    now = Instant(house.shop.clock.forward(1) or house.shop.clock.at)
    await publish(house.shop.queries, KORENAAR, program, now, now)
    house.shop.shelves.forget(KORENAAR)


async def two_people(house):
    """The bakery where a role that gives power is given by two, with Joost who owns it and Bea who is the other owner."""
    await asks_two(house)
    joost = await at_desk(house, "owner")
    bea = await at_desk(house, "owner", name="Bea")
    return joost, bea


async def test_a_role_that_gives_power_is_theirs_once_somebody_else_agrees(house):
    joost, bea = await two_people(house)
    hers = await taken_on(joost, role="cashier")

    page = await joost.get(hers)
    assert (await joost.fill(page, f"{hers}/rol", role="branch manager", branch="station")).status == 303
    mine = (await joost.get(hers)).body.decode()
    assert "filiaalmanager (station) wacht op akkoord" in mine
    assert "Geef akkoord" not in mine
    assert "filiaalmanager · station" not in mine
    assert "wacht op akkoord" in (await bea.get(TEAM)).body.decode()
    proposal = mine.partition('name="proposal" value="')[2].partition('"')[0]
    own = await joost.fill(await joost.get(hers), f"{hers}/voorstel", proposal=proposal, answer="yes")
    assert "same_person" in own.body.decode()

    page = await bea.get(hers)
    assert (await bea.fill(page, f"{hers}/voorstel", proposal=proposal, answer="yes")).status == 303
    assert "not_asked" in (await bea.fill(page, f"{hers}/voorstel", proposal=proposal, answer="yes")).body.decode()
    assert "filiaalmanager · station" in (await bea.get(hers)).body.decode()
    log = (await bea.get("/kantoor/logboek")).body.decode()
    assert "staff.role_propose" in log
    assert "staff.role_agree" in log


async def test_a_role_without_power_waits_for_nobody_and_one_that_was_refused_is_not_given(house):
    joost, bea = await two_people(house)
    hers = await taken_on(joost, role="auditor", branch="")
    assert "wacht op akkoord" not in (await joost.get(TEAM)).body.decode()
    other = await taken_on(joost, name="Ben", email="ben@example.nl", role="owner", branch="")

    page = await bea.get(other)
    assert "eigenaar (overal) wacht op akkoord" in page.body.decode()
    assert (await bea.fill(page, f"{other}/voorstel", answer="no")).status == 303
    page = (await bea.get(other)).body.decode()
    assert "wacht op akkoord" not in page
    assert "geen rol: mag niets" in page
    assert "staff.role_refuse" in (await bea.get("/kantoor/logboek")).body.decode()
    assert "controleur" in (await bea.get(hers)).body.decode()


async def test_agreeing_asks_for_a_second_proof_and_lapses_after_a_fortnight(house):
    joost, bea = await two_people(house)
    hers = await taken_on(joost, role="branch manager")
    page = await bea.get(hers)

    house.shop.clock.forward(11 * 60_000)
    asks = await bea.fill(page, f"{hers}/voorstel", answer="yes")
    assert asks.status == 403
    assert "wacht op akkoord" in (await bea.get(hers)).body.decode()
    waiting = house.door.people.staff.waiting
    staff = hers.rpartition("/")[2]
    assert list(await waiting(KORENAAR, house.shop.clock.now())) == [staff]
    house.shop.clock.forward(14 * 86_400_000)
    assert await waiting(KORENAAR, house.shop.clock.now()) == {}


async def test_a_shop_of_one_owner_gives_roles_as_ever(house):
    await asks_two(house)
    joost = await at_desk(house, "owner")

    hers = await taken_on(joost, role="owner", branch="")

    assert "eigenaar · overal" in (await joost.get(hers)).body.decode()
    ben = await taken_on(joost, name="Ben", email="ben@example.nl", role="branch manager")
    assert "wacht op akkoord" in (await joost.get(ben)).body.decode()  # the new owner could agree to it


async def test_whoever_comes_back_waits_for_the_power_of_before(house):
    joost, bea = await two_people(house)
    hers = await taken_on(joost, role="branch manager")
    assert (await bea.fill(await bea.get(hers), f"{hers}/voorstel", answer="yes")).status == 303
    assert (await joost.fill(await joost.get(hers), f"{hers}/weg", reason="verhuisd")).status == 303

    assert (await joost.fill(await joost.get(hers), f"{hers}/terug", reason="terug")).status == 303

    page = (await joost.get(hers)).body.decode()
    assert "wacht op akkoord" in page
    assert "geen rol: mag niets" in page


async def a_manager(house, joost, bea):
    """Samira, who manages the station by the agreement of two and has chosen a password."""
    hers = await taken_on(joost, role="branch manager", branch="station")
    assert (await bea.fill(await bea.get(hers), f"{hers}/voorstel", answer="yes")).status == 303
    await comes_in(house, hers)
    return hers


async def comes_in(house, hers):
    """By a link of the command line, which has the house."""
    signing_in, at = house.door.people.signing_in, house.shop.clock.now()
    text = await signing_in.invite(crew.done(at=at), KORENAAR, hers.rpartition("/")[2])
    await signing_in.accept(text, PASSWORD, at, From("192.0.2.7"))


async def test_a_manager_who_is_invited_anew_waits_for_the_power_of_before(house):
    joost, bea = await two_people(house)
    hers = await a_manager(house, joost, bea)
    assert "filiaalmanager · station" in (await joost.get(hers)).body.decode()

    page = await joost.fill(await joost.get(hers), f"{hers}/uitnodiging")

    assert "/kantoor/welkom/" in page.body.decode()
    assert "filiaalmanager (station) wacht op akkoord" in page.body.decode()
    assert "geen rol: mag niets" in (await joost.get(hers)).body.decode()
    assert (await bea.fill(await bea.get(hers), f"{hers}/voorstel", answer="yes")).status == 303
    link = page.body.decode().partition("/kantoor/welkom/")[2].partition('"')[0].partition("<")[0]
    with pytest.raises(LinkSpent):  # it was made before the agreement
        await house.door.people.signing_in.accept(link, PASSWORD, house.shop.clock.now(), From("192.0.2.7"))


async def test_a_manager_whose_address_becomes_another_waits_for_the_power_of_before(house):
    joost, bea = await two_people(house)
    hers = await a_manager(house, joost, bea)

    page = await joost.get(hers)
    named = await joost.fill(page, hers, name="Samira de Boer", email="samira@example.nl", language="nl")
    assert (named.status, "wacht op akkoord" in (await joost.get(hers)).body.decode()) == (303, False)
    assert (await joost.fill(page, hers, name="Samira", email="joost2@example.nl", language="nl")).status == 303

    assert "filiaalmanager (station) wacht op akkoord" in (await joost.get(hers)).body.decode()


async def test_who_has_no_power_and_who_never_came_in_is_invited_as_ever(house):
    joost, bea = await two_people(house)
    cashier = await taken_on(joost, role="cashier", branch="station")
    await comes_in(house, cashier)
    manager = await taken_on(joost, name="Ben", email="ben@example.nl", role="branch manager", branch="station")
    assert (await bea.fill(await bea.get(manager), f"{manager}/voorstel", answer="yes")).status == 303

    pages = [(await joost.fill(await joost.get(one), f"{one}/uitnodiging")).body.decode() for one in (cashier, manager)]

    assert ["/kantoor/welkom/" in page for page in pages] == [True, True]
    assert ["wacht op akkoord" in page for page in pages] == [False, False]


async def test_of_two_owners_neither_comes_in_as_the_other(house):
    joost, _ = await two_people(house)
    hers = await page_of(joost, "Bea")
    await comes_in(house, hers)

    page = await joost.get(hers)
    asked = [
        await joost.fill(page, f"{hers}/uitnodiging"),
        await joost.fill(page, hers, name="Bea", email="joost2@example.nl", language="nl"),
        await joost.fill(page, f"{hers}/pin", pin="402817"),
    ]

    assert [answer.status for answer in asked] == [422, 422, 422]
    assert ["zegel staff invite" in answer.body.decode() for answer in asked] == [True, True, False]
    assert "/kantoor/welkom/" not in asked[0].body.decode()
    page = (await joost.get(hers)).body.decode()
    assert "eigenaar · overal" in page
    assert "joost2@example.nl" not in page


async def test_an_admin_who_gives_roles_is_not_invited_anew_by_the_only_other_one_who_does(house):
    await asks_two(house)
    joost = await at_desk(house, "owner")
    ad = await taken_on(joost, name="Ad", email="ad@example.nl", role="admin", branch="")
    first = await joost.fill(await joost.get(ad), f"{ad}/uitnodiging")
    await comes_in(house, ad)

    again = await joost.fill(await joost.get(ad), f"{ad}/uitnodiging")

    assert ["/kantoor/welkom/" in answer.body.decode() for answer in (first, again)] == [True, False]


async def test_whoever_agrees_to_what_others_ask_chooses_their_own_pin_where_two_people_give_power(house):
    joost, bea = await two_people(house)
    hers = await a_manager(house, joost, bea)
    cashier = await taken_on(joost, name="Kas", email="kas@example.nl", role="cashier", branch="station")

    pins = [await joost.fill(await joost.get(one), f"{one}/pin", pin=pin) for one, pin in ((hers, "402817"), (cashier, "731946"))]
    own = await bea.fill(await bea.get("/kantoor/ik"), "/kantoor/ik/pin", pin="592604")

    assert [answer.status for answer in pins] == [422, 303]
    assert "Uw aanmelding" in pins[0].body.decode()
    assert own.status == 303


async def page_of(joost, name):
    """The address of a colleague's page."""
    found = (await joost.get(TEAM)).body.decode().partition(f">{name}<")[0]
    return TEAM + "/" + found.rpartition(f'href="{TEAM}/')[2].partition('"')[0]
