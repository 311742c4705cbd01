"""The short lines that are remembered are the lines that the receipt tells."""

import asyncio
import json

import pytest

from tests.korenaar import DAY, KORENAAR, PROGRAM, Shop
from tests.programs import compiled, read_yaml
from zegel.core.ids import receipt_of
from zegel.decide.document import Document
from zegel.decide.effect_words import Teller
from zegel.desk.publish import publish
from zegel.hall.answers import body_of
from zegel.hall.explained import explanation

pytestmark = pytest.mark.anyio

CARD = {"kind": "card", "value": "2620000012345"}
YEARS = 'why: {nl: "u komt al {years} jaar", en: "{years} years of coming here"}'
VARIED = PROGRAM.replace("for: {member for: at least 5 years}", f"for: {{member for: at least 5 years}}, {YEARS}")


async def documents(shop: Shop) -> list[bytes]:
    """Receipts of every kind of effect that a shop sees in a while."""
    till = shop.client()
    await till.post("/v1/members", {"identifiers": [CARD], "since": "2015-03-01"})
    lines = [{"category": "bread", "net_minor": 1000, "quantity": 4000}, {"category": "cake", "net_minor": 1299}]
    receipts = []
    for n in range(12):
        basket = {"branch": "dorpsstraat", "identifier": CARD, "lines": lines[: 1 + n % 2], "channel": "web" if n % 3 else "till"}
        receipts.append(await till.post("/v1/purchases", basket))
        shop.clock.forward(40 * DAY)
    adjusted = await till.post("/v1/adjustments", {"identifier": CARD, "unit": "points", "count": 500, "reason": "welcome"})
    spent = await till.post("/v1/purchases", basket | {"uses": [{"what": "points off", "count": 200}, {"what": "free bread"}]})
    assert spent.status == 201, spent.body
    receipts += [adjusted, spent, await till.post("/v1/returns", {"receipt": spent.json["receipt"]})]
    found = [await shop.queries.receipt("korenaar", receipt_of(answer.json["receipt"])) for answer in receipts]
    return [receipt.document for receipt in found]


async def test_remembered_lines_are_the_receipt_s_own(shop):
    shelf = await shop.shelves.of("korenaar")
    seen = set()

    for document in [*(await documents(shop)), *(await documents_again(shop))]:
        body = body_of(document)
        teller = Teller(shelf.by_digest(bytes.fromhex(body["program"])), Document(body, None))
        told = [said for effect in body["effects"] for said in teller.say(effect)]
        seen |= {said.kind for said in told}

        assert explanation(shelf, body) == {"nl": [said.short.nl for said in told], "en": [said.short.en for said in told]}
    assert seen >= {"earn", "dates", "card", "card full", "discount", "free items", "spend", "adjust", "refund", "take back", "give back"}


async def documents_again(shop: Shop) -> list[bytes]:
    """The newest receipts once more, when every line is remembered."""
    till = shop.client()
    member = (await till.post("/v1/members/lookup", {"identifier": CARD}, key=None)).json["member"]
    rows = (await till.get(f"/v1/members/{member}/receipts", "limit=200")).json["receipts"]
    found = [await shop.queries.receipt("korenaar", receipt_of(row["receipt"])) for row in rows]
    return [receipt.document for receipt in found]


async def test_words_with_variables_are_worded_for_each_receipt(shop):
    await shop.add_company("molen", VARIED)
    shop.key = await shop.make_key("molen", ["all"])
    till = shop.client()
    for value, since in (("A1", "2015-03-01"), ("B2", "2019-03-01")):
        await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": value}], "since": since})
    cake = [{"category": "cake", "net_minor": 1000}]

    said = [
        (await till.post("/v1/purchases", {"branch": "station", "identifier": {"kind": "card", "value": value}, "lines": cake})).json
        for value in ("A1", "B2")
    ]

    assert [answer["explanation"]["nl"][0] for answer in said] == ["−€ 0,50: u komt al 11 jaar", "−€ 0,50: u komt al 7 jaar"]


async def test_a_quote_the_receipt_and_the_command_line_explain_alike(shop, database_url, capfd):
    till = shop.client()
    await till.post("/v1/members", {"identifiers": [CARD], "since": "2015-03-01"})
    basket = {"branch": "dorpsstraat", "identifier": CARD, "lines": [{"category": "cake", "net_minor": 1299}, {"net_minor": 250}]}

    quote = json.loads((await asking(till, basket, "reasons=true")).body)
    sale = (await till.post("/v1/purchases", basket)).json
    told = (await till.get(f"/v1/receipts/{sale['receipt']}/explanation")).json
    printed = await on_the_command_line(capfd, "explain", sale["receipt"], "--json", "--database", database_url)

    assert json.loads(printed) == told
    assert quote["explanation"] == sale["explanation"]
    assert {key: quote[key] for key in ("reasons", "hints", "lines", "suggestion")} | {"receipt": sale["receipt"]} == told
    assert {reason["kind"] for reason in told["reasons"]} == {"discount", "earn", "dates", "not"}
    for language in ("nl", "en"):
        lines = (
            await on_the_command_line(capfd, "explain", sale["receipt"], "--language", language, "--database", database_url)
        ).splitlines()
        for reason in told["reasons"]:
            assert any(reason["full"][language] in line and line[0] == ("+" if reason["applied"] else "-") for line in lines)


