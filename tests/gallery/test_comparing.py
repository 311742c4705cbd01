"""How pictures are compared: what somebody would notice is seen, and how a letter is drawn is not."""

from typing import Any

from tests.gallery.gallery import differing, halved

ROWS = "".join(f"<tr><th>Artikel {n}</th><td>€ {n},{n:02}</td><td>{3 * n} keer verkocht</td></tr>" for n in range(1, 24))
PAGE = f"""<style>body {{ font: 15px sans-serif; margin: 24px; width: 1200px; }} table {{ width: 100%; }} th {{ text-align: left; }}</style>
<h1>Prijzen</h1><p>Wat een artikel kost en kostte.</p><table>{ROWS}</table>"""
FIELD = '<p><label>Zoek <input size="12"></label></p>'


def taken(page: Any, html: str) -> bytes:
    page.set_viewport_size({"width": 1280, "height": 860})
    page.set_content(html)
    picture: bytes = page.screenshot()
    return picture


def test_a_field_a_word_or_a_pill_more_is_seen_and_where_and_letters_drawn_a_shade_differently_are_not(chromium: Any, easel: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    kept = halved(easel, taken(page, PAGE))

    def seen(html: str) -> str:
        return differing(easel, taken(page, html), kept)

    assert seen(PAGE) == ""
    assert seen(PAGE.replace("</style>", "body { transform: translate(.25px, .2px); }</style>")) == "", "a quarter of a pixel further"
    assert seen(PAGE.replace("</style>", "body { opacity: .93; }</style>")) == "", "a shade lighter"
    floating = '<b style="position: absolute; left: 700px; top: 60px; padding: 2px 8px; background: #ddd">nieuw</b>'
    assert seen(PAGE + floating).endswith("of the square at (640, 0)")
    assert seen(PAGE.replace("15 keer verkocht", "15 keer teruggebracht")) != "", "another word in one cell"
    assert seen(PAGE.replace("<table>", f'<div style="position: absolute; left: 900px; top: 20px">{FIELD}</div><table>')) != ""
    context.close()
