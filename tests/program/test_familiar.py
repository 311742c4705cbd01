"""Dutch with `je`: what members read is turned by rule, and no sentence of the house escapes it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zegel
from tests.korenaar import AT_ZAAGMOLEN
from tests.programs import read_yaml
from zegel.core.periods import Day
from zegel.program.familiar import DONE_TO, INVERTED, Kept, familiar, familiar_page, kept_of
from zegel.program.lints import lints
from zegel.program.model import Words
from zegel.web.card.words import WORDS
from zegel.web.parts.words import SHARED, FamiliarTongue, Tongue

HERE = Path(zegel.__file__).parent
READ = ("decide", "program", "messages", "web", "hall", "access", "intake")
FORMAL = re.compile(r"(?<![\w@&/.=+-])[Uu](?:we?|zelf)?(?![\w@/=+]|[-.]\w)")
VERB = re.compile(r"(?<![\w-])(\w+t) u(?![\w-])")
STEMS_IN_T = ("laat", "moet", "weet", "zet", "heet", "verkocht")
"""Verbs that have a t before `je`, too."""
NO_VERBS = ("dat", "met", "niet", "omdat", "tot", "wat", "voordat", "nadat", "het", "wet")


def sentences() -> Iterator[str]:
    """Every text of those packages, its places left open, with what is only said to whoever reads the code."""
    for area in READ:
        for path in sorted((HERE / area).rglob("*.py")):
            if path.name == "familiar.py":
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value
                elif isinstance(node, ast.JoinedStr):
                    yield "".join(f"{part.value}" if isinstance(part, ast.Constant) else "…" for part in node.values)


@pytest.mark.parametrize(
    ("formal", "said"),
    [
        ("U hebt 20 punten en kunt ze gebruiken.", "Je hebt 20 punten en kunt ze gebruiken."),
        ("Dit hebt u nog", "Dit heb je nog"),
        ("Wat u hebt, blijft van u. Vraag in de winkel waarom.", "Wat je hebt, blijft van jou. Vraag in de winkel waarom."),
        ("Ligt voor u klaar", "Ligt voor je klaar"),
        ("Dit is voor u", "Dit is voor jou"),
        ("{name} vraagt u samen te sparen", "{name} vraagt je samen te sparen"),
        ("Laat eerst zien dat u het bent.", "Laat eerst zien dat jij het bent."),
        ("Meldt u zich later af, of komt u niet, dan bent u ze kwijt.", "Meld je je later af, of kom je niet, dan ben je ze kwijt."),
        ("Eén van u zit al in een huishouden.", "Een van jullie zit al in een huishouden."),
        ("Wat u van uzelf mag vertellen", "Wat je van jezelf mag vertellen"),
        ("Dat is ons belang, en ook het uwe.", "Dat is ons belang, en ook dat van jou."),
        ("Weet u het zeker?", "Weet je het zeker?"),
        ("Wat u heeft, houdt u en kunt u gebruiken.", "Wat je hebt, houd je en kun je gebruiken."),
        ("Wilt u dit niet meer? Meld u af:", "Wil je dit niet meer? Meld je af:"),
        ("Kaart niet bij u?", "Kaart niet bij je?"),
        ("Uw kaart is vol", "Je kaart is vol"),
        ("UW VOORDEEL", "JE VOORDEEL"),
        ("Tot € 5,00 geeft u zelf.", "Tot € 5,00 geef je zelf."),
        ("Daarna koppelt u een app.", "Daarna koppel je een app."),
    ],
)  # fmt: skip
def test_it_says_what_a_dutchman_says(formal, said):
    assert familiar(formal) == said


def test_it_leaves_alone_what_is_no_u():
    text = "de duurste oven, om 10.00 uur; U+2028; u@voorbeeld.nl; /pas/u; u-vormig"

    assert familiar(text) == text


def test_no_sentence_of_the_house_keeps_an_u():
    said = [text for text in sentences() if FORMAL.search(text)]

    assert len(said) > 300
    assert [text for text in said if FORMAL.search(familiar(text.replace("U+", "")))] == []


def test_each_verb_before_u_is_known_to_lose_its_t_or_to_keep_it():
    known = {*INVERTED, *DONE_TO, *STEMS_IN_T, *NO_VERBS}
    found = {verb for text in sentences() for verb in VERB.findall(text.lower())}

    assert found - known == set()


def test_a_page_is_turned_where_it_is_read_and_not_where_it_was_typed():
    page = (
        '<title>Uw kaart · Bij U</title><p title="Wat u hebt">Uw <b>kaart</b> van <i translate="no">U <b>Thant</b> u</i>, u hebt</p>'
        '<input value="u" placeholder="Uw naam"><textarea>u bent</textarea><a href="/u/uw">u</a><script>let u = 1</script>'
    )

    assert familiar_page(page, Kept(["Bij U"])) == (
        '<title>Je kaart · Bij U</title><p title="Wat je hebt">Je <b>kaart</b> van <i translate="no">U <b>Thant</b> u</i>, je hebt</p>'
        '<input value="u" placeholder="Je naam"><textarea>u bent</textarea><a href="/u/uw">je</a><script>let u = 1</script>'
    )


NAMES = st.one_of(
    st.sampled_from(["U", "Uw", "uw", "U Thant", "Wat u zoekt", "Hebt u", "voor u", "Uw {kaart}", "Eén van u"]),
    st.text(min_size=1, max_size=30),
)
"""What people and shops may be called: anything, and most of all what looks like an address."""
SAID = {key: said for key, said in (SHARED | WORDS).items() if "{" in said.nl}


@given(NAMES, st.sampled_from(sorted(SAID)))
def test_whatever_is_filled_in_stays_as_it_is(name, key):
    tongue, places = FamiliarTongue(Tongue("nl", WORDS), Kept()), {field for _, field, _, _ in Formatter().parse(SAID[key].nl) if field}

    filled = tongue.say(key, **dict.fromkeys(places, name))

    assert filled == tongue.say(key, **dict.fromkeys(places, "\ue000")).replace("\ue000", name)


@given(NAMES.filter(lambda name: name.lower() not in ("u", "uw")))
def test_what_the_shop_wrote_stays_as_it_is_inside_a_sentence_too(name):
    assert familiar(f"Uw lidmaatschap “{name}” loopt, en u houdt het.", Kept([name])) == f"Je lidmaatschap “{name}” loopt, en je houdt het."


@given(NAMES)
def test_what_the_shop_wrote_stays_as_it_is_by_itself(name):
    assert FamiliarTongue(Tongue("nl"), Kept([name])).words(Words(name, name)) == name


def test_what_the_shop_wrote_is_known_at_the_beginning_of_a_sentence_and_with_numbers_filled_in():
    kept = kept_of(b'{"why":{"nl":"omdat u hier al {years} jaar komt"},"rewards":{"van uw punten":{"names":["uw tas"]}}}')

    assert familiar("U krijgt 5% korting, omdat u hier al 12 jaar komt.", kept) == "Je krijgt 5% korting, omdat u hier al 12 jaar komt."
    assert familiar("Uw tas is voor u.", kept) == "Uw tas is voor jou."


SAYS_U = ("earn.base.why", "“omdat u hier komt” says `u`, and the rest of the card says `je`.")


@pytest.mark.parametrize(("how", "warned"), [("u", []), ("je", [SAYS_U])])
def test_a_shop_that_says_je_is_shown_its_own_texts_that_say_u(how, warned):
    shop = AT_ZAAGMOLEN + "units: {points: {names: {nl: [punt, punten], en: [point, points]}}}\n"
    program = read_yaml(
        shop + "earn: {base: {give: 1 point, per: 1.00 EUR, why: {nl: omdat u hier komt, en: for coming here}}}\n"
        f"settings: {{members are: {how}}}\n"
    )

    assert [(one.path, one.says.en) for one in lints(program, {}, Day("2026-03-04")) if one.code == "polite"] == warned
