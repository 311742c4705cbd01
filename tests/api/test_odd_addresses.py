"""Addresses and cursors that no program of ours makes: refused, and never a bug, on either database."""

import re

import pytest

from tests.korenaar import KORENAAR
from tests.shop_fixtures import both_databases
from zegel.api.cursors import cursor
from zegel.api.table import ROUTES

pytestmark = [pytest.mark.anyio, both_databases]

CARD = {"kind": "card", "value": "2620000012345"}
POSITIONS = ("x", "9" * 30, "", "1.x", "-5", "a b c", "1 \0", "\0")
NAMED = sorted({route.path for route in ROUTES if route.method == "GET" and "{" in route.path})


async def test_no_address_holds_a_character_that_a_database_cannot_keep(till):
    for path in NAMED:
        found = await till.get(re.sub(r"\{\w+\}", "a\0b", path))
        assert (found.status, found.code) in ((400, "malformed"), (403, "not_allowed")), path
    assert (await till.get("/v1/gift-card-batches", query="limit=%00")).code == "malformed"


@pytest.mark.parametrize(
    ("path", "name"),
    [("/v1/members/{member}/lots", "lots"), ("/v1/members/{member}/entries", "entries"), ("/v1/members/{member}/receipts", "receipts"),
     ("/v1/handouts", "handouts"), ("/v1/articles", "articles"), ("/v1/code-batches", "code-batches")],
)  # fmt: skip
async def test_a_cursor_that_somebody_made_themselves_is_no_bug(till, path, name):
    member = (await till.post("/v1/members", {"identifiers": [CARD]})).json["member"]
    of = member if "{member}" in path else ""
    for position in POSITIONS:
        made = cursor(f"{KORENAAR}\n{name}\n{of}", position)
        found = await till.get(path.replace("{member}", member), query=f"cursor={made}")
        in_words = name in ("articles", "code-batches") and "\0" not in position
        assert (found.status, found.code) == ((200, "") if in_words else (400, "bad_cursor")), (path, position)
