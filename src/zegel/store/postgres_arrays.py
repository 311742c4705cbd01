"""Columns as parameters. asyncpg looks at every element of an array (is it an array itself?), which for the hundred values of a
purchase costs more than all its rows cost PostgreSQL to read; so numbers go as one array literal and texts as one joined text.
"""

from collections.abc import Sequence
from typing import Any, Final

LITERALS: Final = ("bigint", "bytea?")
"""Types that go as an array literal. `bytea?` are bytes that are mostly not there; `text?` are texts that may not be there."""

SEPARATOR: Final = "\x1f"


def placeholder(number: int, kind: str) -> str:
    """The parameter as an array of `kind`."""
    if kind == "text":
        return f"(string_to_array(${number}::text, left(${number}::text, 1)))[2:]"
    if kind in LITERALS:
        return f"${number}::text::{kind.rstrip('?')}[]"
    return f"${number}::{kind.rstrip('?')}[]"


def encoded(kind: str, column: Sequence[Any]) -> Any:
    """The column as its placeholder wants it."""
    if kind == "bigint":
        return "{" + ",".join(map(str, column)).replace("None", "NULL") + "}"
    if kind == "text":
        return joined(column)
    if kind == "bytea?":
        return "{" + ",".join(["NULL" if value is None else f'"\\\\x{value.hex()}"' for value in column]) + "}"
    return column


def joined(texts: Sequence[str]) -> str:
    """The texts, each led by a character that none of them has; that character comes first. No texts are no text.

    >>> joined(["a", "", "b"])
    '\\x1fa\\x1f\\x1fb'
    """
    if not texts:
        return ""
    separator = SEPARATOR
    found = separator + separator.join(texts)
    while found.count(separator) != len(texts):
        separator = chr(0xE000 if separator == SEPARATOR else ord(separator) + 1)
        found = separator + separator.join(texts)
    return found
