"""Every look-up of RESOLVE and FETCH: one text for both databases.

A `Lookup` is one SELECT with parameters `$1`, `$2` … SQLite runs it once per question; PostgreSQL runs it for all questions of a
batch in one round trip, as a lateral join over arrays.
"""

from typing import Any, Final, TypeAlias

from zegel.core.value import value
from zegel.store.postgres_arrays import placeholder

Row: TypeAlias = tuple[Any, ...]  # what a driver gives back; loading.py turns it into core values at once


@value
class Lookup:
    """`types` are PostgreSQL's, one for each parameter."""

    name: str
    sql: str
    types: tuple[str, ...]

    def for_sqlite(self) -> str:
        """With SQLite's numbered parameters."""
        return self.sql.replace("$", "?")

    def for_postgres(self) -> str:
        """All questions at once: each row is led by the number of its question (from 1)."""
        sql = self.sql
        for i in range(len(self.types), 0, -1):
            sql = sql.replace(f"${i}", f"q.p{i}")
        arrays = ", ".join(placeholder(i, kind) for i, kind in enumerate(self.types, 1))
        names = ", ".join(f"p{i}" for i in range(1, len(self.types) + 1))
        return f"SELECT q.i, x.* FROM unnest({arrays}) WITH ORDINALITY AS q({names}, i) CROSS JOIN LATERAL ({sql}) AS x"


Question: TypeAlias = tuple[Lookup, tuple[Any, ...]]

_PURSE = ("bytea", "text")
LOT_COLUMNS: Final = (
    "seq, n, unit, opened_at, available_at, expires_at, amount, pending, available, reserved, spent, expired, taken,"
    " origin_purse, origin_seq, origin_n"
)
_LOTS: Final = f"SELECT {LOT_COLUMNS} FROM lot WHERE purse = $1 AND company = $2"
_SPEND_ORDER: Final = "ORDER BY expires_at, opened_at, seq, n"

# -- RESOLVE

ANSWER: Final = Lookup(
    "answer",
    "SELECT body_hash, outcome, data, purse, seq FROM answer WHERE company = $1 AND source = $2 AND key = $3",
    ("text", "text", "text"),
)
IDENTIFIER: Final = Lookup(
    "identifier",
    "SELECT i.purse, p.alias_of FROM identifier i LEFT JOIN purse p ON p.id = i.purse AND p.company = i.company"
    " WHERE i.company = $1 AND i.kind = $2 AND i.value = $3",
    ("text", "text", "text"),
)
NUMBER: Final = Lookup(
    "number", "SELECT purse, seq FROM receipt_no WHERE company = $1 AND source = $2 AND number = $3", ("text", "text", "text")
)
NUMBERED: Final = Lookup(
    # Few sources, many numbers: each source is found by one step through the key, and its number by another.
    "numbered",
    "SELECT r.purse, r.seq FROM (WITH RECURSIVE one(source) AS (SELECT MIN(source) FROM receipt_no WHERE company = $1"
    " UNION ALL SELECT (SELECT MIN(n.source) FROM receipt_no n WHERE n.company = $1 AND n.source > one.source) FROM one"
    " WHERE one.source IS NOT NULL) SELECT source FROM one WHERE source IS NOT NULL) s"
    # CROSS: SQLite keeps to that order; without figures about the table it would begin with every number of the company.
    " CROSS JOIN receipt_no r WHERE r.company = $1 AND r.source = s.source AND r.number = $2",
    ("text", "text"),
)
ALIAS: Final = Lookup("alias", "SELECT alias_of FROM purse WHERE id = $1 AND company = $2", _PURSE)
CODE: Final = Lookup(
    "code",
    "SELECT c.hash, c.campaign, c.batch, CASE WHEN b.state = 'cancelled' THEN b.state ELSE c.state END AS state, c.member, c.tail,"
    " c.uses_left, c.held, c.used, c.valid_from, c.valid_until, c.value_left FROM code c"
    " LEFT JOIN code_batch b ON b.company = c.company AND b.id = c.batch WHERE c.company = $1 AND c.hash = $2",
    ("text", "bytea"),
)
PRINTED: Final = Lookup(
    "printed card",
    "SELECT hash, batch, n, state, stopped, branch, value_minor FROM printed_card WHERE company = $1 AND hash = $2",
    ("text", "text"),
)

ARTICLE_COLUMNS: Final = "sku, name_nl, name_en, category, brand, tags, vat_bp, cost_minor, floor_minor, condition, legal_class, marked_on"
ARTICLE: Final = Lookup("article", f"SELECT {ARTICLE_COLUMNS} FROM article WHERE company = $1 AND sku = $2", ("text", "text"))

# -- FETCH

