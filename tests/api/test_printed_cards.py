"""Printed gift cards over HTTP, on both databases: made, sent, received, sold once; what was stolen is not sold."""

import pytest

from tests.client import Client
from tests.korenaar import KORENAAR, NOON, OTHER, PROGRAM, Shop
from tests.programs import compiled, read_yaml
from tests.shop_fixtures import both_databases
from zegel.core.codes import STREAM
from zegel.desk.card_batches import begin, bring_in, finish, streamed
from zegel.desk.publish import publish
from zegel.store.books import check
from zegel.store.card_register import MAKING, WHOLE, CardBatch
from zegel.store.people_records import Deed

pytestmark = [pytest.mark.anyio, both_databases]

KEEPS = PROGRAM + "\ngift cards: {valid for: 5 years, from: 5.00 EUR, at most: 150.00 EUR, printed: registered}\n"
BATCHES = "/v1/gift-card-batches"
FROM_ELSEWHERE = "2345-6789-ABCD-EFG6"


@pytest.fixture
async def till(shop: Shop) -> Client:
    """A till of a second bakery, which sells the cards of its own batches only."""
    return shop.client(await shop.add_company(OTHER, KEEPS))


async def made(till: Client, name: str = "kerst", count: int = 5, **more: object) -> list[str]:
    answer = await till.post(BATCHES, {"batch": name, "count": count, **more})
    assert answer.status == 201, answer.body
    return answer.json["codes"]


async def moved(till: Client, what: str, first: int, last: int, **more: object) -> dict:
    answer = await till.post(f"{BATCHES}/kerst/moves", {"what": what, "first": first, "last": last, "reason": "because", **more})
    assert answer.status == 200, answer.body
    return answer.json


def sale(code: str, minor: int = 2500) -> dict:
    line = {"sku": "CARD", "category": "gift cards", "legal_class": "gift_card", "net_minor": minor}
    return {"branch": "dorpsstraat", "lines": [line], "sells": [{"line": 1, "code": code}]}


def stands(batch: dict) -> dict:
    return {name: count for name, count in batch["cards"].items() if count}


async def test_a_download_that_was_left_behind_does_not_undo_what_another_finished(shop):
    cards, register, hashed = shop.queries.card_register, shop.door.people.register, str.encode
    batch = CardBatch("groot", MAKING, STREAM + 1, 0, 0, bytes(32), NOON)
    deed = Deed("staff:joost", "card_batch.make", "card_batch:groot", {}, {}, "", "")
    await begin(register, KORENAAR, batch, deed)

    slow = streamed(cards, KORENAAR, "groot", hashed)
    await anext(slow)
    assert sum([len(texts) async for _, texts in streamed(cards, KORENAAR, "groot", hashed)]) == STREAM + 1
    assert await finish(register, KORENAAR, "groot", deed)
    await anext(slow)

    now = await cards.batch(KORENAAR, "groot")
    assert (now.made, now.state) == (STREAM + 1, WHOLE)


async def test_a_batch_goes_to_a_branch_is_received_and_sold_and_used_up(shop, till):
    codes = await made(till)
    assert (len(set(codes)), stands((await till.get(f"{BATCHES}/kerst")).json)) == (5, {"made": 5})

    assert stands(await moved(till, "send", 1, 3, branch="station")) == {"made": 2, "sent": 3}
    received = await moved(till, "receive", 1, 5, branch="station")
    assert (received["moved"], stands(received)) == (3, {"made": 2, "there": 3})

    assert (await till.post("/v1/purchases", sale(codes[0]))).status == 201
    assert (await till.post("/v1/purchases", sale(codes[1]))).status == 201
    paid = {"kind": "gift_card", "amount_minor": 2500, "code": codes[1]}
    jam = {"branch": "dorpsstraat", "lines": [{"sku": "JAM", "category": "jam", "net_minor": 2500}], "tenders": [paid]}
    assert (await till.post("/v1/purchases", jam)).status == 201
    cards = (await till.get(f"{BATCHES}/kerst/cards", "limit=2")).json
    assert [(one["number"], one["stands"], one["branch"]) for one in cards["cards"]] == [(1, "active", "station"), (2, "used", "station")]
    more = (await till.get(f"{BATCHES}/kerst/cards", f"limit=2&cursor={cards['next']}")).json
    assert [(one["number"], one["stands"], one["card"]) for one in more["cards"]] == [(3, "there", None), (4, "made", None)]
    looked = (await till.post("/v1/gift-cards/lookup", {"code": codes[0]})).json
    assert (looked["card"], looked["available_minor"]) == (cards["cards"][0]["card"], 2500)
    lost = await till.post(f"/v1/gift-cards/{looked['card']}/replace", {"draw": True, "reason": "left in the train"})
    assert lost.status == 201, lost.body
    assert stands((await till.get(f"{BATCHES}/kerst")).json) == {"made": 2, "replaced": 1, "there": 1, "used": 1}
    assert (await check(shop.store, OTHER)).findings == []


