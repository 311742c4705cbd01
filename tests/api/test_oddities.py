"""What stands out, over HTTP, on both databases: to whoever looks over the branches, and of their own branches alone."""

import pytest

from tests.korenaar import KORENAAR
from tests.shop_fixtures import both_databases
from tests.web.test_office_oddities import a_week

pytestmark = pytest.mark.anyio
PATH = "/v1/oddities"


@both_databases
async def test_a_week_of_patterns_is_told_with_the_receipts_that_they_are_about(shop):
    await a_week(shop)
    client = shop.client()

    found = (await client.get(PATH)).json

    assert found["since"] == "2026-02-25"
    assert [(one["pattern"], one["times"], one["branch"], one["actor"], one["before"], one["minutes"]) for one in found["oddities"]] == [
        ("often", 5, "dorpsstraat", "staff:samira", "", 0),
        ("apart", 2, "station", "", "dorpsstraat", 4),
        ("back", 3, "station", "", "", 0),
    ]
    assert [one["amount_minor"] for one in found["oddities"]] == [2000, 400, 1200]
    receipt = (await client.get(f"/v1/receipts/{found['oddities'][0]['receipt']}")).json
    assert receipt["member"] == found["oddities"][0]["member"]
    assert [one["pattern"] for one in (await client.get(PATH, "pattern=back&days=91")).json["oddities"]] == ["back"]


async def test_a_key_of_one_branch_sees_that_branch_and_what_is_no_question_is_refused(shop):
    await a_week(shop)
    station = shop.client(await shop.make_key(KORENAAR, ["reviews:read"], branch="station"))
    other = shop.client(await shop.make_key(KORENAAR, ["reviews:write"]))

    assert [one["pattern"] for one in (await station.get(PATH)).json["oddities"]] == ["apart", "back"]
    assert (await other.get(PATH)).code == "not_allowed"
    for wrong in ("days=0", "days=92", "days=%C2%B2", "days=-1", "pattern=odd", "pattern=", "kind=often"):
        answer = await station.get(PATH, wrong)
        assert (answer.status, answer.code) == (400, "malformed"), wrong
