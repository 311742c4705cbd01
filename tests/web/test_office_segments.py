"""An owner keeps a choice of members under a name: how many that is, whom one may write, who they are; a marketer sees the numbers only."""

import json
import re

import pytest

from tests.shop_fixtures import both_databases
from tests.web.test_office_members import enrolled
from zegel.access.rights import MARKETER

pytestmark = pytest.mark.anyio
HERE, MEMBERS = "/kantoor/groepen", "/kantoor/leden"
OFFERS = "offers by email"


def plainly(page):
    """What a reader reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.body.decode()))


async def three(house):
    """Anna and Bo want offers by mail; Bo and Cas never came back; Bo wants the newsletter too."""
    client = house.shop.client()
    found = [await enrolled(house, name, f"NL000{n}") for n, name in enumerate(("Anna", "Bo", "Cas"))]
    for n, (member, purpose) in enumerate(((found[0], "offers"), (found[1], "offers"), (found[1], "newsletter"))):
        body = json.dumps({"purpose": purpose, "channel": "email", "state": "given"}).encode()
        headers = [("content-type", "application/json"), ("idempotency-key", f"c{n}")]
        answer = await client.send("PUT", f"/v1/members/{member}/consents", body, headers)
        assert answer.status == 201, answer.body
    return found


async def kept(joost, name="Mailbaar", **filters):
    """The id of a segment that Joost made on its page."""
    made = await joost.fill(await joost.get(HERE), HERE, name=name, **filters)
    assert made.status == 303, made.body.decode()[-400:]
    return made.headers["location"].rsplit("/", 1)[1]


@both_databases
async def test_a_choice_is_kept_opened_renamed_and_dropped(house):
    await three(house)
    joost = house.office()
    named = await kept(joost, consent=OFFERS)

    one = await joost.get(f"{HERE}/{named}")
    assert "Leden 2 Wie u mag schrijven" in plainly(one)
    assert "Aanbiedingen, per e-mail 2" in plainly(one)
    assert "Nieuwsbrief, per e-mail 1" in plainly(one)
    listed = plainly(await joost.get(f"{MEMBERS}?groep={named}"))
    assert ("Anna" in listed, "Bo" in listed, "Cas" in listed) == (True, True, False)

    await joost.fill(one, f"{HERE}/{named}", name="Post", seen="-30")
    assert "Post" in plainly(await joost.get(HERE))
    assert "langer dan 30 dagen weg" in plainly(await joost.get(f"{HERE}/{named}"))
    log = plainly(await joost.get("/kantoor/logboek"))
    assert "Groep van leden bewaard" in log
    assert (await joost.fill(await joost.get(f"{HERE}/{named}"), f"{HERE}/{named}/weg")).status == 303
    assert (await joost.get(f"{HERE}/{named}")).status == 404
    assert (await joost.get(f"{MEMBERS}?groep={named}")).status == 404


async def test_every_number_of_a_segment_opens_its_rows(house):
    await three(house)
    joost = house.office()
    named = await kept(joost, consent=OFFERS)
    page = (await joost.get(f"{HERE}/{named}")).body.decode()

    found = {}
    for to, number in re.findall(r'href="([^"]+)" data-figure="(\d+)"', page):
        rows = (await joost.get(to.replace("&amp;", "&"))).body.decode()
        found[to.replace("&amp;", "&")] = (int(number), len(re.findall("<tr data-row>", rows)))

    assert found == {
        f"{MEMBERS}?groep={named}": (2, 2),
        f"{MEMBERS}?consent=offers+by+email": (2, 2),
        f"{MEMBERS}?consent=offers+by+email&also=newsletter+by+email": (1, 1),
    }


async def test_a_choice_on_the_members_page_becomes_a_segment_and_its_file_holds_those_only(house):
    await three(house)
    joost = house.office()
    page = await joost.get(f"{MEMBERS}?consent=offers+by+email&also=newsletter+by+email")
    assert "Bewaar als groep" in plainly(page)
    made = await joost.fill(page, HERE, name="Lezers")
    named = made.headers["location"].rsplit("/", 1)[1]

    page = await joost.get(f"{MEMBERS}?groep={named}")
    assert "Bewaar als groep" not in plainly(page)  # it is one
    file = (await joost.get(f"{MEMBERS}?groep={named}&as=csv")).body.decode()
    assert [line.split(";")[0] for line in file.splitlines()[1:]] == ["Bo"]
    counted = (await joost.get(f"{HERE}?as=csv")).body.decode().splitlines()
    assert [counted[1].startswith("Lezers;"), ";1;" in counted[1]] == [True, True]

    wider = await joost.get(f"{MEMBERS}?groep={named}&consent=offers+by+email&also=")
    assert "Bewaar in Lezers" in plainly(wider)
    await joost.fill(wider, f"{HERE}/{named}")
    assert "Anna" in plainly(await joost.get(f"{MEMBERS}?groep={named}"))


async def test_no_two_have_one_name_and_none_asks_for_nothing(house):
    joost = house.office()
    await kept(joost, consent=OFFERS)

    again = await joost.fill(await joost.get(HERE), HERE, name="  mailbaar ", seen="30")
    nothing = await joost.fill(await joost.get(HERE), HERE, name="Iedereen")

    assert "segment_name_taken" in again.body.decode()
    assert nothing.status == 400


async def test_a_marketer_keeps_segments_and_sees_numbers_not_people(house):
    await three(house)
    marketer = house.office(rights=MARKETER, name="Mila", actor="staff:mila")
    named = await kept(marketer, consent=OFFERS)

    page = await marketer.get(f"{HERE}/{named}")

    assert "Aanbiedingen, per e-mail 2" in plainly(page)
    assert "Anna" not in plainly(page)
    assert f"{MEMBERS}?" not in page.body.decode()
    assert (await marketer.get(f"{MEMBERS}?groep={named}")).status == 403
    reader = house.office(rights=frozenset({"segments:read"}))
    token = re.search(r'name="token" value="([^"]+)"', (await reader.get(HERE)).body.decode())[1]
    assert (await reader.post(f"{HERE}/{named}/weg", {"token": token})).status == 403
