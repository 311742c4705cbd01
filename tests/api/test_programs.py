"""Programs over HTTP: checked, compared with the live one, listed; nothing is written."""

import pytest

from tests.client import Client
from tests.korenaar import KORENAAR, NOON
from zegel.api.documented import DOCS
from zegel.core.periods import Instant, instant_text
from zegel.desk.publish import publish
from zegel.program.compile import Compiled
from zegel.program.read import read_document

pytestmark = pytest.mark.anyio

SMALL = DOCS["POST /v1/program/check"].example["program"]


async def live_document(till: Client) -> dict:
    return (await till.get("/v1/program")).json["document"]


async def test_a_program_is_checked_and_says_itself(till):
    answer = await till.post("/v1/program/check", {"program": SMALL}, key=None)

    assert answer.status == 200
    assert (answer.json["mistakes"], len(answer.json["digest"])) == ([], 64)
    assert answer.json["warnings"] == [{
        "line": None, "path": "earn.base", "code": "missing_why", "says": {"nl": "Er is geen `why`.", "en": "There is no `why`."},
        "hint": {"nl": "Zeg in een zin waarom het lid dit krijgt.", "en": "Say in a sentence why the member gets this."},
    }]  # fmt: skip
    assert {"path": "earn.base", "nl": "U krijgt 2 points per volle € 1,00.", "en": "You get 2 points per full €1.00."} in (
        answer.json["sentences"]
    )


async def test_every_mistake_is_told_at_its_path(till):
    wrong = SMALL | {"earn": {"base": {"give": "2 pionts", "per": 1.5}}, "extra": 1}

    answer = await till.post("/v1/program/check", {"program": wrong}, key=None)

    assert (answer.status, answer.json["digest"], answer.json["sentences"]) == (200, None, [])
    assert sorted((found["path"], found["code"]) for found in answer.json["mistakes"]) == [
        ("earn.base.give", "unknown_unit"), ("earn.base.per", "not_exact"), ("earn.base.per", "not_of_this_form"), ("extra", "unknown_key"),
    ]  # fmt: skip


async def test_stories_are_played_before_customers_do(till):
    body = DOCS["POST /v1/program/test"].example
    wrong = body["stories"][0] | {"story": "Too much hope", "steps": [{"on": "2026-03-03", "buys": "BREAD", "expect": {"points": "99"}}]}
    unread = {"story": "No such article", "member": "anna", "steps": [{"on": "2026-03-03", "buys": "CAKE"}]}

    answer = await till.post("/v1/program/test", body | {"stories": [*body["stories"], wrong, unread]}, key=None)

    assert (answer.status, answer.json["mistakes"], answer.json["failed"]) == (200, [], 2)
    first, second, third = answer.json["stories"]
    assert first == {"story": "Two points a euro", "mistakes": [], "missed": []}
    assert [one["step"] for one in second["missed"]] == [1]
    assert (third["story"], bool(third["mistakes"]), third["missed"]) == ("No such article", True, [])


async def test_stories_of_a_program_with_mistakes_are_not_played(till):
    body = DOCS["POST /v1/program/test"].example

    program = await till.post("/v1/program/test", body | {"program": {"zegel": "1"}}, key=None)
    articles = await till.post("/v1/program/test", body | {"articles": {"BREAD": {"VAT": "much"}}}, key=None)

    assert {one["path"] for one in program.json["mistakes"]} == {"program"}
    assert {one["path"].split(".")[0] for one in articles.json["mistakes"]} == {"articles"}
    assert (program.json["stories"], articles.json["stories"]) == ([], [])
    assert (program.json["failed"], articles.json["failed"]) == (1, 1), "no story that was not played has come out well"


async def test_a_program_is_compared_with_the_live_one(till):
    document = await live_document(till)
    more = document | {"returns": {"within": "21 days"}}

    same = await till.post("/v1/program/diff", {"program": document}, key=None)
    other = await till.post("/v1/program/diff", {"program": more}, key=None)
    wrong = await till.post("/v1/program/diff", {"program": {"zegel": 1}}, key=None)

    assert (same.status, same.json["mistakes"], same.json["changes"]) == (200, [], [])
    assert [(change["path"], change["kind"]) for change in other.json["changes"]][-1:] == [("returns.within", "changed")]
    assert other.json["changes"][-1]["en"] == "Goods may come back within 21 instead of 14 days, later only with a reason."
    assert {found["code"] for found in wrong.json["mistakes"]} == {"missing_key"}


async def test_the_terms_of_a_version_are_told_in_both_languages_with_its_day(till):
    terms = (await till.get("/v1/program/versions/1/terms")).json
    program = (await till.get("/v1/program")).json
    by_path = {one["path"]: one for chapter in terms["chapters"] for one in chapter["sentences"]}

    assert (terms["number"], terms["version"], terms["name"]) == (1, program["digest"][:16], program["name"])
    assert terms["valid_from"] == "1970-01-01"
    assert terms["chapters"][0]["heading"] == {"nl": "Wie en waar", "en": "Who and where"}
    assert by_path["company"] in program["sentences"]


@pytest.mark.parametrize("version", ["0", "2", "00x", "-1", "9999999999"])
async def test_a_version_that_there_is_not_has_no_terms(till, version):
    answer = await till.get(f"/v1/program/versions/{version}/terms")

    assert (answer.status, answer.json["code"]) == (404, "unknown_version")


async def test_versions_are_listed_and_one_is_live(shop, till):
    before = (await till.get("/v1/program/versions")).json["versions"]
    program = Compiled(read_document(b'{"branches":["dorpsstraat"],"company":{"currency":"EUR"},"program":"Twee","zegel":"1"}'))
    await publish(shop.queries, KORENAAR, program, Instant(NOON + 1), Instant(NOON))
    shop.desk.shelves.forget(KORENAAR)
    at_noon = (await till.get("/v1/program/versions")).json["versions"]
    shop.clock.at = NOON + 2_000

    after = (await till.get("/v1/program/versions")).json["versions"]

    assert [version["live"] for version in before] == [True]
    assert [version["live"] for version in at_noon] == [True, False]
    assert [version["live"] for version in after] == [False, True]
    assert after[-1] == {
        "number": 2, "digest": program.digest.hex(), "live_from": instant_text(Instant(NOON + 1)),
        "published_at": instant_text(Instant(NOON)), "live": True, "withdrawn_at": None,
    }  # fmt: skip


async def test_a_body_that_is_no_program_is_malformed(till):
    for body in ({}, {"program": "zegel: 1"}, {"program": [], "more": 1}):
        answer = await till.post("/v1/program/check", body, key=None)

        assert (answer.status, answer.code) == (400, "malformed")
