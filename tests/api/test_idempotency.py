"""Idempotent writes (reliability.md R3, INV-15, INV-16): the same request once, another request never under the same key."""

import asyncio
import json

import pytest

from tests.korenaar import HOUR, KORENAAR, OTHER, PROGRAM, a_shop
from tests.programs import compiled, read_yaml
from tests.shop_fixtures import both_databases
from zegel.core.ids import receipt_of
from zegel.core.periods import Instant
from zegel.desk.publish import publish

pytestmark = [pytest.mark.anyio, both_databases]

CARD = {"kind": "card", "value": "2620000012345"}
BUY = {"branch": "dorpsstraat", "identifier": CARD, "lines": [{"sku": "BREAD", "category": "bread", "net_minor": 250}]}


@pytest.fixture
async def member(till):
    return (await till.post("/v1/members", {"identifiers": [CARD]})).json["member"]


async def test_the_same_request_gives_the_same_bytes_and_says_that_it_is_a_replay(shop, till, member):
    first = await till.post("/v1/purchases", BUY, key="k")
    entries = await shop.entries()

    again = await till.post("/v1/purchases", BUY, key="k")

    assert (again.status, again.body) == (first.status, first.body)
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert await shop.entries() == entries


async def test_the_order_of_fields_and_spaces_make_no_other_request(till, member):
    first = await till.post("/v1/purchases", BUY, key="k")

    again = await till.post("/v1/purchases", json.dumps(dict(reversed(BUY.items())), indent=3).encode(), key="k")

    assert again.body == first.body


async def test_another_body_under_the_key_is_refused_and_the_first_answer_stays(shop, till, member):
    first = await till.post("/v1/purchases", BUY, key="k")
    entries = await shop.entries()

    other = await till.post("/v1/purchases", BUY | {"till": "2"}, key="k")

    assert (other.status, other.code) == (422, "key_reused")
    assert other.json["retry"] == "new_key"
    assert await shop.entries() == entries
    assert (await till.post("/v1/purchases", BUY, key="k")).body == first.body


async def test_the_key_belongs_to_one_route(till, member):
    await till.post("/v1/holds", BUY, key="k")

    assert (await till.post("/v1/purchases", BUY, key="k")).code == "key_reused"


async def test_the_key_belongs_to_the_ids_in_the_path(till, member):
    one, two = [(await till.post("/v1/holds", BUY)).json["receipt"] for _ in range(2)]
    await till.post(f"/v1/holds/{one}/cancel", {}, key="k")

    assert (await till.post(f"/v1/holds/{two}/cancel", {}, key="k")).code == "key_reused"


async def test_the_key_belongs_to_the_source_not_to_the_credential(shop, till, member):
    renewed = shop.client(await shop.make_key(KORENAAR, ["till"], source="till"))
    webshop = shop.client(await shop.make_key(KORENAAR, ["till"], source="webshop"))
    first = await till.post("/v1/purchases", BUY | {"actor": "fatima"}, key="k")

    assert (await renewed.post("/v1/purchases", BUY | {"actor": "fatima"}, key="k")).body == first.body
    elsewhere = await webshop.post("/v1/purchases", BUY | {"actor": "fatima"}, key="k")
    assert elsewhere.status == 201
    assert elsewhere.json["receipt"] != first.json["receipt"]


async def test_another_company_has_keys_of_its_own(shop, till, member):
    mill = shop.client(await shop.add_company(OTHER))
    await mill.post("/v1/members", {"identifiers": [CARD]})
    first = await till.post("/v1/purchases", BUY, key="k")

    there = await mill.post("/v1/purchases", BUY, key="k")

    assert there.status == 201
    assert there.json["member"] != first.json["member"]


async def test_a_refusal_is_an_answer_too_and_stays_one(shop, till):
    refused = await till.post("/v1/purchases", BUY, key="k")
    assert refused.code == "unknown_member"
    assert refused.json["retry"] == "new_key"
    await till.post("/v1/members", {"identifiers": [CARD]})

    again = await till.post("/v1/purchases", BUY, key="k")
    new = await till.post("/v1/purchases", BUY, key="k2")

    assert (again.status, again.body) == (refused.status, refused.body)
    assert again.headers["idempotency-replayed"] == "true"
    assert new.status == 201


async def test_a_refused_key_does_not_take_another_body(till):
    await till.post("/v1/purchases", BUY, key="k")

    assert (await till.post("/v1/purchases", BUY | {"till": "2"}, key="k")).code == "key_reused"


async def test_malformed_input_uses_no_key_up(till, member):
    assert (await till.post("/v1/purchases", BUY | {"lines": []}, key="k")).status == 400
    assert (await till.post("/v1/purchases", BUY | {"branch": "nowhere"}, key="k")).code == "unknown_branch"

    assert (await till.post("/v1/purchases", BUY, key="k")).status == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "k" * 256, "k" * 10**6, "caf\u00e9", "a\x00", "a\rb", "a\x7f"])
async def test_a_key_is_visible_ascii_of_a_bearable_length(till, member, key):
    answer = await till.post("/v1/purchases", BUY, key=key)

    assert (answer.status, answer.code) == (400, "malformed")


async def test_a_write_without_a_key_is_refused(till, member):
    answer = await till.post("/v1/purchases", BUY, key=None)

    assert (answer.status, answer.code) == (400, "key_missing")
    longest = await till.post("/v1/purchases", BUY, key="k" * 255)
    assert longest.status == 201


