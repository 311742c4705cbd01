"""Programs as they were typed: a draft and a version keep the comments and the order of their file beside what it means.

Locks nothing that is used: it only adds columns that may be empty. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import on_sqlite

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the columns."""
    kind = "TEXT" if on_sqlite() else 'TEXT COLLATE "C"'
    for table in ("draft", "program_version"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN written {kind}")
