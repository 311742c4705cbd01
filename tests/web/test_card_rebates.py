"""Rebates on the card: how each stands, and into which account it goes, which only whoever proved that it is them may say."""

import json
from typing import Any

import pytest

from tests.api.test_rebate_payments import MONEY, claims, file_of
from tests.korenaar import KORENAAR, MINUTE
from tests.web.conftest import House
from tests.web.test_card import FATIMA, filled, mailed, opened, text, whose
from tests.web.test_card_safe import proved
from zegel.core.periods import Instant
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.read import read_json

pytestmark = pytest.mark.anyio
HERE = "/pas/teruggaven"


async def promised(house: House, more: dict[str, Any], since: Instant | None = None) -> House:
    """The bakery with members, and a program that says this besides: from now on, or `since` long ago."""
    found = await filled(house)
    document = (await house.shop.client().get("/v1/program")).json["document"] | more
    at = house.shop.clock.now() if since is None else since
    await publish(house.shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), at, at)
    house.shop.shelves.forget(KORENAAR)
    return found


@pytest.fixture
async def club(house: House) -> House:
    """The bakery, which pays rebates now."""
    return await promised(house, MONEY)


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


@pytest.mark.parametrize("kind", ["json", "csv"])
async def test_a_telephone_that_lay_around_hands_out_no_bank_account_and_no_purchases(club, kind):
    phone = await opened(club)
    case = await claims(club.shop.client(), await whose(club), None)
    await phone.fill(await phone.get(f"{HERE}/{case}"), f"{HERE}/{case}", iban="NL91ABNA0417164300", holder="F. El Amrani")
    club.shop.clock.forward(11 * MINUTE)
    page = await text(phone, "/pas/gegevens")

    blunt = await phone.get(f"/pas/gegevens.{kind}")

    assert ("NL•• •••• 4300" in page, "ABNA" in page, "vragen wij u eerst te laten zien dat u het bent" in page) == (True, False, True)
    assert (blunt.status, blunt.headers["location"], blunt.body) == (303, "/pas/bewijs?verder=/pas/gegevens%23downloads", b"")
    sent = await phone.fill(await phone.get(blunt.headers["location"]), "/pas/bewijs")
    back = await phone.fill(sent, "/pas/bewijs/code", code=await mailed(club, FATIMA))
    assert back.headers["location"] == "/pas/gegevens#downloads"
    assert "U kunt nu downloaden" in await text(phone, "/pas/gegevens")
    assert "NL91ABNA0417164300" in (await phone.get(f"/pas/gegevens.{kind}")).body.decode()


async def test_nobody_sees_the_rebate_of_somebody_else(club):
    gerrit = await opened(club, "gerrit@voorbeeld.nl")
    case = await claims(club.shop.client(), await whose(club), None)

    assert (await gerrit.get(f"{HERE}/{case}")).status == 422
    assert case not in await text(gerrit, HERE)


PROMISES = MONEY | {"trade in": {"oven": {"gives": "10% store credit", "worth": {"A": "60.00 EUR", "C": "15.00 EUR"}}},
                    "warranties": {"two years": {"of": {"category": "ovens"}, "lasts": "24 months"}}, "store credit": {}}  # fmt: skip
ROOM = "/pas/aanvraag"


@pytest.fixture
async def promising(house: House) -> House:
    """The bakery, which pays rebates, has warranties and takes old ovens."""
    return await promised(house, PROMISES)


async def bought(club: House, member: str, number: str = "2026-77") -> None:
    lines = [
        {"sku": "BREAD", "category": "bread", "quantity": 1000, "net_minor": 300, "vat_bp": 900},
        {"sku": "OVEN", "category": "ovens", "quantity": 1000, "net_minor": 10_900, "vat_bp": 2_100},
    ]
    sold = await club.shop.client().post(
        "/v1/purchases", {"branch": "dorpsstraat", "member": member, "receipt_number": number, "lines": lines}
    )
    assert sold.status == 201, sold.json


async def test_a_member_claims_a_rebate_by_what_stands_on_the_receipt_and_a_colleague_approves_it(promising):
    phone, member = await opened(promising), await whose(promising)
    await bought(promising, member)
    client = promising.shop.client()

    assert ROOM in await text(phone, "/pas/ik")
    assert "wat=rebate%3Aspring" in await text(phone, ROOM)
    form = await phone.get(f"{ROOM}?wat=rebate:spring")
    wrong = await phone.fill(form, ROOM, number="2026-77", total="111,00")
    odd = await phone.fill(form, ROOM, number="2026-77", total="a lot", once="o")
    right = await phone.fill(form, ROOM, number="2026-77", total="112,00", once="r")
    other_line = await phone.fill(form, ROOM, number="2026-77", total="112,00", once="s")
    again = await phone.fill(form, ROOM, number="2026-77", total="112,00", once="t")

    assert (wrong.status, odd.status) == (422, 422)
    assert "Vul het bonnummer en het bedrag in" in odd.body.decode()
    assert (right.status, right.headers["location"]) == (303, f"{ROOM}?gedaan=rebate")
    assert other_line.status == 303, "a rebate of all articles is claimed for each of them"
    assert again.status == 422
    cases = (await client.get(f"/v1/members/{member}/cases")).json["cases"]
    assert sorted((one["state"], one["data"]["line"]) for one in cases) == [("claimed", 1), ("claimed", 2)]
    approved = await client.post(f"/v1/cases/{cases[0]['case']}/moves", {"to": "approved", "actor": "joop"})
    assert approved.status == 201
    assert "Aangevraagd. Wij bekijken het." in await text(phone, f"{ROOM}?gedaan=rebate")


async def test_nobody_claims_on_the_receipt_of_somebody_else(promising):
    phone = await opened(promising)
    client = promising.shop.client()
    other = (await client.post("/v1/members", {"identifiers": [{"kind": "card", "value": "2620000099999"}]})).json["member"]
    await bought(promising, other)

    answer = await phone.fill(await phone.get(f"{ROOM}?wat=rebate:spring"), ROOM, number="2026-77", total="112,00")

    assert answer.status == 422
    assert (await client.get(f"/v1/members/{other}/cases")).json["cases"] == []
    theirs = {"member": await whose(promising), "kind": "rebate", "what": "spring", "receipt_number": "2026-77", "total_minor": 11_200}
    assert (await client.post("/v1/cases", theirs)).code == "unknown_receipt"
    assert (await client.post("/v1/cases", theirs | {"member": other})).status == 201
    without = {name: told for name, told in theirs.items() if name != "total_minor"}
    assert (await client.post("/v1/cases", without)).code == "malformed"


async def test_a_warranty_is_for_the_article_that_has_one_and_an_old_oven_is_offered_for_what_the_table_says(promising):
    phone, member = await opened(promising), await whose(promising)
    await bought(promising, member)

    certificate = await phone.fill(
        await phone.get(f"{ROOM}?wat=warranty:two%20years"), ROOM, number="2026-77", total="112,00", detail="SN-1"
    )
    old = await phone.fill(await phone.get(f"{ROOM}?wat=trade%20in:oven"), ROOM, detail="a small oven", condition="C")

    assert (certificate.status, old.status) == (303, 303)
    cases = (await promising.shop.client().get(f"/v1/members/{member}/cases")).json["cases"]
    told = {
        one["kind"]: (one["state"], one["data"].get("line"), one["data"].get("worth_minor"), one["data"].get("serial")) for one in cases
    }
    assert told == {"warranty": ("valid", 2, None, "SN-1"), "trade in": ("offered", None, 1_500, "")}
