"""Drafts: programs that are being written, or wait for their moment to go live.

Locks nothing that is used: it only adds a table. Older code goes on beside it.
"""

from zegel.store.migrations.wording import make, secure

revision = "0004"
down_revision = "0003"

TABLES = (
    """CREATE TABLE draft (company TEXT NOT NULL, name TEXT NOT NULL, revision INT64 NOT NULL, document TEXT NOT NULL,
    changed_at INT64 NOT NULL, changed_by TEXT NOT NULL, live_from INT64, claimed_at INT64, PRIMARY KEY (company, name)) CLUSTERED""",
)


def upgrade() -> None:
    """Make the table."""
    make(*TABLES)
    secure("draft")
