"""A till that never gets its line back (reliability.md O9): its queue goes into a file, its browser is thrown away, and nothing is lost."""

import shutil
from typing import Any

import pytest

from tests.browser.bakery import CARDS
from tests.browser.test_offline import OFFICE, Tills, away, kill, queued, sell, took_along
from tests.browser.test_offline import tills as tills
from tests.browser.test_till import look, ready, settled
from tests.korenaar import KORENAAR
from zegel.web.parts.visitors import Visitor


def office_of(tills: Tills, width: int, height: int, language: str = "nl") -> Any:
    """Joost at his desk."""
    visitor = Visitor(KORENAAR, "staff:joost", "Joost Bakema", OFFICE, "office", "joost", role="owner", language=language)
    tills.bakery.door.gate.others.known["office", "joost"] = visitor
    context = tills.chromium.new_context(viewport={"width": width, "height": height}, locale=language, reduced_motion="reduce")
    tills.contexts.append(context)
    context.add_cookies([{"name": "who", "value": "joost", "url": tills.bakery.address}])
    page = context.new_page()
    page.goto(f"{tills.bakery.address}/kantoor/offline")
    return ready(page)


@pytest.mark.long  # the file without its browser: web/test_till_file
def test_a_queue_goes_into_a_file_its_browser_is_thrown_away_and_the_office_counts_every_sale_once(tills, tmp_path):
    gone = tills.kept("gone")
    gone.add_cookies(tills.cookies())
    page = away(took_along(tills.page_of(gone)))
    before = tills.sales("joost")
    for amount in ("1,00", "2,00", "3,00"):
        sell(page, CARDS["joost"], amount)
    page.click("#waiting")
    with page.expect_download() as coming:
        page.click("#file")
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    settled(page, "document.querySelector('#filed').textContent.startsWith('3 aankopen staan in het bestand')")
    assert page.inner_text("#rows").count("wacht, in bestand") == 3
    look(page, "away-file")
    page.set_viewport_size({"width": 390, "height": 844})
    look(page, "away-file-phone")
    assert (queued(page), b"net_minor" in file.read_bytes(), file.suffix) == (3, False, ".zegel")
    kill(tills.folder / "gone")
    shutil.rmtree(tills.folder / "gone")

    office = office_of(tills, 1280, 860)
    counted = []
    for _ in range(2):
        office.set_input_files("#file", file)
        office.click('[action="/kantoor/kassabestand"] button')
        ready(office)
        counted.append(office.inner_text(".note.good"))
        look(office, f"office-file-{len(counted)}")

    assert ["3 bijgeschreven" in counted[0], "3 stond er al" in counted[1]] == [True, True]
    assert tills.sales("joost") == before + 3
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    phone = office_of(tills, 390, 844, "en")
    phone.set_input_files("#file", file)
    phone.click('[action="/kantoor/kassabestand"] button')
    ready(phone)
    assert "till_file_not_ours" in phone.inner_text('[role="alert"]')
    look(phone, "office-file-refused")
    assert tills.sales("joost") == before + 3
