"""What stands on a till stays where it is while a basket fills and a suggestion is taken; how soon a tap is answered is told, not held."""

from typing import Any

from tests.browser.bakery import CARDS
from tests.browser.test_till import APPLE, BREAD, FLAN, LOAF, press, ready, scan

WATCH = """() => { window.moved = [];
    const tell = ({node, previousRect: from, currentRect: to}) => {
        if (Math.abs(from.y - to.y) > 2) window.moved.push(`${node?.className || node?.nodeName} ${from.y} to ${to.y}`); };
    new PerformanceObserver(list => { for (const one of list.getEntries()) one.sources.forEach(tell); })
        .observe({type: "layout-shift", buffered: false}); }"""
PAINTED = """() => new Promise(done => { const begun = performance.now(), painted = () => done(performance.now() - begun);
    document.addEventListener("htmx:after:swap", () => requestAnimationFrame(() => setTimeout(painted)), {once: true});
    document.querySelector('[data-key="F3"]').click(); })"""


def moved(page: Any, does: Any) -> list[str]:
    """What went up or down by it."""
    page.evaluate("() => { window.moved = []; }")
    does()
    page.wait_for_timeout(60)
    return list(page.evaluate("() => window.moved"))


def test_nothing_moves_under_a_finger_and_the_time_to_the_next_paint_is_told(at_till):
    page = ready(at_till())
    scan(page, CARDS["fatima"])
    page.evaluate(WATCH)

    by_scan = [one for article in (BREAD, LOAF, APPLE, FLAN) for one in moved(page, lambda article=article: scan(page, article))]
    by_tap = [one for key in ("F1", "Control+z", "F1") for one in moved(page, lambda key=key: press(page, key))]

    assert (by_scan, by_tap) == ([], [])
    took = sorted(page.evaluate(PAINTED) for _ in range(3))
    print(f"interaction to paint: {took[1]:.0f} ms")  # noqa: T201 - told to who asks with -s
