"""The first owner comes in by a one-time link, pairs an app, signs out and in again; nobody is told what was wrong, or gets half in."""

import re

import pyotp
import pytest

from tests.korenaar import KORENAAR, MINUTE
from tests.pages import Browser
from zegel.access.principal import COMMAND_LINE
from zegel.access.staff import Done, Wanted
from zegel.store.people_records import Role
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio
PROOF = "/kantoor/bewijs"
IN, SECOND = "/kantoor/aanmelden", "/kantoor/tweede-bewijs"
HERE = "127.0.0.1:8080"
PASSWORD = "een fiets met drie wielen"


async def first_owner(house):
    """The owner's browser after the first link, and the app's secret."""
    house.door.gate = Sessions(house.door.people)
    link = await house.door.people.signing_in.first_link(KORENAAR, house.shop.clock.now())
    joost, welcome = Browser(house.shop.app, host=HERE), f"/kantoor/welkom/{link}"
    page = await joost.get(welcome)
    assert "U bent de eigenaar" in page.body.decode()
    assert (await joost.fill(page, welcome, name="Joost", email="joost@example.nl", password="welkom")).status == 422
    made = await joost.fill(page, welcome, name="Joost Bakema", email="joost@example.nl", password=PASSWORD)
    assert (made.status, made.headers["location"]) == (303, SECOND)
    assert (await joost.get("/kantoor")).status == 403  # one proof opens nothing

    page = await joost.get(SECOND)
    secret = re.search(r'name="secret" value="([A-Z2-7]+)"', page.body.decode())[1]
    assert "<svg" in page.body.decode()
    assert (await joost.fill(page, SECOND, code="000000")).status == 422
    done = await joost.fill(page, SECOND, code=code_of(house, secret))
    assert (done.status, done.headers["location"]) == (303, "/kantoor")
    return joost, secret, welcome


def code_of(house, secret):
    return pyotp.TOTP(secret).at(house.shop.clock.now() // 1000)


async def test_the_first_owner_comes_in_and_the_link_is_good_once(house):
    joost, _, welcome = await first_owner(house)

    assert "Goedemorgen, Joost" in (await joost.get("/kantoor")).body.decode()
    again = await Browser(house.shop.app, host=HERE).post(welcome, {"name": "X", "email": "x@example.nl", "password": PASSWORD})
    assert again.status == 422
    assert "opgebruikt" in again.body.decode() or "te oud" in again.body.decode()


@pytest.mark.parametrize("link", ["spent", "wrong secret", "nonsense"])
async def test_a_link_that_is_no_longer_good_says_so_before_anybody_types_anything(house, link):
    _, _, welcome = await first_owner(house)
    path = {"spent": welcome, "wrong secret": f"{welcome[:-4]}AAAA", "nonsense": "/kantoor/welkom/nonsense"}[link]

    page = await Browser(house.shop.app, host=HERE).get(path)

    assert (page.status, 'name="password"' in page.body.decode(), IN in page.body.decode()) == (422, False, True)


async def test_signed_out_is_out_and_signing_in_asks_for_both_proofs(house):
    joost, secret, _ = await first_owner(house)
    page = await joost.get("/kantoor")
    assert (await joost.fill(page, "/kantoor/afmelden")).headers["location"] == IN
    assert (await joost.get("/kantoor")).headers["location"] == IN

    house.shop.clock.forward(MINUTE)
    page = await joost.get(IN)
    wrong = await joost.fill(page, IN, email="joost@example.nl", password="een ander wachtwoord")
    nobody = await joost.fill(page, IN, email="niemand@example.nl", password=PASSWORD)
    assert (wrong.status, nobody.status) == (422, 422)
    half = await joost.fill(page, IN, email="joost@example.nl", password=PASSWORD)
    assert half.status == 422
    assert (await joost.get("/kantoor")).headers["location"] == IN
    done = await joost.fill(page, IN, email="Joost@Example.nl", password=PASSWORD, code=code_of(house, secret))
    assert done.headers["location"] == "/kantoor"
    assert "Goedemorgen, Joost" in (await joost.get("/kantoor")).body.decode()


async def test_another_app_takes_the_place_of_the_first_only_after_a_second_proof(house):
    joost, secret, _ = await first_owner(house)
    assert (await joost.get(SECOND)).status == 200  # just signed in with both

    house.shop.clock.forward(20 * MINUTE)

    late = await joost.get(SECOND)
    assert late.status == 403
    assert "Laat nog een keer zien wie u bent" in late.body.decode()
    assert "otpauth" not in late.body.decode()
    wrong = await joost.fill(late, PROOF, **{"proof-again": "000000"})
    assert (wrong.status, "000000" in wrong.body.decode()) == (403, False)
    shown = await joost.fill(wrong, PROOF, **{"proof-again": code_of(house, secret)})
    assert shown.headers["location"] == SECOND  # on to what was asked for
    assert (await joost.get(SECOND)).status == 200


async def test_what_was_filled_in_is_done_after_the_proof_that_it_asks_for(house):
    joost, secret, _ = await first_owner(house)
    page = await joost.get("/kantoor/sleutels")
    house.shop.clock.forward(20 * MINUTE)

    asks = await joost.fill(page, "/kantoor/sleutels", source="webshop", set="till")
    assert asks.status == 403
    done = await joost.fill(asks, "/kantoor/sleutels", **{"proof-again": code_of(house, secret)})

    assert done.status in (200, 303), done.body.decode()[:500]
    assert "webshop" in (await joost.get("/kantoor/sleutels")).body.decode()


async def test_an_invitation_alone_does_not_take_the_place_of_an_app(house):
    await first_owner(house)
    people, now = house.door.people, house.shop.clock.now()
    (joost,) = await people.staff.everybody(KORENAAR)
    link = await people.signing_in.invite(Done(COMMAND_LINE, now, "new password", ""), KORENAAR, joost.one.id)
    thief, welcome = Browser(house.shop.app, host=HERE), f"/kantoor/welkom/{link}"

    chosen = await thief.fill(await thief.get(welcome), welcome, password="nog een zin met wielen")

    assert chosen.status == 303
    page = await thief.get(SECOND)
    assert (page.status, page.headers["location"]) == (303, IN)  # the app that he has is asked for
    assert (await thief.get("/kantoor")).status in (303, 403)


async def test_over_plain_http_elsewhere_nobody_signs_in(house):
    stranger = Browser(house.shop.app)
    page = await stranger.get(IN)

    tried = await stranger.fill(page, IN, email="joost@example.nl", password=PASSWORD)

    assert "Open het kantoor over https" in tried.body.decode()


async def test_the_owner_may_be_at_the_till_in_the_same_browser(house):
    joost, _, _ = await first_owner(house)
    people, shop = house.door.people, house.shop
    samira = await people.staff.take_on(
        Done(COMMAND_LINE, shop.clock.now(), "", ""),
        KORENAAR,
        "samira",
        Wanted("Samira", "s@example.nl", "nl", (Role("cashier", "dorpsstraat"),)),
    )
    await people.tills.set_pin(Done(COMMAND_LINE, shop.clock.now(), "", ""), KORENAAR, samira.one.id, "724816")
    await joost.fill(await joost.get("/kantoor/team"), "/kantoor/kassas", branch="dorpsstraat", till="2")

    opened = await joost.fill(await joost.get("/kassa/wie"), "/kassa/wie", pin="724816")

    assert opened.headers["location"] == "/kassa"
    assert (await joost.get("/kassa")).status == 200
    assert "Goedemorgen, Joost" in (await joost.get("/kantoor")).body.decode()
