"""An owner looks a member up and sees what happened and why: nobody of another company, and nobody without a right."""

import re

import pytest

from tests.korenaar import OTHER
from zegel.core.ids import purse_text

pytestmark = pytest.mark.anyio


async def enrolled(house, name, card):
    answer = await house.shop.client().post(
        "/v1/members", {"name": name, "language": "nl", "identifiers": [{"kind": "card", "value": card}]}, key=f"enrol-{card}"
    )
    return answer.json["member"]


async def fatima(house):
    member = await enrolled(house, "Fatima el Amrani", "NL5678")
    await enrolled(house, "Gerrit <b>Denkbeeld</b>", "NL1111")
    line = {"number": 1, "category": "bread", "sku": "BROOD-1", "quantity": 1000, "net_minor": 1250, "list_minor": 1250, "vat_bp": 900}
    bought = {"member": member, "branch": "dorpsstraat", "lines": [line], "tenders": [{"kind": "card", "amount_minor": 1250}]}
    receipt = await house.shop.client().post("/v1/purchases", bought, key="bread")
    return member, receipt.json["receipt"]


async def test_members_are_found_as_the_owner_types(house):
    member, _ = await fatima(house)
    joost = house.office()

    everybody = (await joost.get("/kantoor/leden")).body.decode()
    assert "Fatima el Amrani" in everybody
    assert "Gerrit &lt;b&gt;Denkbeeld&lt;/b&gt;" in everybody

    found = (await joost.get("/kantoor/leden?q=5678+fa", [("hx-request", "true")])).body.decode()
    assert f"/kantoor/leden/{member}" in found
    assert "Gerrit" not in found
    assert "<html" not in found

    assert "Niemand gevonden bij “zzz”" in (await joost.get("/kantoor/leden?q=zzz")).body.decode()


async def test_a_member_page_says_what_happened_and_why_in_the_readers_language(house):
    member, receipt = await fatima(house)

    page = (await house.office().get(f"/kantoor/leden/{member}")).body.decode()
    assert "<h1>Fatima el Amrani</h1>" in page
    assert "Aankoop van €\u00a012,50" in page
    assert "+ 24\u00a0punten" in page  # 12 full euros, twice on Tuesdays
    assert "dinsdag telt dubbel" in page
    assert "Lid geworden" in page
    assert f"/kantoor/bonnen/{receipt}" in page

    english = (await house.office("en").get(f"/kantoor/leden/{member}")).body.decode()
    assert "Purchase of €12.50" in english
    assert "Tuesdays count double" in english


async def test_a_receipt_says_what_gave_nothing_and_what_would_have(house):
    _, receipt = await fatima(house)

    page = (await house.office().get(f"/kantoor/bonnen/{receipt}")).body.decode()

    assert "Wat niet, en waarom niet" in page
    assert "BROOD-1" in page
    assert re.search(r"<h2 id=\"yes\">.*dinsdag telt dubbel.*<h2 id=\"no\">", page, re.DOTALL)


async def test_older_things_come_when_they_are_asked_for(house):
    member, _ = await fatima(house)
    joost = house.office()

    piece = (await joost.get(f"/kantoor/leden/{member}?before=2", [("hx-request", "true")])).body.decode()

    assert "Lid geworden" in piece
    assert "Aankoop" not in piece
    assert (await joost.get(f"/kantoor/leden/{member}?before=x")).status == 400


async def test_nobody_sees_another_companys_members_or_what_is_beyond_their_right(house):
    member, receipt = await fatima(house)
    await house.shop.add_company(OTHER)
    stranger, cashier = house.office(company=OTHER), house.office(rights=frozenset({"members:read"}))

    assert "Fatima" not in (await stranger.get("/kantoor/leden?q=fatima")).body.decode()
    assert (await stranger.get(f"/kantoor/leden/{member}")).status == 404
    assert (await stranger.get(f"/kantoor/leden/{purse_text(bytes(16))}")).status == 404
    assert (await stranger.get(f"/kantoor/bonnen/{receipt}")).status == 404
    assert (await stranger.get("/kantoor/leden/nobody")).status == 404
    assert (await cashier.get("/kantoor/leden")).status == 403
    assert (await cashier.get(f"/kantoor/bonnen/{receipt}")).status == 403
