"""A member's stories (domain.md §6, member 1-5) on a telephone in a real Chromium: by keyboard, axe on every page, and without signal."""

import asyncio
from collections.abc import Iterator
from typing import Any, cast

import pytest

from tests.browser.bakery import Bakery
from tests.browser.test_till import look, ready, settled
from tests.korenaar import KORENAAR
from zegel.core.periods import Instant
from zegel.web.parts.visitors import Sessions, Visitor

EMAIL = "fatima@voorbeeld.nl"
PAGES = (
    "/pas",
    "/pas/code",
    "/pas/beloningen",
    "/pas/beloningen/mug",
    "/pas/historie",
    "/pas/historie/3",
    "/pas/ik",
    "/pas/gegevens",
    "/pas/bon-vergeten",
    "/pas/adres",
    "/pas/sleutels",
    "/pas/kaart-kwijt",
    "/pas/weggaan",
    "/pas/voorwaarden",
    "/pas/cadeaukaarten",
    "/pas/vrienden",
    "/pas/huishouden",
    "/pas/kaarten",
    "/pas/kaarten/1",
)


class Both:
    """The stories' own visitors at the till, real sessions at the card."""

    def __init__(self, bakery: Bakery) -> None:
        self.till, self.card = bakery.door.gate, Sessions(bakery.door.people)

    async def visitor(self, face: str, cookies: dict[str, str], at: Instant) -> Visitor | None:
        return await (self.card if face == "card" else self.till).visitor(face, cookies, at)


class Silent:
    """A house that hears every question and says nothing until it is awake."""

    def __init__(self, gate: Any, awake: asyncio.Event) -> None:
        self.gate, self.awake = gate, awake

    async def visitor(self, face: str, cookies: dict[str, str], at: Instant) -> Visitor | None:
        await self.awake.wait()
        return cast("Visitor | None", await self.gate.visitor(face, cookies, at))


@pytest.fixture
def phones(chromium: Any, bakery: Bakery) -> Iterator[Any]:
    """`phones(look, width)` → a telephone with Fatima's card open, signed in by keyboard with the code of her mail."""
    before, contexts, said = bakery.door.gate, [], []
    bakery.door.gate = Both(bakery)
    bakery.ask("POST", f"/v1/members/{bakery.members['fatima']}/identifiers", {"identifier": {"kind": "email", "value": EMAIL}})

    def code() -> str:
        waiting = bakery.shop.queries.people.messages_waiting(KORENAAR, bakery.shop.clock.now(), 99)
        messages = asyncio.run_coroutine_threadsafe(waiting, bakery.loop).result(20)
        return bakery.door.people.members.code_of(messages[-1])

    def anew(cookies: list[Any], colours: str = "light", width: int = 390) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 844}, color_scheme=colours, locale="nl-NL", reduced_motion="reduce"
        )
        contexts.append(context)
        context.add_cookies(cookies)
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    def opened(colours: str = "light", width: int = 390) -> Any:
        bakery.shop.clock.forward(15 * 60_000)  # no address is sent more than a few codes in an hour
        page = anew([], colours, width)
        page.goto(f"{bakery.address}/pas")
        look(ready(page), f"card-{colours}-{width}-sign-in")
        page.focus("#email")
        page.keyboard.type(EMAIL)
        page.keyboard.press("Enter")
        page.wait_for_selector("#code")
        look(page, f"card-{colours}-{width}-code")
        page.keyboard.type(code())
        page.keyboard.press("Enter")
        page.wait_for_selector(".pass")
        return page

    opened.anew = anew  # type: ignore[attr-defined]  # a telephone with the cookies of another
    yield opened
    bakery.door.gate = before
    for context in contexts:
        context.close()
    assert said == []
    assert [one for one in bakery.refused_by_policy() if one.get("blocked-uri") != "inline"] == []  # axe's own sheet
    assert bakery.bugs() == []


@pytest.mark.long  # the short form looks at each of these pages in the gallery
@pytest.mark.parametrize(("colours", "width"), [("light", 390), ("dark", 320)])
def test_every_page_of_the_card_is_readable_by_everybody(phones, bakery, colours, width):
    page = phones(colours, width)
    for path in PAGES:
        page.goto(bakery.address + path)
        look(ready(page), f"card-{colours}-{width}{path.replace('/', '-')}")
        assert page.locator("h1").count() == 1, path


