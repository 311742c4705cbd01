"""Messages that are tried again: of which purse one is, how often it was tried, when next, and why it was given up.

Locks nothing that is used: it only adds columns that may be empty. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import POSTGRES, SQLITE, on_sqlite

revision = "0010"
down_revision = "0009"

COLUMNS = ("purse BYTES", "tries INT64", "next_at INT64", "failed_at INT64", "why TEXT")


def upgrade() -> None:
    """Add the columns."""
    for column in COLUMNS:
        for word, meant in (SQLITE if on_sqlite() else POSTGRES).items():
            column = column.replace(word, meant)
        op.execute(f"ALTER TABLE message_intent ADD COLUMN {column}")
