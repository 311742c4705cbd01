"""Mail and scanned codes are found by how old they are, and mail by whose it is: what was kept long enough goes without reading the rest.

Locks both tables against writing while their indexes are made; it changes no row. Older code goes on beside it.
"""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the indexes."""
    op.execute("CREATE INDEX message_intent_until ON message_intent (company, until)")
    op.execute("CREATE INDEX message_intent_purse ON message_intent (company, purse) WHERE purse IS NOT NULL")
    op.execute("CREATE INDEX qr_spent_at ON qr_spent (company, at)")
