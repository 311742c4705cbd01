"""Words by which staff find a member: of the name, and of what the member shows. Folded, so that "José" is found by "jose".

A name or a card number that changed leaves its old words behind; whoever reads them holds each find against the member as it is now.
"""

from typing import Final
from unicodedata import combining, normalize

from zegel.core.purchase import Identifier

MOST: Final = 8
"""Words that are kept of one name, and that are looked for at once."""
LONGEST: Final = 32
TAIL: Final = 4
"""Last characters by which a card or a telephone is found when the rest is not at hand."""


def folded(text: str) -> str:
    """Lower case without accents.

    >>> folded("José ÖZTÜRK-Maaß")
    'jose ozturk-maass'
    """
    return "".join(char for char in normalize("NFKD", text.casefold()) if not combining(char))


def words_of(text: str) -> list[str]:
    """The different words of a name or a question, at most eight, each cut at 32 characters.

    >>> words_of("Fatima el-Amrani  (moeder)")
    ['fatima', 'el', 'amrani', 'moeder']
    """
    spaced = "".join(char if char.isalnum() else " " for char in folded(text))
    return list(dict.fromkeys(word[:LONGEST] for word in spaced.split()))[:MOST]


def words_shown(identifier: Identifier) -> list[str]:
    """What finds a card or telephone (all of it, and its last four), and an address (its words and the part before the @).

    >>> words_shown(Identifier("phone", "+31612345678"))
    ['31612345678', '5678']
    >>> words_shown(Identifier("email", "anna.dejong@example.nl"))
    ['annadejong', 'anna', 'dejong', 'example', 'nl']
    """
    if identifier.kind == "email":
        local = identifier.text.partition("@")[0]
        return list(dict.fromkeys(["".join(words_of(local)), *words_of(identifier.text)]))
    whole = "".join(words_of(identifier.text))
    return list(dict.fromkeys(found for found in (whole[:LONGEST], whole[-TAIL:]) if found))


def is_found(words: list[str], known: set[str]) -> bool:
    """Whether each of `words` begins one of `known`."""
    return all(any(have.startswith(word) for have in known) for word in words)
