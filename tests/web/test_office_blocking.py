"""A colleague blocks a member with a reason: the lists show it, what they cannot do is refused, and it is lifted again."""

import pytest

from tests.web.test_office_cards import lines_of
from tests.web.test_office_members import enrolled

pytestmark = pytest.mark.anyio
LINE = {"number": 1, "category": "bread", "sku": "BROOD-1", "quantity": 1000, "net_minor": 1250, "list_minor": 1250, "vat_bp": 900}


async def test_a_member_is_blocked_with_a_reason_and_lifted(house):
    fatima, client = await enrolled(house, "Fatima", "NL1"), house.shop.client()
    joost, here, block = house.office(), f"/kantoor/leden/{fatima}", f"/kantoor/leden/{fatima}/blokkade"
    bought = {"member": fatima, "branch": "dorpsstraat", "lines": [LINE]}
    page = await joost.get(here)

    assert (await joost.fill(page, block, what="both", reason=" ")).status == 422
    assert (await joost.fill(page, block, what="all", reason="x")).status == 400
    assert (await joost.fill(page, block, what="both", reason="twee winkels tegelijk")).status == 303

    page = await joost.get(here)
    assert "Dit lid kan nu niet sparen en inwisselen." in page.body.decode()
    assert "twee winkels tegelijk" in page.body.decode()
    assert (await client.post("/v1/purchases", bought)).code == "member_blocked"
    assert (await client.get(f"/v1/members/{fatima}")).json["blocked"] is True
    assert "Fatima" in (await joost.get("/kantoor/leden?blocked=yes")).body.decode()
    assert (await joost.fill(page, block, reason="uitgezocht")).status == 303
    assert "Dit lid kan nu niet" not in (await joost.get(here)).body.decode()
    assert (await client.post("/v1/purchases", bought)).status == 201
    assert [line.deed.reason for line in await lines_of(house, "member.block")] == ["twee winkels tegelijk", "uitgezocht"]
    reader = house.office(rights=frozenset({"members:list", "members:read"}))
    assert block not in (await reader.get(here)).body.decode()
