"""The terms for members: the program's sentences in order, under headings, with its version and the day from which they hold.

What a setting says of something that the program does not have is left out (program.mattering).
"""

import re
from typing import Final

from zegel.core.canonical import digest
from zegel.core.periods import Day
from zegel.core.value import value
from zegel.program.mattering import MATTERS
from zegel.program.model import Program, Words
from zegel.program.sentences import Sentence, sentences
from zegel.program.words import Language, day, of

_HEADINGS: Final = {
    "paused": Words("Nu even niet", "Not for now"),
    "company": Words("Wie en waar", "Who and where"),
    "branches": Words("Wie en waar", "Who and where"),
    "units": Words("Wat u spaart", "What you save"),
    "earn": Words("Zo spaart u", "How you earn"),
    "events": Words("Zo spaart u", "How you earn"),
    "profile": Words("Wat u van uzelf mag vertellen", "What you may tell of yourself"),
    "stamp cards": Words("Stempelkaarten", "Stamp cards"),
    "tiers": Words("Niveaus", "Tiers"),
    "memberships": Words("Lidmaatschappen", "Memberships"),
    "entitlements": Words("Wat u verder krijgt", "What else you get"),
    "discounts": Words("Kortingen", "Discounts"),
    "coupons": Words("Kortingscodes", "Coupons"),
    "floors": Words("Wat artikelen minstens kosten", "What articles cost at least"),
    "perishable": Words("Wat bederft", "What spoils"),
    "shipping": Words("Verzending", "Shipping"),
    "caps": Words("Wat de wet begrenst", "What the law limits"),
    "rewards": Words("Beloningen", "Rewards"),
    "partners": Words("Partners", "Partners"),
    "agreements": Words("Afspraken met zakelijke klanten", "Agreements with business customers"),
    "store credit": Words("Tegoed", "Stored value"),
    "occasions": Words("Wat u vanzelf krijgt", "What you are given by itself"),
    "messages": Words("Wat wij u mailen, en wat wij ons team vragen", "What we mail you, and what we ask our team"),
    "tasks": Words("Wat wij u mailen, en wat wij ons team vragen", "What we mail you, and what we ask our team"),
    "gestures": Words("Wat wij zelf kunnen geven", "What we may give by ourselves"),
    "corrections": Words("Als wij iets rechtzetten", "When we put something right"),
    "budget": Words("Wat er te verdelen is", "What there is to share"),
    "price protection": Words("Tegoed", "Stored value"),
    "gift cards": Words("Tegoed", "Stored value"),
    "paid stamps": Words("Tegoed", "Stored value"),
    "never": Words("Wat nooit meetelt", "What never counts"),
    "sets": Words("Wat wij bedoelen met", "What we mean by"),
    "calendars": Words("Wat wij bedoelen met", "What we mean by"),
    "segments": Words("Wat wij bedoelen met", "What we mean by"),
    "referral": Words("Als u een vriend meebrengt", "When you bring a friend"),
    "warranties": Words("Garantie", "Warranty"),
    "rebates": Words("Terugvragen na een koop", "Claiming after a purchase"),
    "trade in": Words("Inruilen", "Trading in"),
    "goodwill": Words("Als er iets misging", "When something went wrong"),
    "experiences": Words("Waar u bij kunt zijn", "What you can come to"),
    "returns": Words("Als u iets terugbrengt", "When you bring something back"),
    "trials": Words("Op proef", "On trial"),
    "settings": Words("En verder", "And further"),
    "publishing": Words("Hoe wij dit programma veranderen", "How we change this program"),
}
"""Section of the file → its heading, in the order of the terms. A section that is not here comes last, under its own name."""

_KEEPING: Final = Words("Hoe lang wij iets bewaren", "How long we keep things")
_TITLE: Final = Words("Voorwaarden", "Terms")
_MARKDOWN: Final = re.compile(r"[\\`*_\[\]<>#|]")
SHOWN: Final = 16
"""Characters of a version's digest that people read."""


@value
class Chapter:
    """A heading and the sentences below it."""

    heading: Words
    sentences: tuple[Sentence, ...]


def version_of(program: Program) -> str:
    """The program's version as people read it: the beginning of its digest."""
    return digest(program.document).hex()[:SHOWN]


def heading_of(path: str) -> Words:
    """The heading that a sentence about `path` stands under."""
    if path.startswith("settings.keep "):
        return _KEEPING
    section = path.partition(".")[0]
    return _HEADINGS.get(section, Words(section.capitalize(), section.capitalize()))


def chapters(program: Program, *, full: bool = False) -> list[Chapter]:
    """The program's sentences under their headings; what belongs to a thing follows it. With `full` settings that do not matter, too."""
    said = _children_after_parents(sentences(program, full=True) if full else what_matters(program))
    order = list(dict.fromkeys([*_HEADINGS.values(), *(heading_of(s.path) for s in said)]))
    grouped = [Chapter(heading, tuple(s for s in said if heading_of(s.path) == heading)) for heading in order]
    return [chapter for chapter in grouped if chapter.sentences]


def what_matters(program: Program) -> list[Sentence]:
    """Every rule, every setting that the file states, and those at their default that are about something it has."""
    stated = {said.path for said in sentences(program)}
    return [
        said for said in sentences(program, full=True) if said.path in stated or said.path not in MATTERS or MATTERS[said.path](program)
    ]


def _children_after_parents(said: list[Sentence]) -> list[Sentence]:
    """The same sentences, those about a part of something right behind the sentence about the whole of it."""
    paths = {s.path for s in said}
    below: dict[str, list[Sentence]] = {}
    for s in said:
        above = [path for path in paths if s.path.startswith(f"{path}.")]
        below.setdefault(max(above, key=len, default=""), []).append(s)
    found: list[Sentence] = []
    waiting = below.get("", [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += below.get(found[-1].path, [])[::-1]
    return found


def terms(program: Program, language: Language, valid_from: Day) -> str:
    """The complete terms as plain text. `valid_from` is the first day that they hold."""
    lines = [program.name, of(_TITLE, language), "", _validity(program, language, valid_from)]
    for n, chapter in enumerate(chapters(program), 1):
        lines += ["", f"{n}. {of(chapter.heading, language)}"]
        lines += [f"   {n}.{m} {_in(s, language)}" for m, s in enumerate(chapter.sentences, 1)]
    return "\n".join(lines) + "\n"


def terms_markdown(program: Program, language: Language, valid_from: Day) -> str:
    """The same as Markdown. Nothing of the program's own words can turn into markup."""
    lines = [f"# {_plain(program.name)}: {of(_TITLE, language).lower()}", "", _validity(program, language, valid_from)]
    for n, chapter in enumerate(chapters(program), 1):
        lines += ["", f"## {n}. {_plain(of(chapter.heading, language))}", ""]
        lines += [f"- {n}.{m} {_plain(_in(s, language))}" for m, s in enumerate(chapter.sentences, 1)]
    return "\n".join(lines) + "\n"


def _validity(program: Program, language: Language, valid_from: Day) -> str:
    since, version = day(valid_from, language), version_of(program)
    return f"Geldig vanaf {since}. Versie {version}." if language == "nl" else f"Valid from {since}. Version {version}."


def _in(said: Sentence, language: Language) -> str:
    return said.nl if language == "nl" else said.en


def _plain(text: str) -> str:
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", text)
