"""Since when an article is damaged or marked down, so that regulars have it first.

A new column that may be empty: on both databases it is added without rewriting the table. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import on_sqlite

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Add it; empty where nobody said."""
    kind = "TEXT" if on_sqlite() else 'TEXT COLLATE "C"'
    op.execute(f"ALTER TABLE article ADD COLUMN marked_on {kind}")
