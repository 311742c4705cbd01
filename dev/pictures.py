"""`./zegel pictures`: the README's pictures of till, card and office, taken anew from the demo in a real Chromium.

The demo's 25 households are put through the program in a folder of its own, served, and visited as whoever reads README would: by the three
addresses that the demo prints. Look at what came out before you commit it.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyotp

from dev import browser

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SIZES = {"till": (1180, 820), "card": (390, 844), "office": (1280, 860)}
READY_WITHIN = 60
SCAN = """text => { for (const key of [...text, "Enter"]) (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})); }"""
"""What a USB scanner does: all at once, and Enter."""


def main() -> int:
    """Take the three pictures; 0 where all are there."""
    path = browser.found()
    if path is None or browser.missing():
        print(browser.told(), file=sys.stderr)
        return 69  # EX_UNAVAILABLE of sysexits.h
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - who has no browser need not have it

    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as said, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"])
        for face, visit in (("till", till), ("card", card), ("office", office)):
            width, height = SIZES[face]
            context = chromium.new_context(viewport={"width": width, "height": height}, locale="en-US", reduced_motion="reduce")
            page = context.new_page()
            visit(page, said)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURES / f"{face}.png", animations="disabled", caret="hide")
            print(f"docs/pictures/{face}.png")
            context.close()
        chromium.close()
    return 0


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The demo, served; gives what it printed."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = str(found.getsockname()[1])
    zegel, environment = [sys.executable, "-m", "zegel"], os.environ | {"PYTHONPATH": str(ROOT / "src"), "ZEGEL_DEMO_POST": "true"}
    made = [*zegel, "demo", str(folder), "--fixture", "--quiet", "--port", port]
    said = subprocess.run(made, cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout
    serve = [*zegel, "serve", "--database", f"sqlite:///{folder / 'zegel.db'}", "--port", port]
    server = subprocess.Popen(serve, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until_ready(f"http://127.0.0.1:{port}/health/ready")
        yield said
    finally:
        server.terminate()
        server.wait(20)


def until_ready(address: str) -> None:
    """Wait until the server answers; an error where it never does."""
    for _ in range(READY_WITHIN * 5):
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"nothing answers at {address}")


def named(said: str, pattern: str) -> str:
    """What the demo printed of that form."""
    found = re.search(pattern, said)
    if found is None:
        raise LookupError(f"the demo printed nothing like {pattern}")
    return found[1]


def till(page: Any, said: str) -> None:
    """Casey at till 1, with Eleanor's card scanned and something in the basket."""
    page.goto(named(said, r"(\S+/kassa/koppel/\S+)"))
    page.locator("[data-primary], main button").first.click()
    page.locator("#pin").wait_for()
    page.locator("#pin").fill(named(said, r"PIN (\d+)"))
    with page.expect_navigation():
        page.locator("[data-primary]").click()
    page.wait_for_load_state("networkidle")
    page.evaluate(SCAN, named(said, r"has points: card (\d+)"))
    page.locator(".who .worth").wait_for()
    page.keyboard.press("Enter")
    page.locator("#amount").fill("24.95")
    page.keyboard.press("Enter")
    page.locator(".line").first.wait_for()


def card(page: Any, said: str) -> None:
    """Eleanor's card on her telephone, opened with the code of her mail."""
    here = named(said, r"(\S+)/pas\b")
    page.goto(f"{here}/pas/aanmelden")
    page.locator("#email").fill(named(said, r"her, (\S+@\S+) a year"))
    page.keyboard.press("Enter")
    page.locator("#code").wait_for()
    other = page.context.new_page()
    other.goto(f"{here}/demo/post")
    code = named(other.inner_text("main"), r"\b(\d{6})\b")
    other.close()
    page.locator("#code").fill(code)
    page.keyboard.press("Enter")
    page.locator(".pass").wait_for()


def office(page: Any, said: str) -> None:
    """The owner's one screen."""
    page.goto(named(said, r"(\S+/kantoor/welkom/\S+)"))
    page.locator("[name=password]").fill("pictures of a quiet shop")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("#code").fill(pyotp.TOTP(page.locator("[name=secret]").input_value()).now())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(named(said, r"(\S+/kantoor)/welkom/"))
    page.locator("h1").wait_for()


if __name__ == "__main__":
    sys.exit(main())
