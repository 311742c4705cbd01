"""What a counter began with: where a later version of a program says another number, what was taken stays, what is left follows.

Locks nothing that is used: it only adds a column that may be empty. Older code goes on beside it, and leaves the column as it is.
"""

from alembic import op

from zegel.store.migrations.wording import on_sqlite

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add the column."""
    kind = "INTEGER" if on_sqlite() else "BIGINT"
    op.execute(f"ALTER TABLE counter ADD COLUMN began {kind}")
