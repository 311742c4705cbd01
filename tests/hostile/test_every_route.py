"""The corpus against every route: a 4xx with a code, never a 5xx, and nothing written."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from tests.access.crew import take_on
from tests.client import Answer, Client
from tests.hostile import corpus
from tests.korenaar import KORENAAR, NOON, Shop, a_shop, fresh_sqlite
from zegel.access.scopes import ALONE
from zegel.api.documented import BASKET, CARD, DOCS
from zegel.api.door import Route
from zegel.api.problems import PROBLEMS
from zegel.api.table import ROUTES
from zegel.core.periods import NEVER, Instant
from zegel.store.code_queries import CodeBatch

pytestmark = pytest.mark.anyio

WITH_BODY = [route for route in ROUTES if route.takes == "json"]
READS = [route for route in ROUTES if route.method == "GET" and route.scope]
LISTS = [route for route in READS if "limit" in DOCS[route.template].query]


def named(route: Route) -> str:
    return route.template


_KEYS = count()


class Attack:
    """A route with everything that it needs to be hit: a member, a sale, a hold, a redemption."""

    def __init__(self, shop: Shop, till: Client) -> None:
        self.shop, self.till = shop, till
        self.ids: dict[str, str] = {}
        self.entries = 0

    async def prepare(self) -> None:
        self.till = till = self.shop.client(await self.shop.make_key(KORENAAR, ["all", *ALONE]))
        member = (await till.post("/v1/members", {"identifiers": [CARD]})).json["member"]
        await till.post("/v1/adjustments", {"member": member, "unit": "points", "count": 200, "reason": "welcome"})
        sale = (await till.post("/v1/purchases", BASKET)).json["receipt"]
        hold = (await till.post("/v1/holds", {"branch": "station", "member": member, "lines": [{"net_minor": 100}]})).json["receipt"]
        mug = (await till.post("/v1/redemptions", {"member": member, "reward": "mug"})).json["receipt"]
        self.ids = {"member": member, "receipt": sale, "hold": hold, "redemption": mug, "gesture": mug, "order": mug}
        self.ids |= {
            "case": mug,
            "payment": "ZR-2c70e12b7a0646f92279f427",
            "card": member,
            "agreement": "huis",
            "draft": "spring",
            "version": "1",
            "template": "bakery",
            "month": "2026-03",
            "sku": "BREAD",
        }
        self.ids |= {"segment": "regulars", "handout": "none", "series": "none"}
        self.ids |= {"dispute": mug, "adjustment": mug, "merge": mug}
        self.ids |= {"batch": "spring", "staff": (await take_on(self.shop, "Cor", "cashier")).one.id}
        batch = CodeBatch("spring", "bon", "issued", "text", 0, 0, 1, 0, Instant(0), NEVER, None, NOON)
        await self.shop.queries.codes.open_batch(KORENAAR, batch)
        self.ids |= {"experience": "evening"}
        await till.send("PUT", "/v1/articles/BREAD", b"{}", [("content-type", "application/json")])
        price = b'{"prices":[{"since":"2026-01-01","minor":250}]}'
        await till.send("PUT", "/v1/prices/BREAD", price, [("content-type", "application/json")])
        self.entries = await self.shop.entries()

    def path(self, route: Route, **ids: str) -> str:
        return route.path.format(**(self.ids | ids))

    async def send(self, route: Route, body: bytes, **ids: str) -> Answer:
        if route.method in ("PUT", "PATCH") and not route.seen:
            headers = [("content-type", "application/json"), ("idempotency-key", f"put-{next(_KEYS)}")]
            return await self.till.send(route.method, self.path(route, **ids), body, headers)
        return await self.till.post(self.path(route, **ids), body, key="new" if route.keyed else None)

    async def expect_refused(self, answer: Answer, what: object) -> None:
        expect_problem(answer, what)
        assert await self.shop.entries() == self.entries, what
        assert self.shop.reported == [], what

    async def expect_answered(self, answer: Answer, what: object) -> None:
        """Taken or refused: but answered, and a refusal wrote nothing."""
        assert self.shop.reported == [], (what, answer.body)
        if answer.status >= 300:
            await self.expect_refused(answer, what)
        self.entries = await self.shop.entries()


def expect_problem(answer: Answer, what: object) -> None:
    assert 400 <= answer.status < 500, (what, answer.status, answer.body[:500])
    assert answer.code in PROBLEMS, (what, answer.body[:500])
    assert answer.json["status"] == answer.status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.fixture
async def attack(shop, till):
    found = Attack(shop, till)
    await found.prepare()
    return found


@pytest.fixture(scope="module")
async def standing(tmp_path_factory):
    """One shop for all the tests of which no request may be taken: they leave it as it is, and say so."""
    async with a_shop(fresh_sqlite(tmp_path_factory.mktemp("standing"))) as shop:
        found = Attack(shop, shop.client())
        await found.prepare()
        yield found


def fields(value: Any, path: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], Any]]:
    """Every leaf of a JSON value, with the way to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from fields(inner, (*path, name))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from fields(inner, (*path, n))
    else:
        yield path, value


