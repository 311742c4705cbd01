"""A list of many columns on a telephone: each row is a card with its columns named, and nothing is read by scrolling sideways."""

from typing import Any

import pytest

from tests.browser.test_till import look, ready

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
