"""The till without a line in a real Chromium (reliability.md O1-O4): network cut, tab and browser killed, replies lost, two tabs."""

import asyncio
import os
import signal
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.access.crew import done, take_on
from tests.browser.bakery import CARDS, Bakery
from tests.browser.conftest import FLAGS
from tests.browser.test_till import APPLE, LOAF, look, press, ready, scan, settled
from tests.korenaar import KORENAAR
from zegel.access.scopes import OF_PEOPLE, SCOPES
from zegel.core.ids import purse_of
from zegel.core.periods import Instant
from zegel.web.parts.visitors import Sessions, Visitor

_numbers = count(1)
OFFICE = frozenset((*SCOPES, *OF_PEOPLE))
EVERYWHERE = "'ZegelQueue' in window && document.readyState === 'complete'"


class AtTills:
    """Real sessions of tills; whoever else the stories know."""

    def __init__(self, bakery: Bakery) -> None:
        self.others, self.till = bakery.door.gate, Sessions(bakery.door.people)

    async def visitor(self, face: str, cookies: dict[str, str], at: Instant) -> Visitor | None:
        found = await self.till.visitor(face, cookies, at) if face == "till" else None
        return found or await self.others.visitor(face, cookies, at)


class Tills:
    """Enrolled tills of the Havenstraat, each a browser profile of its own with Noor signed in."""

    def __init__(self, bakery: Bakery, chromium: Any, folder: Path) -> None:
        self.bakery, self.chromium, self.folder, self.contexts = bakery, chromium, folder, []

    def run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.bakery.loop).result(20)

    def cookies(self) -> list[dict[str, Any]]:
        """A new till, and Noor behind it: cookies that no script reads, as the server sends them."""
        number = next(_numbers)
        people, now = self.bakery.door.people, self.bakery.shop.clock.now()
        noor = self.run(take_on(self.bakery.shop, f"Noor{number}", "cashier", at="havenstraat"))
        device = self.run(people.tills.enrol(done(), KORENAAR, "havenstraat", f"o{number}", ""))
        begun = self.run(people.sessions.begin("till", KORENAAR, noor.one.id, now, method="pin", device=device.device))
        named = {"zegel-kassa": begun.cookie, "zegel-till": device.cookie}
        return [{"name": name, "value": text, "url": self.bakery.address, "httpOnly": True} for name, text in named.items()]

    def open(self, language: str = "nl", **size: int) -> Any:
        """A page of a till whose worker is ready, in that language."""
        context = self.chromium.new_context(viewport={"width": 1180, "height": 820} | size, locale="nl-NL", reduced_motion="reduce")
        self.contexts.append(context)
        context.add_cookies([*self.cookies(), {"name": "zegel_language", "value": language, "url": self.bakery.address}])
        return self.page_of(context)

    def page_of(self, context: Any) -> Any:
        page = context.new_page()
        page.goto(f"{self.bakery.address}/kassa")
        ready(page)
        settled(page, "navigator.serviceWorker.controller !== null")
        return page

    def kept(self, name: str) -> Any:
        """A browser with a profile on the disk: it can die and come back."""
        found = self.chromium.browser_type.launch_persistent_context(
            str(self.folder / name), executable_path=self.chromium.zegel_path, args=list(FLAGS), viewport={"width": 1180, "height": 820},
            locale="nl-NL", handle_sigterm=False,
        )  # fmt: skip
        self.contexts.append(found)
        return found

    def sales(self, member: str) -> int:
        """How many purchases somebody has in the books."""
        purse = purse_of(self.bakery.members[member])
        assert purse is not None
        return sum(one.kind == "purchase" for one in self.run(self.bakery.shop.queries.receipts(KORENAAR, purse, 0, 1000)))


@pytest.fixture
def tills(chromium: Any, bakery: Bakery, tmp_path: Path) -> Iterator[Tills]:
    before = bakery.door.gate
    bakery.door.gate = AtTills(bakery)
    found = Tills(bakery, chromium, tmp_path)
    yield found
    for context in found.contexts:
        context.close()
    bakery.door.gate = before
    assert bakery.bugs() == []
    assert [one for one in bakery.refused_by_policy() if one.get("blocked-uri") != "inline"] == []


