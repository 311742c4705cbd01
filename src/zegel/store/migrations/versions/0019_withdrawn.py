"""Versions of the program that were taken back before their moment came: they stay on the shelf, and nobody is judged by them.

Locks nothing that is used: it only adds a column that may be empty. Older code goes on beside it, and would let such a version go live.
"""

from alembic import op

from zegel.store.migrations.wording import on_sqlite

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add the column."""
    op.execute(f"ALTER TABLE program_version ADD COLUMN withdrawn_at {'INTEGER' if on_sqlite() else 'BIGINT'}")
