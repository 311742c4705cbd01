"""Every mail as people open it: on a telephone, at a desk, in both languages, in the dark; axe finds nothing, and it looks as approved."""

import os
from typing import Any

import pytest

from tests.browser.test_till import AXE, LOOKED
from tests.gallery.gallery import held_against
from tests.messages.test_letters import DATA, SAYS, SHOP
from zegel.messages.letters import KINDS, mail_of
from zegel.program.words import Language

LEAVE = "https://kaart.example/afmelden/x"
MARKETING = ("given", "own code", "invitation", "message")
"""Kinds whose mail is looked at with the address to leave by."""
WIDTHS = (375, 700)
OF_THE_PAGE_AROUND = ("landmark-one-main", "region")
"""What axe asks of a page: a mail is an article in the page of whoever shows it, which has a main part of its own."""
KEPT = ("member code", "receipt", "given", "trial over")
"""Kinds of which a picture is kept: one of each form that a mail has."""


def html_of(kind: str, language: Language) -> str:
    leaves = LEAVE if kind in MARKETING else ""
    data = DATA.get(kind, {"says": SAYS})
    asks = "https://kaart.example/pas/hoe-ging-het/x" if kind == "trial over" else ""
    return mail_of(kind, data, SHOP, language, name="Fatima", code="123456", unsubscribe=leaves, survey=asks).html


def opened(page: Any, kind: str, language: Language) -> list[str]:
    """The mail in a browser, and what is wrong with it."""
    page.set_content(html_of(kind, language))
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = [
        f"{one['id']}: {one['nodes'][0]['html'][:120]} {one['nodes'][0]['failureSummary'][:200]}"
        for one in page.evaluate(LOOKED)
        if one["id"] not in OF_THE_PAGE_AROUND
    ]
    return found + ([] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else ["it sticks out sideways"])


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_mail_is_in_nobodys_way(chromium: Any, colours: str) -> None:
    trouble = []
    for width in WIDTHS if colours == "light" else WIDTHS[:1]:
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=colours)
        asked: list[str] = []
        page = context.new_page()
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        for kind in KINDS:
            for language in ("nl", "en"):
                trouble += [f"{kind} {language} {width}: {one}" for one in opened(page, kind, language)]
        assert asked == [], "a mail fetches nothing: nobody is told that it was opened"
        context.close()

    assert trouble == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("kind", KEPT)
def test_a_mail_of_each_form_looks_as_it_was_approved(chromium: Any, easel: Any, kind: str, colours: str) -> None:
    context = chromium.new_context(viewport={"width": 375, "height": 400}, color_scheme=colours)
    page = context.new_page()
    page.set_content(html_of(kind, "nl"))
    fresh = page.screenshot(full_page=True)
    context.close()

    assert held_against(easel, fresh, f"mail-{kind.replace(' ', '-')}-{colours}", accept=bool(os.environ.get("ZEGEL_ACCEPT"))) == ""
