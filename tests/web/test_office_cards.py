"""A lost card is replaced and a card without a name is merged, each with a reason, and only after one saw what it does."""

import pytest

from tests.korenaar import KORENAAR
from tests.web.test_office_members import enrolled

pytestmark = pytest.mark.anyio


async def lines_of(house, what):
    return await house.shop.door.people.register.people.audit_lines(KORENAAR, 0, 99, what=what)


async def whose(house, card):
    found = await house.shop.client().post("/v1/members/lookup", {"identifier": {"kind": "card", "value": card}}, key=None)
    return found.json["member"] if found.status == 200 else None


async def test_a_lost_card_finds_nobody_and_the_new_one_finds_her(house):
    fatima = await enrolled(house, "Fatima", "NL1")
    await enrolled(house, "Gerrit", "NL9")
    joost, here = house.office(), f"/kantoor/leden/{fatima}/kaart"
    first = f"{here}?kind=card&value=NL1&new=NL2"
    page = await joost.get(first)

    assert (await joost.fill(page, here, reason=" ")).status == 422
    assert (await joost.fill(page, here, new="NL9", reason="verloren")).status == 422, "that one is somebody's"
    assert await whose(house, "NL1") == fatima
    assert (await joost.fill(await joost.get(first), here, reason="verloren")).status == 303
    assert (await whose(house, "NL1"), await whose(house, "NL2")) == (None, fatima)
    page = await joost.get(f"{here}?kind=card&value=NL2")
    assert (await joost.fill(page, here, value="NL9", reason="x")).status == 404, "not a card of hers"
    assert (await joost.fill(page, here, reason="gestolen")).status == 303

    assert await whose(house, "NL2") is None
    assert [line.deed.reason for line in await lines_of(house, "member.lost")] == ["verloren", "gestolen"]
    reader = house.office(rights=frozenset({"members:list", "members:read"}))
    assert (await reader.get(here)).status == 403
    assert "/kaart" not in (await reader.get(f"/kantoor/leden/{fatima}")).body.decode()


async def test_what_a_new_card_does_is_shown_before_anything_happens(house):
    fatima = await enrolled(house, "Fatima", "NL1")
    await enrolled(house, "Gerrit", "NL9")
    await house.shop.client().post("/v1/adjustments", {"member": fatima, "unit": "points", "count": 40, "reason": "x"})
    joost, here = house.office(), f"/kantoor/leden/{fatima}/kaart"

    seen = (await joost.get(f"{here}?kind=card&value=NL1&new=NL2")).body.decode()
    taken = (await joost.get(f"{here}?kind=card&value=NL1&new=NL9")).body.decode()
    blocked = (await joost.get(f"{here}?kind=card&value=NL1")).body.decode()

    assert "Kaart NL1, ook op papier" in seen
    assert "NL2 vindt vanaf nu Fatima" in seen
    assert "40\u00a0punten" in seen
    assert "NL9 is al van iemand" in taken
    assert 'method="post" action="/kantoor/leden/' not in taken
    assert "Er komt geen nieuwe kaart" in blocked
    assert "Niets anders vindt dit lid" in blocked
    assert (await joost.get(f"{here}?kind=card&value=NL9")).status == 404
    assert await whose(house, "NL1") == fatima, "looking moves nothing"


async def test_a_card_without_a_name_is_looked_at_then_merged(house):
    fatima = await enrolled(house, "Fatima", "NL1")
    gerrit = await enrolled(house, "Gerrit", "NL9")
    shop = house.shop.client()
    nobody = {"anonymous": True, "identifiers": [{"kind": "card", "value": "NL5"}]}
    found = (await shop.post("/v1/members", nobody)).json["member"]
    await shop.post("/v1/adjustments", {"member": found, "unit": "points", "count": 40, "reason": "x"})
    joost, here, merge = house.office(), f"/kantoor/leden/{fatima}/kaart", f"/kantoor/leden/{fatima}/samen"

    page = await joost.get(f"{here}?anonymous=NL5")
    assert "40\u00a0punten" in page.body.decode()
    for wrong in ({"sure": "yes", "reason": " "}, {"sure": "", "reason": "zelfde"}):
        assert (await joost.fill(page, merge, **wrong)).status in (400, 422)
    assert await whose(house, "NL5") == found, "looking moves nothing"
    assert (await joost.fill(page, merge, sure="yes", reason="zelfde persoon")).status == 303

    assert await whose(house, "NL5") == fatima
    assert "40\u00a0punten" in (await joost.get(f"/kantoor/leden/{fatima}")).body.decode()
    assert [line.deed.reason for line in await lines_of(house, "member.merge")] == ["zelfde persoon"]
    for card, status in (("NL9", 422), ("NL404", 404), ("NL1", 404)):
        assert (await joost.get(f"{here}?anonymous={card}")).status == status
    assert gerrit
    assert (await joost.get(f"/kantoor/leden/{found}/kaart")).status == 404


async def test_a_card_is_not_replaced_by_itself_and_a_lost_reply_may_be_asked_again(house):
    fatima = await enrolled(house, "Fatima", "NL1")
    joost, here = house.office(), f"/kantoor/leden/{fatima}/kaart"
    page = await joost.get(f"{here}?kind=card&value=NL1&new=NL2")

    assert (await joost.fill(page, here, new="NL1", reason="verloren")).status == 422
    assert await whose(house, "NL1") == fatima, "the card that they hold still finds them"
    page = await joost.get(f"{here}?kind=card&value=NL1&new=NL2")
    once, again = [await joost.fill(page, here, reason="verloren") for _ in "12"]

    assert (once.status, again.status) == (303, 303)
    assert (await whose(house, "NL1"), await whose(house, "NL2")) == (None, fatima)
    assert len(await lines_of(house, "member.lost")) == 1
