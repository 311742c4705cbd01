"""Rebates on the card: how each stands, and into which account it goes, which only whoever proved that it is them may say."""

import json

import pytest

from tests.api.test_rebate_payments import MONEY, claims, file_of
from tests.korenaar import KORENAAR, MINUTE
from tests.web.conftest import House
from tests.web.test_card import filled, opened, text, whose
from tests.web.test_card_safe import proved
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.read import read_json

pytestmark = pytest.mark.anyio
HERE = "/pas/teruggaven"


@pytest.fixture
async def club(house: House) -> House:
    """The bakery, which pays rebates now."""
    found = await filled(house)
    document = (await house.shop.client().get("/v1/program")).json["document"] | MONEY
    at = house.shop.clock.now()
    await publish(house.shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), at, at)
    house.shop.shelves.forget(KORENAAR)
    return found


async def test_who_claimed_says_where_it_goes_and_follows_it(club):
    phone = await opened(club)
    assert HERE not in await text(phone, "/pas/ik")
    client = club.shop.client()
    case = await claims(client, await whose(club), None)
    before = (await text(phone, HERE)).replace("\u00a0", " ")

    form = await phone.get(f"{HERE}/{case}")
    wrong = await phone.fill(form, f"{HERE}/{case}", iban="NL92 ABNA 0417 1643 00", holder="F. El Amrani")
    right = await phone.fill(form, f"{HERE}/{case}", iban="nl91 abna 0417 1643 00", holder="F. El Amrani", once="again")

    assert HERE in await text(phone, "/pas/ik")
    assert ("€ 10,90" in before, "te betalen" in before, "Wij weten nog niet op welke rekening" in before) == (True, True, True)
    assert (wrong.status, "Dit rekeningnummer klopt niet." in wrong.body.decode()) == (422, True)
    assert (right.status, right.headers["location"]) == (303, HERE)
    page = await text(phone, HERE)
    assert ("NL•• •••• 4300" in page, "ABNA" in page) == (True, False)
    await file_of(client, "k1")
    sent = await text(phone, HERE)
    assert ("naar de bank" in sent, f"{HERE}/{case}" in sent) == (True, False)
    assert (await phone.get(f"{HERE}/{case}")).status == 422
    assert "ABNA" in (await phone.get("/pas/gegevens.json")).body.decode(), "what is known of them is told whole"


async def test_a_telephone_that_lay_around_says_nothing_about_money(club):
    phone = await opened(club)
    case = await claims(club.shop.client(), await whose(club), None)
    form = await phone.get(f"{HERE}/{case}")
    club.shop.clock.forward(11 * MINUTE)

    blunt = await phone.fill(form, f"{HERE}/{case}", iban="NL91ABNA0417164300", holder="Somebody")

    assert blunt.headers["location"].startswith("/pas/bewijs")
    assert "Wij weten nog niet" in await text(phone, HERE)
    await proved(club, phone, f"{HERE}/{case}")
    done = await phone.fill(await phone.get(f"{HERE}/{case}"), f"{HERE}/{case}", iban="NL91ABNA0417164300", holder="F. El Amrani")
    assert done.headers["location"] == HERE


async def test_nobody_sees_the_rebate_of_somebody_else(club):
    gerrit = await opened(club, "gerrit@voorbeeld.nl")
    case = await claims(club.shop.client(), await whose(club), None)

    assert (await gerrit.get(f"{HERE}/{case}")).status == 422
    assert case not in await text(gerrit, HERE)
