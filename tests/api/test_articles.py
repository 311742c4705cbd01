"""The catalogue: put in, read, and used to complete what a till says, on both databases."""

import json

import pytest

from tests.korenaar import KORENAAR
from tests.make import COMPANY, WEDNESDAY, buys, card, enrols, line
from tests.program.files import SMALL
from tests.programs import read_yaml
from tests.shop_fixtures import both_databases
from zegel.core.article import Article
from zegel.core.ids import receipt_of
from zegel.core.periods import Instant
from zegel.core.purchase_document import purchase_from
from zegel.decide.document import read
from zegel.program.compile import Compiled
from zegel.replay.memory import Memory, Versions

BREAD = {"names": {"nl": "volkoren"}, "category": "bread", "brand": "Proef", "tags": ["fresh"], "cost_minor": 90, "floor_minor": 240}


async def put(till, sku, body):
    return await till.send("PUT", f"/v1/articles/{sku}", json.dumps(body).encode(), [("content-type", "application/json")])


async def lines_kept(shop, bought):
    """The lines as the receipt keeps them."""
    stored = await shop.queries.receipt(KORENAAR, receipt_of(bought.json["receipt"]))
    return read(stored.document).purchase["lines"]


@both_databases
@pytest.mark.anyio
async def test_a_line_that_names_an_article_takes_the_rest_from_the_catalogue(shop, till):
    before = await till.post("/v1/purchases", {"branch": "dorpsstraat", "lines": [{"sku": "A1", "net_minor": 250}]})
    assert (await put(till, "A1", BREAD)).status == 200

    bought = await till.post("/v1/purchases", {"branch": "dorpsstraat", "lines": [{"sku": "A1", "quantity": 2000, "net_minor": 500}]})

    assert [e["unit"] for e in before.json["effects"]] == ["points", "status"]
    assert [e["unit"] for e in bought.json["effects"]] == ["points", "status", "bread card"]
    (line_kept,) = await lines_kept(shop, bought)
    assert (line_kept["category"], line_kept["brand"], line_kept["tags"]) == ("bread", "Proef", ["fresh"])
    assert (line_kept["cost_minor"], line_kept["floor_minor"]) == (180, 240)
    assert shop.reported == []


@both_databases
@pytest.mark.anyio
async def test_what_the_till_says_wins_and_a_quote_is_completed_too(shop, till):
    await put(till, "A1", BREAD)
    said = {"sku": "A1", "net_minor": 250, "category": "cake", "brand": "Own"}

    quoted = await till.post("/v1/quotes", {"branch": "dorpsstraat", "lines": [said]}, key=None)
    bought = await till.post("/v1/purchases", {"branch": "dorpsstraat", "lines": [said]})

    assert quoted.json["effects"] == bought.json["effects"]
    (kept,) = await lines_kept(shop, bought)
    assert (kept["category"], kept["brand"], kept["tags"], kept["floor_minor"]) == ("cake", "Own", ["fresh"], 240)
    assert shop.reported == []


@both_databases
@pytest.mark.anyio
async def test_articles_are_put_read_and_listed(till):
    assert (await till.get("/v1/articles/A1")).code == "unknown_article"
    for sku in ("A1", "A2", "A3"):
        assert (await put(till, sku, BREAD)).status == 200
    assert (await put(till, "A2", {"condition": "D", "vat_bp": 900})).json["condition"] == "D"
    assert (await put(till, "A3", {"condition": "C", "marked_on": "2026-12-01"})).json["marked_on"] == "2026-12-01"
    assert (await put(till, "A4", {"marked_on": "2026-02-30"})).code == "no_such_day"

    assert (await till.get("/v1/articles/A2")).json == {
        "sku": "A2", "names": {"nl": "", "en": ""}, "category": "", "brand": "", "tags": [], "vat_bp": 900, "cost_minor": None,
        "floor_minor": None, "condition": "D", "legal_class": "", "marked_on": None,
    }  # fmt: skip
    first = (await till.get("/v1/articles", "limit=2")).json
    assert [a["sku"] for a in first["articles"]] == ["A1", "A2"]
    then = (await till.get("/v1/articles", f"limit=2&cursor={first['next']}")).json
    assert ([a["sku"] for a in then["articles"]], then["next"]) == (["A3"], None)


@pytest.mark.anyio
async def test_an_article_that_is_none_is_refused(till):
    for body in ({"condition": "E"}, {"vat_bp": 10_001}, {"cost_minor": -1}, {"tags": [""]}, {"colour": "red"}):
        assert (await put(till, "A1", body)).code == "malformed", body
    for number in ("x" * 65, "\x01", "A\x9b1", "\u202eA1"):
        assert (await put(till, number, BREAD)).code == "malformed", number
    assert (await till.get("/v1/articles")).json["articles"] == []


@pytest.mark.anyio
async def test_without_a_catalogue_nothing_is_looked_up(shop, till):
    asked = []
    shelf = await shop.shelves.of(KORENAAR)
    assert shelf.catalogue is False

    await put(till, "A1", BREAD)
    asked.append((await shop.shelves.of(KORENAAR)).catalogue)

    assert asked == [True]


# -- in memory too


def test_replay_completes_lines_as_the_desk_does():
    rules = "earn:\n  breads: {give: 2 points, per: item, of: {category: bread}, why: {nl: ja, en: yes}}\n"
    memory = Memory(COMPANY, Versions((Instant(0), Compiled(read_yaml(SMALL + rules)))))
    memory.record(enrols(at=WEDNESDAY))
    bare = line(250, 2, "", sku="A1")

    first = memory.record(buys(bare, who=card(), at=WEDNESDAY, branch="markt", key="1"))
    memory.know(Article("A1", category="bread", condition="B"))
    second = memory.record(buys(bare, who=card(), at=WEDNESDAY, branch="markt", key="2"))

    assert read(first.receipt.document).body["effects"] == []
    document = read(second.receipt.document)
    assert [e["count"] for e in document.body["effects"]] == [4]
    assert purchase_from(document.purchase).lines[0].condition == "B"


@both_databases
@pytest.mark.anyio
async def test_a_line_keeps_for_how_many_days_its_article_was_damaged_at_the_sale(shop, till):
    today = (await till.get("/v1/rebate-vat")).json["year"]
    assert (await put(till, "LAMP", {"condition": "C", "marked_on": f"{today}-03-01"})).status == 200

    bought = await till.post("/v1/purchases", {"branch": "dorpsstraat", "lines": [{"sku": "LAMP", "net_minor": 8_000}]})

    (kept,) = await lines_kept(shop, bought)
    day = read((await shop.queries.receipt(KORENAAR, receipt_of(bought.json["receipt"]))).document).body["business_date"]
    assert (kept["condition"], kept["marked_days"]) == ("C", int(day[8:]) - 1)
    assert shop.reported == []