PURSE_COLUMNS: Final = (
    "id, company, seq, hash, balances, totals, tier, tier_since, tier_review_at, next_due, since, blocked, alias_of, unsealed"
)
PURSE: Final = Lookup("purse", f"SELECT {PURSE_COLUMNS} FROM purse WHERE id = $1 AND company = $2", _PURSE)
DUE_AVAILABLE: Final = Lookup(
    "due available", f"{_LOTS} AND unit = $3 AND available > 0 AND expires_at <= $4 {_SPEND_ORDER}", (*_PURSE, "text", "bigint")
)
DUE_WAITING: Final = Lookup("due waiting", f"{_LOTS} AND pending > 0 AND due_at <= $3", (*_PURSE, "bigint"))
SPEND: Final = Lookup(
    "spend",
    f"{_LOTS} AND unit = $3 AND available > 0 AND (expires_at, opened_at, seq, n) > ($4, $5, $6, $7) {_SPEND_ORDER} LIMIT $8",
    (*_PURSE, "text", "bigint", "bigint", "bigint", "bigint", "bigint"),
)
LOTS_OF: Final = Lookup("lots of", f"{_LOTS} AND seq = $3", (*_PURSE, "bigint"))
LOTS_FROM: Final = Lookup("lots from", f"{_LOTS} AND origin_purse = $3 AND origin_seq = $4", (*_PURSE, "bytea", "bigint"))
LOT: Final = Lookup("lot", f"{_LOTS} AND seq = $3 AND n = $4", (*_PURSE, "bigint", "bigint"))
ALL_LOTS: Final = Lookup("all lots", f"{_LOTS} AND pending + available + reserved > 0", _PURSE)
SUM: Final = Lookup(
    "sum",
    "SELECT CAST(COALESCE(SUM(value), 0) AS BIGINT) AS total FROM measure_day"
    " WHERE purse = $1 AND company = $2 AND measure = $3 AND day >= $4",
    (*_PURSE, "text", "text"),
)
RETURNED: Final = Lookup(
    "returned",
    "SELECT line, quantity FROM returned WHERE purse = $1 AND company = $2 AND sale_purse = $3 AND sale_seq = $4",
    (*_PURSE, "bytea", "bigint"),
)
ALL_DAYS: Final = Lookup("all days", "SELECT measure, day, value FROM measure_day WHERE purse = $1 AND company = $2", _PURSE)
ALL_RETURNED: Final = Lookup(
    "all returned", "SELECT sale_purse, sale_seq, line, quantity FROM returned WHERE purse = $1 AND company = $2", _PURSE
)
_RESERVED: Final = (
    "SELECT h.seq, h.state, h.expires_at, p.unit, p.source, p.destination, p.amount, p.lot_seq, p.lot_n FROM hold h LEFT JOIN posting p"
    " ON p.purse = h.purse AND p.company = h.company AND p.seq = h.seq AND p.destination = 'reserved'"
    " WHERE h.purse = $1 AND h.company = $2 AND h.state = 'open'"
)
OPEN_HOLDS: Final = Lookup("open holds", f"{_RESERVED} ORDER BY h.seq, p.n", _PURSE)
DUE_HOLDS: Final = Lookup("due holds", f"{_RESERVED} AND h.expires_at <= $3 ORDER BY h.seq, p.n", (*_PURSE, "bigint"))
RECEIPT: Final = Lookup("receipt", "SELECT document FROM receipt WHERE purse = $1 AND company = $2 AND seq = $3", (*_PURSE, "bigint"))
COUNTER: Final = Lookup("counter", "SELECT remains, began FROM counter WHERE company = $1 AND id = $2", ("text", "text"))

PROFILE: Final = Lookup("profile", "SELECT name, language, birthday FROM member WHERE purse = $1 AND company = $2", _PURSE)
SHOWN: Final = Lookup("shown", "SELECT kind, value FROM identifier WHERE purse = $1 AND company = $2", _PURSE)
DOSSIERS: Final = Lookup(
    "dossiers",
    "SELECT kind, id, state, data, at FROM dossier WHERE purse = $1 AND company = $2 AND (kind = $3 OR $3 = '*')",
    (*_PURSE, "text"),
)

# -- books verify

ENTRY_HASH: Final = Lookup("entry hash", "SELECT hash FROM entry WHERE purse = $1 AND company = $2 AND seq = $3", (*_PURSE, "bigint"))

# -- WRITE: when is the next thing due, for purses whose bound was lifted

_FIRST = "SELECT MIN({}) AS due FROM {} WHERE purse = $1 AND company = $2 AND {}"
NEXT_WAITING: Final = Lookup("next waiting", _FIRST.format("due_at", "lot", "pending > 0"), _PURSE)
NEXT_HOLD: Final = Lookup("next hold", _FIRST.format("expires_at", "hold", "state = 'open'"), _PURSE)
NEXT_EXPIRY: Final = Lookup("next expiry", _FIRST.format("expires_at", "lot", "unit = $3 AND available > 0"), (*_PURSE, "text"))

LOOKUPS: Final = tuple(found for found in list(globals().values()) if isinstance(found, Lookup))
