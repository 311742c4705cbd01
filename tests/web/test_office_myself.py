"""Somebody's own way into the office: a passkey instead of password and app; what opens it changes only after a proof of late."""

import json

import pytest

from tests.access.authenticator import Authenticator
from tests.access.crew import HOUSE
from tests.korenaar import HOUR, KORENAAR
from tests.pages import Browser
from tests.web.test_office_signing_in import HERE, PASSWORD, first_owner
from zegel.access.staff import Done
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio
IN, ROOM = "/kantoor/aanmelden", "/kantoor/ik"


def device():
    return Authenticator(f"http://{HERE}", HERE.partition(":")[0])


async def signed(browser, page, ask, send, sign, **fields):
    token = page.body.decode().partition('name="token" value="')[2].partition('"')[0]
    asked = await browser.post(ask, {"token": token})
    assert asked.status == 200, asked.body
    found = json.loads(asked.body)
    answer = json.dumps(sign(found["options"]))
    return await browser.post(send, {"token": token, "challenge": found["id"], "answer": answer, **fields})


async def makes_a_passkey(joost, passkey, name="laptop"):
    made = await signed(joost, await joost.get(ROOM), f"{ROOM}/vraag", f"{ROOM}/sleutels", passkey.make, name=name)
    assert (made.status, made.headers.get("location")) == (303, ROOM), made.body


async def test_a_passkey_opens_the_office_without_a_password_until_it_is_taken_away(house):
    joost, _, _ = await first_owner(house)
    passkey, elsewhere = device(), Browser(house.shop.app, host=HERE)
    await makes_a_passkey(joost, passkey)
    assert "laptop" in (await joost.get(ROOM)).body.decode()

    inside = await signed(elsewhere, await elsewhere.get(IN), f"{IN}/vraag", f"{IN}/sleutel", passkey.sign)
    assert (inside.status, inside.headers["location"]) == (303, "/kantoor")
    assert "Joost" in (await elsewhere.get("/kantoor")).body.decode()

    gone = await joost.fill(await joost.get(ROOM), f"{ROOM}/sleutel-weg")
    assert gone.status == 303
    thief = Browser(house.shop.app, host=HERE)
    assert (await signed(thief, await thief.get(IN), f"{IN}/vraag", f"{IN}/sleutel", passkey.sign)).status == 422
    stranger = device()
    assert (await signed(thief, await thief.get(IN), f"{IN}/vraag", f"{IN}/sleutel", stranger.sign)).status == 422


async def test_whoever_was_invited_may_choose_a_passkey_instead_of_an_app(house):
    people = house.door.people
    house.door.gate = Sessions(people)
    link = await people.signing_in.first_link(KORENAAR, house.shop.clock.now())
    joost, welcome = Browser(house.shop.app, host=HERE), f"/kantoor/welkom/{link}"
    await joost.fill(await joost.get(welcome), welcome, name="Joost", email="joost@example.nl", password=PASSWORD)
    page = await joost.get("/kantoor/tweede-bewijs")
    passkey = device()
    assert (await joost.get(ROOM)).status == 303  # one proof sees nothing of it

    inside = await signed(joost, page, f"{ROOM}/vraag", f"{ROOM}/sleutels", passkey.make, name="telefoon")

    assert (inside.status, inside.headers["location"]) == (303, "/kantoor")
    assert (await joost.get("/kantoor")).status == 200


async def test_an_hour_later_nothing_of_it_changes_without_another_proof(house):
    joost, _, _ = await first_owner(house)
    passkey = device()
    await makes_a_passkey(joost, passkey)
    page = await joost.get(ROOM)
    house.shop.clock.forward(HOUR // 2)

    token = page.body.decode().partition('name="token" value="')[2].partition('"')[0]
    for path, fields in (
        (f"{ROOM}/vraag", {}),
        (f"{ROOM}/sleutel-weg", {"key": "x"}),
        (f"{ROOM}/wachtwoord", {"password": "een andere zin"}),
    ):
        late = await joost.post(path, {"token": token, **fields})
        assert "Laat nog een keer zien wie u bent" in late.body.decode(), path  # and then it is done as it was asked
    kept = await house.door.people.register.people.credentials(KORENAAR, (await joost_of(house)).subject)
    assert sorted(one.kind for one in kept) == ["passkey", "password", "totp"]


async def joost_of(house):
    (one,) = await house.door.people.staff.everybody(KORENAAR)
    return type("Joost", (), {"subject": f"staff:{one.one.id}", "id": one.one.id})


async def test_a_new_password_signs_the_other_browsers_out_and_a_weak_one_is_refused(house):
    joost, _, _ = await first_owner(house)
    page = await joost.get(ROOM)
    assert (await joost.fill(page, f"{ROOM}/wachtwoord", password="welkom")).status == 422
    assert (await joost.fill(page, f"{ROOM}/wachtwoord", password="een fiets met vijf wielen")).status == 303
    assert (await joost.get("/kantoor")).status == 200

    out = await joost.fill(await joost.get(ROOM), f"{ROOM}/overal-weg")
    assert (out.status, out.headers["location"]) == (303, IN)
    assert (await joost.get("/kantoor")).status == 303


async def test_an_invitation_alone_makes_no_passkey_beside_an_app(house):
    await first_owner(house)
    people, now = house.door.people, house.shop.clock.now()
    link = await people.signing_in.invite(Done(HOUSE, now, "", ""), KORENAAR, (await joost_of(house)).id)
    thief, welcome = Browser(house.shop.app, host=HERE), f"/kantoor/welkom/{link}"
    await thief.fill(await thief.get(welcome), welcome, password="nog een zin met wielen")

    page = await thief.get(IN)
    token = page.body.decode().partition('name="token" value="')[2].partition('"')[0]

    assert (await thief.post(f"{ROOM}/vraag", {"token": token})).status in (303, 403, 422)
