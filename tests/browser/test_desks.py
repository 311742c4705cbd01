"""Stories of the office (domain.md §6: owner, marketer, branch manager, sales rep, accountant, and who looks on) in a real Chromium.

What a page answers is held by tests/web; here is what only a browser can show: keys, what changes as one types, paper, files.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.bakery import Bakery
from tests.browser.people import PHONE, People, people_of
from tests.browser.test_till import look, ready, settled
from tests.handing import worker

REFUSED = "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
"""What a browser says of a form that was refused, and the page tells in words."""


@pytest.fixture(scope="module")
def office(chromium: Any, furnished: tuple[Bakery, dict[str, str]]) -> Iterator[People]:
    """Everybody at the desks of the bakery of the gallery."""
    bakery, samples = furnished
    with people_of(chromium, bakery) as found:
        found.samples = samples
        yield found


def said(page: Any) -> str:
    """What a reader reads."""
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


def sent(page: Any, does: Any) -> Any:
    """Do it, and wait for the page that comes of it."""
    with page.expect_navigation():
        does()
    return ready(page)


def key(page: Any, name: str, press: str = "Enter", role: str = "button") -> Any:
    """The button `name`, reached and pressed by the keyboard."""
    button = page.get_by_role(role, name=name).first
    button.focus()
    return sent(page, lambda: page.keyboard.press(press))


def test_a_regular_who_stays_away_gets_something_from_the_one_screen_by_keyboard(office):
    """Owner, one screen; owner 6 (who gave what, and why); branch manager 2 and 4."""
    page = office.colleague("owner", "/kantoor")
    tiles = page.locator(".tile h2").all_inner_texts()
    assert [text.lower().split(",")[0] for text in tiles] == [
        "verkocht vandaag",
        "nieuwe leden vandaag",
        "gegeven korting",
        "wat u nog schuldig bent aan leden",
    ]
    assert "Gerrit Denkbeeld" in page.locator(".risk").inner_text()

    give = page.locator(".risk li", has_text="Gerrit").locator("details.give")
    give.locator("summary").focus()
    page.keyboard.press("Enter")
    look(page, "office-one-tap")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "gesture"
    key(page, "Geef")

    assert "Gegeven. Het staat op de kaart." in said(page)
    given = said(office.colleague("owner", "/kantoor/filialen/havenstraat"))
    assert "Komt elke 5 dagen, nu 35 dagen weg" in given


@pytest.mark.long
def test_a_rule_stands_still_at_once_and_goes_on(office):
    """Owner 3; branch manager 8 (what runs now is what anybody may tell a regular)."""
    basket = {"branch": "havenstraat", "till": "2", "member": office.samples["member"]}
    basket["lines"] = [{"sku": "8710000000048", "category": "cake", "net_minor": 1450, "vat_bp": 900}]

    def points() -> int:
        effects = office.bakery.ask("POST", "/v1/quotes", basket)["effects"]
        return sum(one["count"] for one in effects if one["effect"] == "earn" and one["unit"] == "points")

    page = office.colleague("owner", "/kantoor/programma")
    assert points() > 0
    key(page, "Zet stil U krijgt 1 punt per volle € 1,00.")
    assert points() == 0
    assert "stilgezet" in said(office.colleague("owner", "/kantoor/logboek"))
    key(office.colleague("owner", "/kantoor/programma"), "Laat weer doorgaan")
    assert points() > 0


@pytest.mark.parametrize(
    ("button", "sheet"), [("Poster, A4", "A4"), pytest.param("Kaartje voor de toonbank, A6", "A6", marks=pytest.mark.long)]
)
def test_what_is_printed_is_one_sheet_of_paper_without_the_page_around_it(office, button, sheet):
    """Owner 4."""
    page = key(office.colleague("owner", "/kantoor/drukwerk"), button)

    page.emulate_media(media="print")
    assert (page.locator("header").is_visible(), page.locator("main svg").is_visible()) == (False, True)
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    page.emulate_media(media="screen")

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    width, height = (float(one) for one in re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper).groups())
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == {"A4": (210, 297), "A6": (105, 148)}[sheet]


@pytest.mark.long
def test_a_file_for_the_accountant_comes_down_as_a_file(office):
    """Owner 7, accountant 7: from a figure to its rows, and the rows as a file."""
    page = office.colleague("owner", "/kantoor")
    sent(page, page.locator(".tile a").first.click)
    assert page.url.startswith(f"{office.bakery.address}/kantoor/cijfers")
    for name, begins in (("CSV", b"\xef\xbb\xbf"), ("Excel", b"PK\x03\x04")):
        with page.expect_download() as coming:
            page.get_by_role("link", name=name).first.click()
        content = coming.value.path().read_bytes()
        assert content.startswith(begins), name
        assert coming.value.suggested_filename.endswith((".csv", ".xlsx"))


def test_the_books_are_checked_by_a_button_and_the_page_says_so_by_itself(office):
    """Owner 8."""
    page = key(office.colleague("owner", "/kantoor/gezondheid"), "Kijk de boeken na")

    page.locator("section", has_text="Boeken").get_by_text("Kloppen").first.wait_for(timeout=15_000)  # the page comes anew by itself
    page.wait_for_load_state("networkidle")
    assert page.locator("#checking progress").count() == 0
    look(page, "office-checked")


def test_members_are_sifted_as_one_types_with_how_many_they_are_and_who_may_be_written_to(office):
    """Marketer 1, branch manager 4; in English."""
    page = office.colleague("owner", "/kantoor/leden", language="en")
    page.focus("#q")
    with page.expect_response(lambda response: "q=gerrit" in response.url):
        page.keyboard.type("gerrit")
    settled(page, "!document.querySelector('.htmx-request') && document.querySelectorAll('#found tbody tr').length === 1")

    assert page.locator("#found tbody th").inner_text().endswith("Gerrit Denkbeeld")
    settled(page, "document.querySelector('.reach[role=status]') !== null")
    assert page.locator(".reach").inner_text().split("\n") == ["1 member", "none of them consented to messages"]
    look(page, "office-members-typed")
    page.locator("#q").fill("")
    with page.expect_response(lambda response: "seen=-30" in response.url):
        page.locator("#f-seen").select_option("-30")
    settled(page)
    away = page.locator("#found tbody").inner_text()
    assert ("Gerrit" in away, "Fatima" in away) == (True, False)


def test_a_rule_reads_itself_as_it_is_typed_is_tried_and_goes_live(office):
    """Marketer 3 and 8: the sentence, the difference with what is live, one basket by both, and then published."""
    page = office.colleague("owner", "/kantoor/programma/regel?deel=discounts&naam=regulars")
    field = page.locator("[name='f:off']")
    with page.expect_response(lambda response: response.url.endswith("/regel/bekijk")):
        field.fill("8%")
    settled(page)
    assert "8%" in page.locator("#sentence").inner_text()
    look(page, "office-rule-typed")
    key(page, "Bewaar regel")
    assert ["8%" in one for one in page.locator("#looked .diff li.ins").all_inner_texts()] == [True]

    page = office.colleague("owner", "/kantoor/programma/proef")
    page.locator("[name=what1]").fill("cake")
    page.locator("[name=amount1]").fill("20")
    page.locator("[name=years]").fill("6")
    key(page, "Reken uit")
    assert page.locator("p.v").all_inner_texts()[0].startswith("€\u00a019,00")
    assert page.locator("p.v").all_inner_texts()[1].startswith("€\u00a018,40")
    look(page, "office-tried")

    page = office.colleague("owner", "/kantoor/programma/ontwerp")
    page.locator("#sure").check()
    key(page, "Publiceer")
    assert "8%" in page.locator("main").inner_text()


@pytest.mark.long
def test_a_from_price_that_the_law_does_not_allow_is_refused_with_what_may_be_named(office):
    """Marketer 4, in English."""
    page = office.colleague("owner", "/kantoor/prijzen/artikel?sku=8710000000017", language="en")
    page.locator("#pr").fill("2.95")
    page.locator("#wa").fill("9.95")
    key(page, "Set price")

    assert "€3.45" in page.locator("[role=alert]").inner_text()
    assert page.locator("#pr").input_value() == "2.95"
    office.said.remove(REFUSED)
    look(page, "office-price-refused")


@pytest.mark.long
def test_stock_is_refilled_with_a_reason(office):
    """Marketer 9, as far as this round goes: what is left, and more of it."""
    page = office.colleague("owner", "/kantoor/beloningen/mug")
    page.locator("[name=more]").first.fill("12")
    page.locator("[name=reason]").first.fill("nieuwe doos")
    key(page, "Vul aan")
    assert page.locator(".stockrow .amt").first.inner_text() == "42"


def test_a_colleague_asks_the_manager_says_yes_on_a_phone_and_the_envelope_knows(office):
    """Branch manager 1 and 5, cashier 5, owner 6."""
    page = office.colleague("branch manager", "/kantoor/aanvragen", size=PHONE, branch="havenstraat")
    look(page, "office-requests-phone")
    assert "haar bestelling was weg" in said(page)
    box = page.get_by_role("button", name="Akkoord").bounding_box()
    assert box["height"] >= 44, "a thumb hits it"

    key(page, "Akkoord")

    assert "Er wacht niets op u." in said(page)
    given = said(office.colleague("branch manager", "/kantoor/filialen/havenstraat", size=PHONE, branch="havenstraat"))
    assert re.search(r"€\W1[0-9]{2},\d{2} over van €\W150,00", given)
    assert "haar bestelling was weg" in given


def test_a_whole_segment_gets_something_and_a_rule_asks_for_it(office):
    """Marketer 1, owner 5: looked at first, given to each, and then the same segment in a rule of the program."""
    page = office.colleague("owner", "/kantoor/groepen/vaste/uitdelen?kind=gesture")
    page.get_by_label("Welke geste?").select_option(label="200 punten")
    page.get_by_label("Waarom").fill("wij waren dicht")
    key(page, "Bekijk wat het wordt")
    members = int(re.search(r"Krijgen het (\d+) leden", said(page))[1])
    look(page, "office-handout-looked")
    key(page, "Deel uit")
    office.run(worker(office.bakery.shop).go_on())
    settled(page)
    page.reload()
    assert f"{members} van {members} leden klaar" in said(ready(page))
    look(page, "office-handout-done")

    page = office.colleague("owner", "/kantoor/programma/regel?deel=earn&naam=base")
    choice = page.locator("input[name='f:for.segment'][value='vaste']")
    page.locator("details", has=choice).locator("> summary").first.click()
    choice.check()
    settled(page)
    key(page, "Bewaar regel")
    page = office.colleague("owner", "/kantoor/groepen/vaste")
    assert "in ontwerp kantoor" in page.locator("section", has=page.locator("#rl")).inner_text()
    look(page, "office-segment-in-draft")
    page = office.colleague("owner", "/kantoor/programma/ontwerp")
    key(page, "Gooi ontwerp weg")


@pytest.mark.long
@pytest.mark.parametrize(("language", "near"), [("nl", "nog €"), ("en", "more to")])
def test_a_sales_rep_sees_what_is_near_what_the_year_becomes_and_which_invoices_count(office, language, near):
    """B2B 1, 2, 3 and 5: with the customer's own numbers, by both methods."""
    base = f"/kantoor/zakelijk/{office.samples['business']}/kantine"
    page = office.colleague("sales rep", base, language=language)

    assert near in page.locator(".cliff").inner_text()
    assert page.locator("svg.ladder").is_visible()
    assert page.locator(".legend").inner_text() != ""
    look(page, f"office-ladder-{language}")
    assert page.locator("form[action$='/bonus']").count() == 0, "who sells does not settle"
    sent(page, page.locator(f"a[href^='{base}/facturen']").click)
    assert page.locator("tbody tr").count() > 0
    look(page, f"office-invoices-{language}")


