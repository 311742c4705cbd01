"""Every page, once: method, address, face, who may. A page that is not in here does not exist; one without a right is open to everybody."""

from typing import Final

from zegel.program.model import Words
from zegel.web.card import table as card
from zegel.web.card import words as card_words
from zegel.web.card import words_joining as joining_words
from zegel.web.office import table as office
from zegel.web.office import words as office_words
from zegel.web.office.after import words as after_words
from zegel.web.office.house import words as house_words
from zegel.web.office.people import words as people_words
from zegel.web.office.shelf import words as shelf_words
from zegel.web.office.trade import words as trade_words
from zegel.web.parts import shared
from zegel.web.parts.door import Route
from zegel.web.till import table as till
from zegel.web.till import words as till_words

ROUTES: Final[tuple[Route, ...]] = (*shared.ROUTES, *till.ROUTES, *card.ROUTES, *office.ROUTES)

WORDS: Final[dict[str, dict[str, Words]]] = {
    "": {}, "till": till_words.WORDS, "card": card_words.WORDS | joining_words.JOINING_WORDS,
    "office": office_words.WORDS | after_words.WORDS | house_words.WORDS | people_words.WORDS | shelf_words.WORDS | trade_words.WORDS,
}  # fmt: skip
"""Each face's words, besides the shared ones."""

HOMES: Final = {"": "/", "till": "/kassa", "card": "/pas", "office": "/kantoor"}
"""Where each face begins."""

SIGN_INS: Final = {"till": "/kassa/wie", "card": "/pas/aanmelden", "office": "/kantoor/aanmelden"}
"""Where one signs in to each."""
