"""What is wrong with a file is said in Dutch as it is in English: no sentence is without the other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import zegel.intake
import zegel.program
import zegel.replay
from tests.program.files import mistakes_in, small
from tests.program.test_mistakes import WRONG
from zegel.program.keys import KEYS
from zegel.program.mistake_words import DUTCH
from zegel.program.mistake_words_mappings import ABOUT_MAPPINGS
from zegel.program.mistake_words_rules import ABOUT_RULES, KINDS
from zegel.program.mistake_words_stories import ABOUT_STORIES
from zegel.program.phrases import form_said, phrase
from zegel.program.tree import ProgramMistakes
from zegel.replay.read_story import read_story

HERE = Path(zegel.program.__file__).parent
SAID = {**DUTCH, **ABOUT_RULES, **ABOUT_STORIES, **ABOUT_MAPPINGS, **KINDS}
WHERE = {"wrong": slice(2, 4), "_at": slice(3, 5), "Wrong": slice(1), "Unreadable": slice(2, 4), "_wrong": slice(1), "phrase": slice(1),
         "text": slice(1, 2), "named": slice(1, 2), "known": slice(2, 3), "unknown": slice(3, 4),
         "keyed": slice(1, 2), "_ids": slice(2, 3)}  # fmt: skip
"""What takes words, and which of its arguments they are."""
KEPT = ("said", "hint", "_METHOD_HINT", "SCORE_LAW")
"""Names under which words wait until they are said."""


def _texts(node: ast.expr | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def _said_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for argument in node.args[WHERE[name]] if name in WHERE else ():
                yield from _texts(argument)
                if isinstance(argument, ast.JoinedStr) and name != "_wrong":  # what a reader of JSON says is in English
                    yield f"not a phrase: {ast.unparse(argument)}"
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id in KEPT:
                yield from _texts(node.value)


def _files() -> list[Path]:
    """Where files are read: what says sentences of a program that is right has its own words."""
    stories = sorted(Path(zegel.replay.__file__).parent.glob("*.py"))
    programs = [
        one for one in sorted(HERE.glob("*.py")) if "words" not in one.name and one.name not in ("called.py", "ladders.py", "phrases.py")
    ]
    mappings = [Path(zegel.intake.__file__).parent / name for name in ("fields.py", "mapping.py")]
    return programs + stories + mappings


def test_every_mistake_is_said_in_dutch():
    english = {text for file in _files() for text in _said_in(file.read_text(encoding="utf-8"))}

    assert len(english) > 250
    assert sorted(text for text in english if text not in SAID) == []


def test_both_languages_say_the_same_variables():
    def names(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in Formatter().parse(text) if name and re.fullmatch(r"[a-z_]+", name))

    assert [english for english, dutch in SAID.items() if names(english) != names(dutch)] == []


def test_what_a_key_takes_is_said_in_dutch():
    for form in {key.form for keys in KEYS.values() for key in keys if key.needed}:
        loose = " ".join(form_said(form).nl.split("`")[::2]).replace(",", " ").split()

        assert not {"or", "count", "list", "table", "text", "id", "ids", "with", "date", "amount"} & set(loose), form


def test_a_file_full_of_mistakes_is_read_in_dutch():
    found = [one.text("nl") for one in mistakes_in(WRONG)]

    assert found == [
        "regel 1, zegel: Deze Zegel leest versie 1 van de taal. Bedoelt u `1`?",
        "regel 3, company.country: `nl` is geen landcode van twee hoofdletters. Schrijf `NL`.",
        "regel 3, company.prces: `prces` is geen sleutel van bedrijf. Bedoelt u `prices`?",
        "regel 4, branches.markt.opens: `7:00` is geen tijdstip zoals 07:00. Schrijf `07:00`.",
        "regel 8, earn.base.give: In het programma staat geen eenheid `pont`. Bedoelt u `point`?",
        "regel 8, earn.base.per: Een bedrag in EUR heeft 2 decimalen. Schrijf `1.00 EUR`.",
        "regel 9, earn.dinsdag.wen: `wen` is geen sleutel van spaarregel. Bedoelt u `when`?",
        "regel 9, earn.dinsdag.when.day: `tuseday` is geen dag van de week. Schrijf `tuesday`.",
        "regel 14, discounts.regulars.for.tier: In het programma staat geen niveau `zilvr`. Bedoelt u `zilver`?",
        "regel 14, discounts.regulars.off: `5 %` is geen percentage zoals 5% of 2.5%. Schrijf `5%`.",
        "regel 14, discounts.regulars.why.nl: Niets is bekend voor `{jaren}`. Bedoelt u `{years}`?",
    ]


def test_what_is_in_a_sentence_is_said_in_its_language_and_names_stay_as_they_were_typed():
    told = phrase("The program has no {what} `{word}`.", what=phrase("unit"), word="unit")

    assert (str(told), told.nl) == ("The program has no unit `unit`.", "In het programma staat geen eenheid `unit`.")


def test_what_has_no_dutch_stays_as_it_is():
    assert phrase("while scanning a quoted scalar {").nl == "while scanning a quoted scalar {"


def test_a_story_that_cannot_be_is_told_in_dutch():
    program = small("earn: {base: {give: 1 point, per: 1.00 EUR}}\n")
    story = (
        "story: S\nmember: {name: anna, since: 2026-01-01}\nsteps:\n"
        "  - {on: 2026-03-04, buys: [BREAD]}\n"
        "  - {on: 2026-03-01, returns: 1 × BREAD of step 9}\n"
    )

    with pytest.raises(ProgramMistakes) as found:
        read_story(story, program, {})

    assert [one.text("nl") for one in found.value.problems] == [
        "regel 4, steps[1].buys[1]: In het programma staat geen artikel `BREAD`. Er staat nog geen artikel in.",
        "regel 5, steps[2].on: Dit is vóór de stap erboven. Stappen staan in de volgorde van de tijd.",
        "regel 5, steps[2].returns: In een stap 9 hierboven wordt niets gekocht. Stappen tellen vanaf 1.",
    ]
