"""What partners of a coalition come to, an hour at a time, so that a statement does not read every entry of its month.

Locks nothing that is used: it only adds a table, which the next seal fills. Older code goes on beside it, and does not fill it: then run
`zegel books rebuild` once it is gone.
"""

from zegel.store.migrations.wording import make, secure

revision = "0031"
down_revision = "0030"

SETTLED = """CREATE TABLE settled (company TEXT NOT NULL, unit TEXT NOT NULL, what TEXT NOT NULL, hour INT64 NOT NULL,
    account TEXT NOT NULL, value INT64 NOT NULL, PRIMARY KEY (company, unit, what, hour, account)) CLUSTERED"""


def upgrade() -> None:
    """Make it, empty."""
    make(SETTLED)
    secure("settled")
