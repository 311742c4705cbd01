"""How it went: out of the mail that asked, without signing in, once; the office reads the answer with the case and what all come to."""

import pytest

from tests.korenaar import KORENAAR
from tests.pages import Browser
from tests.programs import compiled, read_yaml
from tests.web.test_till import PROGRAM
from zegel.access.secrets import HouseKey
from zegel.access.surveying import Surveying
from zegel.core.ids import receipt_of
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio
KEY = HouseKey(lambda: bytes(range(32)))
ASKS = """
events: {survey: {fields: {score: score}}}
messages: {went: {says: {nl: Hoe ging het?, en: How did it go?}, on: complaint closed, purpose: service, asks: 1 to 5}}
"""
EARNS = "earn:\n  dank: {give: 25 points, on: event survey}\n"


async def closed(house) -> tuple[str, str, str]:
    """A member who complained, the case, and the address in the mail that asks how it went."""
    program = PROGRAM.replace("earn:\n", EARNS) + ASKS
    await publish(house.shop.queries, KORENAAR, compiled(read_yaml(program).document), house.shop.clock.now(), house.shop.clock.now())
    house.shop.shelves.forget(KORENAAR)
    client = house.shop.client()
    member = (await client.post("/v1/members", {"name": "Fatima", "identifiers": [{"kind": "email", "value": "f@example.nl"}]})).json[
        "member"
    ]
    case = (await client.post("/v1/cases", {"member": member, "kind": "service", "what": "taart <b>te laat</b>"})).json["receipt"]
    asked = (await client.post(f"/v1/cases/{case}/moves", {"to": "closed"})).json["receipt"]
    house.door.surveying = Surveying(KEY, "https://card.example")
    token = house.door.surveying.token(KORENAAR, receipt_of(asked).purse, asked)
    return member, case, f"/pas/hoe-ging-het/{token}"


async def test_a_score_out_of_the_mail_is_kept_once_and_looking_answers_nothing(house):
    member, case, address = await closed(house)
    phone, entries = Browser(house.shop.app, host="127.0.0.1"), await house.shop.entries()

    page = await phone.get(address)
    assert (page.status, "taart &lt;b&gt;te laat&lt;/b&gt;" in page.body.decode()) == (200, True)
    assert page.body.decode().count('name="score"') == 5
    assert await house.shop.entries() == entries
    thanks = await phone.fill(page, address, score="4")
    again = await phone.fill(page, address, score="1")

    assert (thanks.status, "U gaf een 4 van 5." in thanks.body.decode()) == (200, True)
    assert (again.status, "U gaf een 4 van 5." in again.body.decode()) == (200, True)
    assert await house.shop.entries() == entries + 1
    (told,) = (await house.shop.client().get(f"/v1/members/{member}/cases")).json["cases"]
    assert (told["case"], told["data"]["survey"]["score"]) == (case, 4)
    balances = (await house.shop.client().get(f"/v1/members/{member}/balances")).json["balances"]
    assert next(one["available"] for one in balances if one["unit"] == "points") == 25


async def test_an_address_that_is_not_ours_and_a_score_that_nobody_asked_for_change_nothing(house):
    _, _, address = await closed(house)
    phone, entries = Browser(house.shop.app, host="127.0.0.1"), await house.shop.entries()
    page = await phone.get(address)

    assert (await phone.get(address[:-3])).status == 400
    assert (await phone.fill(page, address, score="6")).status == 422
    assert (await phone.fill(page, address, score="x")).status == 422
    assert await house.shop.entries() == entries


async def test_the_office_reads_the_answer_with_the_case_and_the_average_of_the_year(house):
    joost = house.office()
    _, case, address = await closed(house)
    waits = (await joost.get(f"/kantoor/zaken/{case}")).body.decode()
    nobody = (await joost.get("/kantoor/zaken?voorbij=ja")).body.decode()
    phone = Browser(house.shop.app, host="127.0.0.1")

    await phone.fill(await phone.get(address), address, score="4")

    assert "gevraagd, nog geen antwoord" in waits
    assert "1 keer gevraagd, nog geen antwoord" in nobody
    assert "4 van 5, " in (await joost.get(f"/kantoor/zaken/{case}")).body.decode()
    assert "gemiddeld 4 van 5, 1 van 1 gaven antwoord." in (await joost.get("/kantoor/zaken?voorbij=ja")).body.decode()
