"""Events over HTTP: what is told is kept, and a review that was rewarded is answered with what must stand beside it."""

import pytest

from tests.korenaar import AT_ZAAGMOLEN, ZAAGMOLEN, Shop
from tests.shop_fixtures import both_databases

pytestmark = pytest.mark.anyio
PROGRAM = (
    AT_ZAAGMOLEN
    + """units: {points: {names: {nl: [punt, punten], en: [point, points]}}}
events: {review written: {fields: {stars: score}}, newsletter: {}}
earn:
  review: {give: 20 points, on: event review written, at most: 20 points per month}
  mail:   {give: 5 points, on: event newsletter}
"""
)


@both_databases
async def test_a_review_is_answered_with_its_disclosure_and_the_same_request_again_too(shop: Shop) -> None:
    till = shop.client(await shop.add_company(ZAAGMOLEN, PROGRAM))
    member = (await till.post("/v1/members", {})).json["member"]
    review = {"member": member, "branch": "markt", "event": "review written", "told": {"stars": 1}}

    first = await till.post("/v1/events", review, key="k-1")
    again = await till.post("/v1/events", review, key="k-1")
    second = await till.post("/v1/events", review, key="k-2")
    mail = await till.post("/v1/events", {"member": member, "branch": "markt", "event": "newsletter", "told": {}})

    assert first.json["disclosure"] == {
        "nl": "De schrijver kreeg 20 punten voor deze beoordeling, ongeacht het oordeel.",
        "en": "The writer was given 20 points for this review, whatever the verdict.",
    }
    assert (again.status, again.json) == (201, first.json)
    assert ("disclosure" in second.json, "disclosure" in mail.json, mail.status) == (False, False, 201)
