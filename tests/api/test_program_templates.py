"""Programs to begin with over HTTP: the same that `zegel program new` copies, each right as it is."""

import pytest

from tests.api.test_drafts import put
from zegel.core.canonical import digest
from zegel.hall.trades import TRADES, file_of
from zegel.program.read import read_yaml

pytestmark = pytest.mark.anyio

ALL = "/v1/program/templates"


async def test_every_template_is_listed_with_its_trade_and_what_it_promises(till):
    answer = await till.get(ALL)

    assert answer.status == 200
    assert [one["template"] for one in answer.json["templates"]] == list(TRADES)
    assert answer.json["templates"][0] == {
        "template": "bakery", "trade": {"nl": "Bakkerij", "en": "Bakery"},
        "promises": {
            "nl": "punten, dinsdag dubbel, het elfde brood gratis", "en": "points, double on Tuesday, the eleventh loaf free",
        },
    }  # fmt: skip


@pytest.mark.parametrize("template", sorted(TRADES))
async def test_a_template_comes_as_its_file_and_as_what_a_draft_takes(till, template):
    found = (await till.get(f"{ALL}/{template}")).json
    checked = await till.post("/v1/program/check", {"program": found["program"]}, key=None)

    assert (found["template"], found["yaml"]) == (template, file_of(template))
    assert found["yaml"].startswith("# "), "its comments explain it"
    assert (checked.json["mistakes"], checked.json["digest"]) == ([], digest(read_yaml(found["yaml"]).document).hex())


async def test_a_template_is_kept_as_a_draft_as_it_came(till):
    found = (await till.get(f"{ALL}/ink-shop")).json

    kept = await put(till, found["program"], path="/v1/program/drafts/begin")

    assert (kept.status, kept.json["program"], kept.json["check"]["mistakes"]) == (200, found["program"], [])


@pytest.mark.parametrize("template", ["bicycles", "Bakery", "__init__.py", "bakery.yaml", "..", "%2e%2e"])
async def test_a_template_that_there_is_not(till, template):
    answer = await till.get(f"{ALL}/{template}")

    assert (answer.status, answer.json["code"]) == (404, "unknown_template")
