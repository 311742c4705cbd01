"""Photos and categories of rewards, and an index by which a list of members is sorted by name.

Locks nothing that is used but `member`, while its index is made: some seconds for a million members. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0013"
down_revision = "0012"

TABLES = (
    """CREATE TABLE photo (company TEXT NOT NULL, hash TEXT NOT NULL, size TEXT NOT NULL, body BYTES NOT NULL, at INT64 NOT NULL,
    PRIMARY KEY (company, hash, size)) HEAPED""",
    """CREATE TABLE reward_face (company TEXT NOT NULL, reward TEXT NOT NULL, category TEXT NOT NULL, photo TEXT NOT NULL,
    PRIMARY KEY (company, reward)) CLUSTERED""",
)


def upgrade() -> None:
    """Make the tables and the index."""
    make(*TABLES)
    secure("photo", "reward_face")
    op.execute("CREATE INDEX member_name ON member (company, name, purse)")
