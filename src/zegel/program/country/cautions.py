"""What a country's law makes of a promise, as dated data: lints read it. A program may still say it; a person decides."""

from functools import lru_cache
from typing import Final, cast

from zegel.core.value import value
from zegel.program.country import Loader, entries_of, node_at, text_at, texts_of
from zegel.program.forms import duration, percent
from zegel.program.model import Words
from zegel.program.tree import Node, yaml_tree

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


def cautions_text(country: str) -> str:
    """The file as it stands beside this code."""
    here = __file__.rpartition("cautions")[0]
    return cast(Loader, __spec__.loader).get_data(f"{here}{_FILES.get(country, _FILES['NL'])}").decode("utf-8")


@lru_cache(maxsize=8)
def cautions(country: str) -> tuple[Caution, ...]:
    """The cautions of a country; a country without any of its own has the Dutch."""
    found, problems = yaml_tree(cautions_text(country))
    assert not problems
    off = [_caution(node, percent(text_at(node, "most")), 0) for _, node in entries_of(node_at(found, "most off"))]
    valid = [_caution(node, 0, duration(text_at(node, "least")).count) for _, node in entries_of(node_at(found, "valid at least"))]
    return (*off, *valid)


def _caution(node: Node, most_bp: int, least_months: int) -> Caution:
    words = tuple(texts_of(node_at(node, "words")))
    says = Words(text_at(node, "says", "nl"), text_at(node, "says", "en"))
    return Caution(words, says, most_bp, least_months, text_at(node, "law"), text_at(node, "read"))
