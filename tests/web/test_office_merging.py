"""Two members who are one person: found, held side by side, merged with a reason; above one's limit a colleague says yes."""

from json import dumps

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.programs import read_yaml
from tests.web.test_office_cards import lines_of, whose
from tests.web.test_office_members import enrolled
from zegel.desk.publish import publish
from zegel.main import compiled

pytestmark = pytest.mark.anyio
LIMITS = """corrections:
  points: {alone: {cashier: 100 points, branch manager: 500 points, owner: 1_000 points}}
"""


async def two(house, points: int = 40) -> tuple[str, str]:
    shop = house.shop
    await publish(shop.queries, KORENAAR, compiled(read_yaml(PROGRAM + LIMITS).document), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    fatima, again = await enrolled(house, "Fatima el Amrani", "NL1"), await enrolled(house, "F. Amrani", "NL2")
    for _ in range(0, points, 1_000):
        given = {"member": again, "unit": "points", "count": min(points, 1_000), "reason": "x", "role": "owner"}
        await shop.client().post("/v1/adjustments", given)
    consent = {"purpose": "offers", "channel": "email", "state": "given", "text_version": "3"}
    sent = [("content-type", "application/json"), ("idempotency-key", "yes")]
    answer = await shop.client().send("PUT", f"/v1/members/{again}/consents", dumps(consent).encode(), sent)
    assert answer.status == 201
    return fatima, again


async def test_the_other_is_found_held_beside_and_merged_with_a_reason(house):
    fatima, again = await two(house)
    joost, here = house.office(), f"/kantoor/leden/{fatima}/samenvoegen"
    assert here in (await joost.get(f"/kantoor/leden/{fatima}")).body.decode()

    found = (await joost.get(f"{here}?q=Amrani")).body.decode()
    assert f"{here}?met={again}" in found
    assert f"met={fatima}" not in found
    page = await joost.get(f"{here}?met={again}")
    text = page.body.decode()
    for said in (
        "40\u00a0punten",
        "NL1, NL2",
        "Dit kan niet ongedaan worden gemaakt.",
        "geen toestemming meer voor",
        f"{again}/samenvoegen?met={fatima}",
    ):
        assert said in text, said
    for wrong in ({"sure": "yes", "reason": " "}, {"sure": "", "reason": "zelfde"}):
        assert (await joost.fill(page, here, **wrong)).status in (400, 422)
    assert await whose(house, "NL2") == again, "looking moves nothing"

    assert (await joost.fill(page, here, sure="yes", reason="verhuisd")).status == 303

    assert await whose(house, "NL2") == fatima
    english = (await house.office("en").get(f"/kantoor/leden/{fatima}")).body.decode()
    assert "Two members became one" in english
    assert [line.deed.reason for line in await lines_of(house, "member.merge")] == ["verhuisd"]
    assert (await joost.get(f"{here}?met={fatima}")).status == 422
    reader = house.office(rights=frozenset({"members:list", "members:read"}))
    assert (await reader.get(here)).status == 403


async def test_above_ones_limit_a_colleague_agrees_on_the_page_of_requests(house):
    fatima, again = await two(house, 2_000)
    joost, here = house.office(), f"/kantoor/leden/{fatima}/samenvoegen"
    page = await joost.get(f"{here}?met={again}")
    assert "Een collega moet het goedkeuren." in page.body.decode()

    done = await joost.fill(page, here, sure="yes", reason="verhuisd")

    assert done.headers["location"] == f"/kantoor/leden/{fatima}?gevraagd=samenvoegen"
    assert "Een collega ziet het bij Aanvragen." in (await joost.get(done.headers["location"])).body.decode()
    assert "verhuisd" in (await joost.get("/kantoor/aanvragen")).body.decode()
    mia = house.office(actor="staff:mia", name="Mia")
    page = await mia.get("/kantoor/aanvragen")
    merge = page.body.decode().partition("/kantoor/aanvragen/samenvoegen/")[2].partition('"')[0]
    assert (await mia.fill(page, f"/kantoor/aanvragen/samenvoegen/{merge}", answer="yes")).status == 303
    assert await whose(house, "NL2") == fatima
    assert "Er wacht niets op u" in (await mia.get("/kantoor/aanvragen")).body.decode()
