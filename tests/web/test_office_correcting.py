"""A balance is corrected by hand: looked at first, booked with a reason, or asked of a colleague where it is more than one may alone."""

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from tests.web.test_office_members import enrolled
from tests.web.test_office_segments import plainly
from zegel.access.rights import MANAGER
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio
POINTS = "unit=points&way=up&count="


async def balance(house, member):
    found = (await house.shop.client().get(f"/v1/members/{member}/balances")).json["balances"]
    return sum(one["available"] for one in found if one["unit"] == "points")


async def test_a_correction_is_looked_at_then_booked_with_its_reason(house):
    member = await enrolled(house, "Fatima", "NL1")
    joost, here = house.office(), f"/kantoor/leden/{member}/correctie"
    assert "Corrigeer het saldo" in plainly(await joost.get(f"/kantoor/leden/{member}"))

    page = await joost.get(f"{here}?{POINTS}250")
    assert "Nu 0\u00a0punten" in page.body.decode().replace('</dt><dd class="num">', " ")
    assert "+ 250\u00a0punten" in page.body.decode()
    assert await balance(house, member) == 0, "looking moves nothing"
    assert (await joost.fill(page, here, reason=" ")).status == 422
    for _ in range(2):  # sent twice, booked once
        done = await joost.fill(page, here, reason="kassa lag plat")
        assert (done.status, done.headers["location"]) == (303, f"/kantoor/leden/{member}?gedaan=correctie")

    assert await balance(house, member) == 250
    assert "kassa lag plat" in plainly(await joost.get(f"/kantoor/leden/{member}?gedaan=correctie"))
    down = await joost.fill(await joost.get(f"{here}?unit=points&way=down&count=100"), here, reason="dubbel")
    assert (down.status, await balance(house, member)) == (303, 150)


WRONG = ("points&way=down&count=1", "points&way=up&count=1,5", "none&way=up&count=1", "points&way=up&count=0", "points&way=side&count=1")


@pytest.mark.parametrize("wrong", WRONG)
async def test_what_cannot_be_corrected_is_said_and_nothing_moves(house, wrong):
    member = await enrolled(house, "Fatima", "NL1")

    page = await house.office().get(f"/kantoor/leden/{member}/correctie?unit={wrong}")

    assert page.status in (400, 422)
    assert await balance(house, member) == 0


async def test_above_ones_limit_a_colleague_agrees(house):
    shop, limits = house.shop, "corrections:\n  points: {alone: {manager: 100 points, owner: 1000 points}}\n"
    await publish(shop.queries, KORENAAR, compiled(read_yaml(PROGRAM + limits).document), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    member = await enrolled(house, "Fatima", "NL1")
    joost, here = house.office(), f"/kantoor/leden/{member}/correctie"

    page = await joost.get(f"{here}?{POINTS}5000")
    assert "Een collega moet het goedkeuren" in plainly(page)
    asked = await joost.fill(page, here, reason="opening")
    assert asked.headers["location"] == f"/kantoor/leden/{member}?gevraagd=correctie"
    assert "Een collega ziet het bij Aanvragen" in plainly(await joost.get(asked.headers["location"]))
    assert await balance(house, member) == 0
    assert "+ 5.000\u00a0punten" in (await joost.get("/kantoor/aanvragen")).body.decode()

    anna = house.office(name="Anna", actor="staff:anna")
    page = await anna.get("/kantoor/aanvragen")
    address = page.body.decode().partition('action="/kantoor/aanvragen/correctie/')[2].partition('"')[0]
    assert (await anna.fill(page, f"/kantoor/aanvragen/correctie/{address}", answer="yes")).status == 303
    assert await balance(house, member) == 5000


async def test_who_may_not_correct_does_not(house):
    member = await enrolled(house, "Fatima", "NL1")
    reader = house.office(rights=MANAGER - {"adjustments:write"})

    assert "/correctie" not in (await reader.get(f"/kantoor/leden/{member}")).body.decode()
    assert (await reader.get(f"/kantoor/leden/{member}/correctie")).status == 403
