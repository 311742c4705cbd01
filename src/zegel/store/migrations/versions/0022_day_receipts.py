"""The receipts that a day's figures of a branch come from, kept with the figures themselves.

Locks nothing that is used: it only adds a table. Older code goes on beside it. What was sealed before this step opens in no list: nothing
was released yet.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0022"
down_revision = "0021"

TABLE = """CREATE TABLE day_receipt (purse BYTES NOT NULL, company TEXT NOT NULL, seq INT64 NOT NULL, day TEXT NOT NULL,
    branch TEXT NOT NULL, what TEXT NOT NULL, at INT64 NOT NULL, sold_minor INT64 NOT NULL, discount_minor INT64 NOT NULL,
    returned_minor INT64 NOT NULL, PRIMARY KEY (purse, company, seq)) CLUSTERED"""


def upgrade() -> None:
    """Make the table, and the way to it by day and branch."""
    make(TABLE)
    op.execute("CREATE INDEX day_receipt_day ON day_receipt (company, day, branch, at, purse, seq)")
    secure("day_receipt")
