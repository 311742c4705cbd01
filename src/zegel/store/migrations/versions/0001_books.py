"""The first schema: the books, their projections, the look-ups by value, keys and seals.

Locks nothing: the database is empty. No older code exists that could run beside it.
"""

from alembic import op

revision = "0001"
down_revision = None

# INT64, BYTES and the end of each table differ per database; the rest is the same text.
TABLES = (
    """CREATE TABLE company (id TEXT NOT NULL, name TEXT NOT NULL, currency TEXT NOT NULL, zone TEXT NOT NULL, created_at INT64 NOT NULL,
    PRIMARY KEY (id)) CLUSTERED""",
    """CREATE TABLE program_version (company TEXT NOT NULL, number INT64 NOT NULL, digest BYTES NOT NULL, document BYTES NOT NULL,
    live_from INT64 NOT NULL, published_at INT64 NOT NULL, PRIMARY KEY (company, number),
    CONSTRAINT program_version_company FOREIGN KEY (company) REFERENCES company (id)) HEAPED""",
    """CREATE TABLE account (company TEXT NOT NULL, unit TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (company, unit, name),
    CONSTRAINT account_company FOREIGN KEY (company) REFERENCES company (id)) CLUSTERED""",
    """CREATE TABLE purse (id BYTES NOT NULL, company TEXT NOT NULL, seq INT64 NOT NULL, hash BYTES NOT NULL, balances TEXT NOT NULL,
    totals TEXT NOT NULL, tier TEXT NOT NULL, tier_since TEXT NOT NULL, tier_review_at INT64 NOT NULL, next_due INT64 NOT NULL,
    since TEXT NOT NULL, blocked INT64 NOT NULL, alias_of BYTES, sealed_seq INT64 NOT NULL, unsealed INT64 NOT NULL,
    version INT64 NOT NULL, PRIMARY KEY (id, company)) CLUSTERED FILLED(80)""",
    """CREATE TABLE entry (purse BYTES NOT NULL, company TEXT NOT NULL, seq INT64 NOT NULL, kind TEXT NOT NULL, at INT64 NOT NULL,
    happened_at INT64 NOT NULL, business_date TEXT NOT NULL, actor TEXT NOT NULL, branch TEXT NOT NULL, till TEXT NOT NULL,
    reason TEXT NOT NULL, receipt_digest BYTES NOT NULL, undoes INT64 NOT NULL, marks TEXT, hash BYTES NOT NULL,
    PRIMARY KEY (purse, company, seq), CONSTRAINT entry_seq CHECK (seq > 0)) CLUSTERED""",
    """CREATE TABLE posting (purse BYTES NOT NULL, company TEXT NOT NULL, seq INT64 NOT NULL, n INT64 NOT NULL, unit TEXT NOT NULL,
    source TEXT NOT NULL, destination TEXT NOT NULL, amount INT64 NOT NULL, lot_seq INT64, lot_n INT64, opened_at INT64,
    available_at INT64, expires_at INT64, origin_purse BYTES, origin_seq INT64, origin_n INT64, PRIMARY KEY (purse, company, seq, n),
    CONSTRAINT posting_amount CHECK (amount > 0), CONSTRAINT posting_ends CHECK (source <> destination),
    CONSTRAINT posting_entry FOREIGN KEY (purse, company, seq) REFERENCES entry (purse, company, seq),
    CONSTRAINT posting_source FOREIGN KEY (company, unit, source) REFERENCES account (company, unit, name),
    CONSTRAINT posting_destination FOREIGN KEY (company, unit, destination) REFERENCES account (company, unit, name)) CLUSTERED""",
    """CREATE TABLE lot (purse BYTES NOT NULL, company TEXT NOT NULL, seq INT64 NOT NULL, n INT64 NOT NULL, unit TEXT NOT NULL,
    opened_at INT64 NOT NULL, available_at INT64 NOT NULL, expires_at INT64 NOT NULL, amount INT64 NOT NULL, pending INT64 NOT NULL,
    available INT64 NOT NULL, reserved INT64 NOT NULL, spent INT64 NOT NULL, expired INT64 NOT NULL, taken INT64 NOT NULL,
    due_at INT64 NOT NULL, origin_purse BYTES, origin_seq INT64, origin_n INT64, PRIMARY KEY (purse, company, seq, n),
    CONSTRAINT lot_counts CHECK (pending >= 0 AND available >= 0 AND reserved >= 0 AND spent >= 0 AND expired >= 0 AND taken >= 0
    AND pending + available + reserved + spent + expired + taken = amount)) CLUSTERED FILLED(90)""",
    """CREATE TABLE hold (purse BYTES NOT NULL, company TEXT NOT NULL, seq INT64 NOT NULL, state TEXT NOT NULL,
    expires_at INT64 NOT NULL, PRIMARY KEY (purse, company, seq)) CLUSTERED""",
    """CREATE TABLE returned (purse BYTES NOT NULL, company TEXT NOT NULL, sale_purse BYTES NOT NULL, sale_seq INT64 NOT NULL,
    line INT64 NOT NULL, quantity INT64 NOT NULL, PRIMARY KEY (purse, company, sale_purse, sale_seq, line)) CLUSTERED""",
    """CREATE TABLE measure_day (purse BYTES NOT NULL, company TEXT NOT NULL, measure TEXT NOT NULL, day TEXT NOT NULL,
    value INT64 NOT NULL, PRIMARY KEY (purse, company, measure, day)) CLUSTERED FILLED(90)""",
    """CREATE TABLE receipt (purse BYTES NOT NULL, company TEXT NOT NULL, seq INT64 NOT NULL, kind TEXT NOT NULL, at INT64 NOT NULL,
    document BYTES, PRIMARY KEY (purse, company, seq)) HEAPED WHOLE""",
    """CREATE TABLE answer (company TEXT NOT NULL, source TEXT NOT NULL, key TEXT NOT NULL, body_hash BYTES NOT NULL,
    outcome TEXT NOT NULL, data TEXT NOT NULL, purse BYTES, seq INT64, at INT64 NOT NULL, PRIMARY KEY (company, source, key)) CLUSTERED""",
    """CREATE TABLE receipt_no (company TEXT NOT NULL, source TEXT NOT NULL, number TEXT NOT NULL, purse BYTES NOT NULL,
    seq INT64 NOT NULL, PRIMARY KEY (company, source, number)) CLUSTERED""",
    """CREATE TABLE identifier (company TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, purse BYTES NOT NULL, at INT64 NOT NULL,
    PRIMARY KEY (company, kind, value)) CLUSTERED""",
    """CREATE TABLE member (purse BYTES NOT NULL, company TEXT NOT NULL, name TEXT NOT NULL, language TEXT NOT NULL,
    birthday TEXT NOT NULL, at INT64 NOT NULL, PRIMARY KEY (purse, company)) CLUSTERED""",
    """CREATE TABLE counter (company TEXT NOT NULL, id TEXT NOT NULL, remains INT64 NOT NULL, PRIMARY KEY (company, id),
    CONSTRAINT counter_remains CHECK (remains >= 0)) CLUSTERED""",
    """CREATE TABLE outbox (purse BYTES NOT NULL, company TEXT NOT NULL, seq INT64 NOT NULL, bucket INT64 NOT NULL,
    kind TEXT NOT NULL, data TEXT NOT NULL, at INT64 NOT NULL, PRIMARY KEY (purse, company, seq)) CLUSTERED""",
    """CREATE TABLE seal (company TEXT NOT NULL, number INT64 NOT NULL, root BYTES NOT NULL, previous BYTES NOT NULL, hash BYTES NOT NULL,
    signature BYTES NOT NULL, leaves BYTES NOT NULL, at INT64 NOT NULL, count INT64 NOT NULL, PRIMARY KEY (company, number)) HEAPED""",
    """CREATE TABLE api_key (id TEXT NOT NULL, company TEXT NOT NULL, source TEXT NOT NULL, secret_hash BYTES NOT NULL,
    scopes TEXT NOT NULL, branch TEXT NOT NULL, created_at INT64 NOT NULL, expires_at INT64 NOT NULL, revoked_at INT64,
    last_used_at INT64, PRIMARY KEY (id), CONSTRAINT api_key_company FOREIGN KEY (company) REFERENCES company (id)) CLUSTERED""",
    """CREATE TABLE import_progress (company TEXT NOT NULL, name TEXT NOT NULL, position TEXT NOT NULL, at INT64 NOT NULL,
    PRIMARY KEY (company, name)) CLUSTERED""",
)

