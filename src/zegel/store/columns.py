"""Column types and table makers of the schema.

Column types are our own: SQLite's STRICT tables refuse SQLAlchemy's String, Boolean, DateTime, JSON and Uuid, and its Integer has
32 bits on PostgreSQL. JSON stands as canonical text, documents as bytes.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, MetaData, Table, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import UserDefinedType


class Int64(UserDefinedType[int]):
    """A whole number of 64 bits; counts, minor units, flags (0, 1)."""

    cache_ok = True


class Text(UserDefinedType[str]):
    """Text of any length, compared byte by byte."""

    cache_ok = True


class Bytes(UserDefinedType[bytes]):
    """Bytes: ids of purses, hashes, documents."""

    cache_ok = True


class Instant(Int64):
    """Milliseconds since 1970 in UTC."""


class Day(Text):
    """A calendar day as ISO text; "" for none."""


class Json(Text):
    """Canonical JSON."""


@compiles(Int64)
def _int64(_type: Int64, compiler: object, **_: object) -> str:
    return "INTEGER" if _is_sqlite(compiler) else "BIGINT"


@compiles(Text)
def _text(_type: Text, compiler: object, **_: object) -> str:
    return "TEXT" if _is_sqlite(compiler) else 'TEXT COLLATE "C"'


@compiles(Bytes)
def _bytes(_type: Bytes, compiler: object, **_: object) -> str:
    return "BLOB" if _is_sqlite(compiler) else "BYTEA"


def _is_sqlite(compiler: object) -> bool:
    return type(compiler).__module__.startswith("sqlalchemy.dialects.sqlite")


metadata = MetaData()


def key(name: str, kind: type[Int64 | Text | Bytes]) -> Column[object]:
    """A column of the primary key."""
    return Column(name, kind(), primary_key=True, nullable=False)


def columns(kind: type[Int64 | Text | Bytes], *names: str) -> list[Column[object]]:
    """Columns of one type; a name that ends in `?` may be NULL."""
    return [Column(name.rstrip("?"), kind(), nullable=name.endswith("?")) for name in names]


def table(
    name: str,
    *parts: Column[object] | ForeignKeyConstraint | CheckConstraint | Index,
    rowid: bool = False,
    fill: int | None = None,
    whole: bool = False,
) -> Table:
    """A STRICT table on SQLite, clustered by its key unless `rowid`. `fill` and `whole` (documents uncompressed) are PostgreSQL's."""
    made = Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)
    if fill is not None:
        made.dialect_options["postgresql"]["with"] = {"fillfactor": fill}
    if whole:
        made.dialect_options["postgresql"]["with"] = {"toast_tuple_target": 8160}
    return made


def part(name: str, condition: str, *columns: str) -> Index:
    """A partial index."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))
