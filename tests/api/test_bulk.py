"""Many purchases in one request: a line in, a line out, each safe to send again."""

import asyncio
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.client import Answer, Client
from tests.hostile.corpus import broken
from tests.korenaar import KORENAAR
from tests.shop_fixtures import both_databases
from zegel.api.bulk import IN_MEMORY, Results
from zegel.core.periods import Instant
from zegel.hall import translate
from zegel.store.port import Conflict, Unavailable

pytestmark = [pytest.mark.anyio, both_databases]

CARD = {"kind": "card", "value": "2620000012345"}


def a_line(n: int, **more: object) -> dict[str, Any]:
    return {"branch": "dorpsstraat", "identifier": CARD, "receipt_number": f"r{n}", "lines": [{"net_minor": 100}], **more}


def ndjson(lines: Iterable[object]) -> bytes:
    return b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)


async def send(till: Client, body: bytes | Iterable[bytes]) -> Answer:
    return await till.send("POST", "/v1/purchases/bulk", body, [("content-type", "application/x-ndjson")])


def results(answer: Answer) -> list[dict[str, Any]]:
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.body.splitlines()]


@pytest.fixture
async def member(till):
    return (await till.post("/v1/members", {"identifiers": [CARD]})).json["member"]


async def test_each_line_gets_its_own_result(shop, till, member):
    answer = await send(till, ndjson([a_line(1), a_line(2), a_line(1), a_line(3, branch="nowhere"), {"lines": []}, a_line(4)]))

    found = results(answer)
    assert [(r["line"], r["result"], r.get("code")) for r in found] == [
        (1, "recorded", None), (2, "recorded", None), (3, "duplicate", "receipt_number_used"), (4, "refused", "unknown_branch"),
        (5, "refused", "malformed"), (6, "recorded", None),
    ]  # fmt: skip
    assert found[2]["receipt"] == found[0]["receipt"] == f"{member}.2"


async def test_sending_the_same_lines_again_records_nothing(shop, till, member):
    lines = [a_line(n) if n % 2 else a_line(n, receipt_number="", key=f"k{n}") for n in range(20)]
    first = results(await send(till, ndjson(lines)))
    entries = await shop.entries()

    again = results(await send(till, ndjson(lines)))

    assert [r["result"] for r in again] == [("duplicate" if n % 2 else "replayed") for n in range(20)]
    assert [r["receipt"] for r in again] == [r["receipt"] for r in first]
    assert await shop.entries() == entries


async def test_a_line_needs_something_to_be_known_by(till, member):
    found = results(await send(till, ndjson([a_line(1, receipt_number="")])))

    assert [r["code"] for r in found] == ["key_missing"]


async def test_a_key_of_a_line_and_one_of_a_request_are_told_apart(till, member):
    purchase = {name: part for name, part in a_line(1).items() if name != "receipt_number"}
    await till.post("/v1/purchases", purchase, key="k")

    found = results(await send(till, ndjson([purchase | {"key": "k"}])))

    assert [r["code"] for r in found] == ["key_reused"]


@pytest.mark.parametrize("size", [1, 7, 1000])
async def test_lines_arrive_in_pieces_of_any_size(till, member, size):
    body = ndjson([a_line(1), b"", a_line(2), b"  ", a_line(3)])[:-1]

    def pieces() -> Iterator[bytes]:
        yield from (body[at : at + size] for at in range(0, len(body), size))

    assert [r["result"] for r in results(await send(till, pieces()))] == ["recorded"] * 3


async def test_a_line_that_is_too_long_fails_alone(till, member):
    body = ndjson([a_line(1), b'{"x":"' + b"x" * 2_500_000 + b'"}', a_line(2)])

    found = results(await send(till, [body[at : at + 65_536] for at in range(0, len(body), 65_536)]))

    assert [(r["line"], r["result"], r.get("code")) for r in found] == [
        (1, "recorded", None), (2, "refused", "body_too_large"), (3, "recorded", None)
    ]  # fmt: skip


async def test_broken_lines_fail_alone(shop, till, member):
    entries = await shop.entries()
    hostile = [bad for bad in broken(json.dumps(a_line(1)).encode()).values() if b"\n" not in bad and bad.strip()]

    found = results(await send(till, ndjson(hostile)))

    assert len(found) == len(hostile)
    assert {r["result"] for r in found} == {"refused"}
    assert await shop.entries() == entries
    assert shop.reported == []


async def test_a_thousand_lines_stay_in_order_and_add_up(shop, till, member):
    before = shop.desk.batches

    found = results(await send(till, ndjson(a_line(n) for n in range(1000))))

    assert [r["line"] for r in found] == list(range(1, 1001))
    assert [r["receipt"] for r in found] == [f"{member}.{n}" for n in range(2, 1002)]
    balances = (await till.get(f"/v1/members/{member}/balances")).json["balances"]
    assert next(b["available"] for b in balances if b["unit"] == "points") == 2000
    assert shop.desk.batches - before < 40


