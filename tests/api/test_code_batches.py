"""Batches of codes over HTTP: made once and shown once, counted, ended; on both databases."""

import asyncio
import json
import re

import pytest

from tests.client import Client
from tests.korenaar import AT_ZAAGMOLEN, KORENAAR, ZAAGMOLEN, Shop
from tests.shop_fixtures import both_databases
from zegel.access.codes import BY_HAND
from zegel.api.documented import CARD
from zegel.core.codes import RANDOM, SYMBOLS, drawn
from zegel.core.periods import Instant
from zegel.core.refusals import Busy
from zegel.desk.codes_at_once import MOST_AT_ONCE
from zegel.store.address import sqlite_path

pytestmark = pytest.mark.anyio
PROGRAM = (
    AT_ZAAGMOLEN
    + """coupons:
  zomer: {code: ZOMER-10, off: 10%}
  welkom: {off: 5.00 EUR}
  strook: {off: 1.00 EUR, form: EAN-13}
  eigen: {off: 1.00 EUR, form: ZOMER-10-#####-########}
  Vinger: {off: 1.00 EUR, capitals matter: true}
"""
)
WELCOME = {"coupon": "welkom", "count": 12, "valid_until": "2026-12-31"}


async def an_office(shop: Shop) -> Client:
    return shop.client(await shop.add_company(ZAAGMOLEN, PROGRAM))


def basket(code: str) -> dict:
    return {"branch": "markt", "lines": [{"net_minor": 2_000}], "codes": [code]}


async def codes_there(shop: Shop) -> int:
    queries = shop.queries.codes
    return sum([one.issued for one in (await queries.stands(ZAAGMOLEN, "", "~", Instant(0))).values()])


@both_databases
async def test_codes_that_were_made_can_be_used_and_are_counted(shop):
    office = await an_office(shop)

    made = await office.post("/v1/code-batches", WELCOME, key="k-1")
    codes, batch = made.json["codes"], made.json["batch"]
    await office.post("/v1/members", {"identifiers": [CARD]})
    bought = await office.post("/v1/purchases", basket(codes[0]), key="p-1")
    held = await office.post("/v1/holds", basket(codes[1]) | {"identifier": CARD}, key="p-2")
    stands = await office.get(f"/v1/code-batches/{batch}")

    assert (made.status, len(set(codes)), made.json["issued"], made.json["state"]) == (201, 12, 12, "issued")
    assert all(len(code) == 19 for code in codes)
    assert made.json["valid_until"] == "2026-12-31T23:00:00.000Z"
    assert (bought.json["totals"]["pays_minor"], held.status) == (1_500, 201)
    assert (stands.json["used"], stands.json["held"], stands.json["used_up"], stands.json["expired"]) == (1, 1, 1, 0)
    assert "codes" not in stands.json
    assert shop.reported == []


@both_databases
async def test_the_same_request_again_makes_nothing_and_shows_nothing(shop):
    office = await an_office(shop)

    first = await office.post("/v1/code-batches", WELCOME, key="k-1")
    again = await office.post("/v1/code-batches", WELCOME, key="k-1")
    other = await office.post("/v1/code-batches", WELCOME | {"count": 13}, key="k-1")
    later = await office.post("/v1/code-batches", {"coupon": "welkom", "count": 12}, key="k-1")

    assert (again.status, again.json) == (201, first.json | {"codes": None})
    assert again.headers["idempotency-replayed"] == "true"
    assert [other.code, later.code] == ["key_reused", "key_reused"]
    assert await codes_there(shop) == 12
    assert (await office.post("/v1/code-batches", WELCOME, key="k-2")).json["batch"] != first.json["batch"]
    assert await codes_there(shop) == 24


@both_databases
async def test_the_same_request_many_times_at_once_makes_one_batch_and_one_answer_shows_it(shop):
    office = await an_office(shop)

    answers = await asyncio.gather(*(office.post("/v1/code-batches", WELCOME, key="k-1") for _ in range(6)))

    assert {answer.status for answer in answers} <= {201, 503}
    assert sum(answer.status == 201 and answer.json["codes"] is not None for answer in answers) == 1
    assert await codes_there(shop) == 12