def test_the_last_card_is_there_without_signal_and_says_of_when_it_is(phones, bakery):
    page = phones()
    settled(page, "navigator.serviceWorker.controller !== null")
    page.goto(f"{bakery.address}/pas")
    settled(page, "caches.open('zegel-card-last').then(cache => cache.match('/pas/code')).then(Boolean)")
    page.context.set_offline(True)

    page.goto(f"{bakery.address}/pas")
    look(page, "card-away")
    away = page.inner_text(".banner")
    still, changing = page.is_visible("a.qrbox .still"), page.is_visible("a.qrbox .now")
    later = page.locator(".shelf .later").first.is_visible()
    page.goto(f"{bakery.address}/pas/code")
    large = (page.inner_text(".large .name"), page.is_visible(".large span.still"), page.is_visible(".large .now"))
    page.context.set_offline(False)

    assert (large, later) == (("Fatima El Amrani", True, False), True)
    assert "Geen verbinding. Dit is de stand van dinsdag 3 maart" in away
    assert (still, changing) == (True, False)


def test_one_visit_is_enough_to_have_the_card_without_signal(phones, bakery):
    first = phones()
    cookies = first.context.cookies()
    page = phones.anew(cookies)
    page.goto(f"{bakery.address}/pas")
    for path in ("/pas", "/pas/code"):
        settled(page, f"caches.open('zegel-card-last').then(cache => cache.match('{path}')).then(Boolean)")

    page.context.set_offline(True)
    page.goto(f"{bakery.address}/pas/code")

    assert page.inner_text(".large .name") == "Fatima El Amrani"


def test_a_telephone_that_thinks_it_is_back_waits_for_an_answer_and_a_line_that_says_nothing_is_no_line(phones, bakery):
    page = phones()
    settled(page, "navigator.serviceWorker.controller !== null")
    page.goto(f"{bakery.address}/pas")
    page.context.set_offline(True)
    page.goto(f"{bakery.address}/pas")
    page.evaluate("document.body.dataset.same = 'yes'; dispatchEvent(new Event('online')); fetch('/pas').catch(() => 0)")

    assert page.evaluate("document.body.dataset.same") == "yes", "it did not answer"
    page.context.set_offline(False)
    page.wait_for_selector("body:not(.away)")

    awake, gate = asyncio.Event(), bakery.door.gate
    bakery.door.gate = Silent(gate, awake)
    page.goto(f"{bakery.address}/pas")
    assert page.is_visible(".banner.stale")
    bakery.loop.call_soon_threadsafe(awake.set)
    bakery.door.gate = gate
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector("body:not(.away)")


def test_a_switch_goes_on_in_its_place_and_the_way_out_forgets_the_card(phones, bakery):
    page = phones()
    settled(page, "navigator.serviceWorker.controller !== null")
    page.goto(f"{bakery.address}/pas/ik")
    ready(page).focus("#on-offers-email")
    page.keyboard.press("Space")
    settled(page, "document.querySelector('#on-offers-email').ariaChecked === 'true'")
    assert page.evaluate("document.activeElement.id") == "on-offers-email"
    assert "U zei ja op 3 maart 2026." in page.inner_text("#consents")

    page.get_by_role("button", name="Meld mij hier af").click()
    page.wait_for_selector("#email")
    assert page.evaluate("caches.open('zegel-card-last').then(cache => cache.keys()).then(keys => keys.length)") == 0


def test_a_passkey_opens_the_card_with_a_finger_and_proves_it_again(phones, bakery):
    page = phones()
    there = bakery.address.replace("127.0.0.1", "localhost")
    name, *_, host = "zegel-pas", "localhost"
    for one in page.context.cookies():
        if one["name"].startswith(name):
            page.context.add_cookies([{"name": one["name"], "value": one["value"], "url": there}])
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})
    page.goto(f"{there}/pas/sleutels")
    ready(page).fill("#name", "Mijn telefoon")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Verwijder Mijn telefoon").wait_for()
    look(page, "card-keys-one")
    assert host in page.url

    page.goto(f"{there}/pas/ik")
    page.get_by_role("button", name="Meld mij hier af").click()
    page.get_by_role("button", name="Open met een toegangssleutel").click()
    page.wait_for_selector(".pass")
    bakery.shop.clock.forward(11 * 60_000)
    page.goto(f"{there}/pas/weggaan")
    look(ready(page), "card-proof")
    page.get_by_role("button", name="Gebruik mijn toegangssleutel").click()
    page.get_by_role("heading", name="Wis mijn gegevens").wait_for()