SQLITE_WORDS = {
    "INT64": "INTEGER", "BYTES": "BLOB", " CLUSTERED": " STRICT, WITHOUT ROWID", " HEAPED": " STRICT", " FILLED(80)": "",
    " FILLED(90)": "", " WHOLE": "",
}  # fmt: skip
# Texts are compared byte by byte, as SQLite and Python do. Some pages keep room for updates in place. Documents stay as they are:
# compressing one would cost more than the rest of its row.
POSTGRES_WORDS = {
    " TEXT": ' TEXT COLLATE "C"', "INT64": "BIGINT", "BYTES": "BYTEA", " CLUSTERED": "", " HEAPED": "",
    " FILLED(80)": " WITH (fillfactor = 80)", " FILLED(90)": " WITH (fillfactor = 90)", " WHOLE": " WITH (toast_tuple_target = 8160)",
}  # fmt: skip

INDEXES = (
    "CREATE INDEX purse_due ON purse (company, next_due) WHERE next_due < 9007199254740992",
    "CREATE INDEX purse_unsealed ON purse (company, id) WHERE unsealed = 1",
    "CREATE INDEX lot_spend ON lot (purse, unit, expires_at, opened_at, seq, n) WHERE available > 0",
    "CREATE INDEX lot_waiting ON lot (purse, due_at) WHERE pending > 0",
    "CREATE INDEX lot_origin ON lot (purse, origin_purse, origin_seq) WHERE origin_purse IS NOT NULL",
    "CREATE INDEX hold_open ON hold (purse, expires_at) WHERE state = 'open'",
    "CREATE INDEX identifier_purse ON identifier (purse, company)",
    "CREATE INDEX member_company ON member (company, purse)",
    "CREATE INDEX api_key_company ON api_key (company)",
)

