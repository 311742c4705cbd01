"""Articles: the shop's catalogue, which completes lines that name an article and say little of it.

Locks nothing that is used: it only adds a table. Older code goes on beside it.
"""

from zegel.store.migrations.wording import make, secure

revision = "0005"
down_revision = "0004"

TABLES = (
    """CREATE TABLE article (company TEXT NOT NULL, sku TEXT NOT NULL, name_nl TEXT NOT NULL, name_en TEXT NOT NULL,
    category TEXT NOT NULL, brand TEXT NOT NULL, tags TEXT NOT NULL, vat_bp INT64, cost_minor INT64, floor_minor INT64,
    condition TEXT NOT NULL, legal_class TEXT NOT NULL, at INT64 NOT NULL, PRIMARY KEY (company, sku)) CLUSTERED""",
)


def upgrade() -> None:
    """Make the table."""
    make(*TABLES)
    secure("article")