async def test_tills_are_served_while_a_bulk_runs(till, member):
    bulk = asyncio.create_task(send(till, ndjson(a_line(n) for n in range(2000))))
    await asyncio.sleep(0.05)

    done = [await till.post("/v1/purchases", a_line(10_000 + n)) for n in range(5)]

    assert [answer.status for answer in done] == [201] * 5
    assert not bulk.done()
    assert len(results(await bulk)) == 2000


async def test_a_key_that_is_revoked_meanwhile_is_heeded(shop, till, member, monkeypatch):
    find, state = shop.queries.find_key, {"revoked": False}

    async def found(key: str) -> Any:
        row = await find(key)
        return replace(row, revoked_at=Instant(1)) if state["revoked"] else row

    def pieces() -> Iterator[bytes]:
        yield ndjson([a_line(1), a_line(2)])
        yield ndjson([a_line(3)])
        state["revoked"] = True
        yield ndjson([a_line(4)])
        yield ndjson([a_line(5)])

    monkeypatch.setattr(shop.queries, "find_key", found)
    monkeypatch.setattr(shop.keys, "_soft", -1.0)
    monkeypatch.setattr(shop.keys, "_hard", -1.0)  # nothing is remembered
    found_results = results(await send(till, pieces()))

    assert [r["result"] for r in found_results][:2] == ["recorded", "recorded"]
    assert found_results[-1]["code"] == "not_signed_in"
    assert len(found_results) < 6


async def test_a_line_that_is_a_bug_or_meets_books_that_are_away_fails_alone(shop, till, member, monkeypatch):
    real, wrong = translate.purchase, {"r2": ValueError("a bug"), "r4": Unavailable("busy"), "r5": Conflict("lost")}

    def purchase(call, found, canonical):
        if found["receipt_number"] in wrong:
            raise wrong[found["receipt_number"]]
        return real(call, found, canonical)

    monkeypatch.setattr(translate, "purchase", purchase)
    found = results(await send(till, ndjson([a_line(n) for n in range(1, 7)])))

    assert [(r["line"], r["result"], r.get("code")) for r in found] == [
        (1, "recorded", None), (2, "failed", "internal_error"), (3, "recorded", None), (4, "refused", "busy"), (5, "refused", "busy"),
        (6, "recorded", None),
    ]  # fmt: skip


async def test_articles_that_could_not_be_kept_are_told_so_and_the_next_ones_go_on(shop, till, monkeypatch):
    put, sizes = shop.queries.put_articles, []

    async def puts(company, articles, at):
        sizes.append(len(articles))
        if len(sizes) == 2:
            raise Unavailable("busy")
        await put(company, articles, at)

    def pieces():
        for n in range(3):
            yield ndjson([{"sku": f"a{n}"}, {"sku": f"b{n}"}])

    monkeypatch.setattr(shop.queries, "put_articles", puts)
    found = results(await till.send("POST", "/v1/articles/bulk", pieces(), [("content-type", "application/x-ndjson")]))

    assert [(r["line"], r["result"], r.get("code")) for r in found] == [
        (1, "kept", None), (2, "kept", None), (3, "refused", "busy"), (4, "refused", "busy"), (5, "kept", None), (6, "kept", None),
    ]  # fmt: skip
    assert sizes == [2, 2, 2]
    assert [a.sku for a in await shop.queries.articles(KORENAAR, "", 9)] == ["a0", "a2", "b0", "b2"]


async def test_two_who_send_the_same_articles_in_another_order_both_have_them_kept(shop):
    async def sends(order: Iterable[int]) -> list[dict[str, Any]]:
        body = ndjson([{"sku": f"a{n:03}", "brand": "Molen"} for n in order])
        return results(await shop.client().send("POST", "/v1/articles/bulk", body, [("content-type", "application/x-ndjson")]))

    for _ in range(3):
        said = await asyncio.gather(sends(range(900)), sends(reversed(range(900))))
        assert [{r["result"] for r in one} for one in said] == [{"kept"}, {"kept"}]


async def test_results_that_nobody_reads_yet_wait_in_a_file_not_in_memory(database_url):
    sent: list[bytes] = []
    stuck = asyncio.Event()

    async def slow(message: Any) -> None:
        await stuck.wait()
        sent.append(message.get("body", b""))

    out = Results(slow)
    task = asyncio.create_task(out.run())
    lines = [b"%06d" % n + b"x" * 994 + b"\n" for n in range(5_000)]
    for n, line in enumerate(lines):
        out.add(line)
        if n % 500 == 0:
            await asyncio.sleep(0)
    assert out._size <= IN_MEMORY
    stuck.set()
    out.add(b"last\n")
    out.close()
    await task

    assert b"".join(sent) == b"".join(lines) + b"last\n"
