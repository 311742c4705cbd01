"""Messages that belong to no entry, as a sign-in code: what is to be said to whom, until it was sent.

Locks nothing that is used: it only adds a table. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0009"
down_revision = "0008"

TABLES = (
    """CREATE TABLE message_intent (company TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, address TEXT NOT NULL,
    language TEXT NOT NULL, data TEXT NOT NULL, sealed BYTES, at INT64 NOT NULL, until INT64 NOT NULL, sent_at INT64,
    PRIMARY KEY (company, id)) CLUSTERED""",
)


def upgrade() -> None:
    """Make the table."""
    make(*TABLES)
    op.execute("CREATE INDEX message_intent_waiting ON message_intent (company, at) WHERE sent_at IS NULL")
    secure("message_intent")
