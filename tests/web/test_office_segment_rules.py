"""A rule of the program for a segment that the office keeps: chosen in its form, written along, kept while rules ask for it."""

import re

import pytest

from tests.korenaar import DAY, KORENAAR, NOON
from tests.shop_fixtures import both_databases
from tests.web.test_office_segments import HERE, OFFERS, kept, plainly, three
from zegel.core.periods import Instant
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.read import read_yaml

pytestmark = pytest.mark.anyio
RULE = "/kantoor/programma/regel"
TUESDAYS = f"{RULE}?deel=earn&naam=tuesdays"


async def chosen(joost, *names):
    """The rule for Tuesdays, for these segments from now on."""
    page = await joost.get(TUESDAYS)
    body = page.body.decode()
    there = re.findall(r'<input[^>]* name="(f:[^"]+)" value="([^"]*)"', body)
    fields = {name: text.replace("&#34;", '"') for name, text in there if name != "f:for.segment"}
    fields |= dict(re.findall(r'type="hidden" name="(token|revision|deel|naam)" value="([^"]*)"', body))
    fields |= {"deel": "earn", "naam": "tuesdays", "f:for.segment": ["", *names]}
    return await joost.post(RULE, fields)


async def text_of(house):
    return (await house.shop.queries.draft(KORENAAR, "kantoor")).written


async def published(joost, house):
    page = await joost.get("/kantoor/programma/ontwerp")
    house.shop.clock.forward(1_000)
    answer = await joost.fill(page, "/kantoor/programma/ontwerp/publiceer", sure="yes")
    assert answer.status == 303, plainly(answer)[-500:]
    house.shop.shelves.forget(KORENAAR)


@both_databases
async def test_a_saved_segment_is_chosen_in_a_rule_and_the_program_says_who_is_in_it(house):
    await three(house)
    joost = house.office()
    named = await kept(joost, "Trouwe lezers", consent=OFFERS)
    away = await kept(joost, "Weg", branch="station")

    form = plainly(await joost.get(TUESDAYS))
    saved = await chosen(joost, named)

    assert (named, away) == ("trouwe-lezers", "weg")
    assert "Trouwe lezers bewaarde groep" in form
    assert "Weg bewaarde groep" not in form  # a till does not count where somebody ever came
    assert saved.status == 303, plainly(saved)[-600:]
    program = read_yaml(await text_of(house))
    assert [one.id for one in program.segments] == [named]
    said = plainly(await joost.get(TUESDAYS))
    assert "voor Trouwe lezers" in said


async def test_a_segment_that_a_live_rule_asks_for_shows_it_and_stays_until_the_rule_lets_go(house):
    await three(house)
    joost = house.office()
    named = await kept(joost, "Trouwe lezers", consent=OFFERS)
    await chosen(joost, named)
    await published(joost, house)

    page = await joost.get(f"{HERE}/{named}")
    token = re.search(r'name="token" value="([^"]+)"', page.body.decode())[1]
    refused = await joost.post(f"{HERE}/{named}/weg", {"token": token})

    assert "Punten tellen × 2 op dinsdag en voor Trouwe lezers." in plainly(page)
    assert "Het programma houdt de keuze" not in plainly(page)
    assert f"{HERE}/{named}/weg" not in page.body.decode()
    assert "segment_in_use" in refused.body.decode()
    assert (await house.shop.client().get(f"/v1/segments/{named}")).json["rules"] == ["earn.tuesdays"]

    await chosen(joost)
    await published(joost, house)
    await joost.fill(await joost.get(f"{HERE}/{named}"), f"{HERE}/{named}/weg")
    assert (await joost.get(f"{HERE}/{named}")).status == 404