def with_leaf(value: Any, path: tuple[object, ...], token: str) -> bytes:
    """The JSON of `value` with `token`, as it is, at `path`."""
    copy = json.loads(json.dumps(value))
    at = copy
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = "@here@"
    return json.dumps(copy, ensure_ascii=False).replace('"@here@"', token).encode("utf-8", "surrogatepass")


def full(route: Route) -> dict[str, Any]:
    """The route's example with more of its optional fields."""
    example = dict(DOCS[route.template].example or {})
    if "lines" in example and "number" not in example["lines"][0]:
        example["lines"] = [
            {
                "number": 1, "brand": "huis", "tags": ["bio"], "legal_class": "", "list_minor": 300, "discount_minor": 50, "cost_minor": 90,
                "measure": "piece", **example["lines"][0],
            },
            *example["lines"][1:],
        ]  # fmt: skip
        example |= {"uses": [{"what": "points off", "count": 100}], "actor": "fatima", "channel": "till", "currency": "EUR"}
        example.pop("tenders", None)
    if not example:  # nothing is asked
        return example
    return example | {"actor": "fatima", "till": "1"} if "identifier" not in example or len(example) > 1 else example


@pytest.mark.parametrize("route", WITH_BODY, ids=named)
async def test_no_broken_body_is_read(standing, route):
    body = json.dumps(full(route) or {"reason": "x"}).encode()

    for what, broken in corpus.broken(body).items():
        await standing.expect_refused(await standing.send(route, broken), what)


@pytest.mark.parametrize("route", WITH_BODY, ids=named)
async def test_only_whole_numbers_are_numbers(attack, route):
    example = full(route)
    numeric = [path for path, leaf in fields(example) if type(leaf) is int]

    for path in numeric:
        for token in (*corpus.NO_INTEGER, *corpus.NO_JSON_NUMBER, *corpus.TOO_LARGE):
            await attack.expect_refused(await attack.send(route, with_leaf(example, path, token)), (path, token[:40]))
        for token in corpus.EDGES:
            await attack.expect_answered(await attack.send(route, with_leaf(example, path, token)), (path, token))
    assert attack.entries >= 5