def queued(page: Any) -> int:
    return int(page.evaluate("ZegelQueue.all('queue').then(all => all.length)"))


def verdicts(page: Any) -> list[str]:
    return list(page.evaluate("ZegelQueue.all('done').then(all => all.sort((a, b) => a.number - b.number).map(one => one.verdict))"))


def typed(page: Any, *texts: str) -> None:
    """Each in the one field, with Enter."""
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def sell(page: Any, card: str, amount: str) -> None:
    """A sale without a line."""
    before = queued(page)
    typed(page, card, amount, "")
    settled(page, f"ZegelQueue.all('queue').then(all => all.length === {before + 1})")


def away(page: Any) -> Any:
    """The line is cut, the page is opened again: the one that works on."""
    page.context.set_offline(True)
    page.goto(page.url.partition("/kassa")[0] + "/kassa")
    settled(page, EVERYWHERE)
    settled(page, "document.querySelector('#waiting').textContent !== ''")
    return page


def back(page: Any) -> None:
    """The line is there again, and everything that waited is answered for."""
    page.context.set_offline(False)
    settled(page, "ZegelQueue.all('queue').then(all => all.length === 0)")


class LostReplies:
    """The books get what this page's queue sends, and the page never hears of the first `count` replies; nothing arrives before `there`."""

    def __init__(self, page: Any, count: int) -> None:
        self.lost: list[Any] = []
        self.there, self._count = False, count
        # A browser whose worker sends nothing by itself: what that sends, no route of a page sees.
        page.add_init_script("SyncManager.prototype.register = async () => {}")
        # From the beginning: what was sent while the line was gone may still be on its way when it is back.
        page.route("**/kassa/wachtrij", self._lose)

    def back(self, page: Any) -> None:
        """The line is there again; the queue is sent once more than replies are lost, and everything in it is answered for."""
        self.there = True
        page.context.set_offline(False)
        for _ in range(self._count + 1):
            page.evaluate("ZegelQueue.send().catch(() => {})")
        settled(page, "ZegelQueue.all('queue').then(all => all.length === 0)")

    def _lose(self, route: Any) -> None:
        if self.there and len(self.lost) == self._count:
            route.continue_()
            return
        if self.there:
            self.lost.append(route.fetch().json())
        route.abort()


def test_a_basket_goes_on_without_a_line_and_comes_in_once_when_it_is_back(tills):
    page = tills.open()
    before = tills.sales("joost")
    scan(page, CARDS["joost"])
    scan(page, APPLE)
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kassa/zonder")
    settled(page, EVERYWHERE)
    settled(page, "document.querySelector('#pay:not([disabled])') !== null")
    assert "Appelflap" in page.inner_text("#lines")
    assert page.inner_text("#name") == "Joost"
    look(page, "away-carried")

    page.keyboard.press("Enter")
    settled(page, "document.querySelector('#waiting').textContent === '1 wacht'")
    look(page, "away-kept")
    sell(page, CARDS["joost"], "4,50")
    page.click("#waiting")
    look(page, "away-queue")
    page.click("#close")
    page.reload()
    settled(page, EVERYWHERE)
    assert queued(page) == 2

    back(page)
    settled(page, "document.querySelector('#bar').classList.contains('back')")
    look(page, "away-back")
    page.wait_for_url("**/kassa", timeout=8000)
    assert verdicts(page) == ["applied", "applied"]
    assert tills.sales("joost") == before + 2


