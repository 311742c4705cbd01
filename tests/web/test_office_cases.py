"""Cases in the office: a complaint noted on the member's page, put right, goodwill that one offers and another agrees to, and closed."""

import json

import pytest

from tests.api.test_cases import CARE, buys, opens
from tests.korenaar import KORENAAR
from tests.programs import compiled
from zegel.desk.publish import publish
from zegel.desk.referrals import settle_referrals
from zegel.program.read import read_json
from zegel.web.parts.visitors import Visitor

pytestmark = pytest.mark.anyio
HERE = "/kantoor/zaken"


async def complained(house, joost):
    """Fatima's cake came late, and Joost notes it."""
    client = house.shop.client()
    document = (await client.get("/v1/program")).json["document"] | CARE
    await publish(
        house.shop.queries, KORENAAR, compiled(read_json(json.dumps(document)).document), house.shop.clock.now(), house.shop.clock.now()
    )
    house.shop.shelves.forget(KORENAAR)
    fatima = (await client.post("/v1/members", {"name": "Fatima"})).json["member"]
    page = await joost.get(f"/kantoor/leden/{fatima}")
    made = await joost.fill(page, f"/kantoor/leden/{fatima}/zaken", what="taart te laat", detail="Twee dagen <b>te laat</b>")
    assert made.status == 303, made.body.decode()
    return fatima, made.headers["location"]


async def step(browser, case, to, **more):
    page = await browser.get(case)
    text = page.body.decode()
    token, key = (text.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("token", "key"))
    return await browser.post(case, {"token": token, "key": f"{key}{to}", "to": to, **more})


async def test_a_complaint_goes_its_way_and_goodwill_takes_two(house):
    joost = house.office()
    fatima, case = await complained(house, joost)
    house.gate.known["office", "bea"] = Visitor(KORENAAR, "staff:bea", "Bea", frozenset({"cases:list", "cases:write"}), "office2", "bea")
    bea = type(joost)(house.shop.app, {"who": "bea"}, "localhost")

    page = (await joost.get(case)).body.decode()
    assert "Twee dagen &lt;b&gt;te laat&lt;/b&gt;" in page
    assert "taart te laat" in (await joost.get(HERE)).body.decode()
    assert (await step(joost, case, "offered", offer="late")).status == 422  # what the law gives comes first
    for to in ("acknowledged", "remedied"):
        assert (await step(joost, case, to)).status == 303
    assert "late: 200" in (await joost.get(case)).body.decode().replace("\u00a0", " ")
    assert (await step(joost, case, "offered", offer="late")).status == 303
    assert "dat doet iemand anders dan u" in (await joost.get(case)).body.decode()
    assert (await step(joost, case, "accepted")).status == 422
    assert (await step(bea, case, "accepted")).status == 303
    assert (await step(bea, case, "closed")).status == 303

    assert "taart te laat" not in (await joost.get(HERE)).body.decode()
    assert "taart te laat" in (await joost.get(f"{HERE}?voorbij=ja&soort=service")).body.decode()
    assert "afgesloten" in (await joost.get(f"/kantoor/leden/{fatima}")).body.decode()
    assert "Deze zaak is klaar." in (await joost.get(case)).body.decode()


