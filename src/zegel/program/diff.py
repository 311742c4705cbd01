"""What is different between two versions of a program, in sentences for whoever owns the promise.

Most of it is made from the sentences themselves: where two differ in a word or two, the new one says "1,500 instead of 2,000".
What no sentence says (a cost price, a `why`) is named by its key. Two files that promise the same are the same, however they are written.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from difflib import SequenceMatcher
from json import loads
from re import compile as pattern
from typing import Final, Literal

from zegel.core.canonical import Json, document_bytes
from zegel.core.value import value
from zegel.program.model import Program, Words
from zegel.program.read import read_document
from zegel.program.sentences import Sentence, sentences
from zegel.program.terms import chapters
from zegel.program.tree import ProgramMistakes
from zegel.program.words import Language

Kind = Literal["added", "changed", "removed"]

_TOKEN: Final = pattern(r"(?:[€$£]\s)?\S+?(?=[,;:.]*(?:\s|$))|[,;:.]")
"""A word, an amount with its sign, or a mark behind one of them."""
MOST_PLACES: Final = 2
MOST_WORDS: Final = 6
_MARKS: Final = (",", ";", ":", ".")
MOST_TRIED: Final = 40
"""Places of which it is tried whether a sentence says them; of more only those that no sentence is about are named."""


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
    found = list(promised(old, new))
    return [*found, *_unsaid(old, new, found)]


# -- what sentences say


def promised(old: Program, new: Program) -> Iterator[Change]:
    """The differences that members are told of: those of sentences. What no sentence says (a cost price) is the shop's own."""
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

_Keys = tuple[str | int, ...]
"""The keys of tables and the places in lists (from 0) that lead to a text of a document."""


def _unsaid(old: Program, new: Program, said: list[Change]) -> Iterator[Change]:
    """Differences in the files that no sentence told."""
    files = loads(old.document), loads(new.document)
    before, after = (dict(_leaves(file, ())) for file in files)
    differing = [keys for keys in before.keys() | after.keys() if before.get(keys) != after.get(keys)]
    told = {(s.path, s.nl, s.en) for s in sentences(new, full=True)}
    tries = MOST_TRIED
    for path, keys in sorted((_path(keys), keys) for keys in differing):
        was, now = before.get(keys), after.get(keys)
        about = [change for change in said if path == change.path or path.startswith((f"{change.path}.", f"{change.path}["))]
        if any(change.kind != "changed" for change in about) or (about and len(differing) == 1):
            continue
        without = _without(files[1], keys, was) if tries else None
        tries -= without is not None
        if _is_told(without, new, told, bool(about)):
            continue
        if was is None:
            yield Change(path, "added", f"`{path}` is nieuw: “{now}”.", f"`{path}` is new: “{now}”.")
        elif now is None:
            yield Change(path, "removed", f"`{path}` vervalt; het was: “{was}”.", f"`{path}` is gone; it was: “{was}”.")
        else:
            yield Change(path, "changed", f"`{path}` is nu “{now}” in plaats van “{was}”.", f"`{path}` is now “{now}” instead of “{was}”.")


def _is_told(without: Program | None, new: Program, told: set[tuple[str, str, str]], about: bool) -> bool:
    """Whether nothing needs to be said of one text, of `new` and the program `without` what changed there.

    It means nothing (another way to write the same), or a sentence hangs on it. Where there is no such program it is as said as what it is
    part of: whether a sentence is `about` that.
    """
    if without is None:
        return about
    if replace(without, document=b"") == replace(new, document=b""):
        return True
    return about and {(s.path, s.nl, s.en) for s in sentences(without, full=True)} != told


def _without(document: Json, keys: _Keys, was: str | None) -> Program | None:
    """The program in which only the text at `keys` is as it `was`; None where that is no program."""
    changed = deepcopy(document)
    if not _put(changed, keys, was):
        return None
    try:
        return read_document(document_bytes(changed))
    except ProgramMistakes:
        return None


def _put(node: Json, keys: _Keys, text: str | None) -> bool:
    """Let `text` (None: nothing) stand at `keys` of a document; False where there is no such place."""
    for key in keys[:-1]:
        match node, key:
            case dict(), str() if key in node:
                node = node[key]
            case list(), int() if key < len(node):
                node = node[key]
            case _:
                return False
    last = keys[-1]
    if isinstance(node, dict) and isinstance(last, str):
        if text is None:
            del node[last]
        else:
            node[last] = text
        return True
    if isinstance(node, list) and isinstance(last, int) and last <= len(node):
        node[last : last + 1] = [] if text is None else [text]
        return True
    return False


def _path(keys: _Keys) -> str:
    """Keys as a reader of mistakes knows them: `earn.base.when.day[2]`."""
    return "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")


def _leaves(node: Json, keys: _Keys) -> Iterator[tuple[_Keys, str]]:
    """Every text of a document with its place."""
    if isinstance(node, Mapping):
        for key, entry in node.items():
            yield from _leaves(entry, (*keys, key))
    elif isinstance(node, list):
        for n, item in enumerate(node):
            yield from _leaves(item, (*keys, n))
    else:
        yield keys, str(node)
