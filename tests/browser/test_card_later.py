"""What a member switches and fills in without signal: kept on the telephone, done once when there is a line again, or left and said."""

import asyncio
from typing import Any

from tests.browser.bakery import Bakery
from tests.browser.test_card import phones as phones
from tests.browser.test_till import look, ready, settled
from tests.korenaar import KORENAAR
from zegel.core.ids import purse_of

SWITCH = "#on-offers-email"
KEPT = "Onthouden op deze telefoon. Het gaat door zodra er weer verbinding is."


def known(bakery: Bakery) -> tuple[str, list[tuple[str, str]]]:
    """(name, consents with their state) of Fatima, as the books have it."""
    purse, queries = purse_of(bakery.members["fatima"]), bakery.shop.queries

    async def asked() -> tuple[str, list[tuple[str, str]]]:
        profile = await queries.profile_of(KORENAAR, purse)
        assert profile is not None
        return profile.profile.name, [(one.id, one.state) for one in await queries.dossiers_of(KORENAAR, purse, "consent")]

    return asyncio.run_coroutine_threadsafe(asked(), bakery.loop).result(20)


def at_me(phones: Any, bakery: Bakery) -> Any:
    """A telephone on the page about oneself, where nothing is switched on."""
    page = phones()
    settled(page, "navigator.serviceWorker.controller !== null")
    page.goto(f"{bakery.address}/pas/ik")
    if ready(page).get_attribute(SWITCH, "aria-checked") == "true":
        page.click(SWITCH)
        settled(page, f"document.querySelector('{SWITCH}').ariaChecked === 'false'")
        page.reload()
    return ready(page)


def said(page: Any) -> str:
    return page.inner_text("#waiting") if page.is_visible("#waiting") else ""


def test_a_switch_and_a_name_wait_for_the_line_and_are_done_once(phones, bakery):
    page = at_me(phones, bakery)
    before = known(bakery)
    page.context.set_offline(True)

    page.focus(SWITCH)
    page.keyboard.press("Space")
    page.fill("#name", "Fatima El Amrani-Bos")
    page.keyboard.press("Enter")
    settled(page, "!document.getElementById('waiting').hidden")
    look(page, "card-later")
    assert page.locator("li", has=page.locator(SWITCH)).locator(".small").inner_text() == "straks, met verbinding"
    assert (said(page), page.get_attribute(SWITCH, "aria-checked"), known(bakery)) == (KEPT, "true", before)

    page.context.set_offline(False)
    page.wait_for_selector("text=Gedaan, nu er weer verbinding is.")

    ready(page)
    assert known(bakery) == ("Fatima El Amrani-Bos", [("offers by email", "given")])
    assert (page.get_attribute(SWITCH, "aria-checked"), page.input_value("#name")) == ("true", "Fatima El Amrani-Bos")
    assert page.evaluate("localStorage.length") == 0


def test_a_switch_used_twice_is_back_and_one_changed_elsewhere_meanwhile_is_left_and_said(phones, bakery):
    page, other = at_me(phones, bakery), at_me(phones, bakery)
    page.context.set_offline(True)
    page.click(SWITCH)
    page.click(SWITCH)
    assert (said(page), page.evaluate("localStorage.length")) == ("", 0)
    page.fill("#name", "Fatima van de telefoon")
    page.press("#name", "Enter")
    settled(page, "!document.getElementById('waiting').hidden")
    other.fill("#name", "Fatima van de tablet")
    other.press("#name", "Enter")
    other.wait_for_url("**bewaard=ja")

    page.context.set_offline(False)
    page.wait_for_selector("text=Niet gedaan: het was intussen al veranderd.")

    assert known(bakery)[0] == "Fatima van de tablet"
    assert page.evaluate("localStorage.length") == 0


def test_a_reply_that_was_lost_is_not_done_twice_and_nobody_acts_for_another(phones, bakery):
    page = at_me(phones, bakery)
    page.route("**/pas/toestemming", lambda route: (route.fetch(), route.abort()))
    page.click(SWITCH)
    settled(page, "!document.getElementById('waiting').hidden")
    kept = page.evaluate("localStorage.getItem('zegel-card-later')")
    done = known(bakery)
    page.unroute("**/pas/toestemming")

    page.reload()
    page.wait_for_selector("text=Gedaan, nu er weer verbinding is.")
    assert (known(bakery), done[1]) == (done, [("offers by email", "given")])

    page.evaluate('kept => localStorage.setItem(\'zegel-card-later\', kept.replaceAll(/"whose":"[0-9a-f]+"/g, \'"whose":"00"\'))', kept)
    page.click(SWITCH)
    settled(page, f"document.querySelector('{SWITCH}').ariaChecked === 'false'")
    page.reload()
    assert (said(ready(page)), page.evaluate("localStorage.length")) == ("", 1)
    page.get_by_role("button", name="Meld mij hier af").click()
    page.wait_for_selector("#email")
    assert page.evaluate("localStorage.length") == 0


def test_what_may_not_wait_says_so_and_nothing_happens(phones, bakery):
    page = phones()
    page.goto(f"{bakery.address}/pas/beloningen/mug")
    ready(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Reserveer").click()

    assert said(page) == "Geen verbinding: dit kan straks weer. Er is niets gebeurd."
    assert page.evaluate("localStorage.length") == 0
    page.context.set_offline(False)
    page.goto(f"{bakery.address}/pas/beloningen")
    assert page.locator("text=Ligt voor u klaar").count() == 0
