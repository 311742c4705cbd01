"""An owner looks a member up and sees what happened and why: nobody of another company, and nobody without a right."""

import json
import re

import pytest

from tests.korenaar import KORENAAR, OTHER
from zegel.core.ids import purse_of, purse_text
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.read import read_json

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
    assert '<h1 translate="no">Fatima el Amrani</h1>' in page
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


async def test_a_note_is_written_the_member_reads_it_and_a_colleague_takes_it_away(house):
    member, _ = await fatima(house)
    joost, reader = house.office(), house.office(rights=frozenset(("members:list", "members:read", "books:read")))
    here = f"/kantoor/leden/{member}"
    form = await joost.get(here)
    written = await joost.fill(form, f"{here}/notitie", text="Houdt van <b>harde</b> korst")
    again = await joost.fill(form, f"{here}/notitie", text="Houdt van <b>harde</b> korst")
    empty = await joost.fill(form, f"{here}/notitie", text="   ", once="empty")
    page = (await joost.get(here)).body.decode()
    kept = await house.shop.queries.dossiers_of(KORENAAR, purse_of(member), "note")
    log = (await joost.get("/kantoor/logboek")).body.decode()
    may_not = await reader.post(f"{here}/notitie", {"text": "x"})
    gone = await joost.post(f"{here}/notitie", {"note": kept[0].id, "once": "gone", "token": token_in(page)})
    twice = await joost.post(f"{here}/notitie", {"note": kept[0].id, "once": "twice", "token": token_in(page)})

    assert [one.status for one in (written, again, gone)] == [303] * 3
    assert [one.status for one in (empty, may_not, twice)] == [400, 403, 400]
    assert "Houdt van &lt;b&gt;harde&lt;/b&gt; korst" in page
    assert len(kept) == 1, "the same form sent twice writes one"
    assert "Notitie bij een lid" in log
    assert "korst" not in log
    assert "korst" not in (await joost.get(here)).body.decode()
    assert "korst" not in (await house.shop.queries.dossiers_of(KORENAAR, purse_of(member), "note"))[0].data


async def test_the_page_tells_when_and_where_each_consent_was_said(house):
    member, _ = await fatima(house)
    client = house.shop.client()
    for state in ("given", "withdrawn"):
        said = {"purpose": "offers", "channel": "email", "state": state}
        headers = [("content-type", "application/json"), ("idempotency-key", state)]
        assert (await client.send("PUT", f"/v1/members/{member}/consents", json.dumps(said).encode(), headers)).status == 201

    page = (await house.office().get(f"/kantoor/leden/{member}")).body.decode()

    assert page.count("via een koppeling") == 2
    assert re.search(r"3 maart 2026</b> Aanbiedingen per e-mail: nee", page, re.IGNORECASE)


def token_in(page: str) -> str:
    return page.partition('name="token" value="')[2].partition('"')[0]


async def test_the_page_says_what_a_day_brings_and_why_not(house):
    client = house.shop.client()
    document = (await client.get("/v1/program")).json["document"] | {"occasions": {"birthday": {"on": "birthday", "give": "50 points"}}}
    await publish(house.shop.queries, KORENAAR, Compiled(read_json(json.dumps(document))), house.shop.clock.now(), house.shop.clock.now())
    house.shop.shelves.forget(KORENAAR)
    card = [{"kind": "card", "value": "NL4321"}]
    member = (await client.post("/v1/members", {"name": "Noor", "birthday": "06-15", "identifiers": card})).json["member"]

    today = (await house.office().get(f"/kantoor/leden/{member}")).body.decode()
    then = (await house.office().get(f"/kantoor/leden/{member}?dag=2026-06-15")).body.decode()
    wrong = (await house.office("en").get(f"/kantoor/leden/{member}?dag=2026-02-30")).body.decode()

    assert "50 punten, op uw verjaardag: dat valt op 15 juni 2026." in today
    assert "50 punten, op uw verjaardag: wordt gegeven, zoals het nu staat." in then
    assert 'value="2026-06-15"' in then
    assert "50 points, on your birthday: that falls on 15 June 2026." in wrong