def test_what_was_put_to_use_before_the_line_went_is_said_not_to_count_and_stays_theirs(tills):
    card = {"kind": "card", "value": "2620000077784"}
    member = tills.bakery.ask("POST", "/v1/members", {"name": "Ilse", "identifiers": [card]})["member"]
    tills.bakery.ask("POST", "/v1/adjustments", {"member": member, "unit": "points", "count": 1500, "reason": "opening"})
    ilse = purse_of(member)
    assert ilse is not None
    page = tills.open(width=360, height=740)
    scan(page, tills.bakery.door.people.qr.made(KORENAAR, ilse, tills.bakery.shop.clock.now()))
    for _ in range(4):
        scan(page, LOAF)
    press(page, "F1")
    assert page.locator(".line.off").count() == 1
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kassa/zonder")
    settled(page, EVERYWHERE)

    settled(page, "document.querySelector('#hint:not([hidden])') !== null")
    assert "De klant houdt het." in page.inner_text("#told")
    assert "19,80" in page.inner_text("#total"), "nothing came off"
    assert page.locator("#typed").bounding_box()["width"] > 150, "there is room to type on a small telephone"
    look(page, "away-left")
    typed(page, "")
    settled(page, "ZegelQueue.all('queue').then(all => all.length === 1)")
    back(page)
    assert verdicts(page) == ["applied"]


def test_a_reply_that_is_lost_after_the_books_have_it_books_nothing_twice(tills):
    page = tills.open()
    before = tills.sales("joost")
    replies = LostReplies(page, 2)
    away(page)
    sell(page, CARDS["joost"], "3,00")
    replies.back(page)

    assert replies.lost[0]["sales"][0]["verdict"] == "applied"
    assert (verdicts(page), tills.sales("joost")) == (["duplicate"], before + 1)


def test_a_payment_on_line_whose_answer_is_lost_is_the_same_payment_afterwards(tills):
    page = tills.open()
    before = tills.sales("joost")
    scan(page, CARDS["joost"])
    scan(page, APPLE)
    page.route("**/kassa/betaal", lambda route: (route.fetch(), route.abort()))

    page.keyboard.press("Enter")
    page.wait_for_url("**/kassa/zonder")
    settled(page, EVERYWHERE)
    settled(page, "document.querySelector('#pay:not([disabled])') !== null")
    page.keyboard.press("Enter")
    settled(page, "ZegelQueue.all('done').then(all => all.length === 1)")

    assert (verdicts(page), tills.sales("joost")) == (["duplicate"], before + 1)


def test_two_tabs_a_button_and_the_worker_send_each_sale_once(tills):
    page = tills.open()
    before = tills.sales("joost")
    away(page)
    other = page.context.new_page()
    other.goto(f"{tills.bakery.address}/kassa")
    settled(other, EVERYWHERE)
    for amount in ("1,00", "2,00", "3,00"):
        sell(page, CARDS["joost"], amount)
    other.bring_to_front()
    settled(other, "document.activeElement.id === 'typed'")
    sell(other, CARDS["joost"], "4,00")
    sent: list[Any] = []
    tills.bakery.door.seen = lambda one: sent.append(one) if one.route == "/kassa/wachtrij" else None

    page.context.set_offline(False)
    for tab in (page, other):
        tab.evaluate("Promise.all([1, 2, 3].map(() => ZegelQueue.send()))")
    back(page)

    tills.bakery.door.seen = None
    assert len(sent) == 1
    assert (verdicts(page), tills.sales("joost")) == (["applied"] * 4, before + 4)


def test_a_day_of_sales_survives_a_killed_tab_and_a_browser_that_loses_its_power(tills):
    first = tills.kept("profile")
    cookies = tills.cookies()
    first.add_cookies(cookies)
    page = away(tills.page_of(first))
    before = tills.sales("joost")
    sell(page, CARDS["joost"], "1,00")
    page.evaluate(
        """async ([count, card]) => { const here = await ZegelQueue.get("here");
            for (let n = 0; n < count; n++) await ZegelQueue.add({id: ZegelQueue.newId(), device: here.device, claimed_at: Date.now(),
                staff: here.staff, member: "", shown: card, code: "", items: [{net_minor: 100}], uses: [], paid_minor: 100},
                {minor: 100}); }""",
        [119, CARDS["joost"]],
    )
    page.close()
    page = first.new_page()
    page.goto(f"{tills.bakery.address}/kassa")
    settled(page, EVERYWHERE)
    sell(page, CARDS["joost"], "2,00")
    kill(tills.folder / "profile")

    second = tills.kept("profile")
    second.add_cookies(cookies)  # a till's own are months old; a browser writes new ones to the disk after half a minute
    page = second.new_page()
    page.goto(f"{tills.bakery.address}/kassa/zonder")
    settled(page, EVERYWHERE)
    back(page)

    assert (verdicts(page), tills.sales("joost")) == (["applied"] * 121, before + 121)


