"""Fingerprints of the house's keys: a server that is started with another key notices.

Locks nothing that is used: it only adds a table. Older code goes on beside it. The first server that starts keeps its key's fingerprint.
"""

from zegel.store.migrations.wording import make

revision = "0012"
down_revision = "0011"

TABLE = "CREATE TABLE house_key (name TEXT NOT NULL, fingerprint BYTES NOT NULL, at INT64 NOT NULL, PRIMARY KEY (name)) CLUSTERED"


def upgrade() -> None:
    """Make the table. It belongs to no company."""
    make(TABLE)
