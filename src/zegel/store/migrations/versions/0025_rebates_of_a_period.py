"""The way to what the books add up of rebates in money, a company's and a day's at a time.

Without it a tax return looked through every measure of every member. Making an index keeps writers of its table waiting on PostgreSQL
while it is made (some seconds a million rows); readers go on. Older code goes on beside it.
"""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Add it; nearly all measures are of something else, and are not in it."""
    op.execute("CREATE INDEX measure_day_rebate ON measure_day (company, day) WHERE SUBSTR(measure, 1, 7) = 'rebate '")
