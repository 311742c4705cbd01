"""Booking a bonus: what a business customer has coming, in minor units of the company's currency, as a unit with books of its own."""

from zegel.core.periods import NEVER, Instant
from zegel.ledger.accounts import AVAILABLE, DEBT, ISSUED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import LotTerms
from zegel.program.stored_value import BONUS


def bonus_unit(currency: str) -> str:
    """The unit that bonuses are counted in: one is a cent."""
    return f"{BONUS}:{currency}"


def book_bonus(draft: Draft, currency: str, minor: int, at: Instant) -> None:
    """`minor` more than was booked before: granted (issued → available), or below zero taken back, and owed where it was paid already."""
    unit = bonus_unit(currency)
    if minor > 0:
        draft.open(unit, AVAILABLE, minor, LotTerms(at, at, NEVER, None))
        draft.settle(unit)
        return
    there = min(-minor, draft.balance(unit, AVAILABLE))
    if there:
        draft.spend(unit, there, ISSUED)
    if -minor > there:
        draft.move(unit, DEBT, ISSUED, -minor - there, None)