# INSERT OR REPLACE deletes without a delete trigger unless recursive_triggers is on; the guard refuses it either way.
SQLITE_GUARDS = {
    "entry": "EXISTS (SELECT 1 FROM entry WHERE purse = NEW.purse AND company = NEW.company AND seq = NEW.seq)",
    # Also legs for an entry that was sealed before: the purse has come as far as that.
    "posting": "EXISTS (SELECT 1 FROM purse WHERE id = NEW.purse AND company = NEW.company AND seq >= NEW.seq)",
    "seal": "EXISTS (SELECT 1 FROM seal WHERE company = NEW.company AND number = NEW.number)",
}

POSTGRES_GUARDS = (
    """CREATE FUNCTION books_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the books are append-only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$""",
    *(
        f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION books_are_append_only()"
        for table in ("entry", "posting", "seal")
    ),
    # A posting belongs to an entry of its own database transaction: nobody adds legs to what was sealed before.
    """CREATE FUNCTION posting_entry_is_new() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM fresh f JOIN entry e ON e.purse = f.purse AND e.company = f.company AND e.seq = f.seq
                 WHERE e.xmin <> pg_current_xact_id()::xid) THEN
        RAISE EXCEPTION 'the books are append-only: posting' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NULL;
    END $$""",
    "CREATE TRIGGER posting_is_whole AFTER INSERT ON posting REFERENCING NEW TABLE AS fresh"
    " FOR EACH STATEMENT EXECUTE FUNCTION posting_entry_is_new()",
)

SECURED = (
    "program_version", "account", "purse", "entry", "posting", "lot", "hold", "returned", "measure_day", "receipt", "answer",
    "receipt_no", "identifier", "member", "counter", "outbox", "seal", "api_key", "import_progress",
)  # fmt: skip


def upgrade() -> None:
    """Make everything."""
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
    else:
        _postgres()


def _sqlite() -> None:
    for table in TABLES:
        op.execute(_in(SQLITE_WORDS, table))
    for index in INDEXES:
        op.execute(index)
    for table, guard in SQLITE_GUARDS.items():
        refusal = f"BEGIN SELECT RAISE(ABORT, 'the books are append-only: {table}'); END"
        op.execute(f"CREATE TRIGGER {table}_is_new BEFORE INSERT ON {table} WHEN {guard} {refusal}")
        op.execute(f"CREATE TRIGGER {table}_is_not_updated BEFORE UPDATE ON {table} {refusal}")
        op.execute(f"CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE ON {table} {refusal}")


def _in(words: dict[str, str], table: str) -> str:
    for word, meant in words.items():
        table = table.replace(word, meant)
    return table


def _postgres() -> None:
    for table in TABLES:
        op.execute(_in(POSTGRES_WORDS, table))
    for statement in (*INDEXES, *POSTGRES_GUARDS):
        op.execute(statement)
    for table in SECURED:
        # company = ANY (the batch's companies), said so that no plan takes it for a way into an index: a key that begins with the
        # company would be read from end to end. The sub-select is worked out once per statement; between transactions it is "".
        seen = "array_position((SELECT NULLIF(current_setting('zegel.companies', true), ''))::text[], company) IS NOT NULL"
        if table == "api_key":
            # Whoever shows a key does not know yet whose it is.
            seen += " OR id = (SELECT current_setting('zegel.key', true))"
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY batch_companies ON {table} USING ({seen})")