@both_databases
async def test_a_batch_that_was_ended_is_worth_nothing_any_more(shop):
    office = await an_office(shop)
    made = (await office.post("/v1/code-batches", WELCOME, key="k-1")).json
    await office.post("/v1/purchases", basket(made["codes"][0]), key="p-1")
    path = f"/v1/code-batches/{made['batch']}/cancel"

    ended = await office.post(path, {}, key=None)
    again = await office.post(path, {}, key=None)
    tried = await office.post("/v1/purchases", basket(made["codes"][1]), key="p-2")

    assert (ended.status, ended.json["state"], ended.json["cancelled"], ended.json["used"]) == (200, "cancelled", 11, 1)
    assert again.json == ended.json
    log = await shop.door.people.register.people.audit_lines(ZAAGMOLEN, 0, 99)
    assert [(one.deed.what, one.deed.object) for one in log] == [("codes.cancel", f"batch:{made['batch']}")], "once, as in the office"
    assert tried.code == "code_ended"
    assert (await office.post("/v1/code-batches", WELCOME, key="k-1")).json["state"] == "cancelled"
    assert (await office.post("/v1/code-batches/nothing/cancel", {}, key=None)).code == "unknown_batch"
    assert (await office.get("/v1/code-batches/nothing")).code == "unknown_batch"


@both_databases
async def test_batches_are_listed_page_by_page_for_their_own_company(shop):
    office = await an_office(shop)
    made = sorted([(await office.post("/v1/code-batches", WELCOME, key=f"k-{n}")).json["batch"] for n in range(3)])
    shop.clock.forward(400 * 86_400_000)

    first = (await office.get("/v1/code-batches", "limit=2")).json
    then = (await office.get("/v1/code-batches", f"limit=2&cursor={first['next']}")).json

    assert [one["batch"] for one in first["batches"] + then["batches"]] == made
    assert {(one["issued"], one["expired"], one["cancelled"]) for one in first["batches"]} == {(12, 12, 0)}
    assert then["next"] is None
    bakery = shop.client(await shop.make_key(KORENAAR, ["all"]))
    assert (await bakery.get("/v1/code-batches")).json["batches"] == []
    assert (await bakery.get(f"/v1/code-batches/{made[0]}")).code == "unknown_batch"
    assert (await bakery.post(f"/v1/code-batches/{made[0]}/cancel", {}, key=None)).code == "unknown_batch"
    assert (await office.get(f"/v1/code-batches/{made[0]}")).json["state"] == "issued"


@both_databases
async def test_as_many_as_go_in_one_request_and_not_one_more(shop):
    office = await an_office(shop)

    most = await office.post("/v1/code-batches", WELCOME | {"count": MOST_AT_ONCE}, key="k-1")
    more = await office.post("/v1/code-batches", WELCOME | {"count": MOST_AT_ONCE + 1}, key="k-2")

    assert (most.status, len(set(most.json["codes"])), most.json["issued"]) == (201, MOST_AT_ONCE, MOST_AT_ONCE)
    assert (more.status, more.code, more.json["data"]["limit"]) == (400, "malformed", MOST_AT_ONCE)
    assert "zegel codes make" in more.json["detail"]
    assert await codes_there(shop) == MOST_AT_ONCE


async def test_codes_for_a_scanner_are_eans(shop):
    office = await an_office(shop)

    made = await office.post("/v1/code-batches", {"coupon": "strook", "count": 3}, key="k-1")

    assert (made.json["form"], [len(code) for code in made.json["codes"]]) == ("EAN-13", [13, 13, 13])
    assert (await office.post("/v1/purchases", basket(made.json["codes"][2]), key="p-1")).json["totals"]["pays_minor"] == 1_900


