"""Every page that there is, looked at: axe finds nothing, nothing sticks out or comes from elsewhere, and it looks as approved.

A page is here by being in the table of routes: a new one fails until somebody has looked at it and kept its picture with `--accept`.
"""

import os
import re
from typing import Any

import pytest

from tests.browser.reach import REACH, walked
from tests.browser.test_till import look, ready, settled
from tests.gallery.gallery import OTHER_SIZES, held_against, steadied
from zegel.web.parts.visitors import OPEN
from zegel.web.table import ROUTES

ELSEWHERE = {
    "/kantoor/cadeaus/{discount}": "a gift with a stock: tests/gallery/page_states.py",
    "/kassa/koppel/{link}": "a till is made of a browser in test_tutorial",
    "/kantoor/tweede-bewijs": "the first owner sees it, in test_tutorial",
    "/afmelden/{token}": "out of a mail: tests/gallery/page_states.py",
    "/demo/post": "the demo's alone: tests/gallery/page_states.py",
    "/pas/foto/{hash}/{size}": "tests/web/test_office_rewards.py",
    "/kantoor/foto/{hash}/{size}": "tests/web/test_office_rewards.py",
    "/pas/vriend/{link}": "whoever follows a link: tests/web/test_card_more.py",
    "/pas/huishouden/{invitation}": "whoever was asked: tests/web/test_card_household.py",
    "/pas/kind/{child}": "a parent's: tests/web/test_card_household.py",
    "/pas/nieuw/code": "the same as /pas/nieuw until a code was sent: tests/web/test_card_joining.py",
    "/pas/afmaken/{link}": "out of a till's QR: tests/browser/test_finishing.py",
    "/pas/hoe-ging-het/{link}": "out of a mail: tests/web/test_card_surveys.py",
    "/pas/weg": "whoever left: tests/web/test_card_safe.py",
    "/kantoor/aanmelden/elders": "off to a provider: tests/web/test_office_elsewhere.py",
    "/kantoor/aanmelden/terug": "back from there: tests/web/test_office_elsewhere.py",
    "/kantoor/leden/bereik": "a part of /kantoor/leden: tests/web/test_tables.py",
    "/kassa/mee": "what a till keeps for later: tests/web/test_offline.py",
    "/pas/code-nu": "the changing part of /pas/code",
    "/pas/teruggaven/{case}": "once something is claimed: tests/web/test_card_rebates.py",
    "/kantoor/teruggaven/{payment}": "once there is a payment file: tests/web/test_office_rebates.py",
}
"""Pages that one cannot simply go to, and where they are seen."""
ASKED = {
    "/kantoor/prijzen/artikel": "?sku=8710000000017", "/kantoor/leden/{member}/samenvoegen": "?q=Gerrit",
    "/kantoor/groepen/{segment}/uitdelen": "?kind=codes&kijk=ja&coupon=lente&by=file",
    "/kantoor/cijfers/tegoed": "?unit=points", "/kantoor/cijfers/bonnen": "?dag=2026-03-03&filiaal=havenstraat",
    "/kantoor/leden/{member}/correctie": "?unit=points&way=up&count=250",
}  # fmt: skip
"""What a page is about where that stands behind its address."""
FILES = re.compile(r"\.(json|csv|xlsx|js|webmanifest|svg|png|webp|jpg)$|/static/|/vast/")
PAGES = [route for route in ROUTES if route.method == "GET" and not FILES.search(route.path) and route.path not in ELSEWHERE]
AWAY = "/kassa/zonder"
"""The page of a till without a line."""
LIGHT = 150_000
"""Bytes that the first page of a till or a card may weigh as it crosses the line: page, sheets, scripts, letters."""
RANDOM = ".qrbox, .bigqr, .qrw, #now-code, .still, .chars, .large svg, .log td, .log th, time.now"
"""What is another each time, painted over in a picture."""
RANDOM_AT = {
    "/kantoor/zakelijk/{member}/{agreement}/facturen": "tbody",
    "/kantoor/cadeaukaarten/{card}": ".ttl",
    "/kantoor/codes": "tbody",
    "/kantoor/gezondheid": ".kv dd",
    "/kantoor/gezondheid/nakijken": ".kv dd",
    "/kantoor/codes/{batch}": "tbody, .ttl",
    "/kantoor/kaartseries/{series}": "tbody td:nth-child(2)",
    "/kantoor/sleutels": ".scroll, .drop summary",
    "/kantoor/uitdelingen/{handout}": "tbody",
    "/kantoor/cijfers/bonnen": "tbody",
    "/pas/cadeaukaarten/{card}": ".large",
}


