"""Which receipts say what somebody bought, so that it is forgotten in time.

Adds a table and fills it from the receipts that are there: on PostgreSQL some seconds a million receipts, during which tills go on. Older
code goes on beside it; what it seals meanwhile is noted by `zegel books rebuild`.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0024"
down_revision = "0023"

TABLE = """CREATE TABLE bought (purse BYTES NOT NULL, company TEXT NOT NULL, seq INT64 NOT NULL, day TEXT NOT NULL,
    PRIMARY KEY (purse, company, seq)) CLUSTERED"""
FILL = """INSERT INTO bought (purse, company, seq, day) SELECT e.purse, e.company, e.seq, e.business_date FROM receipt r
    JOIN entry e ON e.purse = r.purse AND e.company = r.company AND e.seq = r.seq
    WHERE r.kind IN ('purchase', 'hold', 'commit', 'price drop', 'return') AND r.document IS NOT NULL"""


def upgrade() -> None:
    """Make the table, fill it, and then the way to the oldest of a company."""
    make(TABLE)
    op.execute(FILL)
    op.execute("CREATE INDEX bought_day ON bought (company, day, purse, seq)")
    secure("bought")
