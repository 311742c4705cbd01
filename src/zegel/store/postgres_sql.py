"""The statements of a batch on PostgreSQL: few, long, fed with arrays, planned once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from zegel.core.periods import NEVER
from zegel.flows.card_facts import SOLD
from zegel.store import lookups
from zegel.store.lookups import PURSE_COLUMNS
from zegel.store.postgres_arrays import encoded, placeholder
from zegel.store.rows import LOT_MOVES, TABLES, Rows, Values
from zegel.store.upserts import UPSERTS

PURSES: Final = f"SELECT {PURSE_COLUMNS} FROM purse WHERE id = ANY($1::bytea[]) AND company = ANY($2::text[]) ORDER BY id"
LOCK_PURSES: Final = f"{PURSES} FOR UPDATE"
"""In the order of their ids, whoever asks: two batches never wait for each other."""

_TEXTS: Final = {f"t{i}": placeholder(i, "text") for i in range(1, 12)}
RESOLVE: Final = """
    SELECT 0 AS kind, q.i, a.body_hash AS b1, a.outcome AS t1, a.data AS t2, a.purse AS b2, a.seq AS n
    FROM unnest({t1}, {t2}, {t3}) WITH ORDINALITY AS q(company, source, key, i)
    JOIN answer a ON a.company = q.company AND a.source = q.source AND a.key = q.key
    UNION ALL SELECT 1, q.i, NULL, NULL, NULL, r.purse, r.seq
    FROM unnest({t4}, {t5}, {t6}) WITH ORDINALITY AS q(company, source, number, i)
    JOIN receipt_no r ON r.company = q.company AND r.source = q.source AND r.number = q.number
    UNION ALL SELECT 2, q.i, d.purse, NULL, NULL, p.alias_of, NULL
    FROM unnest({t7}, {t8}, {t9}) WITH ORDINALITY AS q(company, kind, value, i)
    JOIN identifier d ON d.company = q.company AND d.kind = q.kind AND d.value = q.value
    LEFT JOIN purse p ON p.id = d.purse AND p.company = d.company
    UNION ALL SELECT 3, q.i, NULL, NULL, NULL, p.alias_of, NULL
    FROM unnest($10::bytea[], {t11}) WITH ORDINALITY AS q(id, company, i)
    JOIN purse p ON p.id = q.id AND p.company = q.company""".format(**_TEXTS)
"""All look-ups by value in one round trip; `RESOLVED` says which look-ups they are and which columns each gives."""
RESOLVED: Final = (
    (lookups.ANSWER, (2, 3, 4, 5, 6)),
    (lookups.NUMBER, (5, 6)),
    (lookups.IDENTIFIER, (2, 5)),
    (lookups.ALIAS, (5,)),
)

BEGIN_COUNTERS: Final = (
    "INSERT INTO counter (company, id, remains, began) SELECT q.company, q.id, q.of, q.of"
    " FROM unnest($1::text[], $2::text[], $3::bigint[]) AS q(company, id, of)"
    " ORDER BY q.company, q.id ON CONFLICT DO NOTHING"
)
"""Counters that nobody drew on before; whoever comes second waits here for the first."""
COUNTERS: Final = (
    "SELECT c.company, c.id, c.remains, c.began FROM counter c JOIN unnest($1::text[], $2::text[]) AS q(company, id)"
    " ON c.company = q.company AND c.id = q.id ORDER BY c.company, c.id FOR UPDATE OF c"
)
DRAW: Final = (
    "UPDATE counter c SET remains = q.remains, began = q.began"
    " FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS q(company, id, remains, began)"
    " WHERE c.company = q.company AND c.id = q.id"
)

CODES: Final = (
    "SELECT c.hash FROM code c JOIN unnest($1::text[], $2::bytea[]) AS q(company, hash) ON c.company = q.company AND c.hash = q.hash"
    " ORDER BY c.company, c.hash FOR UPDATE OF c"
)
MOVE_CODE: Final = (
    "UPDATE code c SET uses_left = c.uses_left + q.uses, held = c.held + q.held, used = c.used + q.used,"
    " value_left = c.value_left + q.value"
    " FROM unnest($1::text[], $2::bytea[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])"
    " AS q(company, hash, uses, held, used, value) WHERE c.company = q.company AND c.hash = q.hash"
    " AND c.uses_left + q.uses >= 0 AND c.value_left + q.value >= 0"
    " RETURNING c.company, c.hash, c.batch, c.state, c.valid_until, c.uses_left, c.held"
)

MOVE_IDENTIFIERS: Final = (
    "UPDATE identifier d SET purse = q.purse, at = q.at FROM unnest($1::bytea[], $2::bigint[], $3::bytea[], $4::text[])"
    " AS q(purse, at, alias, company) WHERE d.purse = q.alias AND d.company = q.company AND d.kind <> 'gift_card'"
)
SELL_CARD: Final = (
    f"UPDATE printed_card c SET state = '{SOLD}', purse = q.purse, at = q.at"
    " FROM unnest($1::bytea[], $2::bigint[], $3::text[], $4::text[]) AS q(purse, at, company, hash)"
    f" WHERE c.company = q.company AND c.hash = q.hash AND c.state <> '{SOLD}' AND c.stopped = ''"
)
LIFT: Final = f"""UPDATE purse p SET next_due = LEAST(p.tier_review_at,
    (SELECT MIN(l.due_at) FROM lot l WHERE l.purse = p.id AND l.company = p.company AND l.pending > 0),
    (SELECT MIN(h.expires_at) FROM hold h WHERE h.purse = p.id AND h.company = p.company AND h.state = 'open'),
    (SELECT MIN(first.due) FROM jsonb_array_elements(p.balances::jsonb) AS b(held) CROSS JOIN LATERAL
        (SELECT MIN(l.expires_at) AS due FROM lot l
         WHERE l.purse = p.id AND l.company = p.company AND l.unit = b.held->>0 AND l.available > 0) AS first
     WHERE b.held->>1 = 'available'),
    (SELECT MIN((t.counted->>2)::bigint) FROM jsonb_array_elements(p.totals::jsonb) AS t(counted)
     WHERE t.counted->>1 = '' AND (t.counted->>0 LIKE 'idle:%' OR t.counted->>0 LIKE 'next:%') AND t.counted->>2 <> '0'), {NEVER})
    FROM unnest($1::bytea[], $2::text[]) AS q(id, company) WHERE p.id = q.id AND p.company = q.company"""
"""`next_due` is the moment of the first thing that is stored (LEAST passes over what is not there)."""

_HOT: Final = (("seq", "bigint"), ("hash", "bytea"), ("balances", "text"), ("totals", "text"))
_COLD: Final = (
    *_HOT, ("tier", "text"), ("tier_since", "text"), ("tier_review_at", "bigint"), ("next_due", "bigint"), ("since", "text"),
    ("blocked", "bigint"), ("alias_of", "bytea?"),
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
    arrays = []
    for table, found in inserted.items():
        arrays += [encoded(kind, column) for (_, kind), column in zip(TABLES[table], zip(*found, strict=True), strict=True)]
    for name, some in changed.items():
        arrays += [encoded(kind, column) for (_, kind), column in zip(_changed_columns(name), zip(*some, strict=True), strict=True)]
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
        table, values, _, besides, meet = UPDATES[kind]
        columns = _changed_columns(kind)
        sets = ", ".join([*(f"{name} = q.{name}" for name, _ in values), *([besides] if besides else [])])
        names = ", ".join(name for name, _ in columns)
        source = f"unnest({_arrays(columns, first)}) AS q({names})"
        parts.append(f"{kind}_ AS (UPDATE {table} t SET {sets} FROM {source} WHERE {meet} RETURNING 1)")
        first += len(columns)
    counts = ", ".join(f"(SELECT COUNT(*) FROM {kind}_) AS {kind}" for kind in changed) or "1"
    return f"WITH {', '.join(parts)} SELECT {counts}"


def _arrays(columns: Sequence[tuple[str, str]], first: int) -> str:
    return ", ".join(placeholder(i, kind) for i, (_, kind) in enumerate(columns, first))


@lru_cache(maxsize=8)
def _changed_columns(kind: str) -> tuple[tuple[str, str], ...]:
    return (*UPDATES[kind][1], *UPDATES[kind][2])
