"""Mail to an address that is nobody's card yet, and links and codes, are found by whose they are: what is told of somebody reads no others.

Locks both tables against writing while their indexes are made; it changes no row. Older code goes on beside it.
"""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Make the indexes."""
    op.execute("CREATE INDEX message_intent_address ON message_intent (company, address, purse) WHERE purse IS NULL")
    op.execute("CREATE INDEX one_time_whose ON one_time (company, subject, kind)")
