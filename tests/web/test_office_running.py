"""An owner stops a rule or everything at once, plans a change and takes it back; where the program asks for it, two people publish."""

import re

import pytest

from tests.korenaar import DAY
from tests.web.test_office_program import DRAFT, typed
from zegel.desk.drafts import publish_due

pytestmark = pytest.mark.anyio
HERE = "/kantoor/programma"


def plainly(page):
    """What a reader reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.body.decode()))


async def bought(house):
    """How many points ten euros of bread give on this Tuesday."""
    found = await house.shop.client(house.shop.key).post("/v1/quotes", {
        "branch": "dorpsstraat", "member": house.member, "lines": [{"sku": "B", "category": "bread", "net_minor": 1000, "vat_bp": 900}],
    })  # fmt: skip
    assert found.status == 200, found.body
    return sum(one["count"] for one in found.json["effects"] if one["effect"] == "earn" and one["unit"] == "points")


async def test_a_rule_stands_still_at_once_and_so_does_its_draft(house):
    client, joost = house.shop.client(house.shop.key), house.office()
    house.member = (await client.post("/v1/members", {"name": "Anna"})).json["member"]
    before = await bought(house)
    file = await joost.get(DRAFT)
    await joost.fill(file, DRAFT, text=typed(file.body.decode()).replace("earn:", "earn:  # agreed"))
    page = await joost.get(HERE)
    fields = {"token": re.search(r'name="token" value="([^"]+)"', page.body.decode())[1], "deel": "earn", "naam": "tuesdays"}

    assert (await joost.post(f"{HERE}/stil", fields | {"doe": "stil"})).status == 303
    after = await bought(house)

    assert (before, after) == (20, 10)
    body = {"branch": "dorpsstraat", "member": house.member, "lines": [{"category": "bread", "net_minor": 1000, "vat_bp": 900}]}
    sold = (await client.post("/v1/purchases", body)).json  # the quick way of a plain sale knows it too
    assert [one["count"] for one in sold["effects"] if one["effect"] == "earn" and one["unit"] == "points"] == [10]
    file = typed((await joost.get(DRAFT)).body.decode())
    assert "earn:  # agreed" in file
    assert "paused: true" in file
    assert "stilgezet" in plainly(await joost.get("/kantoor/logboek"))

    await joost.post(f"{HERE}/stil", {"token": fields["token"], "doe": "stil"})
    assert "Het programma staat stil" in plainly(await joost.get(HERE))
    assert await bought(house) == 0
    await joost.post(f"{HERE}/stil", {"token": fields["token"], "doe": "door"})
    await joost.post(f"{HERE}/stil", fields | {"doe": "door"})
    assert await bought(house) == 20
    assert "paused" not in typed((await joost.get(DRAFT)).body.decode())


async def test_a_change_waits_for_its_moment_and_can_be_taken_back(house):
    joost, shop = house.office(), house.shop
    file = await joost.get(DRAFT)
    await joost.fill(file, DRAFT, text=typed(file.body.decode()).replace("points × 2", "points × 3"))

    await joost.fill(await joost.get(DRAFT), f"{DRAFT}/publiceer", sure="yes", day="2026-03-05", minute="09:00")
    assert "Gaat in op donderdag 5 maart 2026 om 09:00" in plainly(await joost.get(HERE))
    await joost.fill(await joost.get(DRAFT), f"{DRAFT}/niet-gepland")
    assert "Gaat in op" not in plainly(await joost.get(HERE))

    await joost.fill(await joost.get(DRAFT), f"{DRAFT}/publiceer", sure="yes", day="2026-03-05")
    assert await publish_due(shop.desk, shop.queries, shop.clock.now, shop.reported.append) == 0
    shop.clock.at += 2 * DAY
    assert await publish_due(shop.desk, shop.queries, shop.clock.now, shop.reported.append) == 1
    assert "Versie 2" in plainly(await joost.get(HERE))
    assert "× 3" in plainly(await joost.get(HERE)).replace("\u00a0", " ")


async def test_where_the_program_asks_for_two_its_writer_does_not_publish(house):
    joost = house.office()
    file = await joost.get(DRAFT)
    await joost.fill(file, DRAFT, text=typed(file.body.decode()) + "\npublishing: {second person: always}\n")
    await joost.fill(await joost.get(DRAFT), f"{DRAFT}/publiceer", sure="yes")  # nothing live asks for it yet
    file = await joost.get(DRAFT)
    await joost.fill(file, DRAFT, text=typed(file.body.decode()).replace("points × 2", "points × 3"))

    page = await joost.get(DRAFT)
    assert "Dit publiceert iemand anders" in plainly(page)
    asks = {"token": re.search(r'name="token" value="([^"]+)"', page.body.decode())[1], "revision": "1", "sure": "yes"}
    refused = await joost.post(f"{DRAFT}/publiceer", asks)
    assert "four_eyes" in refused.body.decode()
    assert (await joost.post(f"{DRAFT}/publiceer", asks | {"day": "2026-03-05"})).status == refused.status

    anna = house.office(name="Anna", actor="staff:anna")
    done = await anna.fill(await anna.get(DRAFT), f"{DRAFT}/publiceer", sure="yes")
    assert done.status == 303
    assert "Versie 3" in plainly(await anna.get(HERE))
