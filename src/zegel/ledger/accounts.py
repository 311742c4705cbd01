"""The chart of accounts. An account is a place for one unit in one state; a posting names two of them and one unit."""

from typing import Final

# Accounts of a purse. The first three are never below zero; `debt` is never above it.
PENDING: Final = "pending"
"""Earned, not yet spendable."""
AVAILABLE: Final = "available"
"""Spendable; equals the sum of what the open lots have available."""
RESERVED: Final = "reserved"
"""Set aside by an open hold."""
DEBT: Final = "debt"
"""What a clawback took that was spent already; the next earnings settle it."""

# Accounts of the company. They have no stored balance: they are sums over postings.
ISSUED: Final = "issued"
"""Where points come from when they are earned, and go back to when a sale is returned."""
REDEEMED: Final = "redeemed"
"""What members spent."""
EXPIRED: Final = "expired"
"""What lapsed (breakage)."""
ADJUSTED: Final = "adjusted"
"""The other side of corrections by hand."""
IN_TRANSIT: Final = "in transit"
"""Between two purses: each transfer's two entries leave it at zero."""

PURSE_ACCOUNTS: Final = (PENDING, AVAILABLE, RESERVED, DEBT)
COMPANY_ACCOUNTS: Final = (ISSUED, REDEEMED, EXPIRED, ADJUSTED, IN_TRANSIT)
ACCOUNTS: Final = PURSE_ACCOUNTS + COMPANY_ACCOUNTS
