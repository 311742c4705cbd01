"""Dossiers: small documents kept with a purse, each with a kind and a state.

Locks nothing that is used: it only adds a table. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0002"
down_revision = "0001"

TABLES = (
    """CREATE TABLE dossier (purse BYTES NOT NULL, company TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL,
    data TEXT NOT NULL, at INT64 NOT NULL, PRIMARY KEY (purse, company, kind, id)) CLUSTERED FILLED(90)""",
)


def upgrade() -> None:
    """Make the table."""
    make(*TABLES)
    op.execute("CREATE INDEX dossier_state ON dossier (company, kind, state, purse, id)")
    secure("dossier")
