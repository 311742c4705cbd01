"""Drafts over HTTP: nobody overwrites what they did not see, and a draft goes live at its moment, with what it looks back at counted."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.client import Answer, Client
from tests.korenaar import KORENAAR, Shop
from tests.programs import compiled
from tests.shop_fixtures import both_databases
from zegel.api.documented import DOCS
from zegel.core.periods import MINUTE, Instant, instant_text
from zegel.core.refusals import DraftChanged
from zegel.desk.drafts import publish_draft, publish_due
from zegel.desk.shelves import Shelves
from zegel.hall.publishing import published

HOUR = 60 * MINUTE
DAY = 24 * HOUR
pytestmark = pytest.mark.anyio

SMALL = DOCS["PUT /v1/program/drafts/{draft}"].example["program"]
SPRING = "/v1/program/drafts/spring"
OTHER = "/v1/program/drafts/other"


async def put(till: Client, program: dict, *, seen: int = 0, path: str = SPRING) -> Answer:
    header = ("if-match", f'"{seen}"') if seen else ("if-none-match", "*")
    return await till.send("PUT", path, json.dumps({"program": program}).encode(), [("content-type", "application/json"), header])


async def publish(till: Client, *, seen: int, live_from: int | None = None) -> Answer:
    body = {} if live_from is None else {"live_from": instant_text(Instant(live_from))}
    return await till.post(f"{SPRING}/publish", body, key=None, headers=[("if-match", f'"{seen}"')])


def looking_back(document: dict) -> dict:
    """The program with a rule about what somebody bought before."""
    cake = {"items": {"of": {"category": "cake"}, "within": "30 days", "at least": "1"}}
    return document | {"earn": document["earn"] | {"cake again": {"give": "7 points", "per": "purchase", "for": cake}}}


async def live_document(till: Client) -> dict:
    return (await till.get("/v1/program")).json["document"]


class WhileLooked:
    """The books, of which somebody writes something at the moment that a draft was looked at."""

    def __init__(self, queries: Any, writes: Callable[[], Awaitable[Any]]) -> None:
        self.queries, self.writes = queries, writes

    def __getattr__(self, name: str) -> Any:
        return getattr(self.queries, name)

    async def draft(self, company: Any, name: str) -> Any:
        looked_at = await self.queries.draft(company, name)
        await self.writes()
        return looked_at


@both_databases
async def test_where_two_publish_nobody_puts_words_of_their_own_under_what_the_other_wrote(shop, till):
    careful = SMALL | {"publishing": {"second person": "always"}}
    await put(till, careful)
    assert (await publish(till, seen=1)).status == 200
    anna = shop.client(await shop.make_key(KORENAAR, ["all"]))
    assert (await put(anna, careful | {"program": "Lente"}, path=OTHER)).status == 200
    bas = await shop.keys.grant(till.key, shop.clock.now())
    books = WhileLooked(shop.queries, lambda: put(till, careful | {"program": "Herfst"}, seen=1, path=OTHER))

    with pytest.raises(DraftChanged):
        await published(shop.door, books, bas, "other", 2, shop.clock.now(), shop.clock.now(), "")

    assert (await live_document(till))["program"] == SMALL["program"]


@both_databases
async def test_a_draft_is_changed_by_whoever_saw_the_newest(till):
    made = await put(till, SMALL)
    changed = await put(till, SMALL | {"program": "Lente"}, seen=1)
    late = await put(till, SMALL | {"program": "Herfst"}, seen=1)
    again = await put(till, SMALL)

    assert (made.status, made.headers["etag"], made.json["check"]["mistakes"]) == (200, '"1"', [])
    assert (changed.status, changed.headers["etag"]) == (200, '"2"')
    assert (late.status, late.code, late.json["data"]["revision"]) == (412, "draft_changed", 2)
    assert (again.status, again.code) == (412, "draft_changed")
    assert (await till.get(SPRING)).json["program"]["program"] == "Lente"
    assert [(one["name"], one["revision"]) for one in (await till.get("/v1/program/drafts")).json["drafts"]] == [("spring", 2)]


async def test_a_draft_with_mistakes_is_kept_and_not_published(till):
    wrong = await put(till, SMALL | {"extra": "1"})

    refused = await publish(till, seen=1)

    assert [one["code"] for one in wrong.json["check"]["mistakes"]] == ["unknown_key"]
    assert (refused.status, refused.code) == (422, "program_mistakes")
    assert refused.json["detail"].startswith("extra: `extra` is no key of program."), "what was sent as JSON has no lines"
    assert (await till.get(SPRING)).status == 200


@pytest.mark.parametrize("header", [(), (("if-match", "*"),), (("if-match", "2"),), (("if-match", '"1"'), ("if-none-match", "*"))])
async def test_whoever_changes_a_draft_says_what_they_saw(till, header):
    body = json.dumps({"program": SMALL}).encode()

    answer = await till.send("PUT", SPRING, body, [("content-type", "application/json"), *header])

    assert (answer.status, answer.code) == (428, "draft_seen_missing")


@pytest.mark.parametrize(("tag", "status"), [
    ('W/"2"', 200), ('"1", "2"', 200), ('"2" ,W/"1"', 200), ('"1"', 412), ('"3"', 412), ('"spring"', 412), ('W/"1"', 412), ('""', 412),
])  # fmt: skip
async def test_a_tag_is_read_as_proxies_and_libraries_send_it(till, tag, status):
    await put(till, SMALL)
    await put(till, SMALL, seen=1)

    answer = await till.send(
        "PUT", SPRING, json.dumps({"program": SMALL}).encode(), [("content-type", "application/json"), ("if-match", tag)]
    )

    assert (answer.status, answer.code) == (status, "draft_changed" if status == 412 else "")


async def test_a_draft_is_forgotten(till):
    await put(till, SMALL)

    late = await till.send("DELETE", SPRING, headers=[("if-match", '"7"')])
    gone = await till.send("DELETE", SPRING, headers=[("if-match", '"1"')])
    again = await till.send("DELETE", SPRING, headers=[("if-match", '"1"')])

    assert [(one.status, one.code) for one in (late, gone, again)] == [(412, "draft_changed"), (200, ""), (404, "unknown_draft")]
    assert (await till.get(SPRING)).code == "unknown_draft"


TYPED = """# What the bakery promises.
zegel: 1
program: De Korenaar
company: {currency: EUR}
branches: [dorpsstraat]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
earn:
  base: {give: 2 points, per: 1.00 EUR}   # for now
