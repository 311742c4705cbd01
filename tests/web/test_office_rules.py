"""An owner changes a rule by its form and reads what it now says; the file that somebody typed keeps its comments and its order."""

import re

import pytest

from tests.pages import Fields
from tests.web.test_office_program import DRAFT, typed
from zegel.program.fields import SECTIONS, fields_of, rules_of, tree_of
from zegel.program.keys import KEYS
from zegel.web.office.key_words import KEYS_SAID

pytestmark = pytest.mark.anyio
HERE = "/kantoor/programma/regel"
TUESDAYS = f"{HERE}?deel=earn&naam=tuesdays"


def plainly(page):
    """What a reader reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.body.decode()))


async def test_a_rule_is_a_sentence_beside_its_form_and_the_form_writes_into_the_file(house):
    joost = house.office()
    file = await joost.get(DRAFT)
    with_comment = typed(file.body.decode()).replace("earn:", "earn:  # agreed with Anna")
    await joost.fill(file, DRAFT, text=with_comment)

    page = await joost.get(TUESDAYS)
    assert "Punten tellen × 2" in plainly(page), plainly(page)
    fields = next(form[1] for form in Fields(page.body.decode()).forms if form[0].get("action") == HERE)
    assert (fields["f:multiply"], fields["f:when.day"], fields["f:why.nl"]) == ("points × 2", "tuesday", "dinsdag telt dubbel")

    looked = await joost.post(f"{HERE}/bekijk", fields | {"f:when.day": "tuesday, friday"})
    assert "vrijdag" in plainly(looked)
    assert "<html" not in looked.body.decode()
    kept = await joost.fill(page, HERE, **{"f:when.day": "tuesday, friday", "f:multiply": "points × 3"})
    assert (kept.status, kept.headers["location"]) == (303, TUESDAYS)

    after = typed((await joost.get(DRAFT)).body.decode())
    assert after.strip() == with_comment.strip().replace("points × 2", "points × 3", 1).replace(
        "{day: tuesday}", "{day: [tuesday, friday]}"
    )
    assert "Wat nu geldt" in plainly(await joost.get(TUESDAYS))


async def test_a_mistake_stands_at_its_field_and_what_was_typed_stays(house):
    joost = house.office()
    page = await joost.get(TUESDAYS)

    wrong = await joost.fill(page, HERE, **{"f:multiply": "points twice", "f:when.day": "tuesdey"})

    assert wrong.status == 422
    text = wrong.body.decode()
    for name, given in (("multiply", "points twice"), ("when.day", "tuesdey")):
        control = re.search(rf'<input id="(f\d+)" name="f:{name}" value="{given}"[^>]*aria-invalid="true"', text)
        assert control, name
        assert f'id="w-{control[1]}"' in text
    assert "`points twice` is geen vermenigvuldiging zoals `points × 2`." in plainly(wrong)  # in the language of the page
    english = house.office()
    english.cookies["zegel_language"] = "en"
    again = await english.fill(await english.get(TUESDAYS), HERE, **{"f:multiply": "points twice"})
    assert "`points twice` is no multiplication like `points × 2`." in plainly(again)
    assert "tuesdey" not in (await joost.get(DRAFT)).body.decode()  # nothing was kept


async def test_a_rule_is_added_filled_in_and_taken_out_again(house):
    joost = house.office()
    before = typed((await joost.get(DRAFT)).body.decode())
    page = await joost.get(HERE)

    added = await joost.fill(page, f"{HERE}/nieuw", deel="discounts", naam="young ones")
    page = await joost.get(added.headers["location"])
    kept = await joost.fill(page, HERE, **{"f:off": "10%", "f:for.age": "less than 27"})
    assert kept.status == 303, plainly(kept)
    assert "young ones: {off: 10%, for: {age: less than 27}}" in typed((await joost.get(DRAFT)).body.decode())

    page = await joost.get(added.headers["location"])
    await joost.fill(page, f"{HERE}/weg")
    assert typed((await joost.get(DRAFT)).body.decode()) == before
    taken = await joost.fill(await joost.get(HERE), f"{HERE}/nieuw", deel="earn", naam="tuesdays")
    assert taken.status == 422


async def test_a_published_file_comes_back_as_it_was_typed(house):
    joost = house.office()
    file = await joost.get(DRAFT)
    mine = typed(file.body.decode()) + "\n# Ask the accountant before you change the worth of a point.\n"
    await joost.fill(file, DRAFT, text=mine)
    await joost.fill(await joost.get(DRAFT), f"{DRAFT}/publiceer", sure="yes")

    assert typed((await joost.get(DRAFT)).body.decode()).strip() == mine.strip()


def test_every_key_of_a_rule_has_words_and_every_rule_of_the_examples_a_form(examples):
    for section in ("earn", "stamp cards", "tiers", "discounts", "coupons", "rewards", "units", "memberships"):
        assert {key.name for key in KEYS[SECTIONS[section][1]]} <= KEYS_SAID.keys(), section
    for text in examples:
        tree = tree_of(text)
        for section, name in rules_of(tree):
            assert fields_of(tree, section, name), (section, name)


@pytest.fixture
def examples():
    """Every program that comes with Zegel."""
    from tests.conftest import ROOT

    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.yaml"))]