async def test_a_stolen_box_is_blocked_and_none_of_it_is_sold_at_any_door(till):
    codes = await made(till)
    assert (await till.post("/v1/purchases", sale(codes[1]))).status == 201

    lost = await moved(till, "lose", 1, 3)

    assert (lost["moved"], stands(lost)) == (2, {"active": 1, "lost": 2, "made": 2})
    answer = await till.post("/v1/purchases", sale(codes[0]))
    assert (answer.status, answer.code, answer.json["data"]) == (409, "gift_card_blocked", {"batch": "kerst", "number": 1, "why": "lost"})
    assert (await till.post("/v1/gift-cards", {"code": codes[2], "amount_minor": 2500})).code == "gift_card_blocked"
    assert (await till.post("/v1/gift-cards/lookup", {"code": codes[0]})).code == "unknown_gift_card", "it is worth nothing"
    assert (await till.post("/v1/gift-cards/lookup", {"code": codes[1]})).json["available_minor"] == 2500
    assert (await moved(till, "free", 1, 5))["moved"] == 2
    assert (await till.post("/v1/purchases", sale(codes[0]))).status == 201


async def test_what_is_in_no_batch_is_not_sold_but_what_zegel_draws_is(till):
    assert (await till.post("/v1/purchases", sale(FROM_ELSEWHERE))).code == "gift_card_unregistered"
    assert (await till.post("/v1/gift-cards", {"code": FROM_ELSEWHERE, "amount_minor": 2500})).code == "gift_card_unregistered"

    drawn = await till.post("/v1/gift-cards", {"amount_minor": 2500})

    assert drawn.status == 201, drawn.body
    assert (await till.post(f"/v1/gift-cards/{drawn.json['member']}/replace", {"draw": True, "reason": "lost"})).status == 201


async def test_a_card_with_an_amount_on_it_is_sold_for_that(till):
    codes = await made(till, worth_minor=2500)

    wrong = await till.post("/v1/purchases", sale(codes[0], 5000))

    assert (wrong.status, wrong.code, wrong.json["data"]) == (422, "gift_card_worth", {"worth": 2500})
    assert (await till.post("/v1/purchases", sale(codes[0]))).status == 201
    too_much = await till.post(BATCHES, {"batch": "large", "count": 5, "worth_minor": 15_001})
    assert too_much.code == "gift_card_amount"


async def test_codes_are_shown_once_and_a_name_is_one_batch(till):
    codes = await made(till)

    again = await till.post(BATCHES, {"batch": "kerst", "count": 5})
    other = await till.post(BATCHES, {"batch": "kerst", "count": 6})

    assert (len(codes), again.status, again.json["codes"], other.status) == (5, 201, None, 409)
    assert other.code == "batch_exists"
    assert [one["batch"] for one in (await till.get(BATCHES)).json["batches"]] == ["kerst"]


