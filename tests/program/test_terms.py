"""The terms are nothing but the program's sentences, every one that matters, in both languages. ZEGEL_ACCEPT=1 keeps them anew."""

import pytest

from tests.program.files import EVERY_FILE, EXAMPLES, KITCHEN, ROOT, small
from tests.program.kept import kept
from zegel.core.canonical import digest
from zegel.core.periods import Day
from zegel.program.read import read_yaml
from zegel.program.sentences import sentences
from zegel.program.terms import chapters, terms, terms_markdown, what_matters

MARCH = Day("2026-03-01")
TERMS = ROOT / "tests" / "golden" / "terms"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_terms_of_an_example_are_what_they_were(name, language):
    text = terms_markdown(read_yaml(EXAMPLES[name]), language, MARCH)

    assert text == kept(TERMS / f"{name.removesuffix('.yaml')}.{language}.md", text)


def test_the_terms_of_the_kitchen_are_what_they_were():
    text = terms(read_yaml(KITCHEN), "nl", MARCH)

    assert text == kept(TERMS / "kitchen.nl.txt", text)


@pytest.mark.parametrize("name", sorted(EVERY_FILE))
def test_every_sentence_that_matters_stands_in_the_terms_once(name):
    program = read_yaml(EVERY_FILE[name])

    found = [s for chapter in chapters(program) for s in chapter.sentences]

    assert sorted(s.path for s in found) == sorted(s.path for s in what_matters(program))
    assert sorted(s.path for chapter in chapters(program, full=True) for s in chapter.sentences) == sorted(
        s.path for s in sentences(program, full=True)
    )


def test_the_terms_name_the_version_and_the_day():
    program = small()

    version = digest(program.document).hex()[:16]
    assert terms(program, "nl", MARCH).splitlines()[:4] == ["Winkel", "Voorwaarden", "", f"Geldig vanaf 1 maart 2026. Versie {version}."]
    assert terms_markdown(program, "en", MARCH).splitlines()[2] == f"Valid from 1 March 2026. Version {version}."


def test_what_a_tier_gives_follows_the_tier():
    program = small(
        "earn: {base: {give: 1 star, per: 1.00 EUR}}\n".replace("star", "stars")
        + "tiers: {measure: {unit: stars}, steps: {a: {from: 0}, b: {from: 9, gives: [{multiply: points × 2}]}, c: {from: 10}}}\n"
    )

    found = next(chapter for chapter in chapters(program) if chapter.heading.en == "Tiers")

    assert [s.path for s in found.sentences] == [
        "tiers.measure", "tiers.steps.a", "tiers.steps.b", "tiers.steps.b.gives.points", "tiers.steps.c",
    ]  # fmt: skip


def test_a_name_is_never_markup():
    program = read_yaml("zegel: 1\nprogram: 'A *star* <b>[x](y)'\ncompany: {currency: EUR}\nbranches: [markt]\n")

    assert terms_markdown(program, "en", MARCH).startswith(r"# A \*star\* \<b\>\[x\](y): terms" + "\n")
