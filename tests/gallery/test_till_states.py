"""Every state of the till, looked at: as it was approved, with everything in reach, and its large button in sight on every screen."""

from typing import Any

import pytest

from tests.browser.bakery import CARDS, PROGRAM, open_bakery
from tests.browser.reach import walked
from tests.browser.test_till import AXE, FLAN, look, press, ready, scan, settled
from tests.gallery.gallery import held_against, steadied
from tests.gallery.till_states import KLAAR, anew, at_pin, states

TABLET = (1180, 820)
OTHERS = ((1024, 768), (768, 1024), (1366, 768), (360, 740))
"""Other tablets than the one that is photographed, a counter PC and a small telephone."""
FINGER = 43.5
"""Pixels that whatever is tapped is wide and high: 44, but for what lies between two pixels."""
RANDOM = ".qrbox, .qr, .code, code, .pinbox .crew, .note strong"
HIDDEN = """finger => {
    scrollTo(0, 0);
    const over = document.querySelector("dialog:modal")?.getBoundingClientRect();
    if (over && (over.width > 500 || over.bottom > innerHeight)) return [`a dialog of ${over.width} by ${over.height}`];
    const primary = document.querySelectorAll("[data-primary], .pay:not(:disabled), .foot .primary");
    const main = [...primary].find(one => one.getClientRects().length);
    const box = main?.getBoundingClientRect(), wrong = [];
    if (main && (box.top < 0 || box.bottom > innerHeight + 1 || box.right > innerWidth + 1)) wrong.push(`${main.innerText} at ${box.y}`);
    if (document.scrollingElement.scrollWidth > innerWidth) wrong.push(`${document.scrollingElement.scrollWidth} wide`);
    const cut = [...document.querySelectorAll(".who *, .do *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1);
    const place = name => document.querySelector(name)?.getBoundingClientRect();
    const under = place(".live")?.bottom - place(".do")?.top;
    if (document.querySelector(".line") && under > 1) wrong.push(`what it comes to lies ${under} px under the buttons`);
    const small = [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")].filter(one => {
        const {width, height} = (one.closest("label") ?? one).getBoundingClientRect(), around = getComputedStyle(one, "::after");
        const stretched = around.position === "absolute" && around.inset === "0px"; // a tap on the whole of its row
        return width && !stretched && Math.min(width, height) < finger; });
    const sticking = [...document.querySelectorAll(".pill")].filter(one => one.getBoundingClientRect().right > innerWidth);
    const told = [...cut, ...sticking].map(one => `cut off: ${one.className}`);
    return [...wrong, ...told, ...small.map(one => `small: ${one.outerHTML.slice(0, 90)}`)]; }"""
SCROLLED = "(() => { const box = document.querySelector('.body'); return box.scrollHeight - box.clientHeight; })()"
ROUNDED = 2
"""Pixels that come of letters being drawn between two of them."""
NAMED = "names: {nl: beloning nummer %d, en: reward number %d}"
REWARDS = "".join(
    f"  gift {n}: {{gives: {{item: GIFT{n}, worth: 4.00 EUR}}, costs: {n}00 points, {NAMED % (n, n)}}}\n" for n in range(1, 7)
)
"""Six rewards more than the bakery has by itself."""


def opened(gallery: Any, *, who: str = "all", colours: str = "light", size: tuple[int, int] = TABLET, language: str = "nl") -> Any:
    page = gallery("till", language, size, colours, who=who)
    page.goto(f"{gallery.address}/kassa")
    return ready(page)


def fits(page: Any) -> list[str]:
    """On which screens its large button or what it comes to is out of sight, something sticks out, or is small for a finger."""
    found: list[str] = []
    for width, height in OTHERS:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width}x{height}: {one}" for one in page.evaluate(HIDDEN, FINGER)]
    page.set_viewport_size({"width": TABLET[0], "height": TABLET[1]})
    return found


def photographed(page: Any) -> bytes:
    taken: bytes = steadied(page).screenshot(mask=[page.locator(RANDOM)], mask_color="#888888", animations="disabled", caret="hide")
    return taken


def test_every_state_of_the_till_stands_as_it_was_approved_and_fits_each_tablet(gallery: Any, easel: Any, kept: bool) -> None:
    page, seen, trouble = opened(gallery), list[str](), list[str]()
    for name in states(page, gallery.bakery):
        seen.append(name)
        look(page, f"till-{name}")
        trouble += [f"{name}: {one}" for one in fits(page)]
        trouble += filter(None, [held_against(easel, photographed(page), f"till-{name}", accept=kept)])

    assert len(seen) > 30
    assert trouble == []


def test_so_does_who_works_at_it(gallery: Any, easel: Any, kept: bool) -> None:
    page, trouble = opened(gallery, who=""), list[str]()
    for name in at_pin(page, gallery.bakery, gallery.address):
        look(page, f"till-{name}")
        trouble += [f"{name}: {one}" for one in fits(page)]
        trouble += filter(None, [held_against(easel, photographed(page), f"till-{name}", accept=kept)])

    assert trouble == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "size", "colours"), [("en", (390, 844), "dark"), ("nl", (1024, 768), "dark"), ("en", (768, 1024), "light")]
)
def test_every_state_on_a_phone_and_other_tablets_in_english_and_in_the_dark(gallery: Any, language: str, size: Any, colours: str) -> None:
    page = opened(gallery, colours=colours, size=size, language=language)
    seen = 0
    for name in states(page, gallery.bakery):
        look(page, f"till-{name}-{language}-{size[0]}-{colours}")
        seen += 1

    assert seen > 30


def test_tab_goes_round_the_till_and_stops_at_nothing_twice(gallery: Any) -> None:
    page = opened(gallery)
    rounds = {}
    for name in states(page, gallery.bakery):
        if name in ("idle", "basket", "redeem", "gesture", "done"):
            rounds[name] = len(walked(page))
            page.evaluate("document.activeElement?.blur()")
        if name == "done":
            break

    assert list(rounds) == ["idle", "basket", "redeem", "gesture", "done"]
    assert min(rounds.values()) > 5


def test_nine_rewards_and_what_was_handed_over_today_stand_on_a_small_tablet_without_scrolling(chromium: Any, tmp_path: Any) -> None:
    program = PROGRAM.replace("rewards:\n", f"rewards:\n{REWARDS}", 1)
    with open_bakery(tmp_path, program=program) as bakery:
        context = chromium.new_context(viewport={"width": 1024, "height": 768}, locale="nl-NL", reduced_motion="reduce")
        context.add_init_script(AXE)
        context.add_cookies([{"name": "who", "value": bakery.samira, "url": bakery.address}])
        page = context.new_page()
        page.goto(f"{bakery.address}/kassa")
        for _ in range(3):
            anew(page)
            scan(page, CARDS["fatima"])
            press(page, "F2")
            press(page, "1")
            settled(page, KLAAR)
        anew(page)
        scan(page, CARDS["fatima"])
        press(page, "F2")

        assert (page.locator(".shelf.close > li").count(), page.get_by_role("button", name="Draai terug").count()) == (12, 3)
        assert page.evaluate(SCROLLED) <= ROUNDED
        look(page, "till-nine-rewards")
        press(page, "Escape")
        scan(page, FLAN)
        press(page, "F2")
        assert page.evaluate(SCROLLED) <= ROUNDED
        look(page, "till-nine-rewards-basket")
        context.close()
