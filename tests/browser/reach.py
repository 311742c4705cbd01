"""What somebody without a mouse meets: everything that can be used is reached by Tab, shows that it is, and lies under nothing.

(That a target is 24 px or has room around it, WCAG 2.2 2.5.8, is axe's own rule; test_till.look asks for it.)
"""

from typing import Any

REACH = r"""() => {
    const NATURAL = "a[href], button, input:not([type=hidden]), select, textarea, summary", wrong = [];
    const used = `${NATURAL}, [tabindex], [contenteditable], [role=button], [role=link], [role=switch], [role=tab], [hx-post]:not(form)`;
    const seen = one => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length;
    const shown = one => !one.disabled && seen(one) && !one.closest("[inert]");
    const name = one => one.outerHTML.replace(/\s+/g, " ").slice(0, 110);
    const before = document.activeElement, modal = document.querySelector("dialog:modal");
    const places = new Map([...document.querySelectorAll("*")].map(box => [box, [box.scrollLeft, box.scrollTop]]));
    let reached = 0;
    for (const one of (modal ?? document).querySelectorAll(used)) {
        if (!shown(one)) continue;
        const order = one.tabIndex, scripted = one.getAttribute("tabindex") === "-1";
        if (order > 0) wrong.push(`before its turn: ${name(one)}`);
        if (scripted && !one.matches(NATURAL)) continue; // a heading that a script goes to
        if (order < 0) { wrong.push(`not by Tab: ${name(one)}`); continue; }
        one.focus();
        if (document.activeElement !== one) { wrong.push(`takes no focus: ${name(one)}`); continue; }
        reached += 1;
        const ringed = [one, one.closest("label"), one.parentElement, one.nextElementSibling].some(place => {
            const style = place && getComputedStyle(place);
            return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        });
        if (!ringed) wrong.push(`shows no focus: ${name(one)}`);
        const place = one.closest("label") ?? one;
        place.scrollIntoView({block: "nearest", inline: "nearest"});
        const box = place.getClientRects()[0];
        const [x, y] = [box.x + Math.min(box.width, innerWidth) / 2, box.y + Math.min(box.height, innerHeight) / 2];
        const top = document.elementFromPoint(x, y);
        if (!top || !(place.contains(top) || top.contains(place))) wrong.push(`lies under ${top ? name(top) : "nothing"}: ${name(one)}`);
    }
    before?.focus?.({preventScroll: true});
    if (!before || before === document.body) document.activeElement?.blur();
    for (const [box, [x, y]] of places) if (box.scrollLeft !== x || box.scrollTop !== y) box.scrollTo(x, y);
    return [reached, wrong];
}"""
"""Goes to each thing that can be used, and looks; then everything is as it was."""
STOPS = """() => { const one = document.activeElement;
    return one === document.body ? "" : [...document.querySelectorAll("*")].indexOf(one) + " " + one.outerHTML.slice(0, 80); }"""


def in_reach(page: Any) -> list[str]:
    """What cannot be reached or seen by keyboard alone in this state; [] where all can."""
    page.keyboard.press("Shift")  # from here on it is the keyboard that is used, and focus shows
    found: list[str] = page.evaluate(REACH)[1]
    return found


def walked(page: Any, most: int = 160) -> list[str]:
    """Each stop of Tab from the top of the page until it comes round; an error where it never does."""
    page.evaluate("() => { document.activeElement?.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); }")
    stops: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOPS)
        if stops and stop == stops[-1]:  # a day has three places of its own
            continue
        if stop in stops or (stops and not stop):
            return stops
        stops += [stop] if stop else []
    raise AssertionError(f"Tab goes on and on: {stops[-4:]}")