def filled(path: str, samples: dict[str, str]) -> str:
    """The address with something that is there in each of its places."""
    whose = samples | ({"member": samples["business"]} if "/zakelijk/" in path else {})
    whose |= {"card": samples["gift"]} if path.startswith("/kantoor") else {}
    whose |= {"number": "1"} if path.startswith("/pas") else {}
    return re.sub(r"\{(\w+)\}", lambda place: whose[place.group(1)], path) + ASKED.get(path, "")


def is_known(route: Any) -> bool:
    """Whether somebody is signed in on that page: what is open to everybody is looked at by nobody, but for one's own page."""
    return route.right != OPEN or route.path == "/kantoor/ik"


def named(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path).strip("-") or "start"


def held_away(page: Any, route: Any) -> None:
    """The page of a till without a line gets no answer: else it would say so at some moment, and go home by itself a little later."""
    if route.path == AWAY:
        page.route("**/kassa/manifest.webmanifest", lambda _: None)


def shown(page: Any, gallery: Any, route: Any) -> Any:
    held_away(page, route)
    answer = page.goto(gallery.address + filled(route.path, gallery.samples))
    assert answer.status == 200, answer.text()[:2000]
    if route.path == AWAY:
        settled(page, "document.querySelector('#waiting').textContent !== ''")
    return ready(page)


@pytest.mark.parametrize("route", PAGES, ids=lambda route: named(route.path))
def test_every_page_stands_as_it_was_approved_and_in_nobodys_way(gallery: Any, easel: Any, route: Any) -> None:
    page = shown(gallery(route.face, who="all" if is_known(route) else ""), gallery, route)
    name = named(route.path)

    look(page, f"{name}-nl")
    assert page.locator("h1").count() == 1
    another = ", ".join(filter(None, (RANDOM, RANDOM_AT.get(route.path))))
    fresh = steadied(page).screenshot(
        full_page=True, mask=[page.locator(another)], mask_color="#888888", animations="disabled", caret="hide"
    )
    assert held_against(easel, fresh, name, accept=bool(os.environ.get("ZEGEL_ACCEPT"))) == ""


@pytest.mark.long
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("route", PAGES, ids=lambda route: named(route.path))
def test_every_page_in_english_at_another_size_and_in_the_dark(gallery: Any, route: Any, colours: str) -> None:
    page = shown(gallery(route.face, "en", OTHER_SIZES[route.face], colours, who="all" if is_known(route) else ""), gallery, route)

    look(page, f"{named(route.path)}-en-{colours}")
    assert (page.locator("h1").count(), page.evaluate("document.documentElement.lang")) == (1, "en")


@pytest.mark.parametrize("path", ["/pas", "/pas/ik", "/pas/historie", "/kantoor", "/kantoor/leden", "/kantoor/programma/regel"])
def test_tab_goes_round_the_page_and_is_caught_nowhere(gallery: Any, path: str) -> None:
    page = gallery("card" if path.startswith("/pas") else "office")
    page.goto(gallery.address + path)
    stops = walked(ready(page))

    assert "main" in stops[0] or "href" in stops[0], "it begins at the top: the way past the menu"
    assert len(stops) >= page.evaluate(REACH)[0] - page.locator("input[type=radio]").count()


@pytest.mark.parametrize("face", ["till", "card"])
def test_the_first_page_is_light(gallery: Any, face: str) -> None:
    page = gallery(face, size=(393, 851))
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    weight: list[float] = []
    session.on("Network.loadingFinished", lambda said: weight.append(said["encodedDataLength"]))

    page.goto(gallery.address + {"till": "/kassa", "card": "/pas"}[face])
    ready(page)
    page.wait_for_load_state("networkidle")

    assert len(weight) > 3
    assert sum(weight) <= LIGHT
