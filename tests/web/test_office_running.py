"""An owner stops a rule or everything at once, plans a change and takes it back; where the program asks for it, two people publish."""

import re
from json import loads

import pytest

from tests.korenaar import DAY, KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from tests.web.test_office_program import DRAFT, typed
from zegel.core.periods import Instant
from zegel.desk.drafts import publish_due
from zegel.desk.publish import publish

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


@pytest.mark.parametrize("what", [{}, {"deel": "earn", "naam": "base"}], ids=["everything", "one rule"])
async def test_what_members_have_is_theirs_while_it_stands_still(house, what):
    """Owner 3: points stay, and a reward is taken out of them."""
    client, joost = house.shop.client(house.shop.key), house.office()
    anna = (await client.post("/v1/members", {"name": "Anna"})).json["member"]
    await client.post("/v1/adjustments", {"member": anna, "unit": "points", "count": 200, "reason": "x"})
    token = re.search(r'name="token" value="([^"]+)"', (await joost.get(HERE)).body.decode())[1]

    assert (await joost.post(f"{HERE}/stil", {"token": token, "doe": "stil"} | what)).status == 303

    assert (await client.post("/v1/redemptions", {"member": anna, "reward": "mug"})).status == 201
    (left,) = (await client.get(f"/v1/members/{anna}/balances")).json["balances"]
    assert (left["unit"], left["available"]) == ("points", 150)


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
    assert ("Geef eerst een collega" in plainly(page), "Geef eerst" in plainly(await anna.get(DRAFT))) == (True, False)
    done = await anna.fill(await anna.get(DRAFT), f"{DRAFT}/publiceer", sure="yes")
    assert done.status == 303
    assert "Versie 3" in plainly(await anna.get(HERE))


async def test_a_version_that_is_on_the_shelf_for_later_is_taken_back_on_the_page(house):
    joost, shop = house.office(), house.shop
    later = compiled(read_yaml(PROGRAM.replace("points × 2", "points × 3")).document)
    await publish(shop.queries, KORENAAR, later, Instant(shop.clock.at + DAY), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    page = await joost.get(HERE)
    assert "Versie 2 wacht4 mrt 2026 11:00" in plainly(page)

    waits = plainly(await joost.get(f"{HERE}?versie=2"))
    assert "Dit is versie 2, niet wat nu geldt." in waits
    assert "× 3" in waits.replace("\u00a0", " ")
    assert (await joost.get(f"{HERE}?versie=3")).status == 400

    done = await joost.fill(page, f"{HERE}/versie/weg", reason="te gul")

    assert done.status == 303
    page = await joost.get(HERE)
    assert "Versie 2 ingetrokken" in plainly(page)
    assert f"{HERE}/versie/weg" not in page.body.decode()
    log = plainly(await joost.get("/kantoor/logboek"))
    assert "Versie van het programma ingetrokken" in log
    assert "te gul" in log
    assert "4 mrt 2026 11:00" in log
    shop.clock.at += 2 * DAY
    assert "× 2" in plainly(await joost.get(HERE)).replace("\u00a0", " ")
    token = re.search(r'name="token" value="([^"]+)"', page.body.decode())[1]
    refused = await joost.post(f"{HERE}/versie/weg", {"token": token, "number": "1"})
    assert "version_live" in refused.body.decode()


async def test_a_pause_holds_in_a_version_that_is_to_come(house):
    joost, shop = house.office(), house.shop
    later = compiled(read_yaml(PROGRAM.replace("points × 2", "points × 3")).document)
    await publish(shop.queries, KORENAAR, later, Instant(shop.clock.at + DAY), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    token = re.search(r'name="token" value="([^"]+)"', (await joost.get(HERE)).body.decode())[1]

    await joost.post(f"{HERE}/stil", {"token": token, "deel": "earn", "naam": "tuesdays", "doe": "stil"})

    shelf = await shop.shelves.of(KORENAAR)
    assert [(one.live_from - shop.clock.at, one.withdrawn_at is None) for one in shelf.versions[1:]] == [
        (DAY, False),
        (0, True),
        (DAY, True),
    ]
    then = loads(shelf.live_at(Instant(shop.clock.at + DAY)).program.document)["earn"]["tuesdays"]
    assert (then["multiply"], then["paused"]) == ("points × 3", "true")
