"""What somebody may try with a browser (reliability.md S5, S8, S11): a session that is over, what it keeps, words that are none."""

from typing import Any

import pytest

from tests.browser.bakery import CARDS, PROGRAM, Bakery, open_bakery
from tests.browser.people import people_of
from tests.browser.test_offline import away, back, sell, tills, took_along
from tests.gallery.gallery import PROMISES, furnish
from tests.gallery.test_gallery import PAGES, filled
from tests.web.test_hostile_texts import TYPED, hostile

__all__ = ["tills"]
KEPT = """async () => { const found = [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href];
    for (const name of await caches.keys()) { const cache = await caches.open(name);
        for (const one of await cache.keys()) found.push(one.url, await (await cache.match(one)).text()); }
    for (const {name} of await indexedDB.databases()) { const opened = await new Promise(done => { const asked = indexedDB.open(name);
            asked.onsuccess = () => done(asked.result); });
        for (const store of opened.objectStoreNames) found.push(JSON.stringify(await new Promise(done => {
            const asked = opened.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result); })));
        opened.close(); }
    return found.join("\\n"); }"""
"""All that a script could read in this browser."""


def test_a_session_that_is_over_is_over_in_the_browser_too(chromium: Any, bakery: Bakery) -> None:
    """Whoever takes the telephone after somebody signed out goes back, and sees nothing."""
    bakery.ask(
        "POST", f"/v1/members/{bakery.members['fatima']}/identifiers", {"identifier": {"kind": "email", "value": "fatima@voorbeeld.nl"}}
    )
    with people_of(chromium, bakery) as people:
        page = people.member("fatima", "/pas/historie")
        page = people.member("fatima", "/pas/ik")
        cookies = page.context.cookies()
        with page.expect_navigation():
            page.get_by_role("button", name="Meld mij hier af").click()
        for _ in range(2):
            page.go_back()
            page.wait_for_load_state()
        assert page.url.endswith("/pas/aanmelden"), "nothing of hers is shown again"
        assert "Fatima" not in page.content()

        page.context.add_cookies(cookies)
        page.goto(f"{bakery.address}/pas")
        assert page.url.endswith("/pas/aanmelden"), "a cookie that somebody copied opens nothing"


@pytest.mark.long
def test_the_browser_of_a_till_and_of_a_card_keeps_no_secret(tills: Any) -> None:
    """Not in storage, not in what works without a line, not in an address."""
    page = took_along(tills.open())
    secrets = [one["value"] for one in page.context.cookies() if one["name"].startswith("zegel-")]
    assert len(secrets) == 2, "the till's own, and who is signed in"
    sell(away(page), CARDS["joost"], "2,00")

    kept = page.evaluate(KEPT)

    assert "2,00" in kept or "200" in kept, "what waits is there"
    assert [secret for secret in secrets if secret in kept] == []
    back(page)


@pytest.mark.long
def test_whatever_anybody_typed_runs_in_no_browser(chromium: Any, tmp_path: Any) -> None:
    """The pages of tests/web/test_hostile_texts.py in the reader that matters."""
    with open_bakery(tmp_path, program=hostile(PROGRAM + PROMISES)) as bakery:
        samples, cookies = furnish(bakery, TYPED)
        with people_of(chromium, bakery) as people:
            page, seen = people.page(("all",), cookies, "nl", (1280, 860), "light"), 0
            for route in PAGES:
                page.goto(bakery.address + filled(route.path, samples))
                assert page.locator("zegel-x, [onzegel]").count() == 0, route.path
                seen += "zegel-x" in page.content()
            assert seen > 20
            people.said.clear()  # a till that was never enrolled takes nothing along, and says so