"""
YAML = ("content-type", "application/yaml; charset=utf-8")


@both_databases
async def test_a_draft_that_is_sent_as_it_was_typed_keeps_its_comments_and_its_lines(till, shop: Shop):
    wrong = await till.send("PUT", SPRING, TYPED.replace("1.00 EUR", "1 EUR").encode(), [YAML, ("if-none-match", "*")])
    right = await till.send("PUT", SPRING, TYPED.replace("\n", "\r\n").encode(), [YAML, ("if-match", '"1"')])
    seen = (await till.get(SPRING)).json
    done = await publish(till, seen=2)

    assert [(one["line"], one["path"]) for one in wrong.json["check"]["mistakes"]] == [(8, "earn.base.per")]
    assert (right.status, right.json["yaml"], right.json["check"]["mistakes"]) == (200, TYPED, [])
    assert [(one["line"], one["code"]) for one in right.json["check"]["warnings"]] == [(8, "missing_why")]
    assert (seen["yaml"], seen["program"]["earn"]) == (TYPED, {"base": {"give": "2 points", "per": "1.00 EUR"}})
    assert done.status == 200
    shop.shelves.forget(KORENAAR)
    assert (await shop.shelves.of(KORENAAR)).versions[-1].written == TYPED


@pytest.mark.parametrize(("text", "status", "code"), [
    (b"- a list\n", 422, "program_mistakes"), (b"a: [\n", 422, "program_mistakes"), (b"a: 1\na: 2\n", 422, "program_mistakes"),
    (b"", 422, "program_mistakes"), ("naam: é".encode("latin-1"), 400, "malformed"), (b"a: &b 1\n", 422, "program_mistakes"),
])  # fmt: skip
async def test_what_is_no_table_of_yaml_is_no_draft(till, text, status, code):
    answer = await till.send("PUT", SPRING, text, [YAML, ("if-none-match", "*")])

    assert (answer.status, answer.code) == (status, code)
    assert (await till.get(SPRING)).code == "unknown_draft"


async def test_a_typed_program_is_checked_and_compared_with_its_lines(till):
    wrong = TYPED.replace("2 points", "2 pionts").encode()

    checked, compared, placed = [await till.send("POST", f"/v1/program/{what}", wrong, [YAML]) for what in ("check", "diff", "members")]
    other = await till.send("POST", "/v1/program/test", TYPED.encode(), [YAML])

    for answer in (checked, compared, placed):
        assert [(one["line"], one["code"]) for one in answer.json["mistakes"]] == [(8, "unknown_unit")]
    assert (other.status, other.code) == (415, "unsupported_media_type")


async def test_a_name_is_a_word(till):
    assert (await put(till, SMALL, path="/v1/program/drafts/Spring%20Sale")).code == "malformed"


@both_databases
async def test_a_draft_is_published_at_once(till, shop: Shop):
    document = await live_document(till) | {"returns": {"within": "21 days"}}
    await put(till, document)

    done = await publish(till, seen=1)
    shop.clock.forward(DAY)

    assert (done.status, done.json["state"], done.json["measures"]) == (200, "published", [])
    assert (await live_document(till))["returns"] == {"within": "21 days"}
    assert (await till.get(SPRING)).code == "unknown_draft"


@both_databases
async def test_of_two_who_publish_at_once_one_does(till):
    await put(till, await live_document(till) | {"returns": {"within": "21 days"}})
    before = len((await till.get("/v1/program/versions")).json["versions"])

    answers = await asyncio.gather(*(publish(till, seen=1) for _ in range(3)))

    assert sorted(answer.status for answer in answers)[0] == 200
    assert {answer.code for answer in answers if answer.status != 200} <= {"draft_changed", "unknown_draft"}
    assert [answer.status for answer in answers].count(200) == 1
    await asyncio.sleep(1)  # until the shelf is looked at again
    assert len((await till.get("/v1/program/versions")).json["versions"]) == before + 1


async def test_who_changes_a_draft_just_before_it_is_published_keeps_their_words_and_nothing_is_published(shop, till):
    await put(till, SMALL)
    before, now = await live_document(till), shop.clock.now()
    books: Any = WhileLooked(shop.queries, lambda: put(till, SMALL | {"program": "Herfst"}, seen=1))

    with pytest.raises(DraftChanged):
        await publish_draft(shop.desk, books, KORENAAR, "spring", 1, now, now, lambda _done: ())

    assert (await till.get(SPRING)).json["program"]["program"] == "Herfst"
    assert await live_document(till) == before
    assert len((await till.get("/v1/program/versions")).json["versions"]) == 1


async def test_a_draft_is_published_from_a_moment_on(till, shop: Shop):
    document = await live_document(till)
    await put(till, document | {"returns": {"within": "21 days"}})

    past = await publish(till, seen=1, live_from=shop.clock.at - HOUR)
    done = await publish(till, seen=1, live_from=shop.clock.at + DAY)

    assert (past.status, past.code, past.json["data"]) == (422, "no_such_day", {"field": "live_from"})
    assert done.json["state"] == "published"
    assert await live_document(till) == document
    shop.clock.forward(DAY)
    assert (await live_document(till))["returns"] == {"within": "21 days"}


@both_databases
async def test_what_it_looks_back_at_is_counted_before_it_is_live(till, shop: Shop):
    await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": "2620000012345"}]})
    await till.post("/v1/purchases", DOCS["POST /v1/purchases"].example)
    document = await live_document(till)
    await put(till, looking_back(document))

    done = await publish(till, seen=1, live_from=shop.clock.at + HOUR)
    before = await publish_due(shop.desk, shop.queries, shop.clock.now, _fail)
    shop.clock.forward(2 * HOUR)
    after = await publish_due(shop.desk, shop.queries, shop.clock.now, _fail)

    assert (done.status, done.json["state"], len(done.json["measures"])) == (200, "scheduled", 1)
    assert (before, after) == (0, 1)
    assert "cake again" in (await live_document(till))["earn"]
    assert (await till.get("/v1/program/drafts")).json["drafts"] == []


@both_databases
async def test_a_version_that_is_to_come_is_taken_back_and_never_goes_live(till, shop: Shop):
    document = await live_document(till)
    await put(till, document | {"returns": {"within": "21 days"}})
    await publish(till, seen=1, live_from=shop.clock.at + DAY)

    back = await till.post("/v1/program/versions/2/withdraw", {"reason": "too generous"}, key=None)
    again = await till.post("/v1/program/versions/2/withdraw", {}, key=None)
    live = await till.post("/v1/program/versions/1/withdraw", {}, key=None)
    nobodys = [await till.post(f"/v1/program/versions/{n}/withdraw", {}, key=None) for n in ("0", "3", "two", "9" * 30)]
    shop.clock.forward(2 * DAY)

    assert (back.status, back.json["withdrawn_at"], back.json["live"]) == (200, instant_text(Instant(shop.clock.at - 2 * DAY)), False)
    assert (again.status, again.json) == (200, back.json)
    assert (live.status, live.code) == (409, "version_live")
    assert [(one.status, one.code) for one in nobodys] == [(404, "unknown_version")] * 4
    assert await live_document(till) == document
    assert [one["live"] for one in (await till.get("/v1/program/versions")).json["versions"]] == [True, False]
    log = await shop.door.people.register.people.newest_audit_lines(KORENAAR, 2**53, 10)
    assert [(one.deed.what, one.deed.reason) for one in log] == [("program.withdraw", "too generous"), ("program.publish", "")]


@both_databases
async def test_another_process_hears_that_a_version_was_taken_back(till, shop: Shop):
    await put(till, await live_document(till) | {"returns": {"within": "21 days"}})
    await publish(till, seen=1, live_from=shop.clock.at + DAY)
    beside = Shelves(shop.queries, compiled, lambda: 0.0)
    before = (await beside.of(KORENAAR)).number_live_at(Instant(shop.clock.at + DAY))

    await till.post("/v1/program/versions/2/withdraw", {}, key=None)
    beside.forget(KORENAAR)

    assert (before, (await beside.of(KORENAAR)).number_live_at(Instant(shop.clock.at + DAY))) == (2, 1)
    await beside.close()


async def test_a_version_is_not_taken_back_from_its_moment_on(till, shop: Shop):
    await put(till, await live_document(till) | {"returns": {"within": "21 days"}})
    await publish(till, seen=1, live_from=shop.clock.at + DAY)
    shop.clock.forward(DAY)

    late = await till.post("/v1/program/versions/2/withdraw", {}, key=None)

    assert (late.status, late.code) == (409, "version_live")
    assert (await live_document(till))["returns"] == {"within": "21 days"}


@both_databases
async def test_a_draft_that_waits_to_be_counted_is_a_draft_again(till, shop: Shop):
    document = await live_document(till)
    await put(till, looking_back(document))
    await publish(till, seen=1, live_from=shop.clock.at + HOUR)

    unseen = await till.post(f"{SPRING}/unschedule", {}, key=None, headers=[("if-match", '"1"')])
    back = await till.post(f"{SPRING}/unschedule", {}, key=None, headers=[("if-match", '"2"')])
    shop.clock.forward(2 * HOUR)

    assert (unseen.status, unseen.code) == (412, "draft_changed")
    assert (back.status, back.json["live_from"], back.json["revision"]) == (200, None, 3)
    assert await publish_due(shop.desk, shop.queries, shop.clock.now, _fail) == 0
    assert await live_document(till) == document


async def test_a_draft_that_is_being_published_is_not_taken_back(till, shop: Shop):
    document = await live_document(till)
    await put(till, looking_back(document))
    await publish(till, seen=1, live_from=shop.clock.at + HOUR)
    shop.clock.forward(2 * HOUR)
    draft = await shop.queries.draft(KORENAAR, "spring")
    assert draft is not None
    assert await shop.queries.claim_draft(KORENAAR, draft, shop.clock.now())

    late = await till.post(f"{SPRING}/unschedule", {}, key=None, headers=[("if-match", '"2"')])
    shop.clock.forward(HOUR)  # whoever claimed it is gone
    back = await till.post(f"{SPRING}/unschedule", {}, key=None, headers=[("if-match", '"2"')])

    assert (late.status, late.code) == (409, "version_live")
    assert (back.status, back.json["live_from"]) == (200, None)


def _fail(error: BaseException) -> None:
    raise error
