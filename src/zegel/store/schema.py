"""The tables, as SQLAlchemy Core declares them. What is run is the hand-written SQL in migrations/; a test holds both equal.

Column types are our own: SQLite's STRICT tables refuse SQLAlchemy's String, Boolean, DateTime, JSON and Uuid, and its Integer has
32 bits on PostgreSQL. JSON stands as canonical text, documents as bytes. Primary keys of what belongs to a purse begin with the
purse, then the company, so that purses spread over shards (scale.md §1).
"""

from typing import Final

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, MetaData, Table, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import UserDefinedType

from zegel.core.periods import NEVER


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


def _key(name: str, kind: type[Int64 | Text | Bytes]) -> Column[object]:
    return Column(name, kind(), primary_key=True, nullable=False)


def _columns(kind: type[Int64 | Text | Bytes], *names: str) -> list[Column[object]]:
    """Columns of one type; a name that ends in `?` may be NULL."""
    return [Column(name.rstrip("?"), kind(), nullable=name.endswith("?")) for name in names]


def _table(
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


def _part(name: str, condition: str, *columns: str) -> Index:
    """A partial index."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


company = _table("company", _key("id", Text), *_columns(Text, "name", "currency", "zone"), *_columns(Instant, "created_at"))

program_version = _table(
    "program_version",
    _key("company", Text),
    _key("number", Int64),
    *_columns(Bytes, "digest", "document"),
    *_columns(Instant, "live_from", "published_at"),
    ForeignKeyConstraint(["company"], ["company.id"], name="program_version_company"),
    rowid=True,
)

account = _table(
    "account",
    _key("company", Text),
    _key("unit", Text),
    _key("name", Text),
    ForeignKeyConstraint(["company"], ["company.id"], name="account_company"),
)

purse = _table(
    "purse",
    _key("id", Bytes),
    _key("company", Text),
    *_columns(Int64, "seq"),
    *_columns(Bytes, "hash"),
    *_columns(Json, "balances", "totals"),
    *_columns(Text, "tier"),
    *_columns(Day, "tier_since"),
    *_columns(Instant, "tier_review_at", "next_due"),
    *_columns(Day, "since"),
    *_columns(Int64, "blocked"),
    *_columns(Bytes, "alias_of?"),
    *_columns(Int64, "sealed_seq", "unsealed", "version"),
    _part("purse_due", f"next_due < {NEVER}", "company", "next_due"),
    _part("purse_unsealed", "unsealed = 1", "company", "id"),
    fill=80,
)

entry = _table(
    "entry",
    _key("purse", Bytes),
    _key("company", Text),
    _key("seq", Int64),
    *_columns(Text, "kind"),
    *_columns(Instant, "at", "happened_at"),
    *_columns(Day, "business_date"),
    *_columns(Text, "actor", "branch", "till", "reason"),
    *_columns(Bytes, "receipt_digest"),
    *_columns(Int64, "undoes"),
    *_columns(Json, "marks?"),
    *_columns(Bytes, "hash"),
    CheckConstraint("seq > 0", name="entry_seq"),
)

posting = _table(
    "posting",
    _key("purse", Bytes),
    _key("company", Text),
    _key("seq", Int64),
    _key("n", Int64),
    *_columns(Text, "unit", "source", "destination"),
    *_columns(Int64, "amount", "lot_seq?", "lot_n?"),
    *_columns(Instant, "opened_at?", "available_at?", "expires_at?"),
    *_columns(Bytes, "origin_purse?"),
    *_columns(Int64, "origin_seq?", "origin_n?"),
    CheckConstraint("amount > 0", name="posting_amount"),
    CheckConstraint("source <> destination", name="posting_ends"),
    ForeignKeyConstraint(["purse", "company", "seq"], ["entry.purse", "entry.company", "entry.seq"], name="posting_entry"),
    ForeignKeyConstraint(["company", "unit", "source"], ["account.company", "account.unit", "account.name"], name="posting_source"),
    ForeignKeyConstraint(
        ["company", "unit", "destination"], ["account.company", "account.unit", "account.name"], name="posting_destination"
    ),
)

lot = _table(
    "lot",
    _key("purse", Bytes),
    _key("company", Text),
    _key("seq", Int64),
    _key("n", Int64),
    *_columns(Text, "unit"),
    *_columns(Instant, "opened_at", "available_at", "expires_at"),
    *_columns(Int64, "amount", "pending", "available", "reserved", "spent", "expired", "taken"),
    *_columns(Instant, "due_at"),
    *_columns(Bytes, "origin_purse?"),
    *_columns(Int64, "origin_seq?", "origin_n?"),
    CheckConstraint(
        "pending >= 0 AND available >= 0 AND reserved >= 0 AND spent >= 0 AND expired >= 0 AND taken >= 0"
        " AND pending + available + reserved + spent + expired + taken = amount",
        name="lot_counts",
    ),
    _part("lot_spend", "available > 0", "purse", "unit", "expires_at", "opened_at", "seq", "n"),
    _part("lot_waiting", "pending > 0", "purse", "due_at"),
    _part("lot_origin", "origin_purse IS NOT NULL", "purse", "origin_purse", "origin_seq"),
    fill=90,
)

hold = _table(
    "hold",
    _key("purse", Bytes),
    _key("company", Text),
    _key("seq", Int64),
    *_columns(Text, "state"),
    *_columns(Instant, "expires_at"),
    _part("hold_open", "state = 'open'", "purse", "expires_at"),
)

returned = _table(
    "returned",
    _key("purse", Bytes),
    _key("company", Text),
    _key("sale_purse", Bytes),
    _key("sale_seq", Int64),
    _key("line", Int64),
    *_columns(Int64, "quantity"),
)

measure_day = _table(
    "measure_day",
    _key("purse", Bytes),
    _key("company", Text),
    _key("measure", Text),
    _key("day", Day),
    *_columns(Int64, "value"),
    fill=90,
)

receipt = _table(
    "receipt",
    _key("purse", Bytes),
    _key("company", Text),
    _key("seq", Int64),
    *_columns(Text, "kind"),
    *_columns(Instant, "at"),
    *_columns(Bytes, "document?"),
    rowid=True,
    whole=True,
)

answer = _table(
    "answer",
    _key("company", Text),
    _key("source", Text),
    _key("key", Text),
    *_columns(Bytes, "body_hash"),
    *_columns(Text, "outcome"),
    *_columns(Json, "data"),
    *_columns(Bytes, "purse?"),
    *_columns(Int64, "seq?"),
    *_columns(Instant, "at"),
)

receipt_no = _table(
    "receipt_no",
    _key("company", Text),
    _key("source", Text),
    _key("number", Text),
    *_columns(Bytes, "purse"),
    *_columns(Int64, "seq"),
)

identifier = _table(
    "identifier",
    _key("company", Text),
    _key("kind", Text),
    _key("value", Text),
    *_columns(Bytes, "purse"),
    *_columns(Instant, "at"),
    Index("identifier_purse", "purse", "company"),
)

member = _table(
    "member",
    _key("purse", Bytes),
    _key("company", Text),
    *_columns(Text, "name", "language", "birthday"),
    *_columns(Instant, "at"),
    Index("member_company", "company", "purse"),
)

member_word = _table(
    "member_word",
    _key("purse", Bytes),
    _key("company", Text),
    _key("word", Text),
    Index("member_word_word", "company", "word", "purse"),
)

dossier = _table(
    "dossier",
    _key("purse", Bytes),
    _key("company", Text),
    _key("kind", Text),
    _key("id", Text),
    *_columns(Text, "state"),
    *_columns(Json, "data"),
    *_columns(Instant, "at"),
    Index("dossier_state", "company", "kind", "state", "purse", "id"),
    fill=90,
)

article = _table(
    "article",
    _key("company", Text),
    _key("sku", Text),
    *_columns(Text, "name_nl", "name_en", "category", "brand"),
    *_columns(Json, "tags"),
    *_columns(Int64, "vat_bp?", "cost_minor?", "floor_minor?"),
    *_columns(Text, "condition", "legal_class"),
    *_columns(Instant, "at"),
)

draft = _table(
    "draft",
    _key("company", Text),
    _key("name", Text),
    *_columns(Int64, "revision"),
    *_columns(Json, "document"),
    *_columns(Instant, "changed_at"),
    *_columns(Text, "changed_by"),
    *_columns(Instant, "live_from?", "claimed_at?"),
)

counter = _table(
    "counter", _key("company", Text), _key("id", Text), *_columns(Int64, "remains"), CheckConstraint("remains >= 0", name="counter_remains")
)

outbox = _table(
    "outbox",
    _key("purse", Bytes),
    _key("company", Text),
    _key("seq", Int64),
    *_columns(Int64, "bucket"),
    *_columns(Text, "kind"),
    *_columns(Json, "data"),
    *_columns(Instant, "at"),
)

seal = _table(
    "seal",
    _key("company", Text),
    _key("number", Int64),
    *_columns(Bytes, "root", "previous", "hash", "signature", "leaves"),
    *_columns(Instant, "at"),
    *_columns(Int64, "count"),
    rowid=True,
)

api_key = _table(
    "api_key",
    _key("id", Text),
    *_columns(Text, "company", "source"),
    *_columns(Bytes, "secret_hash"),
    *_columns(Json, "scopes"),
    *_columns(Text, "branch"),
    *_columns(Instant, "created_at", "expires_at", "revoked_at?", "last_used_at?"),
    Index("api_key_company", "company"),
    ForeignKeyConstraint(["company"], ["company.id"], name="api_key_company"),
)

import_progress = _table(
    "import_progress", _key("company", Text), _key("name", Text), *_columns(Json, "position"), *_columns(Instant, "at")
)

code = _table(
    "code",
    _key("company", Text),
    _key("hash", Bytes),
    *_columns(Text, "campaign", "batch", "state"),
    *_columns(Bytes, "member?"),
    *_columns(Text, "tail"),
    *_columns(Int64, "uses_left", "held", "used"),
    *_columns(Instant, "valid_from", "valid_until"),
    *_columns(Int64, "value_left"),
    CheckConstraint("uses_left >= 0 AND held >= 0 AND used >= 0 AND value_left >= 0", name="code_counts"),
    fill=90,
)

code_batch = _table(
    "code_batch",
    _key("company", Text),
    _key("id", Text),
    *_columns(Text, "campaign", "state", "form"),
    *_columns(Int64, "asked", "made", "uses", "value_minor"),
    *_columns(Instant, "valid_from", "valid_until"),
    *_columns(Bytes, "seed?"),
    *_columns(Instant, "at"),
)

price = _table(
    "price",
    _key("company", Text),
    _key("sku", Text),
    _key("channel", Text),
    _key("branch", Text),
    _key("since", Day),
    *_columns(Int64, "minor"),
)

APPEND_ONLY: Final = ("entry", "posting", "seal")
"""The books. Triggers and rights refuse to change them."""

OPEN: Final = ("company",)
"""Tables without row-level security: names, currencies and zones of the companies themselves."""