@pytest.mark.parametrize("route", WITH_BODY, ids=named)
async def test_text_is_text(attack, route):
    example = full(route)
    textual = [path for path, leaf in fields(example) if isinstance(leaf, str)]

    for path in textual:
        for text in corpus.CONTROL:
            token = json.dumps(text)
            await attack.expect_refused(await attack.send(route, with_leaf(example, path, token)), (path, text))
            raw = json.dumps(text, ensure_ascii=False)
            await attack.expect_refused(await attack.send(route, with_leaf(example, path, raw)), (path, text, "raw"))
        for text in corpus.TOO_LONG:
            await attack.expect_refused(await attack.send(route, with_leaf(example, path, json.dumps(text))), (path, len(text)))
        for token in ("1", "true", "null", "[]", "{}", '{"$ne":""}', '["a"]'):
            answer = await attack.send(route, with_leaf(example, path, token))
            await (attack.expect_answered if token == "null" else attack.expect_refused)(answer, (path, token))
        for text in corpus.STRANGE:
            await attack.expect_answered(await attack.send(route, with_leaf(example, path, json.dumps(text))), (path, text))


@pytest.mark.parametrize("route", [r for r in ROUTES if "{" in r.path and r.method != "PUT"], ids=named)
async def test_ids_of_nobody_are_one_answer(attack, route):
    name = route.path.split("{")[1].split("}")[0]
    body = json.dumps(DOCS[route.template].example or {}).encode() if route.takes == "json" else b""
    expected = {
        "member": "unknown_member",
        "receipt": "unknown_receipt",
        "hold": "unknown_hold",
        "redemption": "unknown_redemption",
        "gesture": "unknown_receipt",
        "order": "unknown_order",
        "sku": "unknown_article",
        "case": "unknown_case",
        "payment": "unknown_payment",
        "draft": "unknown_draft",
        "version": "unknown_version",
        "template": "unknown_template",
        "card": "unknown_gift_card",
        "batch": "unknown_batch",
        "month": "no_such_day",
        "experience": "unknown_experience",
        "dispute": "unknown_dispute",
        "adjustment": "unknown_receipt",
        "merge": "unknown_receipt",
        "staff": "unknown_staff",
        "segment": "unknown_saved_segment",
        "handout": "unknown_handout",
        "series": "unknown_card_batch",
    }[name]
    seen = [("if-match", '"1"')] if route.seen else []

    for text in corpus.IDS:
        if "?" in text or "#" in text:
            continue  # the query or the fragment begins there
        if name == "version" and text == "1" and route.method == "GET":
            continue  # that one is ours to read
        path = attack.path(route, **{name: text})
        answer = await attack.till.send(
            route.method,
            path,
            body,
            [("content-type", "application/json"), ("idempotency-key", f"k{len(text)}{abs(hash(text))}"), *seen],
        )
        await attack.expect_refused(answer, text)
        if "\0" in text:
            assert (answer.status, answer.code) == (400, "malformed"), text
            continue
        fine = ((404, expected), (404, "unknown_receipt"), (404, "no_such_address"), (422, "no_such_day"))
        if name == "version" and text == "1":
            fine = ((409, "version_live"),)  # that one is somebody's: ours, and live
        assert (answer.status, answer.code) in fine[: 4 if name == "month" else 3], text


@pytest.mark.parametrize("route", LISTS, ids=named)
async def test_queries_are_read_strictly(standing, route):
    for query in corpus.QUERIES:
        answer = await standing.till.send("GET", standing.path(route), query=query.encode())
        expect_problem(answer, query)
        assert answer.code in ("malformed", "bad_cursor"), query


@pytest.mark.parametrize("route", WITH_BODY, ids=named)
async def test_only_json_in_utf8_is_taken(standing, route):
    body = json.dumps(full(route)).encode()
    path = standing.path(route)

    for kind in corpus.CONTENT_TYPES:
        answer = await standing.till.send(route.method, path, body, [("content-type", kind), ("idempotency-key", "k")])
        await standing.expect_refused(answer, kind)
        assert answer.status == 415, kind
    for encoding in corpus.ENCODINGS:
        headers = [("content-type", "application/json"), ("content-encoding", encoding), ("idempotency-key", "k")]
        await standing.expect_refused(await standing.till.send(route.method, path, body, headers), encoding)
    await standing.expect_refused(await standing.till.send(route.method, path, body, [("idempotency-key", "k")]), "no content type")
    twice = [("content-type", "application/json"), ("content-type", "application/json"), ("idempotency-key", "k")]
    await standing.expect_refused(await standing.till.send(route.method, path, body, twice), "two content types")
    lying = [("content-type", "application/json"), ("content-length", "9" * 30), ("idempotency-key", "k")]
    await standing.expect_refused(await standing.till.send(route.method, path, body, lying), "a length that lies")


