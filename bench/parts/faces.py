"""The demo in a real browser: what the first page of till and card weighs on the line, and how soon what somebody taps is painted."""

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from bench.figures import Found, Scale, column, interleaved
from bench.places import Places
from dev import browser, pictures

LIGHT_KB = 150
"""What a telephone or a tablet may have to fetch before it shows anything: page, sheets, scripts, letters, as they cross the line."""
PAINT_MS = 100
TAPS = 12
PAINTED = """key => new Promise(done => { const begun = performance.now(), painted = () => done(performance.now() - begun);
    document.addEventListener("htmx:after:swap", () => requestAnimationFrame(() => setTimeout(painted)), {once: true});
    document.querySelector(`[data-key="${key}"]`).click(); })"""
"""From a tap until the server's answer to it stands on the screen."""
FLAGS = ("--no-sandbox", "--disable-gpu")


def run(places: Places, _kind: str, scale: Scale) -> Found:
    """On the demo's 25 households, in SQLite. Without a browser nothing is measured, and it says so."""
    found = Found("faces", "sqlite")
    if browser.missing():
        found.notes.append(browser.told())
        return found
    with (
        tempfile.TemporaryDirectory(prefix="zegel-bench-faces-", dir=places.folder) as folder,
        pictures.served(Path(folder)) as said,
        ThreadPoolExecutor(1) as apart,  # Playwright has a loop of its own
    ):
        apart.submit(_measured, said, scale, found).result()
    found.notes.append(f"The demo's fixture; {TAPS} taps a round between basket and stamps, each until the answer is painted.")
    return found


def _measured(said: str, scale: Scale, found: Found) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - who has no browser need not have it

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.found(), args=list(FLAGS))
        faces: tuple[tuple[str, Callable[[Any, str], None]], ...] = (("till", pictures.till), ("card", pictures.card))
        pages = {}
        for face, visit in faces:
            width, height = pictures.SIZES[face]
            pages[face] = chromium.new_context(viewport={"width": width, "height": height}, locale="nl-NL").new_page()
            visit(pages[face], said)
        taps = interleaved(scale, found, {"taps": lambda: _taps(pages["till"])})["taps"]
        found.add("a tap at the till until its answer is painted, p50", "ms", column(taps, "p50"), PAINT_MS, "at most")
        found.add("a tap at the till until its answer is painted, slowest", "ms", column(taps, "most"))
        for face in ("till", "card"):
            found.add(f"first page of the {face}", "kB", [_weight(pages[face])], LIGHT_KB, "at most")
        chromium.close()


def _taps(page: Any) -> dict[str, float]:
    """There and back between the basket and its stamps."""
    took = [page.evaluate(PAINTED, key) for _ in range(TAPS // 2) for key in ("F3", "F2")]
    return {"p50": median(took), "most": max(took)}


def _weight(page: Any) -> float:
    """kB on the line for what the page needs, with nothing kept from before."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setBypassServiceWorker", {"bypass": True})
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    fetched: list[float] = []
    session.on("Network.loadingFinished", lambda one: fetched.append(one["encodedDataLength"]))
    page.reload()
    page.wait_for_load_state("networkidle")
    return sum(fetched) / 1000