async def test_a_key_of_one_branch_sees_and_touches_what_was_sent_there(shop, till):
    codes = await made(till)
    await moved(till, "send", 1, 2, branch="station")
    await moved(till, "send", 3, 4, branch="dorpsstraat")
    scopes = frozenset(("printed_cards:read", "printed_cards:write", "printed_cards:make"))
    station = shop.client(await shop.make_key(OTHER, scopes, branch="station"))

    assert stands((await station.get(f"{BATCHES}/kerst")).json) == {"sent": 2}
    assert [one["number"] for one in (await station.get(f"{BATCHES}/kerst/cards")).json["cards"]] == [1, 2]
    assert (await moved(station, "receive", 1, 5, branch="station"))["moved"] == 2
    assert (await moved(station, "lose", 1, 5))["moved"] == 2
    for what, branch in (("send", "station"), ("receive", "dorpsstraat")):
        refused = await station.post(f"{BATCHES}/kerst/moves", {"what": what, "first": 1, "last": 5, "branch": branch, "reason": "x"})
        assert (refused.status, refused.code) == (403, "not_allowed")
    assert (await station.post(BATCHES, {"batch": "mine", "count": 1})).status == 403
    assert (await till.post(BATCHES, {"batch": "later", "count": 1})).status == 201
    assert (await station.get(f"{BATCHES}/later")).code == "unknown_card_batch"
    assert [one["batch"] for one in (await station.get(BATCHES)).json["batches"]] == ["kerst"]
    assert stands((await till.get(f"{BATCHES}/kerst")).json) == {"lost": 2, "made": 1, "sent": 2}
    assert (await till.post("/v1/purchases", sale(codes[2]))).status == 201


@pytest.mark.parametrize(("body", "code"), [
    ({"what": "send", "branch": "moon"}, "unknown_branch"), ({"what": "send"}, "unknown_branch"),
    ({"what": "block", "reason": " "}, "reason_missing"),
    ({"what": "block", "first": 4, "last": 3}, "malformed"), ({"what": "burn"}, "malformed"),
])  # fmt: skip
async def test_what_cannot_be_meant_moves_nothing(till, body, code):
    await made(till)

    answer = await till.post(f"{BATCHES}/kerst/moves", {"first": 1, "last": 5, "reason": "because"} | body)

    assert answer.code == code
    assert stands((await till.get(f"{BATCHES}/kerst")).json) == {"made": 5}


async def test_what_was_done_stands_in_the_audit_log(shop, till):
    await made(till)
    await moved(till, "block", 2, 3)
    await moved(till, "block", 2, 3)

    log = await shop.door.people.register.people.audit_lines(OTHER, 0, 99)

    found = [(line.deed.what, line.deed.object, line.deed.reason) for line in log if "card" in line.deed.what]
    assert found == [("card_batch.make", "card_batch:kerst", ""), ("printed_card.block", "card_batch:kerst", "because")]


async def test_cards_that_were_sold_before_there_was_a_register_are_sold_cards_when_they_are_brought_in(shop, till):
    plain = shop.client(shop.key)
    await publish(shop.queries, KORENAAR, compiled(read_yaml(KEEPS.replace(", printed: registered", "")).document), NOON, NOON)
    shop.shelves.forget(KORENAAR)
    assert (await plain.post("/v1/purchases", sale(FROM_ELSEWHERE))).status == 201
    batch = CardBatch("old", MAKING, 2, 0, 0, None, NOON)
    hashed = shop.door.codes.hasher(KORENAAR, capitals_matter=False)
    deed = Deed("staff:joost", "card_batch.import", "card_batch:old", {}, {}, "", "")

    for _ in range(2):
        await bring_in(shop.door.people.register, KORENAAR, batch, hashed, [FROM_ELSEWHERE, "2345-6789-ABCD-EFGH-2222"], deed)

    found = (await plain.get(f"{BATCHES}/old")).json
    assert (stands(found), found["state"]) == ({"active": 1, "made": 1}, "whole")
    assert (await plain.post("/v1/purchases", sale(FROM_ELSEWHERE))).code == "identifier_taken"
    assert (await till.get(f"{BATCHES}/old")).code == "unknown_card_batch", "another company's"