def kill(profile: Path) -> None:
    """The browser of this profile is gone between two instructions, as when the battery is."""
    mine = str(profile).encode()
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if mine in (process / "cmdline").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue


def test_a_disk_that_is_full_is_said_and_the_basket_stays(tills):
    page = away(tills.open(width=390, height=844))
    page.evaluate(
        """() => { const add = ZegelQueue.add; let once = true;
            IDBObjectStore.prototype.put = new Proxy(IDBObjectStore.prototype.put, {apply(f, self, args) {
                if (once && self.name === "queue") { once = false; throw new DOMException("full", "QuotaExceededError"); }
                return Reflect.apply(f, self, args); }}); }"""
    )
    typed(page, CARDS["joost"], "2,50", "")
    settled(page, "!document.querySelector('#hint').hidden && document.querySelector('#told').textContent.includes('NIET bewaard')")
    look(page, "away-full")
    assert (queued(page), page.inner_text("#total")) == (0, "€\u00a02,50")

    page.keyboard.press("Enter")
    settled(page, "document.querySelector('#waiting').textContent === '1 wacht'")


def took_along(page: Any) -> Any:
    settled(page, "ZegelQueue.get('pack').then(Boolean)")
    return page


def test_who_it_is_what_it_costs_and_about_what_it_earns_is_known_without_a_line(tills):
    page = away(took_along(tills.open()))

    typed(page, CARDS["fatima"], APPLE, APPLE, LOAF)
    settled(page, "document.querySelectorAll('#lines .line').length === 3")
    assert page.inner_text("#name") == "Fatima"
    assert [one in page.inner_text(".who") for one in ("klant sinds 2018", "Saldo van ", "€\u00a012,")] == [True, True, True]
    off = page.inner_text("#lines .off").replace("\u2212", "-")
    assert ["omdat u hier al 8 jaar komt" in off, "-0,23" in off, "9,22" in page.inner_text("#total")] == [True, True, True]
    assert "ongeveer: 9\u00a0punten, 1\u00a0" in page.inner_text("#estimate")
    look(page, "away-member")
    page.set_viewport_size({"width": 390, "height": 844})
    look(page, "away-member-phone")
    page.set_viewport_size({"width": 1180, "height": 820})

    page.keyboard.press("Enter")
    settled(page, "document.querySelector('#waiting').textContent === '1 wacht'")
    typed(page, "fat")
    settled(page, "document.querySelector('#name').textContent === 'Fatima'")
    typed(page, "zzz")
    settled(page, "document.querySelector('#told').textContent.startsWith('Niemand')")
    page.click("#lock")
    settled(page, "document.querySelector('#worth').hidden && document.querySelector('#name').textContent !== 'Fatima'")
    look(page, "away-locked")
    back(page)
    assert verdicts(page) == ["applied"]
    assert page.evaluate("ZegelQueue.all('done').then(all => all[0].flags.includes('paid'))") is False


@pytest.mark.long
def test_the_code_of_a_telephone_is_verified_without_a_line_and_a_false_or_old_one_is_not(tills):
    page = away(took_along(tills.open(width=390, height=844)))
    bakery = tills.bakery
    fatima, now = purse_of(bakery.members["fatima"]), bakery.shop.clock.now()
    assert fatima is not None
    made = bakery.door.people.qr.made(KORENAAR, fatima, now)
    old = bakery.door.people.qr.made(KORENAAR, fatima, Instant(now - 600_000))

    typed(page, made[:-4] + "AAAA")
    settled(page, "document.querySelector('#told').textContent.startsWith('Deze code klopt niet')")
    typed(page, old)
    settled(page, "document.querySelector('#told').textContent.startsWith('Deze code is verlopen')")
    assert page.inner_text("#name") == "Nog geen kaart"
    typed(page, made, "12,50", "")
    settled(page, "document.querySelector('#waiting').textContent === '1 wacht'")
    before = tills.sales("fatima")
    back(page)

    assert (verdicts(page), tills.sales("fatima")) == (["applied"], before + 1)
    flags = page.evaluate("ZegelQueue.all('done').then(all => all[0].flags)")
    assert "code" not in flags