@pytest.mark.long
def test_two_clicks_lead_from_a_member_to_the_receipt_with_its_program(office):
    """Accountant 7."""
    page = office.colleague("owner", f"/kantoor/leden/{office.samples['member']}")
    sent(page, page.locator("main a[href^='/kantoor/bonnen/']").first.click)

    assert re.search(r"programma [0-9a-f]{8}", said(page))
    look(page, "office-receipt")


@pytest.mark.long
@pytest.mark.parametrize("role", ["auditor", "privacy", "finance", "marketer", "admin", "sales rep", "branch manager"])
def test_every_role_finds_the_rooms_of_its_menu_open_and_who_only_looks_changes_nothing(office, role):
    """Auditor (read-only), privacy officer, and every other role: no menu leads to a door that is shut."""
    page = office.colleague(role, "/kantoor/ik")
    rooms = page.locator("header > .side nav a").evaluate_all("found => found.map(one => one.getAttribute('href'))")
    assert rooms
    for room in rooms:
        answer = page.goto(office.bakery.address + room)
        assert (answer.status, room) == (200, room)
        if role == "auditor" or room == rooms[0]:  # one sees every room, and each where their day begins
            look(ready(page), f"office-{role.replace(' ', '-')}-{room.rpartition('/')[2]}")
        if role == "auditor":
            assert page.locator("main form[method=post]:not([action$='/zoek'])").count() == 0, room  # a code is looked up unseen
