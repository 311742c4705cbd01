"""What stands on a till stays where it is while a basket fills and a suggestion is taken; how soon a tap is answered is told, not held."""

from typing import Any

import pytest

from tests.browser.bakery import CARDS
from tests.browser.test_till import APPLE, BREAD, FLAN, LOAF, look, press, ready, scan, settled

WATCH = """() => { window.moved = []; window.shifted = 0;
    const tell = ({node, previousRect: from, currentRect: to}) => {
        const line = node?.nodeType === 1 && node.closest(".lines-list, .facts-1"); // what is in the list goes up in the list
        if (!line && Math.abs(from.y - to.y) > 2) window.moved.push(`${node?.className || node?.nodeName} ${from.y} to ${to.y}`); };
    new PerformanceObserver(list => { for (const one of list.getEntries()) { window.shifted += one.value; one.sources.forEach(tell); } })
        .observe({type: "layout-shift", buffered: false}); }"""
"""Every shift, also those within half a second of a key, which the usual measure forgives."""
PAINTED = """() => new Promise(done => { const begun = performance.now(), painted = () => done(performance.now() - begun);
    document.addEventListener("htmx:after:swap", () => requestAnimationFrame(() => setTimeout(painted)), {once: true});
    document.querySelector('[data-key="F3"]').click(); })"""
PLACES = """() => [...document.querySelectorAll(".who, .what, .hint-place, .live, .do, .say")]
    .map(one => { const {y, height} = one.getBoundingClientRect(); return `${one.className} ${Math.round(y)} ${Math.round(height)}`; })"""


def moved(page: Any, does: Any) -> list[str]:
    """What went up or down by it."""
    page.evaluate("() => { window.moved = []; }")
    does()
    # Shifts are told of after the frame in which they are.
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    return list(page.evaluate("() => window.moved"))


@pytest.mark.parametrize(("width", "height", "language"), [(1180, 820, "nl"), pytest.param(390, 844, "en", marks=pytest.mark.long)])
def test_nothing_moves_under_a_finger_and_the_time_to_the_next_paint_is_told(at_till, width, height, language):
    page = ready(at_till(language, width=width, height=height))
    scan(page, CARDS["fatima"])
    page.evaluate(WATCH)
    places = page.evaluate(PLACES)

    by_scan = [one for article in (BREAD, LOAF, APPLE, FLAN) for one in moved(page, lambda article=article: scan(page, article))]
    by_tap = [one for key in ("F1", "Control+z", "F1") for one in moved(page, lambda key=key: press(page, key))]

    assert (by_scan, by_tap) == ([], [])
    assert page.evaluate(PLACES) == places
    assert page.evaluate(
        "() => { const list = document.querySelector('ul.lines-list'); "
        "return list.scrollTop + list.clientHeight >= list.scrollHeight - 2; }"
    ), "what came last is in sight"
    settled(page)
    took = sorted(page.evaluate(PAINTED) for _ in range(3))
    print(f"interaction to paint: {took[1]:.0f} ms; shifts: {page.evaluate('window.shifted'):.3f}")  # noqa: T201 - told to who asks with -s


@pytest.mark.long
@pytest.mark.parametrize(("width", "height"), [(320, 640), (844, 390), (1024, 600)])
def test_nothing_is_cut_off_on_a_small_telephone_one_on_its_side_and_a_low_tablet(at_till, width, height):
    page = ready(at_till(width=width, height=height))
    scan(page, CARDS["fatima"])
    for article in (BREAD, FLAN):
        scan(page, article)

    look(page, f"small-{width}")
    outside = "[...document.querySelectorAll('.who *, .do *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1).length"
    panel = "() => { const strip = document.querySelector('.mini'); return strip.scrollWidth <= strip.clientWidth; }"
    assert (page.evaluate(outside), page.evaluate(panel)) == (0, True)
    assert page.locator(".pay").is_visible()
