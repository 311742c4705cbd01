"""What is handed out to everybody in a segment: to whom, how far it is, and who was left out.

Locks nothing that is used: it only adds tables. Older code goes on beside it.
"""

from alembic import op

from zegel.store.migrations.wording import make, secure

revision = "0027"
down_revision = "0026"

HANDOUT = """CREATE TABLE handout (company TEXT NOT NULL, id TEXT NOT NULL, segment TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    filters TEXT NOT NULL, data TEXT NOT NULL, state TEXT NOT NULL, asked INT64 NOT NULL, seed BYTES, asked_by TEXT NOT NULL,
    decided_by TEXT NOT NULL, at INT64 NOT NULL, changed_at INT64 NOT NULL, PRIMARY KEY (company, id)) CLUSTERED"""

MEMBER = """CREATE TABLE handout_member (purse BYTES NOT NULL, company TEXT NOT NULL, handout TEXT NOT NULL, place INT64 NOT NULL,
    state TEXT NOT NULL, why TEXT NOT NULL, at INT64 NOT NULL, PRIMARY KEY (purse, company, handout)) CLUSTERED"""


def upgrade() -> None:
    """Make the tables, and the way to what is still to be done."""
    make(HANDOUT)
    make(MEMBER)
    secure("handout")
    secure("handout_member")
    op.execute("CREATE INDEX handout_state ON handout (company, state)")
    op.execute("CREATE INDEX handout_member_state ON handout_member (company, handout, state, place)")