async def test_a_segment_that_a_draft_or_a_version_that_waits_asks_for_stays_too_and_they_are_named(house):
    await three(house)
    joost = house.office()
    named = await kept(joost, "Trouwe lezers", consent=OFFERS)
    await chosen(joost, named)
    here, client = f"/v1/segments/{named}", house.shop.client()

    in_draft = await client.send("DELETE", here, b"", [])
    said = plainly(await joost.get(f"{HERE}/{named}"))
    draft = await house.shop.queries.draft(KORENAAR, "kantoor")
    compiled = Compiled(read_yaml(draft.written))
    await publish(house.shop.queries, KORENAAR, compiled, Instant(NOON + 30 * DAY), NOON, draft.written)
    await house.shop.queries.drop_draft(KORENAAR, "kantoor", draft.revision)
    house.shop.shelves.forget(KORENAAR)
    waiting = await client.send("DELETE", here, b"", [])

    assert (in_draft.status, in_draft.code, in_draft.json["data"]) == (409, "segment_in_use", {"rules": "earn.tuesdays (draft kantoor)"})
    assert "Punten tellen × 2 op dinsdag en voor Trouwe lezers. in ontwerp kantoor" in said
    assert (waiting.code, waiting.json["data"]) == ("segment_in_use", {"rules": "earn.tuesdays (version 2)"})
    assert "versie 2, nog niet in gebruik" in plainly(await joost.get(f"{HERE}/{named}"))


async def test_a_choice_that_changes_is_put_into_the_draft_by_hand_and_says_so_until_then(house):
    await three(house)
    joost = house.office()
    named = await kept(joost, "Trouwe lezers", consent=OFFERS)
    await chosen(joost, named)
    await published(joost, house)

    await joost.fill(await joost.get(f"{HERE}/{named}"), f"{HERE}/{named}", name="Trouwe lezers", consent="offers by sms")
    page = await joost.get(f"{HERE}/{named}")
    assert "Het programma houdt de keuze van voor uw wijziging" in plainly(page)
    await joost.fill(page, f"{HERE}/{named}/ontwerp")

    assert "consent: offers by sms" in await text_of(house)
    await published(joost, house)
    assert "Het programma houdt de keuze" not in plainly(await joost.get(f"{HERE}/{named}"))


async def test_a_rule_for_a_segment_gives_to_who_is_in_it_and_the_receipt_keeps_what_it_looked_at(house):
    anna, _, cas = await three(house)
    joost = house.office()
    named = await kept(joost, "Trouwe lezers", consent=OFFERS)
    await chosen(joost, named)
    await published(joost, house)
    line = {"number": 1, "category": "bread", "sku": "B", "quantity": 1000, "net_minor": 1000, "list_minor": 1000, "vat_bp": 900}

    points = {}
    for who in (anna, cas):
        bought = {"member": who, "branch": "dorpsstraat", "lines": [line], "tenders": [{"kind": "card", "amount_minor": 1000}]}
        receipt = (await house.shop.client().post("/v1/purchases", bought)).json["receipt"]
        points[who] = sum(
            each["available"] for each in (await house.shop.client().get(f"/v1/members/{who}/balances")).json["balances"]
            if each["unit"] == "points"
        )  # fmt: skip
        if who == cas:
            page = plainly(await joost.get(f"/kantoor/bonnen/{receipt}"))
            assert "Trouwe lezers" in page

    assert (points[anna], points[cas]) == (20, 10)
    assert house.shop.clock.now() > Instant(NOON)


async def test_a_program_that_names_a_segment_that_is_not_there_says_so(house):
    joost = house.office()
    page = await joost.get("/kantoor/programma/ontwerp")
    text = (await house.shop.shelves.of(KORENAAR)).live_at(house.shop.clock.now()).program.document.decode()
    text = text.replace('"multiply":', '"for":{"segment":"lezers"},"multiply":', 1)
    token = re.search(r'name="token" value="([^"]+)"', page.body.decode())[1]

    looked = await joost.post("/kantoor/programma/ontwerp/bekijk", {"token": token, "text": text})

    assert "In het programma staat geen segment `lezers`." in plainly(looked)
