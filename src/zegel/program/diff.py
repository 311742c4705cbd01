"""What is different between two versions of a program, in sentences for whoever owns the promise.

Most of it is made from the sentences themselves: where two differ in a word or two, the new one says "1,500 instead of 2,000".
What no sentence says (a cost price, a `why`) is named by its key. Two files that promise the same are the same, however they are written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from json import loads
from re import compile as pattern
from typing import Final, Literal

from zegel.core.canonical import Json
from zegel.core.value import value
from zegel.program.model import Program, Words
from zegel.program.sentences import Sentence, sentences
from zegel.program.terms import chapters
from zegel.program.words import Language

Kind = Literal["added", "changed", "removed"]

_TOKEN: Final = pattern(r"(?:[€$£]\s)?\S+?(?=[,;:.]*(?:\s|$))|[,;:.]")
"""A word, an amount with its sign, or a mark behind one of them."""
MOST_PLACES: Final = 2
MOST_WORDS: Final = 6
_MARKS: Final = (",", ";", ":", ".")
_SILENT: Final = frozenset({"why", "cost price", "issued at", "redeemed at", "disputed within", "VAT", "priority", "pack", "languages"})
"""Keys of which no sentence says what stands there."""


@value
class Change:
    """One difference: what the file says at `path` was added, changed or removed, and what that means."""

    path: str
    kind: Kind
    nl: str
    en: str


def changes(old: Program, new: Program) -> list[Change]:
    """Every difference from `old` to `new`, in the order of the terms; nothing where both promise the same."""
    if replace(old, document=b"") == replace(new, document=b""):
        return []
    found = list(_said(old, new))
    return [*found, *_unsaid(old, new, found)]


# -- what sentences say


def _said(old: Program, new: Program) -> Iterator[Change]:
    before, after = _by_path(old), _by_path(new)
    for path in _order(old, new):
        was, now = before.get(path), after.get(path)
        if was is None and now is not None:
            yield Change(path, "added", f"Nieuw: {now.nl}", f"New: {now.en}")
        elif now is None and was is not None:
            yield Change(path, "removed", f"Vervalt: {was.nl}", f"No longer: {was.en}")
        elif was is not None and now is not None and (was.nl, was.en) != (now.nl, now.en):
            yield Change(path, "changed", instead(was.nl, now.nl, "nl"), instead(was.en, now.en, "en"))


def _by_path(program: Program) -> dict[str, Sentence]:
    return {s.path: s for s in sentences(program, full=True)}


def _order(old: Program, new: Program) -> list[str]:
    """Every path of both, chapter by chapter: those of the new version first, then those that only the old one has."""
    heads: dict[Words, list[str]] = {}
    for chapter in (*chapters(new, full=True), *chapters(old, full=True)):
        heads.setdefault(chapter.heading, []).extend(s.path for s in chapter.sentences)
    return list(dict.fromkeys(path for paths in heads.values() for path in paths))


def instead(was: str, now: str, language: Language) -> str:
    """`now` with what stood in its place in `was`; both in full where they have too little in common.

    >>> instead("Gold begins at 2,000 stars.", "Gold begins at 1,500 stars.", "en")
    'Gold begins at 1,500 instead of 2,000 stars.'
    """
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    differing = [block for block in blocks if block[0] != "equal"]
    small = all(tag == "replace" and max(b - a, d - c) <= MOST_WORDS for tag, a, b, c, d in differing)
    if not differing:
        return now
    if not small or len(differing) > MOST_PLACES or differing[0][1] == 0:
        return f"{now} Dat was: {was}" if language == "nl" else f"{now} That was: {was}"
    words = ["in", "plaats", "van"] if language == "nl" else ["instead", "of"]
    said: list[str] = []
    for tag, a, b, c, d in blocks:
        said += new[c:d] if tag == "equal" else [*new[c:d], *words, *old[a:b]]
    return _sentence(said)


def _sentence(tokens: list[str]) -> str:
    """Words with spaces between them, none before a comma."""
    said = ""
    for token in tokens:
        said += token if not said or token in _MARKS else f" {token}"
    return said


# -- what no sentence says


def _unsaid(old: Program, new: Program, said: list[Change]) -> Iterator[Change]:
    """Differences in the files that no sentence told."""
    before, after = dict(_leaves(loads(old.document), "")), dict(_leaves(loads(new.document), ""))
    for path in sorted(before.keys() | after.keys()):
        was, now = before.get(path), after.get(path)
        if was == now or any(_told(path, change) for change in said):
            continue
        if was is None:
            yield Change(path, "added", f"`{path}` is nieuw: {now}.", f"`{path}` is new: {now}.")
        elif now is None:
            yield Change(path, "removed", f"`{path}` vervalt; het was: {was}.", f"`{path}` is gone; it was: {was}.")
        else:
            yield Change(path, "changed", f"`{path}` is nu {now} in plaats van {was}.", f"`{path}` is now {now} instead of {was}.")


def _told(path: str, change: Change) -> bool:
    """Whether what stands at `path` is part of what `change` says."""
    rest = path.removeprefix(change.path)
    if path == change.path or (rest != path and rest[0] in ".["):
        return change.kind != "changed" or not _SILENT & set(rest.split("."))
    return False


def _leaves(node: Json, path: str) -> Iterator[tuple[str, str]]:
    """Every text of a document with its path."""
    if isinstance(node, Mapping):
        for key, entry in node.items():
            yield from _leaves(entry, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for n, item in enumerate(node, 1):
            yield from _leaves(item, f"{path}[{n}]")
    else:
        yield path, f"“{node}”"
