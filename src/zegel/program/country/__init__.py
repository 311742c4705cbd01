"""Country packs: what a country keeps out of every program, as dated data with its sources. A program may only be stricter.

A country without a pack of its own is treated like the most careful one there is, which is the Dutch.
"""

from functools import lru_cache
from typing import Final, Protocol, cast

from zegel.core.value import value
from zegel.program.forms import percent
from zegel.program.model import Words
from zegel.program.tree import Node, Row, Table, Text, yaml_tree

PACKS: Final = {"NL": {"2026-11-21": "nl.yaml"}}
"""Country → edition → file, the newest last. A stored program names its edition, so an old file stays as long as programs need it."""


@value
class LegalClass:
    """A legal class of articles that never earns or is discounted: what files may call it, how it is said, and why."""

    id: str
    words: tuple[str, ...]
    says: Words
    law: str
    read: str


@value
class Cap:
    """A legal class of which at most `most_bp` basis points of the list price may go off in all, gifts and points included."""

    id: str
    words: tuple[str, ...]
    says: Words
    most_bp: int
    law: str
    read: str


@value
class Holiday:
    """A holiday: `days` is a day of the year (`12-25`) or one counted from Easter (`easter + 1`).

    `on_sunday` is the day of the year on which it is held where `days` falls on a Sunday, "" where it stays.
    """

    id: str
    words: tuple[str, ...]
    says: Words
    days: str
    on_sunday: str
    law: str
    read: str


@value
class Pack:
    """One country's pack. `own` is False where another country's stands in for it; `zone` is then empty."""

    country: str
    edition: str
    own: bool
    zone: str
    classes: tuple[LegalClass, ...]
    caps: tuple[Cap, ...]
    holidays: tuple[Holiday, ...]

    def caps_by_class(self) -> tuple[tuple[str, int], ...]:
        """(legal class, most basis points off). Nothing where another country's pack stands in: its words are borrowed, its law is not."""
        return tuple((cap.id, cap.most_bp) for cap in self.caps) if self.own else ()

    def cap_called(self, word: str) -> str:
        """The capped class that a file calls `word`, "" where there is none."""
        low = word.lower()
        return next((c.id for c in self.caps if low == c.id or low in c.words), "")

    def class_called(self, word: str) -> str:
        """The legal class that a file calls `word`, "" where there is none."""
        low = word.lower()
        return next((c.id for c in self.classes if low == c.id or low in c.words), "")


class Loader(Protocol):
    """What reads files that stand beside code (PEP 302), also where the code is inside an archive."""

    def get_data(self, path: str) -> bytes: ...


def editions(country: str) -> list[str]:
    """The editions of the pack for `country`, the newest last."""
    return sorted(PACKS.get(country, PACKS["NL"]))


def law_at(name: str, *keys: str) -> Node:
    """What stands below `keys` in the file `name` beside this code, also where the code is inside an archive (PEP 302)."""
    here = __file__.rpartition("__init__")[0]
    found, problems = yaml_tree(cast(Loader, __spec__.loader).get_data(f"{here}{name}").decode("utf-8"))
    assert not problems
    return node_at(found, *keys)


@lru_cache(maxsize=8)
def pack(country: str, edition: str) -> Pack:
    """The pack for `country` in one of its editions."""
    found = law_at(PACKS[country if country in PACKS else "NL"][edition])
    classes = tuple(
        LegalClass(
            name,
            tuple(texts_of(node_at(node, "words"))),
            Words(text_at(node, "says", "nl"), text_at(node, "says", "en")),
            text_at(node, "law"),
            text_at(node, "read"),
        )
        for name, node in entries_of(node_at(found, "classes"))
    )
    caps = tuple(
        Cap(
            name,
            tuple(texts_of(node_at(node, "words"))),
            Words(text_at(node, "says", "nl"), text_at(node, "says", "en")),
            percent(text_at(node, "most")),
            text_at(node, "law"),
            text_at(node, "read"),
        )
        for name, node in entries_of(node_at(found, "caps"))
    )
    own = country in PACKS
    holidays = tuple(_holiday(name, node) for name, node in entries_of(node_at(found, "holidays"))) if own else ()
    return Pack(country, edition, own, text_at(found, "zone") if own else "", classes, caps, holidays)


def _holiday(name: str, node: Node) -> Holiday:
    sunday = text_at(node, "on sunday") if isinstance(node, Table) and "on sunday" in node.entries else ""
    says = Words(text_at(node, "says", "nl"), text_at(node, "says", "en"))
    words = tuple(texts_of(node_at(node, "words")))
    return Holiday(name, words, says, text_at(node, "days"), sunday, text_at(node, "law"), text_at(node, "read"))


def entries_of(node: Node) -> list[tuple[str, Node]]:
    """The entries of a table of our own data."""
    assert isinstance(node, Table)
    return [(name, entry.node) for name, entry in node.entries.items()]


def node_at(node: Node, *keys: str) -> Node:
    """What stands below `keys`."""
    for key in keys:
        assert isinstance(node, Table)
        node = node.entries[key].node
    return node


def text_at(node: Node, *keys: str) -> str:
    """The text below `keys`."""
    found = node_at(node, *keys)
    assert isinstance(found, Text)
    return found.text


def texts_of(node: Node) -> list[str]:
    """The texts of a list."""
    assert isinstance(node, Row)
    return [text_at(item) for item in node.items]
