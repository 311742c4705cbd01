"""Purses and entries made by hand, without any program."""

from zegel.core.ids import PurseId
from zegel.core.periods import NEVER, Day, Instant
from zegel.ledger.accounts import AVAILABLE, ISSUED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import JournalEntry, LotTerms, Posting, sealed
from zegel.ledger.purse import Purse

PURSE = PurseId(b"p" * 16)
TODAY = Day("2026-03-03")
POINTS = "points"


def entry(purse: Purse, *postings: Posting, kind: str = "adjust", at: int = 0, seq: int = 0, previous: bytes | None = None) -> JournalEntry:
    """The purse's next entry, or one with another number or hash before it."""
    return sealed(
        JournalEntry(
            purse.id, seq or purse.seq + 1, purse.hash if previous is None else previous, kind, Instant(at), Instant(at), TODAY, "anna", "",
            "", "", b"", postings, (), None, None, (), None, 0, b"",
        )
    )  # fmt: skip


def opens(
    amount: int, *, expires: int = NEVER, opened: int = 0, destination: str = AVAILABLE, source: str = ISSUED, unit: str = POINTS
) -> Posting:
    """A posting that opens a lot."""
    return Posting(unit, source, destination, amount, None, LotTerms(Instant(opened), Instant(opened), Instant(expires), None))


def moves(amount: int, source: str, destination: str, lot: tuple[int, int] | None) -> Posting:
    return Posting(POINTS, source, destination, amount, lot, None)


def purse_with(*lots: Posting, complete: bool = True) -> Purse:
    """A purse whose first entry opens `lots`."""
    purse = Purse(PURSE, complete=complete)
    purse.apply(entry(purse, *lots))
    return purse


def book(draft: Draft, kind: str = "adjust") -> JournalEntry:
    """Finish the draft and move its purse on."""
    made = draft.entry(kind, Instant(0), Instant(0), TODAY, "anna", "", "", "", b"")
    draft.purse.apply(made)
    return made


def moved(draft: Draft) -> list[tuple[str, str, int, tuple[int, int] | None]]:
    """The draft's postings as (source, destination, amount, lot)."""
    return [(p.source, p.destination, p.amount, p.lot) for p in draft.postings]
