"""Columns as parameters. asyncpg asks of every number and every None in an array whether it is an array itself (0.3 µs each, and a
purchase has a hundred of them), so those columns go as one array literal that PostgreSQL reads; texts and bytes go as they are.
"""

from collections.abc import Sequence
from typing import Any, Final

LITERALS: Final = ("bigint", "bytea?")
"""Types that go as text. `bytea?` are bytes that are mostly not there."""


def placeholder(number: int, kind: str) -> str:
    """The parameter as an array of `kind`."""
    if kind in LITERALS:
        return f"${number}::text::{kind.rstrip('?')}[]"
    return f"${number}::{kind}[]"


def encoded(kind: str, column: Sequence[Any]) -> Any:
    """The column as its placeholder wants it."""
    if kind == "bigint":
        return "{" + ",".join(map(str, column)).replace("None", "NULL") + "}"
    if kind == "bytea?":
        return "{" + ",".join(["NULL" if value is None else f'"\\\\x{value.hex()}"' for value in column]) + "}"
    return column
