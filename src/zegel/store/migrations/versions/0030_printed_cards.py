"""Gift cards that are printed beforehand: the batches, and a row for each card in them.

Locks nothing that is used: it only adds tables. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0030"
down_revision = "0029"

BATCH = """CREATE TABLE gift_card_batch (company TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, asked INT64 NOT NULL,
    made INT64 NOT NULL, value_minor INT64 NOT NULL, seed BYTES, at INT64 NOT NULL, PRIMARY KEY (company, id)) CLUSTERED"""

CARD = """CREATE TABLE printed_card (company TEXT NOT NULL, hash TEXT NOT NULL, batch TEXT NOT NULL, n INT64 NOT NULL, tail TEXT NOT NULL,
    state TEXT NOT NULL, stopped TEXT NOT NULL, branch TEXT NOT NULL, value_minor INT64 NOT NULL, at INT64 NOT NULL, purse BYTES,
    PRIMARY KEY (company, hash)) CLUSTERED"""


def upgrade() -> None:
    """Make the tables, and the ways to the cards of a batch and of a branch."""
    make(BATCH, CARD)
    secure("gift_card_batch", "printed_card")
    op.execute("CREATE INDEX printed_card_batch ON printed_card (company, batch, n)")
    op.execute("CREATE INDEX printed_card_branch ON printed_card (company, branch, batch)")