async def test_years_later_it_says_the_same_whatever_became_of_the_program_the_member_and_the_article(shop, database_url, capfd):
    await publish_now(shop, WITH_PEOPLE)
    till = shop.client()
    member = (await till.post("/v1/members", {"identifiers": [CARD], "since": "2015-03-01", "birthday": "1990-03-03"})).json["member"]
    await send(till, "PUT", "/v1/articles/TAART", {"names": {"nl": "taart"}, "category": "cake"})
    basket = {"branch": "dorpsstraat", "identifier": CARD, "lines": [{"sku": "TAART", "net_minor": 1299}, {"net_minor": 250}]}
    sale = (await till.post("/v1/purchases", basket)).json
    first = (await till.get(f"/v1/receipts/{sale['receipt']}/explanation")).json
    printed = await on_the_command_line(capfd, "explain", sale["receipt"], "--json", "--database", database_url)

    shop.clock.forward(4 * 365 * DAY)
    await publish_now(shop, NEXT_PROGRAM)
    assert (await send(till, "PUT", "/v1/articles/TAART", {"names": {"nl": "band"}, "category": "tyres"})).status == 200
    assert (await send(till, "PATCH", f"/v1/members/{member}/profile", {"birthday": "1991-09-09", "language": "en"})).status == 201
    assert (await till.post("/v1/purchases", basket | {"branch": "haven"})).status == 201

    assert (await till.get(f"/v1/receipts/{sale['receipt']}/explanation")).json == first
    assert await on_the_command_line(capfd, "explain", sale["receipt"], "--json", "--database", database_url) == printed
    said = {reason["rule"]: reason["full"]["nl"] for reason in first["reasons"] if reason["rule"]}
    assert said["regulars"] == "€ 0,65 korting: 5% korting als u minstens 5 jaar lid bent."
    assert said["birthday"] == "U krijgt 20 punten: 20 punten per aankoop op uw verjaardag."
    later = (await till.get(f"/v1/members/{member}/receipts")).json["receipts"][0]["receipt"]
    assert later != sale["receipt"]
    assert {r["rule"] for r in (await till.get(f"/v1/receipts/{later}/explanation")).json["reasons"]} >= {"other"}


WITH_PEOPLE = PROGRAM.replace("stamp cards:", "  birthday: {give: 20 points, per: purchase, for: {birthday: ± 0 days}}\nstamp cards:")
NEXT_PROGRAM = """
zegel: 1
program: Bandenhuis
company: {currency: EUR}
branches: {haven: {}}
units:
  points: {names: {nl: [ster, sterren], en: [star, stars]}}
  status: {never spent: true}
earn: {other: {give: 5 points, per: purchase}}
"""


async def publish_now(shop, program):
    at = shop.clock.now()
    await publish(shop.queries, KORENAAR, compiled(read_yaml(program).document), at, at)
    shop.shelves.forget(KORENAAR)


async def send(till, method, path, body):
    headers = [("content-type", "application/json"), ("idempotency-key", f"{method}{path}")]
    return await till.send(method, path, json.dumps(body).encode(), headers)


async def asking(till, basket, query):
    return await till.send("POST", "/v1/quotes", json.dumps(basket).encode(), [("content-type", "application/json")], query.encode())


async def test_a_quote_tells_every_reason_only_where_it_is_asked_to(till):
    basket = {"branch": "dorpsstraat", "lines": [{"net_minor": 250}]}

    assert json.loads((await asking(till, basket, "")).body)["reasons"] is None
    assert json.loads((await asking(till, basket, "reasons=false")).body)["reasons"] is None
    assert (await asking(till, basket, "reasons=yes")).code == "malformed"


async def test_a_receipt_of_nobody_is_not_explained(shop, database_url, capfd):
    unknown = "00000000-0000-4000-8000-000000000000.1"

    assert "unknown_receipt" in await on_the_command_line(capfd, "explain", unknown, "--database", database_url, code=1)
    assert "unknown_receipt" in await on_the_command_line(capfd, "explain", "no receipt", "--database", database_url, code=1)


async def on_the_command_line(capfd, *words, code=0):
    """What a command says, in a thread of its own: it has a loop of its own."""
    from zegel.__main__ import Root
    from zegel.cli import run

    capfd.readouterr()
    ended = await asyncio.to_thread(run, list(words), Root)
    said = capfd.readouterr()
    assert ended == code, said.err
    return said.err if code else said.out
