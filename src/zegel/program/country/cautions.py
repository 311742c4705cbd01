"""What a country's law makes of a promise, as dated data: lints read it. A program may still say it; a person decides."""

from functools import lru_cache
from typing import Final

from zegel.core.value import value
from zegel.program.country import editions, entries_of, law_at, node_at, pack, text_at, texts_of
from zegel.program.forms import duration, money
from zegel.program.model import Words
from zegel.program.tree import Node

_FILES: Final = {"NL": "nl-cautions.yaml"}


@value
class Caution:
    """Articles or rewards called one of `words`: at most `most_bp` off, or valid for at least `least_months` (0: not that kind)."""

    words: tuple[str, ...]
    says: Words
    most_bp: int
    least_months: int
    law: str
    read: str


@value
class Meter:
    """Value that people paid for beforehand: above `most_minor` of `currency` in `months` the shop must `tell` somebody."""

    says: Words
    most_minor: int
    currency: str
    months: int
    tell: str
    law: str
    read: str


@lru_cache(maxsize=8)
def cautions(country: str) -> tuple[Caution, ...]:
    """The cautions of a country, none for one that we have no data of: another country's law says nothing there."""
    if country not in _FILES:
        return ()
    found = law_at(_FILES[country])
    caps = {cap.id: cap for cap in pack(country, editions(country)[-1]).caps}
    off = [
        Caution(*_called(node), caps[name].most_bp, 0, caps[name].law, caps[name].read)
        for name, node in entries_of(node_at(found, "most off"))
    ]
    valid = [
        Caution(*_called(node), 0, duration(text_at(node, "least")).count, text_at(node, "law"), text_at(node, "read"))
        for _, node in entries_of(node_at(found, "valid at least"))
    ]
    return (*off, *valid)


@lru_cache(maxsize=8)
def meter(country: str) -> Meter | None:
    """From where on value that is sold must be told of; None where we have no data."""
    if country not in _FILES:
        return None
    node = law_at(_FILES[country], "meter", "paid value")
    most = text_at(node, "most")
    currency = most.rpartition(" ")[2]
    says, months = Words(text_at(node, "says", "nl"), text_at(node, "says", "en")), duration(text_at(node, "within")).count
    return Meter(says, money(most, currency), currency, months, text_at(node, "tell"), text_at(node, "law"), text_at(node, "read"))


def _called(node: Node) -> tuple[tuple[str, ...], Words]:
    """How articles may be called, and how we call them."""
    return tuple(texts_of(node_at(node, "words"))), Words(text_at(node, "says", "nl"), text_at(node, "says", "en"))