async def test_a_case_tells_who_did_what_and_opens_again_with_a_reason_but_gives_once(house):
    joost = house.office()
    fatima, case = await complained(house, joost)
    house.gate.known["office", "bea"] = Visitor(KORENAAR, "staff:bea", "Bea", frozenset({"cases:list", "cases:write"}), "office2", "bea")
    bea = type(joost)(house.shop.app, {"who": "bea"}, "localhost")
    await house.shop.client().post("/v1/purchases", {"branch": "dorpsstraat", "member": fatima, "lines": []})  # of no case
    await joost.fill(await joost.get(f"/kantoor/leden/{fatima}"), f"/kantoor/leden/{fatima}/zaken", what="taart te laat", detail="weer")
    for who, to, more in ((joost, "acknowledged", {}), (joost, "offered", {"offer": "late"}), (bea, "accepted", {}), (bea, "closed", {})):
        assert (await step(who, case, to, **more)).status == 303, to

    assert (await step(bea, case, "open")).status == 422
    assert (await step(bea, case, "open", reason="hij belde weer")).status == 303
    await step(joost, case, "acknowledged")
    assert (await step(joost, case, "offered", offer="late")).status == 422  # once a case

    page = (await joost.get(case)).body.decode().replace("\u00a0", " ")
    told = page.partition('<ol class="tl">')[2].partition("</ol>")[0]
    assert told.count("<li>") == 7
    assert "hij belde weer" in told
    given = told.partition("+ 200 punten")[0].rpartition("<li>")[2]
    assert "gebaar aangenomen" in given
    receipt = given.partition('href="')[2].partition('"')[0]
    assert (await joost.get(receipt)).status == 200
    assert "taart te laat" in (await joost.get(HERE)).body.decode()


async def test_a_dear_old_thing_is_taken_with_the_seller_s_statement(house):
    joost, client = house.office(), house.shop.client()
    fatima, _ = await complained(house, joost)
    body = {"member": fatima, "kind": "trade in", "what": "old fridge", "detail": "Smeg", "condition": "A", "serial": "S-1"}
    case = f"{HERE}/{(await client.post('/v1/cases', body)).json['receipt']}"

    page = (await joost.get(case)).body.decode().replace("\u00a0", " ")
    assert "Nodig vanaf € 500,00: de inkoopverklaring." in page
    assert "geen btw" in page
    assert "inkoopverklaring" in (await step(joost, case, "taken")).body.decode()
    assert (await step(joost, case, "taken", seller="Anna <Visser>", address="Kade 1")).status == 303
    assert "Anna &lt;Visser&gt;, Kade 1" in (await joost.get(case)).body.decode()


async def test_who_may_not_see_cases_sees_none_and_who_reads_them_moves_none(house):
    joost = house.office()
    fatima, case = await complained(house, joost)
    reader, other = house.office(rights=frozenset({"cases:list"})), house.office(rights=frozenset({"members:list"}))

    assert "Zet op" not in (await reader.get(case)).body.decode()
    assert (await step(reader, case, "closed")).status == 403
    assert "taart te laat" not in (await other.get(f"/kantoor/leden/{fatima}")).body.decode().partition("Zaken")[2]
    assert (await other.get(case)).status == 403
    assert (await joost.get(f"{HERE}/{fatima}.99")).status in (404, 422)
    assert (await joost.get(f"{HERE}?soort=x")).status == 400


async def test_a_task_of_the_program_stands_there_until_somebody_did_it(house):
    client, joost = house.shop.client(), house.office()
    document = (await client.get("/v1/program")).json["document"]
    asked = {"do": {"nl": "Bel <b>deze</b> klant. Vraag naar de oven.", "en": "Call."}, "within": "2 days", "basket": "at least 90.00 EUR"}
    document |= {"tasks": {"bellen": asked}}
    await publish(
        house.shop.queries, KORENAAR, compiled(read_json(json.dumps(document)).document), house.shop.clock.now(), house.shop.clock.now()
    )
    house.shop.shelves.forget(KORENAAR)
    fatima = (await client.post("/v1/members", {"name": "Fatima"})).json["member"]
    line = {"sku": "OVEN", "quantity": 1000, "net_minor": 10_000, "vat_bp": 2100}
    receipt = (await client.post("/v1/purchases", {"branch": "station", "member": fatima, "lines": [line]})).json["receipt"]

    page = (await joost.get(f"{HERE}/{receipt}")).body.decode()
    assert "<h1>Taak: Bel &lt;b&gt;deze&lt;/b&gt; klant</h1>" in page
    assert '<p class="told">Bel &lt;b&gt;deze&lt;/b&gt; klant. Vraag naar de oven.</p>' in page
    english = (await house.office("en").get(f"{HERE}/{receipt}")).body.decode()
    assert "<h1>Task: Call</h1>" in english
    assert '<p class="told">' not in english  # the heading says all of it
    assert "Bel &lt;b&gt;deze&lt;/b&gt; klant" in (await joost.get(HERE)).body.decode()
    assert "Te doen voor" in page
    assert (await step(joost, f"{HERE}/{receipt}", "done")).status == 303
    page = (await joost.get(f"{HERE}/{receipt}")).body.decode()
    assert "Gedaan door" in page
    assert "Bel &lt;b&gt;deze&lt;/b&gt; klant" not in (await joost.get(HERE)).body.decode()
    (case,) = (await client.get(f"/v1/members/{fatima}/cases")).json["cases"]
    assert (case["kind"], case["state"], case["moves"]) == ("task", "done", ["to do"])
    assert (await client.post(f"/v1/cases/{receipt}/moves", {"to": "to do", "reason": "niet bereikt"})).status == 201
    (case,) = (await client.get("/v1/cases", "kind=task&state=to%20do")).json["cases"]
    assert (case["case"], case["data"]["done_by"]) == (receipt, "")


