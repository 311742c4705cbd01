"""No template without a picture: what pages, states and the till's day did not draw is named, with where it is seen."""

from pathlib import Path

import pytest

from tests.gallery.conftest import DRAWN
from zegel.web.parts.rendering import FACES, HERE

ELSEWHERE = {
    "card/address_code.html": "tests/web/test_card_more.py",
    "card/finish.html": "tests/browser/test_finishing.py",
    "card/finish_code.html": "tests/browser/test_finishing.py",
    "card/join_code.html": "tests/web/test_card_joining.py",
    "card/proof.html": "tests/web/test_card_safe.py",
    "card/proof_code.html": "tests/web/test_card_safe.py",
    "office/again.html": "tests/web/test_office_keys.py",
    "office/cards_sheet.html": "tests/web/test_office_printed_cards.py",
    "office/codes_sheet.html": "tests/web/test_office_codes.py",
    "office/partner_points.html": "tests/web/test_office_business.py",
    "office/second.html": "tests/browser/test_tutorial.py",
    "parts/error_piece.html": "tests/browser/test_offline.py",
    "till/pane_gift_done.html": "tests/browser/test_till_benefits.py",
    "till/trouble.html": "tests/web/test_till_stopped.py",
}
"""Templates that nobody photographs yet, and the test that sees them."""
FILES = {"test_gallery.py", "test_page_states.py", "test_till_states.py"}


def templates() -> set[str]:
    """Every template by its name."""
    folders = {"parts": HERE / "templates"} | {face: HERE.parent / face / "templates" for face in FACES}
    return {f"{face}/{path.name}" for face, folder in folders.items() for path in folder.glob("*.html")}


@pytest.mark.usefixtures("chromium")
def test_every_template_is_seen_in_a_picture(request: pytest.FixtureRequest) -> None:
    whole = {Path(one.path).name for one in request.session.items} >= FILES and not request.config.option.keyword
    if not whole:
        pytest.skip("only the whole gallery draws them all")

    assert sorted(templates() - DRAWN - set(ELSEWHERE)) == []
    assert sorted(set(ELSEWHERE) & DRAWN) == [], "these have a picture by now"
