"""Somebody's own way into the office: a passkey instead of password and app; what opens it changes only after a proof of late."""

import json

import pytest

from tests.access.authenticator import Authenticator
from tests.access.crew import take_on
from tests.korenaar import HOUR, KORENAAR, MINUTE
from tests.pages import Browser
from tests.web.test_office_keys import at_desk
from tests.web.test_office_signing_in import HERE, PASSWORD, first_owner
from zegel.access.principal import COMMAND_LINE
from zegel.access.staff import Done
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio
IN, ROOM = "/kantoor/aanmelden", "/kantoor/ik"


def device():
    return Authenticator(f"http://{HERE}", HERE.partition(":")[0])


async def signed(browser, page, ask, send, sign, **fields):
    token = token_on(page)
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

    token = token_on(page)
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
    link = await people.signing_in.invite(Done(COMMAND_LINE, now, "", ""), KORENAAR, (await joost_of(house)).id)
    thief, welcome = Browser(house.shop.app, host=HERE), f"/kantoor/welkom/{link}"
    await thief.fill(await thief.get(welcome), welcome, password="nog een zin met wielen")

    page = await thief.get(IN)
    token = token_on(page)

    assert (await thief.post(f"{ROOM}/vraag", {"token": token})).status in (303, 403, 422)


async def test_a_passkey_proves_it_once_more_in_place_and_nobody_elses_does(house):
    joost, _, _ = await first_owner(house)
    passkey, hers = device(), device()
    await makes_a_passkey(joost, passkey)
    await a_colleague(house, hers)
    house.shop.clock.forward(HOUR // 2)
    keys = "/kantoor/sleutels"
    asks = await joost.fill(await joost.get(keys), keys, source="webshop", set="till")
    assert (asks.status, 'data-signed="proof-"' in asks.body.decode()) == (403, True)

    for wrong in (device(), hers):
        refused = await proves(house, joost, asks, wrong, keys)
        assert (refused.status, "proof-answer" in refused.body.decode()) == (403, True)
    late = await proves(house, joost, asks, passkey, keys, wait=HOUR // 6)
    done = await proves(house, joost, late, passkey, keys)

    assert (late.status, done.status, "zk_" in done.body.decode()) == (403, 200, True)
    assert [key.source for key in await house.shop.queries.keys(KORENAAR)].count("webshop") == 1


async def test_with_a_passkey_a_password_alone_proves_nothing_and_brings_no_app(house):
    await a_colleague(house, device())
    thief = Browser(house.shop.app, host=HERE)
    await thief.fill(await thief.get(IN), IN, email="bea@korenaar.example", password=PASSWORD)

    asks = await thief.get(f"{ROOM}?bewijs=1")
    assert (asks.status, 'id="again"' in asks.body.decode()) == (403, False)
    tried = await thief.post("/kantoor/bewijs", {"token": token_on(asks), "proof-again": PASSWORD})

    assert tried.status == 403
    assert (await thief.get("/kantoor/tweede-bewijs")).headers.get("location") == IN
    assert (await thief.get("/kantoor")).status == 403


async def a_colleague(house, passkey):
    """Bea was invited, and chose a password and a passkey; she has no app."""
    people = house.door.people
    house.door.gate = Sessions(people)
    bea = await take_on(house.shop, "Bea", "owner")
    link = await people.signing_in.invite(Done(COMMAND_LINE, house.shop.clock.now(), "", ""), KORENAAR, bea.one.id)
    browser, welcome = Browser(house.shop.app, host=HERE), f"/kantoor/welkom/{link}"
    await browser.fill(await browser.get(welcome), welcome, password=PASSWORD)
    page = await browser.get("/kantoor/tweede-bewijs")
    assert (await signed(browser, page, f"{ROOM}/vraag", f"{ROOM}/sleutels", passkey.make, name="laptop")).status == 303


async def proves(house, browser, asks, passkey, to, wait=0):
    """The form that waits goes once more, signed by `passkey`, `wait` later."""
    question = json.loads((await browser.post("/kantoor/bewijs/vraag", {"token": token_on(asks)})).body)
    house.shop.clock.forward(wait)
    answer = json.dumps(passkey.sign(question["options"]))
    return await browser.fill(asks, to, **{"proof-challenge": question["id"], "proof-answer": answer})


def token_on(page):
    return page.body.decode().partition('name="token" value="')[2].partition('"')[0]


async def test_somebody_chooses_their_own_pin_for_the_till_after_a_proof_of_late(house):
    samira = await at_desk(house, "branch manager", name="Samira")
    marketer = await at_desk(house, "marketer", name="Mo")

    wrong = await samira.fill(await samira.get(ROOM), f"{ROOM}/pin", pin="111111")
    chosen = await samira.fill(await samira.get(ROOM), f"{ROOM}/pin", pin="402817")

    assert (wrong.status, chosen.status) == (422, 303)
    assert "niet allemaal gelijk" in wrong.body.decode()
    assert f"{ROOM}/pin" not in (await marketer.get(ROOM)).body.decode()  # nothing to do at a till
    house.shop.clock.forward(11 * MINUTE)
    assert (await samira.fill(await samira.get(ROOM), f"{ROOM}/pin", pin="592604")).status == 403
