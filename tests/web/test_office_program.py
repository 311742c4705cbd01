"""An owner reads what is promised, changes a rule, sees what that changes in words, and publishes it; mistakes are shown at their line."""

import html
import re

import pytest

from tests.access.crew import take_on
from tests.korenaar import KORENAAR, PROGRAM
from tests.programs import read_yaml
from zegel.access.scopes import SCOPES
from zegel.web.office.file_text import as_file

pytestmark = pytest.mark.anyio
DRAFT = "/kantoor/programma/ontwerp"


def typed(page):
    """What stands in the box."""
    return html.unescape(re.search(r"<textarea.*?>(.*)</textarea>", page, re.DOTALL)[1])


async def test_the_live_program_is_read_chapter_by_chapter(house):
    page = (await house.office().get("/kantoor/programma")).body.decode()

    assert "Versie 1" in page
    assert "dinsdag" in page
    assert "Tuesday" in (await house.office("en").get("/kantoor/programma")).body.decode()


async def test_a_rule_is_changed_looked_at_kept_and_published(house):
    joost = house.office()
    page = await joost.get(DRAFT)
    changed = typed(page.body.decode()).replace("points × 2", "points × 3")
    token = joost_token(page)

    looked = await joost.post(f"{DRAFT}/bekijk", {"text": changed, "token": token})
    assert "×\u00a03" in looked.body.decode() or "× 3" in looked.body.decode()
    assert "<html" not in looked.body.decode()

    kept = await joost.fill(page, DRAFT, text=changed)
    assert (kept.status, kept.headers["location"]) == (303, DRAFT)
    page = await joost.get(DRAFT)
    assert "points × 3" in typed(page.body.decode())

    published = await joost.fill(page, f"{DRAFT}/publiceer", sure="yes")
    assert (published.status, published.headers["location"]) == (303, "/kantoor/programma")
    page = (await joost.get("/kantoor/programma")).body.decode()
    assert "Versie 2" in page
    assert "program.publish" in (await joost.get("/kantoor/logboek")).body.decode()
    assert "Maak een wijziging" in page


async def test_mistakes_stand_at_their_line_and_what_was_typed_stays(house):
    joost = house.office()
    page = await joost.get(DRAFT)
    wrong = typed(page.body.decode()).replace("give: 1 point", "giv: 1 point", 1)

    assert (await joost.fill(page, DRAFT, text=wrong)).status == 303  # with mistakes a draft is kept too,
    page = await joost.get(DRAFT)
    assert "<b>`giv` is geen sleutel van spaarregel.</b><br>Bedoelt u `give`?" in page.body.decode()
    assert "Verbeter eerst wat nog niet klopt" in page.body.decode()  # but not published

    broken = await joost.fill(page, DRAFT, text="zegel: [1\nprogram: x")
    assert broken.status == 422
    assert typed(broken.body.decode()) == "zegel: [1\nprogram: x"


async def test_of_two_who_write_the_second_hears_that_the_first_was_there(house):
    joost, anna = house.office(), house.office(name="Anna")
    ours, hers = await joost.get(DRAFT), await anna.get(DRAFT)

    assert (await joost.fill(ours, DRAFT)).status == 303
    assert (await anna.fill(hers, DRAFT)).status in (409, 412, 422)


async def test_who_may_not_publish_does_not_and_reads_who_does(house):
    await take_on(house.shop, "Olivia", "owner")
    await take_on(house.shop, "Rik", "marketer")
    marketer = house.office(rights=frozenset(SCOPES) - {"program:publish"})
    page = await marketer.get(DRAFT)
    await marketer.fill(page, DRAFT)
    page = await marketer.get(DRAFT)

    assert "Publiceren doet iemand met dat recht. Dat mogen: Olivia." in page.body.decode()
    token = joost_token(page)
    assert (await marketer.post(f"{DRAFT}/publiceer", {"token": token, "revision": "1", "sure": "yes"})).status == 403


def test_the_file_of_a_document_is_the_same_program():
    program = read_yaml(PROGRAM)

    text = as_file(program.document.decode())

    assert read_yaml(text).document == program.document
    assert text.index("zegel:") < text.index("branches:") < text.index("earn:") < text.index("rewards:")


def joost_token(page):
    """What the page's forms carry."""
    return re.search(r'name="token" value="([^"]+)"', page.body.decode())[1]


@pytest.mark.parametrize("deed", ["publiceer", "weg"])
async def test_whoever_comes_for_a_draft_that_is_spent_reads_what_happened_and_what_is_live(house, deed):
    joost, anna = house.office(), house.office(name="Anna")
    page = await joost.get(DRAFT)
    assert (await joost.fill(page, DRAFT, text=typed(page.body.decode()).replace("points × 2", "points × 3"))).status == 303
    hers = await anna.get(DRAFT)
    assert (await joost.fill(await joost.get(DRAFT), f"{DRAFT}/publiceer", sure="yes")).status == 303

    answer = await anna.fill(hers, f"{DRAFT}/{deed}", sure="yes")

    said = answer.body.decode()
    assert (answer.status, "Dit ontwerp ligt er niet meer" in said) == (422, True)
    assert ("Versie 2" in said, f'href="{DRAFT}"' in said) == (True, True)
    assert (await house.shop.queries.draft(KORENAAR, "kantoor")) is None


async def test_whoever_publishes_what_a_colleague_changed_meanwhile_sees_theirs_first(house):
    joost, anna = house.office(), house.office(name="Anna")
    page = await joost.get(DRAFT)
    assert (await joost.fill(page, DRAFT, text=typed(page.body.decode()).replace("points × 2", "points × 3"))).status == 303
    hers, his = await anna.get(DRAFT), await joost.get(DRAFT)
    assert (await joost.fill(his, DRAFT, text=typed(his.body.decode()).replace("points × 3", "points × 4"))).status == 303

    answer = await anna.fill(hers, f"{DRAFT}/publiceer", sure="yes")

    assert (answer.status, "Iemand wijzigde dit concept intussen" in answer.body.decode()) == (422, True)
    assert "points × 4" in typed(answer.body.decode())
    assert "Versie 2" not in (await joost.get("/kantoor/programma")).body.decode()


async def test_what_stands_still_is_named_by_what_it_says_and_not_by_its_id(house):
    page = (await house.office().get("/kantoor/programma")).body.decode()
    pausing = page.partition('id="ps"')[2].partition("</section>")[0]
    told = re.findall(r"<span>([^<]+)</span><button", pausing)

    assert "Punten tellen × 2 op dinsdag." in told
    assert all(one.endswith(".") for one in told)
