"""What is known of a member: changed field by field, kept outside the books."""

import json

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from tests.shop_fixtures import both_databases
from zegel.core.periods import Instant
from zegel.desk.publish import publish
from zegel.program.sentences import sentences
from zegel.store.books import check

ASKS = PROGRAM + "profile: {shoe size: count, vegetarian: yes or no, favourite: [bread, cake]}\n"
CHOOSES = {"used_by_itself": False}
pytestmark = pytest.mark.anyio


async def patch(till, member, body, key="k"):
    headers = [("content-type", "application/json"), ("idempotency-key", key)]
    return await till.send("PATCH", f"/v1/members/{member}/profile", json.dumps(body).encode(), headers)


@both_databases
async def test_a_profile_is_changed_field_by_field_and_the_books_do_not_know_what_was_told(shop, till):
    await publish(shop.queries, KORENAAR, compiled(read_yaml(ASKS).document), Instant(1), Instant(1))
    shop.shelves.forget(KORENAAR)
    member = (await till.post("/v1/members", {"name": "Anna", "language": "nl", "birthday": "03-31"})).json["member"]
    told = {"shoe size": 38, "vegetarian": True, "favourite": "cake"}

    first = await patch(
        till, member, {"name": " Anna de Vries ", "language": None, "home_branch": "station", "fields": told} | CHOOSES, "k-1"
    )
    again = await patch(
        till, member, {"name": " Anna de Vries ", "language": None, "home_branch": "station", "fields": told} | CHOOSES, "k-1"
    )
    other = await patch(till, member, {"name": "Else"}, "k-1")

    assert (first.status, again.body, again.headers["idempotency-replayed"], other.code) == (201, first.body, "true", "key_reused")
    assert (await till.get(f"/v1/members/{member}/profile")).json == {
        "birthday": "03-31", "fields": {"favourite": "cake", "shoe size": 38, "vegetarian": True}, "home_branch": "station",
        "language": None, "member": member, "name": "Anna de Vries", "used_by_itself": False,
    }  # fmt: skip
    entry = (await till.get(f"/v1/members/{member}/entries")).json["entries"][-1]
    said = "profile: favourite, home branch, language, name, shoe size, used by itself, vegetarian"
    assert (entry["kind"], entry["reason"]) == ("profile", said)
    receipt = (await till.get(f"/v1/receipts/{first.json['receipt']}")).body
    assert not any(word in receipt for word in (b"Vries", b"cake", b"38,"))

    assert (
        await patch(till, member, {"fields": {"favourite": None}, "birthday": None, "home_branch": None, "used_by_itself": None}, "k-2")
    ).status == 201
    left = (await till.get(f"/v1/members/{member}/profile")).json
    assert left["used_by_itself"]
    assert (left["fields"], left["birthday"], left["home_branch"]) == ({"shoe size": 38, "vegetarian": True}, None, None)
    assert (await till.get(f"/v1/members/{member}")).json["name"] == "Anna de Vries"
    assert (await check(shop.store, KORENAAR)).findings == []
    assert shop.reported == []


async def test_what_the_program_does_not_ask_or_cannot_be_is_refused(shop, till):
    await publish(shop.queries, KORENAAR, compiled(read_yaml(ASKS).document), Instant(1), Instant(1))
    shop.shelves.forget(KORENAAR)
    member = (await till.post("/v1/members", {"name": "Anna"})).json["member"]
    card = {"identifiers": [{"kind": "card", "value": "2620000012345"}], "anonymous": True}
    nobody = (await till.post("/v1/members", card)).json["member"]
    entries = await shop.entries()

    for n, (body, code) in enumerate((
        ({}, "malformed"), ({"fields": {}}, "malformed"), ({"fields": {"eyes": "blue"}}, "malformed"),
        ({"birthday": "02-30"}, "no_such_day"), ({"fields": {"favourite": "pie"}}, "malformed"),
        ({"fields": {"shoe size": "large"}}, "malformed"), ({"language": "fr"}, "malformed"),
        ({"home_branch": "paris"}, "unknown_branch"),
    )):  # fmt: skip
        assert (await patch(till, member, body, f"k-{n}")).code == code, body
    assert (await patch(till, nobody, {"name": "Anna"}, "k-9")).code == "member_needed"
    assert await shop.entries() == entries


def test_a_program_says_what_it_asks_for():
    (said,) = [one for one in sentences(read_yaml(ASKS)) if one.path == "profile"]

    assert said.nl == "Wat u van uzelf mag vertellen, en altijd weer kunt laten vergeten: favourite, shoe size en vegetarian."
    assert said.en == "What you may tell of yourself, and have forgotten at any time: favourite, shoe size and vegetarian."
