"""The partners of a coalition: one purse, branches of their own, and what they pay each other for points (domain.md M44)."""

from fractions import Fraction
from typing import Final

from zegel.core.money import CURRENCIES
from zegel.core.value import value
from zegel.program.model import Words

MILLIONTHS: Final = 1_000_000


@value
class Partner:
    """One partner. It pays `issued_at` minor units for each point that it issues, and gets `redeemed_at` for each redeemed there; exact."""

    id: str
    names: Words
    branches: tuple[str, ...]
    issued_at: Fraction
    redeemed_at: Fraction


@value
class Coalition:
    """Partners that share `unit`. A month's settlement can be disputed for `disputed_days` after it ended."""

    unit: str
    partners: tuple[Partner, ...]
    disputed_days: int

    def of_branch(self, branch: str) -> Partner | None:
        """The partner whose branch it is, None where it is the operator's own."""
        return next((partner for partner in self.partners if branch in partner.branches), None)


def clearing_unit(currency: str) -> str:
    """What partners owe each other, counted in millionths of the currency, so that no entry rounds."""
    return f"clearing:{currency}"


CLEARING: Final = "clearing"
"""The operator's side of what partners owe and are owed."""


def issued_by(partner: str) -> str:
    """The account of what a partner owes for points that it issued."""
    return f"issued by {partner}"


def redeemed_at(partner: str) -> str:
    """The account of what a partner is owed for points redeemed with it."""
    return f"redeemed at {partner}"


def corrected_for(partner: str) -> str:
    """The account of what settlements were corrected by, in the partner's favour."""
    return f"corrected for {partner}"


def clearing_accounts(coalition: Coalition) -> tuple[str, ...]:
    """Every account of the clearing unit."""
    return (CLEARING, *(account for p in coalition.partners for account in (issued_by(p.id), redeemed_at(p.id), corrected_for(p.id))))


def millionths(minor: Fraction, currency: str) -> int:
    """An amount of minor units in millionths of the currency; the language allows no finer ones."""
    found = minor * MILLIONTHS / 10 ** CURRENCIES[currency]
    assert found.denominator == 1, "a price has at most six decimals"
    return int(found)
