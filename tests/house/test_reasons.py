"""Whoever silences a check, or leaves work for later, says why and where."""

import functools
import io
import re
import tokenize
from pathlib import Path

import pytest

from tests.house.tree import python_files, where

SILENCED = re.compile(r"#\s*type:\s*ignore")
WITH_REASON = re.compile(r"#\s*type:\s*ignore\[[a-z0-9, -]+\]\s+#?\s*\S.{7,}")
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
WITH_ISSUE = re.compile(r"\bTODO\s*\(?#\d+")


@functools.cache
def comments(path: Path) -> tuple[tuple[str, int], ...]:
    """Each comment of the file and its line; none of a file that has no word of ours anywhere, which spares looking for them."""
    text = path.read_text(encoding="utf-8")
    if not (SILENCED.search(text) or LATER.search(text)):
        return ()
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return tuple((token.string, token.start[0]) for token in tokens if token.type == tokenize.COMMENT)


def test_every_silenced_type_error_has_its_code_and_its_reason():
    bare = [
        where(path, line)
        for path in python_files()
        for text, line in comments(path)
        if SILENCED.search(text) and not WITH_REASON.search(text)
    ]

    assert bare == []


def test_work_left_for_later_names_its_issue():
    bare = [
        where(path, line) for path in python_files() for text, line in comments(path) if LATER.search(text) and not WITH_ISSUE.search(text)
    ]

    assert bare == []


@pytest.mark.parametrize(("comment", "fine"), [
    ("# type: ignore", False),
    ("# type: ignore[attr-defined]", False),
    ("# type: ignore[attr-defined]  # asyncpg ships no types", True),
])  # fmt: skip
def test_a_reason_is_words_behind_the_code(comment, fine):
    assert bool(WITH_REASON.search(comment)) is fine
