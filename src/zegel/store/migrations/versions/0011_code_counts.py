"""How many codes of a batch are out, held, used up: counted from now on with every change of a code.

Locks nothing that is used: it only adds a table, and counts once what is there. Older code beside it changes codes without counting
them: `zegel books rebuild` counts anew.
"""

from alembic import op

from zegel.store.migrations.wording import make, on_sqlite, secure

revision = "0011"
down_revision = "0010"

TABLE = """CREATE TABLE code_count (company TEXT NOT NULL, batch TEXT NOT NULL, state TEXT NOT NULL, valid_until INT64 NOT NULL,
    issued INT64 NOT NULL, held INT64 NOT NULL, used INT64 NOT NULL, used_up INT64 NOT NULL, usable INT64 NOT NULL,
    PRIMARY KEY (company, batch, state, valid_until)) CLUSTERED FILLED(90)"""

# Row-level security shows the owner, too, only the companies that are named.
EVERYBODY = "SELECT set_config('zegel.companies', (SELECT COALESCE(array_agg(id), '{}')::text FROM company), true)"
COUNT = """INSERT INTO code_count (company, batch, state, valid_until, issued, held, used, used_up, usable)
    SELECT company, batch, state, valid_until, COUNT(*), SUM(held), SUM(used), SUM(CASE WHEN uses_left + held = 0 THEN 1 ELSE 0 END),
    SUM(CASE WHEN uses_left > 0 THEN 1 ELSE 0 END) FROM code GROUP BY company, batch, state, valid_until"""


def upgrade() -> None:
    """Make the table and count."""
    make(TABLE)
    secure("code_count")
    if not on_sqlite():
        op.execute(EVERYBODY)
    op.execute(COUNT)
