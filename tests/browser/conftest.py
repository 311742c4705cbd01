"""One server, one browser: a bakery with a year behind it, pages for a tablet and a phone. Without a browser on the machine the stories are
left out, and say so; nothing is downloaded."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.bakery import Bakery, open_bakery

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXES_OWN = "Applying inline style"
"""What axe does to measure, and our policy refuses; that no page of ours has an inline style is held by tests/web/test_words.py."""
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none",
)  # fmt: skip
"""Without a sandbox: tests may run as root, and see nothing but our own pages."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The machine's own Chromium."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no browser on this machine: install Debian's chromium to see the pages work")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        browser.zegel_path = path
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bakery]:
    """The bakery, served."""
    with open_bakery(tmp_path_factory.mktemp("bakery")) as found:
        yield found


@pytest.fixture
def at_till(chromium: Any, bakery: Bakery) -> Iterator[Callable[..., Any]]:
    """`at_till(...)` → a page of somebody at a till. Afterwards: nothing was asked elsewhere, nothing refused, nothing broke."""
    contexts, asked, said = [], [], []

    def open_page(language: str = "nl", *, width: int = 1180, height: int = 820, look: str = "light") -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale=f"{language}-{'NL' if language == 'nl' else 'GB'}", color_scheme=look,
            reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        context.add_cookies([{"name": "who", "value": bakery.samira, "url": bakery.address}])
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{bakery.address}/kassa")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((bakery.address, "data:", "blob:"))] == []
    assert [text for text in said if AXES_OWN not in text] == []
    assert [one for one in bakery.refused_by_policy() if one.get("blocked-uri") != "inline"] == []
    assert bakery.bugs() == []
