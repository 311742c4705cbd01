"""The member's other stories (domain.md §6, member 1-3 and 6-8) on telephones in a real Chromium; the first ones are in test_card."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.bakery import Bakery
from tests.browser.people import People, people_of
from tests.browser.test_till import look, ready

SPACED = """() => { const said = new CSSStyleSheet();
    said.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
        + "p { margin-block-end: 2em !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, said]; }"""
"""What whoever reads with difficulty may set (WCAG 2.2, 1.4.12)."""
CUT = """() => [...document.querySelectorAll("main *")]
    .filter(one => one.checkVisibility() && !one.closest(".sr, svg, .qrbox, .shelf, [class*=chips]")
        && getComputedStyle(one).overflowX === "hidden" && one.scrollWidth > one.clientWidth + 2)
    .map(one => one.outerHTML.slice(0, 120))"""
"""Words that are cut off."""


@pytest.fixture(scope="module")
def members(chromium: Any, bakery: Bakery) -> Iterator[People]:
    """Fatima and Joost with their telephones."""
    for name in ("fatima", "joost"):
        given = {"identifier": {"kind": "email", "value": f"{name}@voorbeeld.nl"}}
        bakery.ask("POST", f"/v1/members/{bakery.members[name]}/identifiers", given)
    with people_of(chromium, bakery) as found:
        yield found


def done(page: Any, button: str) -> Any:
    """Press the button by keyboard, and wait for the page that comes of it."""
    page.get_by_role("button", name=button).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return ready(page)


@pytest.mark.parametrize(("language", "colours"), [("en", "dark"), pytest.param("nl", "light", marks=pytest.mark.long)])
def test_the_card_says_in_their_own_language_and_in_large_letters_what_they_have(members, language, colours):
    """1, 2 and 8: letters twice as large on a telephone, with more space between them; and as a screen reader hears it."""
    page = members.member("fatima", language=language, colours=colours)
    heard = page.locator("main").aria_snapshot()
    words = {
        "en": ("1,239\u00a0points", "Next reward", "stamps"),
        "nl": ("1.239\u00a0punten", "Volgende beloning", "stempels"),
    }[language]
    assert words[0] in page.inner_text("main")
    assert words[1].lower() in page.inner_text("main").lower()
    assert re.search(rf'img "\d+ .* 10 {words[2]}"', heard), "a stamp card is heard as one picture with its count"
    assert len(re.findall(r"heading .*\[level=1\]", page.locator("body").aria_snapshot())) == 1

    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate(SPACED)
    look(page, f"card-large-{language}")
    assert page.evaluate(CUT) == []


@pytest.mark.long
def test_a_line_says_why_and_is_disputed(members):
    """3."""
    page = members.member("fatima", "/pas/historie")
    page.locator("a[href^='/pas/historie/']", has_text="Aankoop").first.click()
    ready(page)
    assert "1 punt per hele euro" in page.inner_text("main")
    page.locator("#what").fill("Ik kocht acht broden")
    done(page, "Laat het weten")

    assert "Wij hebben uw bericht." in page.inner_text("main [role=status]")
    look(page, "card-disputed")


@pytest.mark.long  # its pages and its books: web/test_card_more, web/test_card_household
def test_a_forgotten_receipt_a_second_card_and_a_household(members):
    """7: two telephones, a picture that is shared, and a thumb."""
    lines = [{"sku": "8710000000017", "category": "bread", "net_minor": 345, "vat_bp": 900}]
    tenders = [{"kind": "card", "amount_minor": 345}]
    sale = {"branch": "havenstraat", "till": "2", "receipt_number": "88-17", "lines": lines, "tenders": tenders}
    members.bakery.ask("POST", "/v1/purchases", sale)
    page = members.member("joost", "/pas/bon-vergeten")
    page.locator("#number").fill("88-17")
    page.locator("#total").fill("3,45")
    done(page, "Voeg de bon toe")
    assert "3\u00a0punten" in members.member("joost").inner_text(".pass")

    page = members.member("joost", "/pas/kaarten")
    before = page.locator(".opts li").count()
    done(page, "Maak nog een kaart")
    assert page.locator(".opts li").count() == before + 1
    look(page, "card-second")

    page = members.member("fatima", "/pas/huishouden")
    done(page, "Nodig iemand uit")
    look(page, "card-invitation")
    invitation = page.locator("[data-share]").get_attribute("data-share").partition(members.bakery.address)[2]
    page = members.member("joost", invitation)
    look(page, "card-invited")
    assert "Fatima vraagt u samen te sparen" in page.inner_text("main")
    done(page, "Ja, samen sparen")
    done(members.member("joost", "/pas/huishouden"), "Zet 3\u00a0punten in de pot")
    assert "1.242\u00a0punten" in members.member("fatima").inner_text(".pass")


def test_all_that_is_known_comes_down_as_a_file_and_whoever_leaves_is_gone(members):
    """6: the file first; then a fresh proof, the points that go, a tick, and nothing is left on the telephone."""
    page = members.member("joost", "/pas/ik")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download alles (JSON)").click()
    known = json.loads(coming.value.path().read_text(encoding="utf-8"))
    assert known["name"] == "Joost Bakker"

    members.bakery.shop.clock.forward(11 * 60_000)
    page = members.member("joost", "/pas/weggaan")
    assert "/pas/bewijs" in page.url
    done(page, "Stuur mij een code")
    page.locator("#code").fill(members.code("joost@voorbeeld.nl"))
    done(page, "Ga verder")
    look(page, "card-leaving")
    page.locator("[name=sure]").focus()
    page.keyboard.press("Space")
    done(page, "Wis mijn gegevens nu")

    assert "Uw gegevens zijn gewist" in page.inner_text("main")
    page.goto(f"{members.bakery.address}/pas")
    assert page.url.endswith("/pas/aanmelden")
