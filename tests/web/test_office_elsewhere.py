"""Staff sign in at their company's own provider; it says who they are, Zegel what they may."""

import pytest

from tests.access.crew import take_on
from tests.access.provider import CLIENT, SECRET, identities
from tests.korenaar import HOUR, KORENAAR
from tests.pages import Browser
from zegel.access.single_sign_on import Provider, SingleSignOn
from zegel.desk.register import Register
from zegel.web.parts.visitors import Sessions

pytestmark = pytest.mark.anyio
IN, AWAY, BACK = "/kantoor/aanmelden", "/kantoor/aanmelden/elders", "/kantoor/aanmelden/terug"
BAS = {"email": "bas@korenaar.example", "email_verified": True, "amr": ["pwd", "otp"]}


@pytest.fixture
async def provider(house):
    await take_on(house.shop, "Anna", "owner")
    await take_on(house.shop, "Bas", "owner")
    async with identities() as found:
        found.at = house.shop.clock.now() // 1000
        people = house.door.people
        said = Provider(found.issuer, CLIENT, SECRET, "Korenaar-account", f"https://shop.example{BACK}", two_proofs=False)
        people.sso = SingleSignOn(said, Register(house.shop.store), people.sessions, people.random_bytes)
        house.door.gate = Sessions(people)
        yield found


def desk(house):
    return Browser(house.shop.app, host="localhost")


async def comes_back(house, provider, browser=None):
    """Off to the provider and back; the answer to that."""
    browser = browser or desk(house)
    away = await browser.get(AWAY)
    assert away.status == 303, away.body
    assert away.headers["location"].startswith(provider.issuer)
    return browser, await browser.get(provider.signs_in(away.headers["location"]))


async def test_a_colleague_signs_in_elsewhere_and_may_here_what_their_roles_say(house, provider):
    provider.claims = BAS
    assert "Aanmelden met Korenaar-account" in (await desk(house).get(IN)).body.decode()

    browser, back = await comes_back(house, provider)

    assert (back.status, back.headers["location"]) == (303, "/kantoor")
    assert "Bas" in (await browser.get("/kantoor")).body.decode()
    lines = await house.door.people.register.people.audit_lines(KORENAAR, 0, 20)
    assert [line.deed.what for line in lines][-1] == "sso.link"

    provider.new_key()  # and the same again, with an address that was changed there
    provider.claims = BAS | {"email": "b.bezorger@korenaar.example"}
    house.shop.clock.forward(2 * HOUR)
    provider.at += 2 * 3600
    _, again = await comes_back(house, provider)
    assert again.status == 303
    assert len(await house.door.people.register.people.audit_lines(KORENAAR, 0, 20)) == len(lines)


@pytest.mark.parametrize("written", ["Weiß@korenaar.example", " WEIß@KORENAAR.EXAMPLE "])
async def test_an_address_is_the_same_however_the_provider_writes_it(house, provider, written):
    await take_on(house.shop, "Weiß", "owner")
    provider.claims = BAS | {"email": written}

    _, back = await comes_back(house, provider)

    assert (back.status, back.headers.get("location")) == (303, "/kantoor")


@pytest.mark.parametrize(
    "claims",
    [
        BAS | {"email": "no address"},
        BAS | {"email_verified": False},
        BAS | {"email": "nobody@korenaar.example"},
        BAS | {"aud": "somebody-else"},
        BAS | {"iss": "https://elsewhere.example"},
        BAS | {"nonce": "another"},
        BAS | {"exp": 1_600_000_000},
        BAS | {"azp": "somebody-else"},
        {"amr": ["mfa"]},
    ],
)
async def test_what_the_provider_does_not_prove_signs_nobody_in(house, provider, claims):
    provider.claims = claims

    browser, back = await comes_back(house, provider)

    assert back.status == 422
    assert "Dat klopt niet" in back.body.decode()
    assert (await browser.get("/kantoor")).status == 303


async def test_one_proof_is_not_enough_unless_the_provider_always_asks_for_two(house, provider):
    provider.claims = BAS | {"amr": ["pwd"]}
    _, back = await comes_back(house, provider)
    assert back.status == 422

    found = house.door.people.sso
    found.provider = Provider(found.provider.issuer, CLIENT, SECRET, "", found.provider.back, two_proofs=True)
    _, back = await comes_back(house, provider)
    assert back.status == 303


async def test_an_answer_is_good_once_in_the_browser_that_asked_for_it_and_not_for_long(house, provider):
    provider.claims = BAS
    browser = desk(house)
    away = await browser.get(AWAY)
    answer = provider.signs_in(away.headers["location"])

    assert (await desk(house).get(answer)).status == 422, "a link that somebody else made signs nobody in"
    assert (await browser.get(answer)).status == 303
    assert (await browser.get(answer)).status == 422

    away = await browser.get(AWAY)
    house.shop.clock.forward(HOUR)
    assert (await browser.get(provider.signs_in(away.headers["location"]))).status == 422
    assert (await browser.get(f"{BACK}?error=access_denied&state=x")).status == 422


async def test_somebody_else_there_with_the_address_of_a_colleague_is_not_that_colleague(house, provider):
    provider.claims = BAS
    await comes_back(house, provider)

    provider.claims = BAS | {"sub": "u-99"}
    _, back = await comes_back(house, provider)

    assert back.status == 422


async def test_a_provider_that_is_away_is_said_and_the_password_still_works(house, provider):
    provider.broken = True

    page = await desk(house).get(AWAY)

    assert page.status == 422
    assert "Gebruik uw wachtwoord" in page.body.decode()


async def test_without_a_provider_there_is_no_such_way_in(house):
    assert (await desk(house).get(AWAY)).status == 404
    assert (await desk(house).get(f"{BACK}?code=1&state=2")).status == 404
    assert "/kantoor/aanmelden/elders" not in (await desk(house).get(IN)).body.decode()
