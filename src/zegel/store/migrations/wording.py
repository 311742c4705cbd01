"""What every step of the schema says alike: column types and the ends of tables per database, and row-level security."""

from typing import Final

from alembic import op

SQLITE: Final = {"INT64": "INTEGER", "BYTES": "BLOB", " CLUSTERED": " STRICT, WITHOUT ROWID", " HEAPED": " STRICT", " FILLED(90)": ""}
# Texts are compared byte by byte, as SQLite and Python do.
POSTGRES: Final = {
    " TEXT": ' TEXT COLLATE "C"', "INT64": "BIGINT", "BYTES": "BYTEA", " CLUSTERED": "", " HEAPED": "",
    " FILLED(90)": " WITH (fillfactor = 90)",
}  # fmt: skip


def on_sqlite() -> bool:
    """Whether this step runs on SQLite."""
    return bool(op.get_bind().dialect.name == "sqlite")


def make(*tables: str) -> None:
    """Run each CREATE TABLE, written with INT64, BYTES, CLUSTERED (by its key), HEAPED and FILLED(90)."""
    for table in tables:
        for word, meant in (SQLITE if on_sqlite() else POSTGRES).items():
            table = table.replace(word, meant)
        op.execute(table)


def secure(*tables: str, found_by: str = "") -> None:
    """Rows of other companies than the database transaction's are not there (as step 0001 has it).

    `found_by`: but the one row that is asked for by this column, by somebody who does not know yet whose it is.
    """
    if on_sqlite():
        return
    for table in tables:
        seen = "array_position((SELECT NULLIF(current_setting('zegel.companies', true), ''))::text[], company) IS NOT NULL"
        if found_by:
            seen += f" OR {found_by} = (SELECT current_setting('zegel.key', true))"
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY batch_companies ON {table} USING ({seen})")


def append_only(table: str, same: str) -> None:
    """Rows of `table` stay as they are; `same` is when NEW is a row that is there already."""
    if not on_sqlite():
        op.execute(
            f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION books_are_append_only()"
        )
        return
    # INSERT OR REPLACE deletes without a delete trigger unless recursive_triggers is on; the guard refuses it either way.
    refusal = f"BEGIN SELECT RAISE(ABORT, 'the books are append-only: {table}'); END"
    guard = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
    op.execute(f"CREATE TRIGGER {table}_is_new BEFORE INSERT ON {table} WHEN {guard} {refusal}")
    op.execute(f"CREATE TRIGGER {table}_is_not_updated BEFORE UPDATE ON {table} {refusal}")
    op.execute(f"CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE ON {table} {refusal}")
