"""The statements of a batch on PostgreSQL: few, long, fed with arrays, planned once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from zegel.core.periods import NEVER
from zegel.store.lookups import PURSE_COLUMNS
from zegel.store.rows import LOT_MOVES, TABLES, Rows, Values
from zegel.store.upserts import UPSERTS

PURSES: Final = f"SELECT {PURSE_COLUMNS} FROM purse WHERE id = ANY($1::bytea[]) AND company = ANY($2::text[]) ORDER BY id"
LOCK_PURSES: Final = f"{PURSES} FOR UPDATE"
"""In the order of their ids, whoever asks: two batches never wait for each other."""

COUNTERS: Final = (
    "SELECT c.company, c.id, c.remains FROM counter c JOIN unnest($1::text[], $2::text[]) AS q(company, id)"
    " ON c.company = q.company AND c.id = q.id ORDER BY c.company, c.id FOR UPDATE OF c"
)
DRAW: Final = (
    "UPDATE counter c SET remains = c.remains - q.n FROM unnest($1::text[], $2::text[], $3::bigint[]) AS q(company, id, n)"
    " WHERE c.company = q.company AND c.id = q.id"
)

LIFT: Final = f"""UPDATE purse p SET next_due = LEAST(p.tier_review_at,
    (SELECT MIN(l.due_at) FROM lot l WHERE l.purse = p.id AND l.company = p.company AND l.pending > 0),
    (SELECT MIN(h.expires_at) FROM hold h WHERE h.purse = p.id AND h.company = p.company AND h.state = 'open'),
    (SELECT MIN(first.due) FROM jsonb_array_elements(p.balances::jsonb) AS b(held) CROSS JOIN LATERAL
        (SELECT MIN(l.expires_at) AS due FROM lot l
         WHERE l.purse = p.id AND l.company = p.company AND l.unit = b.held->>0 AND l.available > 0) AS first
     WHERE b.held->>1 = 'available'), {NEVER})
    FROM unnest($1::bytea[], $2::text[]) AS q(id, company) WHERE p.id = q.id AND p.company = q.company"""
"""`next_due` is the moment of the first thing that is stored (LEAST passes over what is not there)."""

_HOT: Final = (("seq", "bigint"), ("hash", "bytea"), ("balances", "text"), ("totals", "text"))
_COLD: Final = (
    *_HOT, ("tier", "text"), ("tier_since", "text"), ("tier_review_at", "bigint"), ("next_due", "bigint"), ("since", "text"),
    ("blocked", "bigint"), ("alias_of", "bytea"),
)  # fmt: skip
_PURSE_KEY: Final = (("id", "bytea"), ("company", "text"), ("before", "bigint"))

UPDATES: Final = {
    "moved_lot": (
        "lot",
        tuple((name, "bigint") for name in LOT_MOVES),
        (("purse", "bytea"), ("company", "text"), ("seq", "bigint"), ("n", "bigint")),
        "",
        "t.purse = q.purse AND t.company = q.company AND t.seq = q.seq AND t.n = q.n",
    ),
    "hot_purse": ("purse", _HOT, _PURSE_KEY, "version = t.version + 1", "t.id = q.id AND t.company = q.company AND t.seq = q.before"),
    "cold_purse": (
        "purse", _COLD, _PURSE_KEY, "version = t.version + 1, unsealed = 1",
        "t.id = q.id AND t.company = q.company AND t.seq = q.before",
    ),
}  # fmt: skip
"""Rows to be changed → table, columns set, columns of the key, what is set besides, how they meet."""


def statement(rows: Rows) -> tuple[str, list[Any], dict[str, int]]:
    """One statement that writes all of `rows` (draws and lifted bounds apart), its arrays, and how many rows of each kind must change."""
    inserted = {table: found for table in TABLES if (found := getattr(rows, table))}
    changed: dict[str, Sequence[Values]] = {kind: found for kind in UPDATES if (found := getattr(rows, kind))}
    arrays = [column for found in (*inserted.values(), *changed.values()) for column in zip(*found, strict=True)]
    return _text(tuple(inserted), tuple(changed)), arrays, {kind: len(found) for kind, found in changed.items()}


@lru_cache(maxsize=512)
def _text(inserted: tuple[str, ...], changed: tuple[str, ...]) -> str:
    """All parts in one statement: one round trip. PostgreSQL checks foreign keys when all of them are done."""
    first, parts = 1, []
    for table in inserted:
        columns = TABLES[table]
        names = ", ".join(name for name, _ in columns)
        upsert = UPSERTS.get(table, "")
        parts.append(f"{table}_ AS (INSERT INTO {table} ({names}) SELECT * FROM unnest({_arrays(columns, first)}){upsert})")
        first += len(columns)
    for kind in changed:
        table, values, key, besides, meet = UPDATES[kind]
        columns = (*values, *key)
        sets = ", ".join([*(f"{name} = q.{name}" for name, _ in values), *([besides] if besides else [])])
        names = ", ".join(name for name, _ in columns)
        source = f"unnest({_arrays(columns, first)}) AS q({names})"
        parts.append(f"{kind}_ AS (UPDATE {table} t SET {sets} FROM {source} WHERE {meet} RETURNING 1)")
        first += len(columns)
    counts = ", ".join(f"(SELECT COUNT(*) FROM {kind}_) AS {kind}" for kind in changed) or "1"
    return f"WITH {', '.join(parts)} SELECT {counts}"


def _arrays(columns: Sequence[tuple[str, str]], first: int) -> str:
    return ", ".join(f"${i}::{kind}[]" for i, (_, kind) in enumerate(columns, first))
