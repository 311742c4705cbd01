"""What the office draws instead of writing can be read: a chart's letters at every width, and how far something is in the dark."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.browser.test_till import ready

LETTERS = """Math.min(...[...document.querySelectorAll(".plot text")].filter(text => text.getClientRects().length).map(
    text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
"""The smallest letters of the chart, in pixels of the screen."""


@pytest.mark.parametrize("width", [390, 768, 1024, 1180, 1280])
def test_the_letters_of_the_chart_of_today_can_be_read_at_every_width(gallery: Any, width: int) -> None:
    page = gallery("office", "nl", (width, 850))
    page.goto(f"{gallery.address}/kantoor")

    assert ready(page).evaluate(LETTERS) >= 9.5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("(() => { const plot = document.querySelector('.plot'); return plot.scrollWidth <= plot.clientWidth; })()")


def test_a_bar_of_which_nothing_is_done_looks_empty_in_the_dark(gallery: Any) -> None:
    page = gallery("office", "nl", None, "dark")
    page.goto(f"{gallery.address}/kantoor/uitdelingen/{gallery.samples['handout']}")

    bar = ready(page).locator("progress").first
    assert bar.get_attribute("value") == "0"
    drawn = Image.open(BytesIO(bar.screenshot())).convert("RGB")
    assert max(drawn.getpixel((drawn.width // 2, drawn.height // 2))) < 100  # type: ignore[type-var]  # RGB: three numbers
