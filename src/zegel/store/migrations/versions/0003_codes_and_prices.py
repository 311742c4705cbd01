"""Codes (coupons, vouchers) by the hash of what is on them, the batches they were made in, and what articles cost from which day on.

Locks nothing that is used: it only adds tables. Older code goes on beside it.
"""

from zegel.store.migrations.wording import make, secure

revision = "0003"
down_revision = "0002"

TABLES = (
    """CREATE TABLE code (company TEXT NOT NULL, hash BYTES NOT NULL, campaign TEXT NOT NULL, batch TEXT NOT NULL, state TEXT NOT NULL,
    member BYTES, tail TEXT NOT NULL, uses_left INT64 NOT NULL, held INT64 NOT NULL, used INT64 NOT NULL, valid_from INT64 NOT NULL,
    valid_until INT64 NOT NULL, value_left INT64 NOT NULL, PRIMARY KEY (company, hash),
    CONSTRAINT code_counts CHECK (uses_left >= 0 AND held >= 0 AND used >= 0 AND value_left >= 0)) CLUSTERED FILLED(90)""",
    """CREATE TABLE code_batch (company TEXT NOT NULL, id TEXT NOT NULL, campaign TEXT NOT NULL, state TEXT NOT NULL, form TEXT NOT NULL,
    asked INT64 NOT NULL, made INT64 NOT NULL, uses INT64 NOT NULL, value_minor INT64 NOT NULL, valid_from INT64 NOT NULL,
    valid_until INT64 NOT NULL, seed BYTES, at INT64 NOT NULL, PRIMARY KEY (company, id)) CLUSTERED""",
    """CREATE TABLE price (company TEXT NOT NULL, sku TEXT NOT NULL, channel TEXT NOT NULL, branch TEXT NOT NULL, since TEXT NOT NULL,
    minor INT64 NOT NULL, PRIMARY KEY (company, sku, channel, branch, since)) CLUSTERED""",
)


def upgrade() -> None:
    """Make the tables."""
    make(*TABLES)
    secure("code", "code_batch", "price")
