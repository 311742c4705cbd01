"""Receipts of some days by their kind, each card's together, so that what stands out is counted out of the index alone.

On both databases the index is built at once, beside which nothing is sealed for so long (about two seconds a million receipts); sales go
on. Older code runs beside it.
"""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Add it. It holds what is counted too, so that no row of the table is looked up."""
    op.execute(
        "CREATE INDEX day_receipt_kind ON day_receipt"
        " (company, what, day, purse, at, seq, branch, sold_minor, discount_minor, returned_minor)"
    )