async def test_a_friend_that_zegel_looks_at_first_was_last_of_zegel_and_says_who_brought_them(house):
    client, joost = house.shop.client(), house.office()
    document = (await client.get("/v1/program")).json["document"]
    document |= {"referral": {"friend gets": "100 points", "member gets": "100 points", "first spends": "10.00 EUR", "within": "30 days"}}
    await publish(
        house.shop.queries, KORENAAR, compiled(read_json(json.dumps(document)).document), house.shop.clock.now(), house.shop.clock.now()
    )
    house.shop.shelves.forget(KORENAAR)
    anna, bram = [(await client.post("/v1/members", {"name": name})).json["member"] for name in ("Anna", "Bram")]
    for one in (anna, bram):
        assert (await client.post(f"/v1/members/{one}/marks", {"marks": {"device": "9f" * 32}})).status == 201
    link = (await client.post(f"/v1/members/{anna}/referral", {}, key=None)).json["link"]
    case = (await client.post("/v1/referrals", {"member": bram, "link": link})).json["receipt"]
    await client.post("/v1/purchases", {"branch": "station", "member": bram, "lines": [{"sku": "A", "net_minor": 2_000, "vat_bp": 900}]})
    house.shop.clock.forward(20 * 86_400_000)
    assert await settle_referrals(house.shop.desk, house.shop.queries, house.shop.clock.now) == 1

    page = (await joost.get(f"{HERE}/{case}")).body.decode()
    assert "Vriend: hetzelfde apparaat" in page
    assert "<dt>Laatst van</dt><dd>Zegel, vanzelf</dd>" in page
    assert f'<dt>Aangebracht door</dt><dd><a href="/kantoor/leden/{anna}">Anna</a>' in page
    assert (await step(joost, f"{HERE}/{case}", "approved", reason="zij zijn zussen")).status == 303
    page = (await joost.get(f"{HERE}/{case}")).body.decode()
    assert "<dt>Laatst van</dt><dd>staff:joost</dd>" in page
    assert "zij zijn zussen" in page


async def test_a_warranty_is_about_an_article_by_its_name(house):
    joost = house.office()
    fatima, _ = await complained(house, joost)
    client = house.shop.client()
    names = json.dumps({"names": {"nl": "oven voor thuis", "en": "home oven"}}).encode()
    assert (await client.send("PUT", "/v1/articles/OVEN", names, [("content-type", "application/json")])).status == 200
    sale = await buys(client, fatima)

    made = await opens(client, fatima, "warranty", receipt=sale, line=1, detail="SN-1")

    assert made.status == 201
    for page in (HERE, f"{HERE}/{made.json['receipt']}", f"/kantoor/leden/{fatima}"):
        assert "oven voor thuis (OVEN)" in (await joost.get(page)).body.decode(), page
    assert "home oven (OVEN)" in (await house.office("en").get(HERE)).body.decode()
    assert ";garantie;oven voor thuis (OVEN);" in (await joost.get(f"{HERE}?as=csv")).body.decode()
