"""One server, one browser: a bakery with a year behind it, pages for a tablet and a phone. Without a browser on the machine the stories are
left out, and say so; dev/browser.py installs it where it may."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import segno

from dev import browser, databases
from tests.browser.bakery import Bakery, open_bakery
from tests.gallery.gallery import PROMISES, furnish
from tests.shop_fixtures import migrated

AXES_OWN = "Applying inline style"
"""What axe does to measure, and our policy refuses; that no page of ours has an inline style is held by tests/web/test_words.py."""
ON_BOTH = (
    "test_a_sale_by_scanner_and_keyboard_alone",
    "test_a_colleague_asks_the_manager_says_yes_on_a_phone_and_the_envelope_knows",
    "test_a_whole_segment_gets_something_and_a_rule_asks_for_it",
)
"""Stories that the short form tells on PostgreSQL too: a sale, an approval, a handout and a segment in a rule."""
WITHOUT = (
    "WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup",  # below an address bar that nobody sees: a quarter of its time
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
)  # fmt: skip
"""Features of Chromium that are left out: ours, and those that Playwright leaves out, for the last list given is the one that counts."""
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none",
    f"--disable-features={','.join(WITHOUT)}",
)  # fmt: skip
"""Without a sandbox: tests may run as root, and see nothing but our own pages."""


@pytest.fixture(scope="session")
def launched() -> Iterator[Callable[..., Any]]:
    """`launched(flags)` → a browser of its own, of the machine's Chromium."""
    path = browser.found()
    if browser.missing():
        pytest.skip(browser.told())
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:

        def launch(*flags: str) -> Any:
            made = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
            made.zegel_path = path
            return made

        yield launch


@pytest.fixture(scope="session")
def chromium(launched: Callable[..., Any]) -> Iterator[Any]:
    """The browser that stories share."""
    shared = launched()
    yield shared
    shared.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every story on SQLite, and on PostgreSQL: those that write most from several sides always, the others in the longer form."""
    always = () if metafunc.function.__name__ in ON_BOTH else pytest.mark.long
    for name in {"bakery", "furnished"} & set(metafunc.fixturenames):
        metafunc.parametrize(name, ["sqlite", pytest.param("postgres", marks=always)], indirect=True, scope="module")


@pytest.fixture(scope="session")
def aside() -> Iterator[Callable[..., Any]]:
    """`aside(work, ...)` in a thread of its own until the end: Playwright's loop runs in this one, and a server dies with its thread."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda work, *given: pool.submit(work, *given).result()


@contextmanager
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database with the schema, "" for a file of SQLite."""
    if request.param == "sqlite":
        yield ""
        return
    aside = request.getfixturevalue("aside")
    server = aside(request.getfixturevalue, "postgres_server")
    made = databases.lent(server, aside(migrated, server))
    yield str(aside(made.__enter__).app_url)
    aside(made.__exit__, None, None, None)


@pytest.fixture(scope="module")
def bakery(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bakery]:
    """The bakery, served: each file of stories has one of its own."""
    with database(request) as url, open_bakery(tmp_path_factory.mktemp("bakery"), url=url) as found:
        yield found


@pytest.fixture(scope="module")
def furnished(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bakery, dict[str, str]]]:
    """The bakery of the gallery, which lived through something of everything; and what stands in its addresses."""
    with database(request) as url, open_bakery(tmp_path_factory.mktemp("furnished"), PROMISES, url) as found:
        samples, _ = furnish(found)
        yield found, samples


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


@pytest.fixture
def camera_till(launched: Callable[..., Any], bakery: Bakery, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """`camera_till(film)` → a till in a browser of its own, whose camera sees that film; `page.asked` are the addresses it asked for."""
    opened, asked = [], list[str]()

    def open_page(film: bytes) -> Any:
        path = tmp_path / "seen.y4m"
        path.write_bytes(film)
        fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", f"--use-file-for-fake-video-capture={path}")
        own = launched(*fake)
        opened.append(own)
        context = own.new_context(viewport={"width": 1180, "height": 820}, locale="nl-NL", reduced_motion="reduce", service_workers="block")
        context.add_cookies([{"name": "who", "value": bakery.samira, "url": bakery.address}])
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.asked = asked
        page.goto(f"{bakery.address}/kassa")
        return page

    yield open_page
    for own in opened:
        own.close()
    assert [url for url in asked if not url.startswith((bakery.address, "data:", "blob:"))] == []


def film_of_qr(text: str) -> bytes:
    """A still film of a QR code."""
    return film_of([list(row) for row in segno.make(text, micro=False).matrix_iter(border=4)], 8, 8)


def film_of_ean(digits: str) -> bytes:
    """A still film of the bars of an EAN-13 (ISO/IEC 15420)."""
    odd = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
    mixed = ("000000", "001011", "001101", "001110", "010011", "011001", "011100", "010101", "010110", "011010")[int(digits[0])]
    flipped = [bars.translate(str.maketrans("01", "10")) for bars in odd]
    left = [flipped[int(digit)][::-1] if even == "1" else odd[int(digit)] for digit, even in zip(digits[1:7], mixed, strict=True)]
    bars = "".join(["101", *left, "01010", *[flipped[int(digit)] for digit in digits[7:]], "101"])
    return film_of([[int(bar) for bar in f"{'0' * 11}{bars}{'0' * 11}"]], 4, 200)


def film_of(dark: list[list[int]], wide: int, high: int) -> bytes:
    """A still film (YUV4MPEG2) in the middle of which stands `dark`, each field of it so many pixels wide and high."""
    width, height = 640, 480
    rows = [row for fields in dark for row in [bytes(0 if field else 235 for field in fields for _ in range(wide))] * high]
    above, left = (height - len(rows)) // 2, (width - len(rows[0])) // 2
    white = bytes([235]) * width
    lines = [white] * above + [white[:left] + row + white[left + len(row) :] for row in rows]
    picture = b"".join(lines + [white] * (height - len(lines))) + bytes([128]) * (width * height // 2)
    return f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode() + (b"FRAME\n" + picture) * 3
