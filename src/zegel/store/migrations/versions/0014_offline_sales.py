"""Sales that tills made without a line: what became of each, and what somebody should look at.

Locks nothing that is used: it only adds a table. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0014"
down_revision = "0013"

TABLES = (
    """CREATE TABLE offline_sale (company TEXT NOT NULL, id TEXT NOT NULL, device TEXT NOT NULL, branch TEXT NOT NULL, till TEXT NOT NULL,
    staff TEXT NOT NULL, journal TEXT NOT NULL, number INT64 NOT NULL, claimed_at INT64 NOT NULL, happened_at INT64 NOT NULL,
    received_at INT64 NOT NULL, digest BYTES NOT NULL, verdict TEXT NOT NULL, code TEXT NOT NULL, receipt TEXT NOT NULL,
    flags TEXT NOT NULL, told TEXT NOT NULL, settled_at INT64, settled_by TEXT NOT NULL, settled_how TEXT NOT NULL,
    settled_why TEXT NOT NULL, PRIMARY KEY (company, id)) CLUSTERED""",
)


def upgrade() -> None:
    """Make the table."""
    make(*TABLES)
    op.execute("CREATE INDEX offline_sale_open ON offline_sale (company, received_at) WHERE settled_at IS NULL")
    op.execute("CREATE INDEX offline_sale_journal ON offline_sale (company, journal, number)")
    secure("offline_sale")
