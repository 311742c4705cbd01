"""Prices over HTTP, and the bulk doors of what is kept as it is said."""

import json

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from tests.shop_fixtures import both_databases
from zegel.core.periods import Instant
from zegel.desk.publish import publish

pytestmark = [pytest.mark.anyio, both_databases]

TEA = [
    {"since": "2025-01-01", "minor": 500}, {"since": "2026-02-20", "minor": 600}, {"since": "2026-02-10", "minor": 450, "channel": "web"}
]  # fmt: skip


async def put(till, sku, *prices):
    body = json.dumps({"prices": prices}).encode()
    return await till.send("PUT", f"/v1/prices/{sku}", body, [("content-type", "application/json")])


async def bulk(till, path, *lines):
    body = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    answer = await till.send("POST", path, body, [("content-type", "application/x-ndjson")])
    return [json.loads(line) for line in answer.body.splitlines()]


async def test_an_articles_prices_say_what_may_be_stated_and_since_when(shop, till):
    assert (await till.get("/v1/prices/TEA")).code == "unknown_article"
    assert (await put(till, "TEA", *TEA)).status == 200

    everywhere, web = (await till.get("/v1/prices/TEA")).json["prices"]

    assert (everywhere["channel"], everywhere["now_minor"]) == (None, 600)
    assert everywhere["stated"] == {"day": "2026-02-01", "minor": 500, "why": "lowest"}
    assert everywhere["steps"] == [{"minor": 500, "since": "2025-01-01"}, {"minor": 600, "since": "2026-02-20"}]
    assert (web["channel"], web["stated"]) == ("web", {"day": "2026-03-03", "minor": 450, "why": "new"})
    later = (await till.get("/v1/prices/TEA", "day=2026-03-25")).json
    assert (later["law"]["days"], later["prices"][0]["stated"]) == (30, {"day": "2026-02-23", "minor": 600, "why": "lowest"})
    corrected = await put(till, "TEA", {"since": "2026-02-20", "minor": None})
    assert (corrected.json["prices"][0]["now_minor"], corrected.json["prices"][0]["stated"]) == (None, None)
    assert shop.reported == []


async def test_a_from_price_is_judged_before_it_is_announced(till):
    await put(till, "TEA", *TEA)

    async def asked(**more):
        return (await till.post("/v1/prices/check", {"sku": "TEA", "from_minor": 600, **more}, key=None)).json

    too_high = await asked(now_minor=480)
    assert (too_high["lawful"], too_high["why"], too_high["claimed_bp"], too_high["honest_bp"]) == (False, "too high", 2000, 400)
    assert too_high["says_nl"] == "Van \u20ac 6,00 mag niet: op 1 februari 2026 kostte het \u20ac 5,00."
    assert too_high["says_en"] == "From \u20ac6.00 may not be named: on 1 February 2026 it cost \u20ac5.00."
    fine = await asked(from_minor=500)
    assert (fine["lawful"], fine["why"], fine["claimed_bp"], fine["stated"]["day"]) == (True, "lowest", None, "2026-02-01")
    assert [(await asked(channel="web"))[name] for name in ("channel", "why", "lawful")] == ["web", "new", True]
    assert (await asked(channel="app"))["channel"] is None
    assert [(await asked(on="2025-01-01"))[name] for name in ("why", "lawful", "stated")] == ["not sold before", False, None]
    assert (await asked(on="2024-01-01"))["why"] == "no price"
    assert (await asked(on="2026-02-30"))["code"] == "no_such_day"
    assert (await asked(branch="nowhere"))["code"] == "unknown_branch"
    assert (await asked(sku="COFFEE"))["code"] == "unknown_article"


async def test_prices_and_articles_come_in_a_line_each(till):
    price = {"sku": "TEA", "since": "2026-01-01", "minor": 450}
    lines = [price, price | {"minor": 400}, price | {"branch": "nowhere"}, b"", b"{", price | {"since": "x"}]
    found = await bulk(till, "/v1/prices/bulk", *lines)
    articles = await bulk(till, "/v1/articles/bulk", {"sku": "A1", "brand": "Proef"}, {"sku": "A1", "brand": "Own"}, {"brand": "None"})

    assert [(one["line"], one["result"], one.get("code")) for one in found] == [
        (1, "kept", None), (2, "kept", None), (3, "refused", "unknown_branch"), (5, "refused", "malformed"), (6, "refused", "no_such_day"),
    ]  # fmt: skip
    assert (await till.get("/v1/prices/TEA")).json["prices"][0]["steps"] == [{"minor": 400, "since": "2026-01-01"}]
    assert [(one["line"], one["result"]) for one in articles] == [(1, "kept"), (2, "kept"), (3, "refused")]
    assert (await till.get("/v1/articles/A1")).json["brand"] == "Own"


async def test_events_come_in_a_line_each_and_none_counts_twice(shop, till):
    news = "events:\n  newsletter: {}\n"
    earn = "earn:\n  news: {give: 50 points, on: event newsletter, why: {nl: ja, en: yes}}"
    await publish(shop.queries, KORENAAR, compiled(read_yaml(PROGRAM.replace("earn:", earn) + news).document), Instant(1), Instant(1))
    shop.shelves.forget(KORENAAR)
    await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": "2620000012345"}]})
    line = {"event": "newsletter", "identifier": {"kind": "card", "value": "2620000012345"}, "key": "e-1"}

    found = await bulk(till, "/v1/events/bulk", line, line, line | {"key": "e-2", "event": "nothing"}, {"event": "newsletter"})

    assert [(one["line"], one["result"], one.get("code")) for one in found] == [
        (1, "recorded", None), (2, "replayed", None), (3, "refused", "unknown_event"), (4, "refused", "malformed"),
    ]  # fmt: skip
    assert found[0]["receipt"] == found[1]["receipt"]
