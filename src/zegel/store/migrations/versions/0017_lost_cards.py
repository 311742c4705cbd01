"""Cards that were lost or replaced, so that a till can say so: their numbers, and of nobody.

Locks nothing that is used: it only adds a table. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0017"
down_revision = "0016"

TABLES = (
    """CREATE TABLE lost_card (company TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, at INT64 NOT NULL,
    PRIMARY KEY (company, kind, value)) CLUSTERED""",
)


def upgrade() -> None:
    """Make the table."""
    make(*TABLES)
    op.execute("CREATE INDEX lost_card_newest ON lost_card (company, at)")
    secure("lost_card")
