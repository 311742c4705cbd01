"""The OpenAPI document: whole, true to the routes, and held against the running server by schemathesis."""

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.client import Client
from tests.hostile.corpus import STRANGE
from tests.korenaar import a_shop, fresh_sqlite
from zegel.api import openapi, schemas
from zegel.api.documented import BASKET, CARD, DOCS, LINKS
from zegel.api.openapi import document
from zegel.api.problems import CIRCUMSTANCES, PROBLEMS
from zegel.api.table import ROUTES
from zegel.core.canonical import document_bytes
from zegel.core.refusals import REFUSALS, ZegelError
from zegel.decide.refusal_sentences import REFUSAL_SENTENCES
from zegel.hall.refused import DOOR_SENTENCES

ROOT = Path(__file__).resolve().parents[2]
NOT_SERVED = {"program_mistakes", "purse_moved"}
"""Refusals that only the command line meets."""
SERVER = (
    "import sys; from zegel.server import Settings, serve; serve(Settings(database=sys.argv[1], port=int(sys.argv[2]), access_log=False))"
)


def test_every_route_is_documented_and_nothing_else_is():
    assert set(DOCS) == {route.template for route in ROUTES}
    assert {f"{method.upper()} {path}" for path, found in document()["paths"].items() for method in found} == set(DOCS)


def test_every_link_leads_to_an_operation():
    operations = {found["operationId"] for methods in document()["paths"].values() for found in methods.values()}

    assert {operation for links in LINKS.values() for operation, _, _ in links} <= operations


def test_every_refusal_has_a_status_and_both_languages():
    known, waiting = set(), [ZegelError]
    while waiting:
        refusal = waiting.pop()
        waiting += refusal.__subclasses__()
        known.add(refusal.code)
    served = known - NOT_SERVED

    assert served <= set(PROBLEMS)
    assert set(PROBLEMS) <= known | {"refused"}
    assert served <= set(REFUSAL_SENTENCES) | set(DOOR_SENTENCES)
    assert {code for code, (status, _) in PROBLEMS.items() if status >= 500} | {"too_many_tries"} == CIRCUMSTANCES
    assert set(REFUSALS) - set(PROBLEMS) <= NOT_SERVED


def _loose(document, schema, where, seen=()):
    """Texts of a body that the document lets hold anything: neither a pattern, a format nor a list of words."""
    if "$ref" in schema:
        if schema["$ref"] in seen:
            return
        seen = (*seen, schema["$ref"])
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if {"pattern", "enum", "const", "format"} & set(schema):
        return
    for one in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from _loose(document, one, where, seen)
    if schema.get("type") == "string":
        yield where
    for name, field in schema.get("properties", {}).items():
        yield from _loose(document, field, f"{where}.{name}", seen)
    if isinstance(schema.get("items"), dict):
        yield from _loose(document, schema["items"], f"{where}[]", seen)


def test_the_document_says_of_every_text_of_a_body_what_it_may_not_hold():
    whole = document()

    loose = [
        where
        for path, methods in whole["paths"].items()
        for method, found in methods.items()
        for kind, body in found.get("requestBody", {"content": {}})["content"].items()
        for where in _loose(whole, body["schema"], f"{method.upper()} {path} {kind}")
    ]

    assert loose == []


@pytest.mark.parametrize("route", [r for r in ROUTES if r.takes == "json"], ids=lambda route: route.template)
def test_the_fields_of_a_body_stand_in_the_order_of_their_names(route):
    """What the key's hash covers is the body with its fields in this order: core.canonical's."""
    doc = DOCS[route.template]
    assert doc.body is not None
    found = doc.body.validate_json(json.dumps(doc.example))

    assert schemas.TypeAdapter(Any).dump_json(found) == document_bytes(found)


@pytest.mark.parametrize("text", STRANGE)
def test_canonical_bytes_are_the_same_whoever_writes_them(text):
    body = {"identifier": {"kind": "external", "value": text or "x"}, "lines": [{"net_minor": 1, "sku": text[:64]}]}

    found = schemas.PURCHASE.validate_json(json.dumps(body))

    assert schemas.TypeAdapter(Any).dump_json(found) == document_bytes(found)


@pytest.mark.anyio
async def test_the_document_s_examples_work(shop):
    till = shop.client()
    await till.post("/v1/members", DOCS["POST /v1/members"].example)
    sale = await till.post("/v1/purchases", BASKET)
    assert sale.status == 201, sale.body
    quote = await till.post("/v1/quotes", DOCS["POST /v1/quotes"].example, key=None)
    assert quote.status == 200
    assert (await till.post("/v1/members/lookup", {"identifier": CARD}, key=None)).status == 200
    held = await till.post("/v1/holds", DOCS["POST /v1/holds"].example)
    paid = await till.post(f"/v1/holds/{held.json['receipt']}/commit", DOCS["POST /v1/holds/{hold}/commit"].example)
    assert paid.status == 201, paid.body
    assert (await till.post("/v1/adjustments", DOCS["POST /v1/adjustments"].example)).status == 201
    back = await till.post("/v1/returns", DOCS["POST /v1/returns"].example | {"receipt": sale.json["receipt"]})
    assert back.status == 201, back.body


@pytest.mark.anyio
async def test_the_document_is_served_whole(shop):
    answer = await Client(shop.app).get("/v1/openapi.json")

    assert answer.json["openapi"] == "3.1.0"
    assert answer.json == json.loads(json.dumps(document()))
    assert answer.body == openapi.document_bytes()


@pytest.fixture
def served(tmp_path, zegel_environment, unused_port):
    """A running server with a member and points in it; gives its address and a key."""
    url = fresh_sqlite(tmp_path)

    async def prepare() -> str:
        async with a_shop(url) as shop:
            till = shop.client()
            await till.post("/v1/members", {"identifiers": [CARD]})
            await till.post("/v1/adjustments", {"identifier": CARD, "unit": "points", "count": 100_000, "reason": "for a test"})
            return shop.key

    key = asyncio.run(prepare())
    process = subprocess.Popen([sys.executable, "-c", SERVER, url, str(unused_port)], env=zegel_environment, cwd=tmp_path)
    address = f"http://127.0.0.1:{unused_port}"
    for _ in range(300):
        try:
            urlopen(f"{address}/health/ready", timeout=1).close()
            break
        except URLError:
            time.sleep(0.05)
    yield address, key
    process.terminate()
    assert process.wait(20) in (0, -15)


@pytest.mark.timeout(1300)
def test_schemathesis_finds_nothing(served, tmp_path, longer):
    address, key = served
    (tmp_path / "schemathesis.toml").write_text(
        '[checks.positive_data_acceptance]\nexpected-statuses = ["2xx", "401", "403", "404", "409", "410", "412", "422", "428", "429"]\n'
    )
    command = [
        str(Path(sys.executable).with_name("st")), "--config-file", "schemathesis.toml", "run", f"{address}/v1/openapi.json",
        "--checks", "all", "--max-response-time", "15", "--phases", "examples,coverage,fuzzing,stateful", "--continue-on-failure",
        "--max-examples", "200" if longer else "6", "--max-time", "900" if longer else "15", "--seed", "1",
        "--header", f"Authorization: Bearer {key}",
    ]  # fmt: skip
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": "tests.api.schemathesis_hooks",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        "NO_COLOR": "1",
    }

    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=1200 if longer else 200)

    assert not done.returncode, done.stdout[done.stdout.find("FAILURES") :][:8000]
    assert "Stateful" in done.stdout