@pytest.mark.long
def test_a_pack_that_somebody_changed_is_not_used_and_a_withdrawn_till_forgets_and_is_heard(tills):
    page = took_along(tills.open())
    changed = "ZegelQueue.get('pack').then(pack => ZegelQueue.set('pack', {...pack, body: pack.body.replace('Fatima', 'Fatimo')}))"
    kept = page.evaluate("ZegelQueue.get('pack')")
    page.evaluate(changed)
    away(page)
    typed(page, CARDS["fatima"])
    settled(page, "document.querySelector('#name').textContent === 'Kaart …2345'")
    page.evaluate("pack => ZegelQueue.set('pack', pack)", kept)
    page.reload()
    settled(page, EVERYWHERE)
    settled(page, "document.querySelector('#waiting').textContent !== ''")
    sell(page, CARDS["joost"], "5,00")
    device = page.evaluate("ZegelQueue.get('here').then(here => here.device)")
    tills.run(tills.bakery.door.people.tills.revoke(done(), KORENAAR, device))

    back(page)

    assert verdicts(page) == ["review"]
    assert page.evaluate("ZegelQueue.get('pack').then(pack => pack ?? null)") is None
    tills.bakery.door.gate.others.known["office", "joost"] = Visitor(
        KORENAAR, "staff:joost", "Joost Bakema", OFFICE, "office", "joost", role="owner"
    )
    for width, height in ((1280, 800), (390, 844)):
        context = tills.chromium.new_context(viewport={"width": width, "height": height}, locale="nl-NL", reduced_motion="reduce")
        tills.contexts.append(context)
        context.add_cookies([{"name": "who", "value": "joost", "url": tills.bakery.address}])
        office = context.new_page()
        office.goto(f"{tills.bakery.address}/kantoor/offline")
        assert "Deze kassa was ingetrokken." in office.inner_text("main")
        look(ready(office), f"office-offline-{width}")
    waiting = tills.run(tills.bakery.shop.queries.offline.open(KORENAAR, None, 99))
    assert ["revoked" in one.flags for one in waiting if one.device == device] == [True]


def test_points_are_used_without_a_line_up_to_what_the_till_leased_and_never_with_the_same_code_again(tills):
    bakery, card = tills.bakery, "2620000077777"
    member = bakery.ask("POST", "/v1/members", {"name": "Gerda", "identifiers": [{"kind": "card", "value": card}]})["member"]
    bakery.ask("POST", "/v1/adjustments", {"member": member, "unit": "points", "count": 1500, "reason": "opening"})
    page = away(took_along(tills.open()))
    gerda = purse_of(member)
    assert gerda is not None
    code = bakery.door.people.qr.made(KORENAAR, gerda, bakery.shop.clock.now())

    typed(page, card, "30,00")
    settled(page, "document.querySelector('#total').textContent.includes('30,00')")
    assert page.is_hidden("#use"), "a card identifies, it spends nothing"
    typed(page, code)
    settled(page, "!document.querySelector('#use').hidden")
    page.keyboard.press("F2")
    settled(page, "document.querySelector('#total').textContent.includes('20,00')")
    assert "ongeveer: 20" in page.inner_text("#estimate")
    look(page, "away-points")
    page.keyboard.press("Enter")
    settled(page, "document.querySelector('#waiting').textContent === '1 wacht'")
    typed(page, code, "30,00")
    settled(page, "document.querySelector('#total').textContent.includes('30,00')")
    assert page.is_hidden("#use")
    page.click("#undo")

    back(page)
    balances = bakery.ask("GET", f"/v1/members/{member}")["balances"]
    assert (verdicts(page), [one["available"] for one in balances if one["unit"] == "points"]) == (["applied"], [1500 - 1000 + 20])
