"""Whoever is enrolled at the till finishes it on their own telephone, by the QR that the till shows: once, and soon."""

import pytest

from tests.korenaar import KORENAAR, MINUTE
from tests.pages import Browser
from tests.web.test_card import mailed, text
from tests.web.test_till import opened, tap
from zegel.core.ids import purse_text
from zegel.core.purchase import Identifier
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio


class Faces:
    """A till that the test lets in, and real sessions at the card."""

    def __init__(self, house):
        self.till, self.card = house.gate, Sessions(house.door.people)

    async def visitor(self, face, cookies, at):
        return await (self.card if face == "card" else self.till).visitor(face, cookies, at)


async def enrolled(house, contact: str = "0612340412") -> tuple[str, str, str]:
    """Somebody new at the till: their member id, the till's page, and the address in its QR."""
    house.door.gate = Faces(house)
    made, link = [], house.door.people.finishing.link

    async def seen(company, purse, at):
        made.append((purse, await link(company, purse, at)))
        return made[-1][1]

    house.door.people.finishing.link = seen
    browser, page = await opened(house)
    page = await tap(browser, await tap(browser, page, do="enrol"), "/kassa/inschrijven", contact=contact)
    house.door.people.finishing.link = link
    return made[0][0], page, f"/pas/afmaken/{made[0][1]}"


async def test_the_tills_qr_opens_the_card_on_their_own_telephone_where_they_say_who_they_are(house):
    purse, page, path = await enrolled(house)
    assert ["Laat de klant dit scannen" in page, "<svg" in page, path not in page] == [True, True, True]
    phone = Browser(house.shop.app, host="127.0.0.1")
    preview = await Browser(house.shop.app, host="127.0.0.1").get(path)
    assert (preview.status, "Uw kaart staat klaar" in preview.body.decode(), "set-cookie" in preview.headers) == (200, True, False)

    came = await phone.fill(await phone.get(path), path)
    form = await phone.get(came.headers["location"])
    await phone.fill(form, "/pas/toestemming", purpose="offers", channel="email", state="given")
    code = await phone.fill(form, "/pas/welkom", name="Anna de Wit", email="anna@example.nl")
    assert (await phone.fill(code, "/pas/adres/code", code=await mailed(house, "anna@example.nl"))).status == 303

    profile = await house.shop.queries.profile_of(KORENAAR, purse)
    known = await house.shop.queries.identifiers_of(KORENAAR, purse)
    assert profile.profile.name == "Anna de Wit"
    assert sorted((one.kind, one.text) for one in known if one.kind != "card") == [("email", "anna@example.nl"), ("phone", "+31612340412")]
    consents = [(one.id, one.state) for one in await house.shop.queries.dossiers_of(KORENAAR, purse, "consent")]
    assert consents == [("offers by email", "given")]
    assert "Anna" in await text(phone, "/pas")


async def test_the_link_works_once_and_for_ten_minutes_and_a_guess_or_another_enrolment_opens_nothing(house):
    _, _, path = await enrolled(house)
    first, second = Browser(house.shop.app, host="127.0.0.1"), Browser(house.shop.app, host="127.0.0.1")
    theirs = await second.get(path)
    assert (await first.fill(await first.get(path), path)).status == 303

    late = await second.fill(theirs, path)
    assert (late.status, "Deze code is op" in late.body.decode(), "set-cookie" in late.headers) == (422, True, False)
    for guess in (path[:-3] + "AAA", "/pas/afmaken/x", "/pas/afmaken/a.b", path.partition(".")[0]):
        assert (await second.get(guess)).status == 422

    _, _, other = await enrolled(house, "0687650413")
    house.shop.clock.forward(10 * MINUTE)
    assert (await second.get(other)).status == 422


