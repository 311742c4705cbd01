"""Ways back to one member: from a card to those that it took over, from a member to their codes, and to all that finds them.

Without them each was looked for among all there are. Making an index keeps writers of its table waiting on PostgreSQL while it is made
(some seconds a million rows); readers go on. Older code goes on beside it.
"""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add them; codes of nobody and cards that stand by themselves, nearly all there are, are in neither."""
    op.execute("CREATE INDEX purse_alias ON purse (company, alias_of) WHERE alias_of IS NOT NULL")
    op.execute("DROP INDEX identifier_purse")
    op.execute("CREATE INDEX identifier_purse ON identifier (purse, company, at)")  # with all that is asked, or SQLite goes another way
    op.execute("CREATE INDEX code_member ON code (company, member) WHERE member IS NOT NULL")
