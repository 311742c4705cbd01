"""What is wrong with a program file, and what was meant, in English and in Dutch.

A mistake is written where it is found, in English, with its variables by name; the Dutch stands in `mistake_words`. So a reader of
the code reads a sentence, and a translator a list.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from zegel.program.mistake_words import DUTCH
from zegel.program.mistake_words_mappings import ABOUT_MAPPINGS
from zegel.program.mistake_words_rules import ABOUT_RULES, KINDS
from zegel.program.mistake_words_stories import ABOUT_STORIES
from zegel.program.naming import Words

_DUTCH: Final[Mapping[str, str]] = {**DUTCH, **ABOUT_RULES, **ABOUT_STORIES, **ABOUT_MAPPINGS, **KINDS}


class Phrase(str):
    """English words that know themselves in Dutch: as a text they are the English ones."""

    __slots__ = ("nl",)
    nl: str

    @property
    def words(self) -> Words:
        """The same in both languages."""
        return Words(self.nl, str(self))


def phrase(english: str, /, **variables: object) -> Phrase:
    """`english` with its variables filled in, in both languages. A variable that is a phrase itself is said in the same language.

    Without variables braces are just braces. What has no Dutch (what a reader of YAML says, somebody's own words) stays as it is.

        >>> phrase("Take it out.").nl, str(phrase("The key `{name}` is missing.", name="per"))
        ('Haal het weg.', 'The key `per` is missing.')
    """
    if isinstance(english, Phrase):
        return english
    dutch = _DUTCH.get(english, english)
    if not variables:
        return _made(english, dutch)
    in_dutch = {name: one.nl if isinstance(one, Phrase) else one for name, one in variables.items()}
    return _made(english.format(**variables), dutch.format(**in_dutch))


def _made(english: str, dutch: str) -> Phrase:
    made = Phrase(english)
    made.nl = dutch
    return made


NOTHING: Final = phrase("")


def any_of(words: Sequence[str]) -> Phrase:
    """`a` or `b`, each between backticks."""
    said = [f"`{word}`" for word in words]
    return spoken(Words(" of ".join(said), " or ".join(said)))


def spoken(words: Words) -> Phrase:
    """Words in both languages as a phrase."""
    return _made(words.en, words.nl)


def form_said(form: str) -> Phrase:
    """What a key takes, as `keys` has it: what stands between backticks is the language itself, the rest is words."""
    parts = form.split("`")
    return _made(form, "`".join(part if n % 2 else _loose(part) for n, part in enumerate(parts)))


def _loose(part: str) -> str:
    bare = part.strip()
    return part.replace(bare, _DUTCH.get(bare, bare)) if bare else part