async def test_a_link_is_made_in_the_moment_of_enrolling_only_and_an_address_that_is_none_is_said(house):
    _, _, path = await enrolled(house)
    browser, page = await opened(house)
    again = await tap(browser, await tap(browser, page, do="enrol"), "/kassa/inschrijven", contact="0612340412")
    assert "own-phone" not in again

    phone = Browser(house.shop.app, host="127.0.0.1")
    await phone.fill(await phone.get(path), path)
    wrong = await phone.fill(await phone.get("/pas/welkom"), "/pas/welkom", email="geen adres")
    done = await phone.fill(await phone.get("/pas/welkom"), "/pas/welkom")

    assert (wrong.status, 'role="alert"' in wrong.body.decode()) == (422, True)
    assert (done.status, done.headers["location"]) == (303, "/pas")


async def test_whoever_gave_an_address_at_the_till_opens_the_card_with_a_code_in_their_own_mail_only(house):
    """A colleague, or whoever stands behind them, may scan the till's screen: it mails the owner, and opens nothing."""
    purse, _, path = await enrolled(house, "anna@example.nl")
    nosy = Browser(house.shop.app, host="127.0.0.1")
    page = await nosy.fill(await nosy.get(path), path)
    said = page.body.decode()
    assert ("a…a@example.nl" in said, "anna@example.nl" in said, "set-cookie" in page.headers) == (True, False, True)
    assert (await nosy.get("/pas")).headers["location"] == "/pas/aanmelden"
    wrong = await nosy.fill(page, "/pas/afmaken", code="000000")
    assert (wrong.status, "Deze code past niet" in wrong.body.decode()) == (422, True)

    came = await nosy.fill(page, "/pas/afmaken", code=await mailed(house, "anna@example.nl"))
    assert (came.status, came.headers["location"]) == (303, "/pas/welkom")
    assert "anna@example.nl" in await text(nosy, "/pas/welkom")
    spent = await Browser(house.shop.app, host="127.0.0.1").fill(page, "/pas/afmaken", code="000000")
    assert (spent.status, await house.shop.desk.find(KORENAAR, Identifier("email", "anna@example.nl"))) == (422, purse)


async def test_whoever_proves_an_address_of_the_card_is_alone_on_it_from_then_on(house):
    """The card was opened by whoever saw the till; its owner has their address added, comes in by mail, and the other is out."""
    purse, _, path = await enrolled(house)
    nosy, owner = Browser(house.shop.app, host="127.0.0.1"), Browser(house.shop.app, host="127.0.0.1")
    assert (await nosy.fill(await nosy.get(path), path)).status == 303
    late = await owner.get(path)
    assert "Opende u hem niet zelf?" in late.body.decode()
    given = {"identifier": {"kind": "email", "value": "anna@example.nl"}}
    assert (await house.shop.client().post(f"/v1/members/{purse_text(purse)}/identifiers", given)).status == 201

    page = await owner.fill(await owner.get("/pas/aanmelden"), "/pas/aanmelden", email="anna@example.nl")
    await owner.fill(page, "/pas/aanmelden/code", code=await mailed(house, "anna@example.nl"))
    assert ((await owner.get("/pas")).status, (await nosy.get("/pas")).headers["location"]) == (200, "/pas/aanmelden")


async def test_a_telephone_that_came_by_the_till_and_proved_its_address_stays(house):
    _, _, path = await enrolled(house)
    phone, other = Browser(house.shop.app, host="127.0.0.1"), Browser(house.shop.app, host="127.0.0.1")
    await phone.fill(await phone.get(path), path)
    code = await phone.fill(await phone.get("/pas/welkom"), "/pas/welkom", email="anna@example.nl")
    await phone.fill(code, "/pas/adres/code", code=await mailed(house, "anna@example.nl"))
    house.shop.clock.forward(MINUTE)

    page = await other.fill(await other.get("/pas/aanmelden"), "/pas/aanmelden", email="anna@example.nl")
    await other.fill(page, "/pas/aanmelden/code", code=await mailed(house, "anna@example.nl"))
    assert ((await other.get("/pas")).status, (await phone.get("/pas")).status) == (200, 200)
