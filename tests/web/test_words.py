"""Every text of every page is in the tables of words, in Dutch and in English, and every word in them is said somewhere."""

import re
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

import pytest
from jinja2 import nodes

from tests.conftest import ROOT
from zegel.core.purchase import IDENTIFIER_KINDS
from zegel.hall.new_members import LINK
from zegel.ledger.entries import ENTRY_KINDS
from zegel.web.parts.happened_words import HAPPENED
from zegel.web.parts.rendering import environment
from zegel.web.parts.words import SHARED
from zegel.web.table import WORDS
from zegel.web.till.words_offline import SAID_BY_SCRIPT

WEB = ROOT / "src" / "zegel" / "web"
SCRIPTS = sorted(path for path in (WEB / "static" / "js").glob("*.js"))
TEMPLATES = sorted(path for path in WEB.rglob("templates/*.html"))
SPOKEN = (
    "aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription", "aria-valuetext", "aria-placeholder", "label",
    "content", "data-copied", "data-share", "data-title",
)  # fmt: skip
LETTERS = re.compile(r"[^\W\d_]{2,}")
KEYS = re.compile(r"F\d|Enter|Esc|Ctrl|QR")


class Texts(HTMLParser):
    """What a reader, or a screen reader, would get of a template's own letters."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._code = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code += tag in ("script", "style")
        if tag == "meta":
            return
        self.found += [text for name, text in attrs if name in SPOKEN and text]

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.found.append(data)


def name_of(path: Path) -> str:
    """As the loader calls it: `till/till.html`."""
    return f"{path.parent.parent.name}/{path.name}"


def own_letters(source: str) -> list[str]:
    """The letters in a template that come from no table of words."""
    source = re.sub(r"\{% block body_class %\}.*?\{% endblock %\}", "", source)  # the name of a class, in an attribute of the page
    shown = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", source, flags=re.DOTALL)
    shown = re.sub(r"\{\{.*?\}\}", "", shown, flags=re.DOTALL)
    return [text.strip() for text in Texts(shown).found if LETTERS.search(KEYS.sub("", text))]


def said_in(tree: nodes.Template) -> set[str]:
    """Every key that the template says."""
    calls = [call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name) and call.node.name == "say"]
    return {call.args[0].value for call in calls if call.args and isinstance(call.args[0], nodes.Const)}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_has_letters_of_its_own(path):
    assert own_letters(path.read_text(encoding="utf-8")) == []


def test_letters_of_a_template_are_found_wherever_a_reader_meets_them():
    source = '<p>Hallo</p><button aria-label="Sluiten">{{ icon("x") }}</button>{{ say("skip") }}<kbd>F4</kbd><img alt="{{ x }}">'

    assert own_letters(source) == ["Hallo", "Sluiten"]


@pytest.mark.parametrize("name", ["mail.html", "mail.txt"])
def test_no_mail_has_letters_of_its_own(name):
    source = (ROOT / "src" / "zegel" / "messages" / "templates" / name).read_text(encoding="utf-8")

    assert own_letters(re.sub(r"&[a-z]+;", "", source)) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_only_what_a_table_of_words_has(path):
    """What a script shows comes by `say`, or stands on the page that it is in; a sentence of its own would be in one language."""
    source = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    keys = [re.sub(r'=== "[^"]*"', "", asked) for asked in re.findall(r"\bsay\(([^(){}]*)", source)]
    said = {key for asked in keys for key in re.findall(r'"([^"]+)"', asked)}
    shown = re.findall(r"(?:textContent|innerText|title|ariaLabel|placeholder|alt) = [\"'`]([^\"'`$]*)", source)
    shown += re.findall(r"setAttribute\(\"(?:aria-label|title|placeholder|alt)\", [\"'`]([^\"'`$]*)", source)
    shown += re.findall(r"\b(?:alert|confirm|prompt)\([\"'`]([^\"'`$]*)", source)

    assert said - {key.removeprefix("away ") for key in SAID_BY_SCRIPT} == set()
    assert [text for text in shown if LETTERS.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_key_that_a_template_says_is_in_its_tables(path):
    known = SHARED.keys() | WORDS.get(path.parent.parent.name, {}).keys()

    said = said_in(environment().parse(path.read_text(encoding="utf-8")))

    assert said - known == set()


def test_both_languages_say_the_same_values_and_neither_is_empty():
    for face, table in {"shared": SHARED, **WORDS}.items():
        for key, said in table.items():
            fields = [sorted(name for _, name, _, _ in Formatter().parse(text) if name) for text in (said.nl, said.en)]
            assert said.nl, (face, key)
            assert said.en, (face, key)
            assert fields[0] == fields[1], (face, key)


def test_every_word_of_the_tables_is_said_somewhere():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in [*WEB.rglob("*.html"), *WEB.rglob("*.py")] if path.name != "words.py")

    made = set(re.findall(r"""["']([a-z]+) (?:["'] ~ |\{)""", sources))  # "did " ~ kind, f"did {kind}"
    whole = [key for table in (SHARED, *WORDS.values()) for key in table if key.partition(" ")[0] not in made]
    unsaid = {key for key in whole if f'"{key}"' not in sources and f"'{key}'" not in sources}

    assert unsaid == set()


def test_no_face_gives_a_shared_word_another_meaning():
    assert {face: sorted(SHARED.keys() & table.keys()) for face, table in WORDS.items() if SHARED.keys() & table.keys()} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_has_a_style_or_a_script_of_its_own(path):
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|<script(?![^>]*\ssrc=)|hx-vals='?js:", source) == []


def test_no_two_rooms_of_a_face_say_different_things_by_one_key():
    rooms = [
        (face, one.name, said)
        for face in ("till", "card", "office")
        for one in iter_modules(import_module(f"zegel.web.{face}").__path__, f"zegel.web.{face}.")
        for path in (one.name, *([f"{one.name}.words"] if one.ispkg and find_spec(f"{one.name}.words") else []))
        for name, said in vars(import_module(path)).items()
        if name.endswith(("WORDS", "COLUMNS", "DEEDS")) and isinstance(said, dict)
    ]
    twice = [
        (key, of, other_of)
        for n, (face, of, said) in enumerate(rooms)
        for other_face, other_of, other in (*rooms[:n], (face, "the shared words", SHARED))
        for key in said.keys() & other.keys()
        if face == other_face and said[key] != other[key]
    ]

    assert len(rooms) >= 6
    assert twice == []


def test_everything_that_a_member_shows_has_a_name_on_each_face_that_names_them():
    naming = {face: words for face, words in WORDS.items() if "kind card" in words}

    assert {face: [kind for kind in (*IDENTIFIER_KINDS, LINK) if f"kind {kind}" not in words] for face, words in naming.items()} == {
        "card": [], "office": [],
    }  # fmt: skip


def test_everything_that_can_be_booked_has_a_name_on_the_pages():
    kinds = [*ENTRY_KINDS, *(f"enrol {kind}" for kind in (*IDENTIFIER_KINDS, LINK))]

    assert [kind for kind in kinds if f"did {kind}" not in HAPPENED] == []
