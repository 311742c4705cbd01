"""Letters twice as large (WCAG 1.4.4), also on a page of 320 pixels (1.4.10): nothing is read by scrolling sideways but a table in its box.

The letters are made large as a reader does it: by the browser's own size, which pages measure in.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.bakery import open_bakery
from tests.browser.test_till import ready
from tests.gallery.conftest import rooms
from tests.gallery.gallery import PROMISES, SIZES, furnish
from tests.gallery.test_gallery import PAGES, filled, held_away, is_known
from tests.gallery.till_states import at_pin, states

NARROW = (320, 640)
STICKS_OUT = """() => {
    const wide = document.scrollingElement.scrollWidth;
    if (wide <= innerWidth) return [];
    const held = one => { for (let up = one.parentElement; up && up !== document.body; up = up.parentElement)
        if (getComputedStyle(up).overflowX !== "visible") return true; };
    const all = [...document.body.querySelectorAll("*")].filter(one => !held(one));
    const out = all.filter(one => one.getBoundingClientRect().right > innerWidth + 1);
    if (!out.length) out.push(...all.filter(one => one.scrollWidth > one.clientWidth + 1));
    const least = out.filter(one => ![...one.children].some(child => out.includes(child)));
    return [`${wide} of ${innerWidth} px`, ...least.slice(0, 4).map(one => one.outerHTML.replace(/\\s+/g, " ").slice(0, 90))]; }"""


@pytest.fixture(scope="module")
def large(launched: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The gallery's bakery, seen by somebody whose browser has letters of 32 pixels where others have 16."""
    own = launched("--blink-settings=defaultFontSize=32,defaultFixedFontSize=26")
    with open_bakery(tmp_path_factory.mktemp("large"), PROMISES) as bakery:
        samples, cookies = furnish(bakery)
        with rooms(own, bakery, samples, {"all": cookies, "": {}}) as opened:
            yield opened
    own.close()


def sticking_out(page: Any, name: str, face: str) -> list[str]:
    """Where something sticks out: on a narrow page, and at the face's own size."""
    found: list[str] = []
    for width, height in (NARROW, SIZES[face]):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{name} at {width}: {one}" for one in page.evaluate(STICKS_OUT)]
    return found


@pytest.mark.parametrize("face", ["card", "office", "till"])
def test_no_page_is_read_by_scrolling_sideways_with_letters_twice_as_large(large: Any, face: str) -> None:
    trouble: list[str] = []
    pages = [route for route in PAGES if route.face == face]
    for route in pages:
        page = large(face, who="all" if is_known(route) else "")
        held_away(page, route)
        assert page.goto(large.address + filled(route.path, large.samples)).status == 200
        ready(page)
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
        trouble += sticking_out(page, route.path, face)

    assert len(pages) > 2
    assert trouble == []


def test_nor_is_any_state_of_the_till(large: Any) -> None:
    trouble: list[str] = []
    page = large("till")
    page.goto(f"{large.address}/kassa")
    for name in states(ready(page), large.bakery):
        trouble += sticking_out(page, name, "till")
    page = large("till", who="")
    page.goto(f"{large.address}/kassa")
    for name in at_pin(ready(page), large.bakery, large.address):
        trouble += sticking_out(page, name, "till")

    assert trouble == []
