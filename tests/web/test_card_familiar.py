"""A shop that says `je` to its members says so on every page of the card, and in the mails; names stay what they are."""

import re

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.pages import Browser
from tests.programs import compiled, read_yaml
from tests.web.conftest import House
from tests.web.test_card import filled, opened, text
from zegel.core.periods import Instant
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio

PAGES = (
    "", "/code", "/beloningen", "/historie", "/ik", "/bon-vergeten", "/gegevens", "/privacy", "/voorwaarden", "/vrienden", "/huishouden",
    "/kind", "/kaarten", "/cadeaukaarten", "/kaart-kwijt", "/weggaan", "/adres", "/sleutels", "/losse-kaart",
)  # fmt: skip
READ = re.compile(
    r"<(script|style|textarea)\b.*?</\1>|(?:value|href|src|action|id|for|name|content|class)=\"[^\"]*\"|<svg.*?</svg>", re.DOTALL
)
FORMAL = re.compile(r"\b[Uu]we?\b|\b[Uu]\b")


async def speaks(house: House, how: str, program: str = PROGRAM) -> House:
    """The bakery, which since a moment ago says `how` to its members."""
    house.shop.clock.forward(3_600_000)
    at = house.shop.clock.now()
    made = compiled(read_yaml(program + f"settings: {{members are: {how}}}\n").document)
    await publish(house.shop.queries, KORENAAR, made, Instant(at), at)
    house.shop.shelves.forget(KORENAAR)
    house.shop.clock.forward(2_000)
    return house


async def test_every_page_of_the_card_says_je(house):
    await speaks(await filled(house), "je")
    nobody = Browser(house.shop.app, host="127.0.0.1")
    pages = {path: await text(nobody, path) for path in ("/pas/aanmelden", "/pas/nieuw")}
    phone = await opened(house)
    pages |= {path: await text(phone, f"/pas{path}") for path in PAGES}

    assert "Open je kaart" in pages["/pas/aanmelden"]
    assert "Je kunt besteden" in pages[""]
    assert {path: found for path, page in pages.items() if (found := FORMAL.findall(READ.sub("", page)))} == {}


async def test_what_is_in_english_and_what_a_polite_shop_says_stay_as_they_were(house):
    await speaks(await filled(house), "u")
    phone = await opened(house)
    polite = await text(phone, "/pas")
    await speaks(house, "je")
    phone.cookies["zegel_language"] = "en"
    english = await text(phone, "/pas")

    assert "U kunt besteden" in polite
    assert "You can spend" in english
    assert FORMAL.findall(READ.sub("", polite)) != []


async def test_a_name_is_not_turned_and_neither_is_what_somebody_typed(house):
    await speaks(await filled(house), "je")
    phone = await opened(house)
    await phone.fill(await phone.get("/pas/ik"), "/pas/ik", name="U Thant")

    assert 'translate="no">U<' in await text(phone, "/pas")
    assert 'value="U Thant"' in await text(phone, "/pas/ik")


async def test_a_member_may_be_called_uw_and_what_the_shop_wrote_stays_as_it_wrote_it(house):
    stood = "names: {nl: beker, en: mug}}"
    assert stood in PROGRAM
    await speaks(await filled(house), "je", PROGRAM.replace(stood, "names: {nl: Wat U wilt, en: What you like}}"))
    phone = await opened(house)
    await phone.fill(await phone.get("/pas/ik"), "/pas/ik", name="Uw")

    home, rewards = await text(phone, "/pas"), await text(phone, "/pas/beloningen")

    assert 'translate="no">Uw<' in home
    assert "Wat U wilt" in rewards
    polite = [FORMAL.findall(READ.sub("", page)) for page in (home, rewards.replace("Wat U wilt", ""))]
    assert polite == [["Uw", "U"], []], "their name, and its first letter"


async def test_a_refusal_says_je_too(house):
    await speaks(await filled(house), "je")
    phone = await opened(house)
    wrong = await phone.fill(await phone.get("/pas/bon-vergeten"), "/pas/bon-vergeten", number="x", total="niets")

    assert FORMAL.findall(READ.sub("", wrong.body.decode())) == []