async def test_row_24_codes_of_a_shop_s_own_pattern_are_read_however_they_are_typed(shop):
    office = await an_office(shop)

    made = await office.post("/v1/code-batches", {"coupon": "eigen", "count": 50}, key="k-1")
    codes = made.json["codes"]
    typed = codes[0].lower().replace("10", "IO").replace("-", " ")

    assert (made.json["form"], len(set(codes))) == ("ZOMER-10-#####-########", 50)
    assert all(re.fullmatch(f"ZOMER-10-[{SYMBOLS}]{{5}}-[{SYMBOLS}]{{8}}", code) for code in codes)
    assert (await office.post("/v1/purchases", basket(typed), key="p-1")).json["totals"]["pays_minor"] == 1_900
    assert (await office.post("/v1/purchases", basket(codes[0]), key="p-2")).code == "code_used"
    another = SYMBOLS[SYMBOLS.index(codes[1][-1]) - 1]
    assert (await office.post("/v1/purchases", basket(codes[1][:-1] + another), key="p-3")).code in ("code_unknown", "code_used")


@pytest.mark.parametrize(("body", "code"), [
    ({"coupon": "zomer", "count": 1}, "unknown_coupon"), ({"coupon": "winter", "count": 1}, "unknown_coupon"),
    ({"coupon": "Vinger", "count": 1}, "malformed"), ({"coupon": "welkom", "count": 0}, "malformed"),
    ({"coupon": "welkom", "count": 1, "worth_minor": 500}, "malformed"),
    ({"coupon": "welkom", "count": 1, "valid_until": "2026-02-30"}, "no_such_day"),
    ({"coupon": "welkom", "count": 1, "valid_from": "2026-05-02", "valid_until": "2026-05-01"}, "no_such_day"),
])  # fmt: skip
async def test_what_cannot_be_made_is_refused_and_nothing_is_kept(shop, body, code):
    office = await an_office(shop)

    assert (await office.post("/v1/code-batches", body, key="k-1")).code == code
    assert (await office.post("/v1/code-batches", WELCOME, key=None)).code == "key_missing"
    assert (await office.get("/v1/code-batches")).json["batches"] == []


async def test_the_codes_and_their_seed_are_nowhere_in_the_database(shop):
    office = await an_office(shop)

    made = (await office.post("/v1/code-batches", WELCOME, key="k-1")).json

    batch = await shop.queries.codes.batch(ZAAGMOLEN, made["batch"])
    assert batch is not None
    assert batch.seed is None
    data = sqlite_path(shop.url)
    kept = b"".join(path.read_bytes() for path in data.parent.glob(f"{data.name}*"))
    for code in made["codes"]:
        assert code.encode() not in kept
        assert code.replace("-", "").encode() not in kept


@both_databases
async def test_a_batch_ends_with_its_line_in_the_log_or_not_at_all(shop, monkeypatch):
    office, register = await an_office(shop), shop.door.people.register
    batch = (await office.post("/v1/code-batches", WELCOME)).json["batch"]
    change, answers = register.change, [Busy()]

    async def busy_once(*words):
        if answers:
            raise answers.pop()
        return await change(*words)

    monkeypatch.setattr(register, "change", busy_once)
    ends = [await office.post(f"/v1/code-batches/{batch}/cancel", {}, key=None) for _ in range(3)]

    log = await register.people.audit_lines(ZAAGMOLEN, 0, 99, what="codes.cancel")
    assert [found.status for found in ends] == [503, 200, 200]
    assert [line.deed.object for line in log] == [f"batch:{batch}"]


@both_databases
async def test_a_day_of_right_codes_comes_in_at_once_and_a_day_of_guesses_does_not(shop):
    office = await an_office(shop)
    codes = (await office.post("/v1/code-batches", WELCOME)).json["codes"]

    async def sends(name: str, shown: list[str]) -> list[str]:
        body = b"".join(json.dumps(basket(code) | {"receipt_number": f"{name}{n}"}).encode() + b"\n" for n, code in enumerate(shown))
        answer = await office.send("POST", "/v1/purchases/bulk", body, [("content-type", "application/x-ndjson")])
        return [line.get("code", line["result"]) for line in map(json.loads, answer.body.splitlines())]

    assert await sends("right", codes) == ["recorded"] * 12
    guesses = [drawn(bytes([n] * RANDOM)) for n in range(9)]
    assert await sends("guessed", guesses) == ["code_unknown"] * BY_HAND.a_minute + ["too_many_tries"] * 3
