"""Words that clearly mean a legal class and are not its id: a line that says `deposits` or `tobaco` would earn and be discounted.

A shop may have classes of its own (`fuel`, `coupon`), so only words near to those that some country pack knows are told.
"""

from difflib import SequenceMatcher
from functools import lru_cache

from zegel.program.country import PACKS, editions, pack

NEAR = 85
"""So many of a hundred letters the same: `tobaco` is `tobacco`, `bus_tickets` is a word of its own."""


@lru_cache(maxsize=10_000)
def meant_class(word: str) -> str:
    """The id of the class that `word` means without being one, "" for ids and for words of the shop's own.

    >>> meant_class("deposits"), meant_class("Tobaco"), meant_class("deposit"), meant_class("fuel")
    ('deposit', 'tobacco', '', '')
    """
    known: dict[str, str] = {}
    for country in PACKS:
        law = pack(country, editions(country)[-1])
        for id_, words in (*((one.id, one.words) for one in law.classes), *((cap.id, cap.words) for cap in law.caps)):
            known |= dict.fromkeys((id_.replace("_", " "), *words), id_)
    if not word or word in known.values():
        return ""
    low = word.lower().replace("_", " ")[:64]
    near = next((said for said in known if SequenceMatcher(None, said, low).ratio() * 100 >= NEAR), "")
    return known.get(low) or known.get(near, "")


def wrong_class(word: str) -> str:
    """What is wrong with an article's legal class, "" where nothing is."""
    meant = meant_class(word)
    return f"legal_class: {meant} is its name" if meant else ""