async def test_two_keys_are_one_too_many(till, member):
    answer = await till.post("/v1/purchases", BUY, key="a", headers=[("idempotency-key", "b")])

    assert (answer.status, answer.code) == (400, "malformed")


async def test_sixty_four_at_once_become_one(shop, till, member):
    before = await shop.entries()

    answers = await asyncio.gather(*(till.post("/v1/purchases", BUY, key="k") for _ in range(64)))

    assert {(a.status, a.body) for a in answers} == {(201, answers[0].body)}
    assert sum("idempotency-replayed" not in a.headers for a in answers) == 1
    assert await shop.entries() == before + 1


async def test_of_two_bodies_at_once_one_wins(shop, till, member):
    before = await shop.entries()

    answers = await asyncio.gather(*(till.post("/v1/purchases", BUY | {"till": str(n % 2)}, key="k") for n in range(64)))

    assert sorted({a.status for a in answers}) == [201, 422]
    assert len({a.body for a in answers if a.status == 201}) == 1
    assert sum(a.status == 201 for a in answers) == 32
    assert await shop.entries() == before + 1


async def test_refusals_at_once_are_one_refusal(shop, till):
    answers = await asyncio.gather(*(till.post("/v1/purchases", BUY, key="k") for _ in range(32)))

    assert {a.body for a in answers} == {answers[0].body}
    assert answers[0].code == "unknown_member"
    assert await shop.entries() == 0


async def test_a_receipt_number_is_used_once_and_says_by_which_receipt(shop, till, member):
    first = await till.post("/v1/purchases", BUY | {"receipt_number": "1"})

    again = await till.post("/v1/purchases", BUY | {"receipt_number": "1"})

    assert (again.status, again.code) == (409, "receipt_number_used")
    assert again.json["data"] == {"receipt": first.json["receipt"]}


async def test_a_receipt_number_sent_twice_at_once_is_used_once(shop, till, member):
    before = await shop.entries()

    answers = await asyncio.gather(*(till.post("/v1/purchases", BUY | {"receipt_number": "1"}) for _ in range(16)))

    assert sorted(a.status for a in answers) == [201] + [409] * 15
    assert await shop.entries() == before + 1


async def test_the_first_answer_outlives_the_day_and_the_process(shop, till, member, database_url):
    first = await till.post("/v1/purchases", BUY, key="k")
    shop.clock.forward(25 * HOUR)
    await shop.desk.close()

    async with a_shop(database_url, shop.clock) as restarted:
        again = await restarted.client(shop.key).post("/v1/purchases", BUY, key="k")

    assert (again.status, again.body) == (first.status, first.body)
    await shop.desk.start()


async def test_the_first_answer_outlives_the_program(shop, till, member):
    first = await till.post("/v1/purchases", BUY, key="k")
    moved = compiled(read_yaml(PROGRAM.replace("dorpsstraat", "kerkstraat")).document)
    await publish(shop.queries, KORENAAR, moved, Instant(1), Instant(1))
    shop.shelves.forget(KORENAAR)

    again = await till.post("/v1/purchases", BUY, key="k")

    assert (again.status, again.body) == (first.status, first.body)
    assert (await till.post("/v1/purchases", BUY, key="k2")).code == "unknown_branch"
    assert (await till.post("/v1/purchases", BUY | {"till": "2"}, key="k")).code == "key_reused"


async def test_after_erasure_a_replay_says_that_it_is_gone(shop, till, member):
    first = await till.post("/v1/purchases", BUY, key="k")
    await shop.queries.erase_receipts(KORENAAR, receipt_of(first.json["receipt"]).purse)

    again = await till.post("/v1/purchases", BUY, key="k")

    assert (again.status, again.code) == (410, "erased")
    assert (await till.get(f"/v1/receipts/{first.json['receipt']}")).status == 410


async def test_every_write_replays_its_answer(shop, till, member):
    held = (await till.post("/v1/holds", BUY)).json["receipt"]
    kept = (await till.post("/v1/holds", BUY)).json["receipt"]
    sale = (await till.post("/v1/purchases", BUY)).json["receipt"]
    await till.post("/v1/adjustments", {"member": member, "unit": "points", "count": 500, "reason": "welcome"})
    mug = (await till.post("/v1/redemptions", {"member": member, "reward": "mug"})).json["receipt"]
    loose = (await till.post("/v1/purchases", {"branch": "station", "lines": BUY["lines"]})).json["receipt"]
    late = (await till.post("/v1/purchases", BUY | {"happened_at": "2026-02-20T10:00:00Z"})).json["receipt"]
    writes = [
        (f"/v1/holds/{held}/commit", {"receipt_number": "9"}),
        (f"/v1/holds/{kept}/cancel", {}),
        ("/v1/returns", {"receipt": sale}),
        (f"/v1/redemptions/{mug}/cancel", {"reason": "cracked"}),
        ("/v1/members", {"name": "Bo", "identifiers": [{"kind": "card", "value": "B0"}]}),
        (f"/v1/members/{member}/identifiers", {"identifier": {"kind": "email", "value": "a@b.nl"}}),
        ("/v1/claims", {"receipt": loose, "member": member}),
        (f"/v1/receipts/{late}/review", {"approve": False, "reason": "unreadable"}),
    ]
    for path, body in writes:
        first = await till.post(path, body, key=f"k {path}".replace(" ", "-"))
        assert first.status == 201, (path, first.body)
        entries = await shop.entries()
        again = await till.post(path, body, key=f"k {path}".replace(" ", "-"))
        assert (again.status, again.body) == (201, first.body), path
        assert await shop.entries() == entries, path
