"""Choices of members kept under a name.

Locks nothing that is used: it only adds a table. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0020"
down_revision = "0019"

TABLE = """CREATE TABLE segment (company TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, filters TEXT NOT NULL,
    changed_by TEXT NOT NULL, changed_at INT64 NOT NULL, PRIMARY KEY (company, id)) CLUSTERED"""


def upgrade() -> None:
    """Make the table; no two of a company have one name."""
    make(TABLE)
    secure("segment")
    op.execute("CREATE UNIQUE INDEX segment_name ON segment (company, name)")
