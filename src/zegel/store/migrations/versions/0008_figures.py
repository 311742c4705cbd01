"""Figures a day and members' rhythms, added to with every seal.

Locks nothing that is used: it only adds tables. What was sealed before this step is in no figure: nothing was released yet.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0008"
down_revision = "0007"

TABLES = (
    """CREATE TABLE day_figure (company TEXT NOT NULL, day TEXT NOT NULL, branch TEXT NOT NULL, figure TEXT NOT NULL,
    value INT64 NOT NULL, PRIMARY KEY (company, day, branch, figure)) CLUSTERED""",
    """CREATE TABLE rhythm (purse BYTES NOT NULL, company TEXT NOT NULL, visits INT64 NOT NULL, first_day TEXT NOT NULL,
    last_day TEXT NOT NULL, spent_minor INT64 NOT NULL, PRIMARY KEY (purse, company)) CLUSTERED""",
)


def upgrade() -> None:
    """Make the tables."""
    make(*TABLES)
    op.execute("CREATE INDEX rhythm_last ON rhythm (company, last_day)")
    secure("day_figure", "rhythm")
