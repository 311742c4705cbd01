"""What each till may let members spend without a line: of a member one till at a time, so much, until then.

Locks nothing that is used: it only adds a table. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0015"
down_revision = "0014"

TABLES = (
    """CREATE TABLE till_lease (purse BYTES NOT NULL, company TEXT NOT NULL, device TEXT NOT NULL, unit TEXT NOT NULL,
    count INT64 NOT NULL, used INT64 NOT NULL, at INT64 NOT NULL, expires_at INT64 NOT NULL, PRIMARY KEY (purse, company)) CLUSTERED""",
)


def upgrade() -> None:
    """Make the table."""
    make(*TABLES)
    op.execute("CREATE INDEX till_lease_device ON till_lease (company, device)")
    secure("till_lease")
