"""docs/tutorial/first-stamp.md, step by step: from an empty folder to a stamp on a scanned card, in a real Chromium."""

import hmac
import re
import struct
import subprocess
import time
import urllib.request
from base64 import b32decode
from pathlib import Path
from typing import Any

from tests.browser.test_till import answered, press, ready, scan
from tests.house.tree import ROOT
from tests.live.processes import free_port

PAGE = (ROOT / "docs" / "tutorial" / "first-stamp.md").read_text(encoding="utf-8")
PIN = "480513"


def code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    hashed = hmac.digest(b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = hashed[-1] & 15
    return f"{(struct.unpack('>I', hashed[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def button(page: Any, name: str) -> None:
    """A button that the tutorial names in bold."""
    assert f"**{name}.**" in PAGE, name
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_the_tutorial_leads_from_nothing_to_a_stamp(chromium: Any, tmp_path: Path, zegel_environment: Any, zegel_command: Any) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    commands = [text for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for text in block.splitlines()]
    assert commands.pop() == "./zegel serve"
    said = ""
    for text in commands:
        words = text.replace('"De Korenaar"', "De_Korenaar").split()[1:]
        said = subprocess.run(
            [*zegel_command, *words], cwd=tmp_path, env=zegel_environment, check=True, capture_output=True, text=True
        ).stdout
    link = said.strip().rpartition("/kantoor/")[2]
    port = str(free_port())
    here = f"http://127.0.0.1:{port}"
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen([*zegel_command, "serve", "--port", port], cwd=tmp_path, env=zegel_environment, stdout=log, stderr=log)
    context = chromium.new_context(viewport={"width": 1180, "height": 820}, locale="en-GB", reduced_motion="reduce")
    try:
        wait_until_ready(here)
        page = context.new_page()
        follow(page, here, link)
    finally:
        context.close()
        server.terminate()
        server.wait(20)


def wait_until_ready(here: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{here}/health/ready", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not start")


def follow(page: Any, here: str, link: str) -> None:
    page.goto(f"{here}/kantoor/{link}")
    page.locator("[name=name]").fill("Joost Voorbeeld")
    page.locator("[name=email]").fill("joost@korenaar.example")
    page.locator("[name=password]").fill("nine quiet loaves on a shelf")
    button(page, "Go on")
    page.locator("#code").fill(code_of(page.locator("[name=secret]").input_value()))
    button(page, "Go on")
    assert page.url == f"{here}/kantoor/begin"

    assert "*Bakery*" in PAGE
    page.get_by_role("link", name="Bakery").click()
    assert "1 stamp per loaf" in page.locator(".paperlike").inner_text()
    button(page, "Begin with this")
    button(page, "Poster, A4")
    assert page.locator(".poster svg").count() == 1
    page.goto(f"{here}/kantoor")

    page.get_by_role("link", name="Team").first.click()
    page.locator("#name").fill("Samira Voorbeeld")
    page.locator("#email").fill("samira@korenaar.example")
    page.locator("#role").select_option(label="cashier")
    page.locator("#branch").select_option("winkel")
    button(page, "New colleague")
    page.locator("#pin").fill(PIN)
    button(page, "Set PIN")

    page.get_by_role("link", name="Team").first.click()
    page.locator("#tb").select_option("winkel")
    page.locator("#tn").fill("1")
    button(page, "Make this device a till")
    page.locator("#pin").fill(PIN)
    with page.expect_navigation():
        page.locator("[data-primary]").click()

    ready(page)
    press(page, "F8")
    press(page, "Enter")
    number = page.locator("a[href^='/kassa/kaart/']").get_attribute("href").rpartition("/")[2]
    page.goto(f"{here}/kassa")
    scan(ready(page), number)
    assert "0 of 10" in page.locator(".who").inner_text()
    press(page, "Enter")
    page.locator("#amount").fill("2,60")
    press(page, "Enter")
    press(page, "F3")
    answered(page, page.locator("[data-count='1']").first.click)
    assert "0 of 10, then 1" in page.locator(".who").inner_text()
    press(page, "Enter")
    press(page, "Enter")
    scan(page, number)
    assert "1 of 10" in page.locator(".who").inner_text()