@pytest.mark.parametrize("route", ROUTES, ids=named)
async def test_two_hosts_are_one_too_many_and_one_is_never_trusted(standing, route):
    body = json.dumps(full(route)).encode() if route.takes == "json" else b""
    headers = [("content-type", "application/json"), ("idempotency-key", "k"), ("host", "a"), ("host", "x/../admin")]

    expect_problem(await standing.till.send(route.method, standing.path(route), body, headers), "two hosts")
    if route.method == "GET":
        poisoned = [("host", "evil.example/../admin"), ("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "gopher")]
        answer = await standing.till.send("GET", standing.path(route), headers=poisoned)
        assert answer.status in (200, 400, 404), "asked for what is not there, or without what the list is of"
        assert b"evil.example" not in answer.body


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "POST ", ""])
async def test_no_route_takes_another_method(standing, method):
    taken = {route.path for route in ROUTES if route.method == method}
    for route in ROUTES:
        if route.path in taken:
            continue
        answer = await standing.till.send(method, standing.path(route), headers=[("x-http-method-override", route.method)])
        assert (answer.status, answer.code) == (405, "method_not_allowed"), route.template
        assert route.method in answer.headers["allow"]


@pytest.mark.parametrize("path", [
    "/", "/v1", "/v1/", "/v1/purchases/", "//v1/purchases", "/v1/../health/live", "/v2/purchases", "/V1/purchases", "/docs", "/redoc",
    "/openapi.json", "/metrics", "/admin", "/.env", "/v1/purchases%00", "/v1/members//balances",
])  # fmt: skip
async def test_nothing_is_anywhere_else(standing, path):
    answer = await standing.till.get(path)

    assert answer.status == 404
    assert answer.code in ("no_such_address", "unknown_member")


async def test_moments_that_nobody_would_read_alike_are_refused(attack):
    for text in corpus.NO_MOMENT:
        answer = await attack.till.post("/v1/purchases", BASKET | {"happened_at": text, "receipt_number": ""})
        await attack.expect_refused(answer, text)
        assert answer.code in ("malformed", "no_such_day"), text
    for n, text in enumerate(corpus.STRANGE_MOMENTS):
        answer = await attack.till.post("/v1/purchases", BASKET | {"happened_at": text, "receipt_number": f"strange {n}"})
        await attack.expect_answered(answer, text)


async def test_identifiers_that_are_none_are_refused_and_no_stranger_learns_whose_they_are(attack):
    for kind, texts in (("card", corpus.NO_CARD), ("phone", corpus.NO_PHONE), ("email", corpus.NO_EMAIL)):
        for text in texts:
            answer = await attack.till.post("/v1/members", {"identifiers": [{"kind": kind, "value": text}]})
            await attack.expect_refused(answer, (kind, text))
            assert answer.code in ("invalid_identifier", "malformed"), (kind, text)
            if len(text) > 2:
                assert text not in answer.body.decode()


async def test_a_basket_of_ten_thousand_lines_is_refused_whole(attack):
    answer = await attack.till.post("/v1/purchases", BASKET | {"lines": [{"net_minor": 1}] * 10_000})

    await attack.expect_refused(answer, "ten thousand lines")


async def test_amounts_that_are_too_large_together_are_refused(attack):
    lines = [{"net_minor": 10**12}, {"net_minor": 10**12}]

    answer = await attack.till.post("/v1/purchases", BASKET | {"lines": lines, "receipt_number": "", "tenders": []})

    await attack.expect_refused(answer, "two times too much")
    assert answer.code == "amount_out_of_range"
