"""An owner gives a whole segment something: looked at first, then begun, followed and stopped; a marketer sees numbers, not people."""

import re
from dataclasses import replace

import pytest

from tests.handing import EVERYBODY, PROGRAM, members, worker
from tests.korenaar import KORENAAR
from tests.programs import compiled, read_yaml
from tests.shop_fixtures import both_databases
from tests.web.test_office_segments import plainly
from zegel.access.rights import MARKETER
from zegel.core.periods import Instant
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio
HERE, LIST = f"/kantoor/groepen/{EVERYBODY}/uitdelen", "/kantoor/uitdelingen"
GIVE = "kind=gesture&kijk=ja&gesture=sorry&branch=markt&reason=wij+waren+dicht"


async def opened(house):
    """The bakery of these tests, with its three members."""
    await publish(house.shop.queries, KORENAAR, compiled(read_yaml(PROGRAM).document), Instant(0), Instant(1))
    house.shop.shelves.forget(KORENAAR)
    return await members(house.shop)


async def begun(browser, house, query=GIVE):
    """The address of the handout that this form begins."""
    page = await browser.get(f"{HERE}?{query}")
    fields = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]+)"', page.body.decode().rpartition("<form")[2]))
    made = await browser.post(HERE, fields)
    assert made.status == 303, plainly(made)[-600:]
    return made.headers["location"]


@both_databases
async def test_a_gesture_for_a_segment_is_looked_at_begun_and_followed_to_the_end(house):
    await opened(house)
    joost = house.office()

    empty = plainly(await joost.get(HERE))
    looked = plainly(await joost.get(f"{HERE}?{GIVE}"))
    to = await begun(joost, house)
    waiting = plainly(await joost.get(to))
    await worker(house.shop).go_on()
    done = plainly(await joost.get(to))

    assert "Welke geste? 500 punten 300 punten Uit de envelop van" in empty
    assert "Krijgen het 3 leden Kost samen € 9,00 € 3,00 per lid Nog in de envelop € 20,00 Krijgen er mail over 1" in looked
    assert "leden verzamelen" in waiting
    assert ("3 van 3 leden klaar" in done, "Anna" in done, "Kost samen € 9,00" in done) == (True, True, True)
    assert "300 punten voor Iedereen" in done
    assert "300 punten" in plainly(await joost.get(LIST))
    assert "300 punten" in plainly(await joost.get(f"/kantoor/groepen/{EVERYBODY}"))
    file = (await joost.get(f"{to}?as=csv")).body.decode("utf-8-sig")
    assert sorted(line.split(";")[0] for line in file.splitlines()[1:]) == ["Anna", "Bo", "Cas"]
    assert "Uitdeling aan een groep begonnen" in plainly(await joost.get("/kantoor/logboek"))


async def test_every_number_of_a_handout_opens_its_rows(house):
    await opened(house)
    joost = house.office()
    to = await begun(joost, house)
    await worker(house.shop).go_on()

    page = (await joost.get(to)).body.decode()
    opened_rows = {}
    for link, number in re.findall(r'href="([^"]+)" data-figure="(\d+)"', page):
        rows = (await joost.get(link.partition("#")[0])).body.decode()
        opened_rows[link] = (int(number), len(re.findall("<tr data-row>", rows)))

    assert opened_rows == {f"{to}?state=given#its": (3, 3)}


async def test_what_cannot_be_done_is_said_before_anybody_asks_for_it(house):
    await opened(house)
    joost = house.office()
    for _ in range(2):
        await begun(joost, house)
        await worker(house.shop).go_on()

    page = await joost.get(f"{HERE}?{GIVE}")

    assert page.status == 422
    assert "Dit kan nu niet" in plainly(page)
    assert 'method="post" action="/kantoor/groepen' not in page.body.decode()


async def test_codes_are_taken_along_with_whose_they_are_and_then_forgotten(house):
    found = await opened(house)
    joost = house.office()
    to = await begun(joost, house, "kind=codes&kijk=ja&coupon=lente&by=file")
    await worker(house.shop).go_on()
    early = await joost.fill(await joost.get(to), f"{to}/bestand")
    lines = [line.split(";") for line in early.body.decode("utf-8-sig").splitlines()]
    again = (await joost.fill(await joost.get(to), f"{to}/bestand")).body

    assert again == early.body
    assert sorted((row[0], row[1], row[2]) for row in lines[1:]) == sorted(
        (found[name], name, "anna@example.org" if name == "Anna" else "") for name in found
    )
    assert len({row[3] for row in lines[1:]}) == 3
    assert (await joost.fill(await joost.get(to), f"{to}/klaar")).status == 303
    assert "klaar" in plainly(await joost.get(to))
    assert (await house.shop.queries.handouts.one(KORENAAR, to.rpartition("/")[2])).seed is None
    mine = await house.shop.queries.codes.of_member(KORENAAR, bytes.fromhex(found["Bo"].replace("-", "")), 9)
    assert [code.campaign for code in mine] == ["lente"]


async def test_a_marketer_invites_and_sees_numbers_not_people(house):
    await opened(house)
    marketer = house.office(rights=MARKETER, name="Mila", actor="staff:mila")

    offered = plainly(await marketer.get(HERE))
    to = await begun(marketer, house, "kind=experience&kijk=ja&experience=proeverij")
    await worker(house.shop).go_on()
    page = plainly(await marketer.get(to))

    assert ("Uitnodiging" in offered, "Geste" in offered, "Lidmaatschap" in offered) == (True, False, False)
    assert ("1 van 1 leden" in page, "Anna" in page) == (True, False)
    assert "1: geen e-mailadres" in page
    assert (await marketer.get(f"{to}?as=csv")).status == 403
    assert (await marketer.post(HERE, {"kind": "gesture", "gesture": "sorry", "branch": "markt", "reason": "x"})).status == 403


async def test_stopped_from_its_page_with_a_reason(house):
    await opened(house)
    joost = house.office()
    to = await begun(joost, house)

    await joost.fill(await joost.get(to), f"{to}/stop", reason="verkeerde groep")
    await worker(house.shop).go_on()

    page = plainly(await joost.get(to))
    assert ("gestopt" in page, "0 van 3 leden" in page) == (True, True)


async def test_a_colleague_agrees_on_its_page_and_sees_it_among_what_is_asked(house):
    await opened(house)
    rights = frozenset({"segments:read", "gestures:write", "gestures:approve"})
    manager, joost = house.office(rights=rights, name="Kim", actor="staff:kim"), house.office()
    secret = manager.cookies["who"]
    house.gate.known["office", secret] = replace(house.gate.known["office", secret], role="cashier")
    to = await begun(manager, house)
    await worker(house.shop).go_on()

    own = plainly(await manager.get(to))
    listed = plainly(await joost.get("/kantoor/aanvragen"))
    answered = await joost.fill(await joost.get(to), f"{to}/besluit", answer="yes", reason="ja, doen")
    await worker(house.shop).go_on()

    assert "U vroeg dit zelf; een collega beslist." in own
    assert "300 punten voor Iedereen" in listed
    assert answered.status == 303
    assert "Besloten door" in plainly(await joost.get(to))
    assert "3 van 3 leden" in plainly(await joost.get(to))
