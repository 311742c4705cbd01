"""A list of many columns on a telephone: each row is a card with its columns named, and nothing is read by scrolling sideways."""

from typing import Any

import pytest

from tests.browser.test_till import look, ready
from tests.gallery.test_gallery import filled

PHONE = (360, 740)


@pytest.mark.parametrize("path", ["/kantoor/opvallend", "/kantoor/uitdelingen", "/kantoor/belevingen"])
def test_a_row_of_many_columns_stands_below_itself_on_a_telephone(gallery: Any, path: str) -> None:
    page = gallery("office", size=PHONE)
    page.goto(gallery.address + path)
    ready(page)

    box = page.locator(".scroll").first
    assert box.evaluate("one => one.scrollWidth - one.clientWidth") <= 1
    assert page.locator(".list tbody tr").first.bounding_box()["height"] > 100
    named = page.locator(".list tbody td").first.evaluate("one => getComputedStyle(one, '::before').content")
    assert named == f'"{page.locator(".list thead th").nth(1).inner_text().strip(" ↓↑")}"'
    look(page, f"wide{path.replace('/', '-')}")


@pytest.mark.parametrize(
    "path",
    ["/kantoor/team", "/kantoor/logboek", "/kantoor/sleutels", "/kantoor/groepen", "/kantoor/uitdelingen/{handout}", "/kantoor/prijzen"],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_list_of_the_office_is_read_by_scrolling_sideways(gallery: Any, path: str, language: str) -> None:
    page = gallery("office", language, PHONE)
    page.goto(gallery.address + filled(path, gallery.samples))
    ready(page)

    boxes = page.locator(".scroll")
    assert boxes.count()
    assert boxes.evaluate_all("all => all.map(one => one.scrollWidth - one.clientWidth)") == [0] * boxes.count()
    look(page, f"fits{path.replace('/', '-').strip('{}')}-{language}")


def test_a_list_of_many_columns_is_there_on_a_screen_between_a_telephone_and_a_desk(gallery: Any) -> None:
    page = gallery("office", size=(640, 800))
    page.goto(gallery.address + "/kantoor/opvallend")

    assert ready(page).locator(".list tbody tr").first.is_visible()


def test_a_telephone_offers_to_sign_in_with_a_passkey(gallery: Any) -> None:
    page = gallery("office", size=PHONE, who="")
    page.goto(gallery.address + "/kantoor/aanmelden")

    assert ready(page).locator("form[data-passkey] button").is_visible()
