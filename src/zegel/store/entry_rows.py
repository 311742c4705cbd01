"""Rows → journal entries, as they were hashed."""

from collections.abc import Sequence
from json import loads
from typing import Any, Final

from zegel.core.ids import PurseId
from zegel.core.periods import Day, Instant
from zegel.ledger.entries import GENESIS, Count, HoldMark, JournalEntry, LotRef, LotTerms, Posting, ReturnMark, TierMark
from zegel.store.lookups import Row

ENTRY_COLUMNS: Final = "purse, seq, kind, at, happened_at, business_date, actor, branch, till, reason, receipt_digest, undoes, marks, hash"
POSTING_COLUMNS: Final = (
    "purse, seq, n, unit, source, destination, amount, lot_seq, lot_n, opened_at, available_at, expires_at,"
    " origin_purse, origin_seq, origin_n"
)
PAGE: Final = f"SELECT {ENTRY_COLUMNS} FROM entry WHERE purse = $1 AND company = $2 AND seq >= $3 AND seq <= $4 ORDER BY seq"
"""One purse's entries from number $3 (whose hash is the one before the first wanted) to number $4."""
POSTINGS_OF: Final = f"SELECT {POSTING_COLUMNS} FROM posting WHERE purse = $1 AND company = $2 AND seq > $3 AND seq <= $4 ORDER BY seq, n"


def joined(header: Sequence[Row], legs: Sequence[Row], after: int) -> list[JournalEntry]:
    """Entries numbered above `after`, from rows that begin with number `after` itself (unless it is 0)."""
    postings: dict[int, list[Posting]] = {}
    for row in legs:
        postings.setdefault(row[1], []).append(posting_from(row))
    previous, found = GENESIS, []
    for row in header:
        if row[1] > after:
            found.append(entry_from(row, previous, tuple(postings.get(row[1], ()))))
        previous = row[13]
    return found


def posting_from(row: Row) -> Posting:
    """A posting; columns as in POSTING_COLUMNS."""
    lot = None if row[7] is None else (row[7], row[8])
    if row[9] is None:
        return Posting(row[3], row[4], row[5], row[6], lot, None)
    origin = None if row[12] is None else LotRef(PurseId(row[12]), row[13], row[14])
    return Posting(row[3], row[4], row[5], row[6], lot, LotTerms(row[9], row[10], row[11], origin))


def entry_from(row: Row, previous: bytes, postings: tuple[Posting, ...]) -> JournalEntry:
    """A journal entry; columns as in ENTRY_COLUMNS."""
    marks: dict[str, Any] = {} if row[12] is None else loads(row[12])
    tier, hold, linked = marks.get("tier"), marks.get("hold"), marks.get("linked")
    return JournalEntry(
        PurseId(row[0]), row[1], previous, row[2], row[3], row[4], Day(row[5]), row[6], row[7], row[8], row[9], row[10], postings,
        tuple([Count(measure, Day(day), delta) for measure, day, delta in marks.get("counts", ())]),
        None if tier is None else TierMark(tier[0], Day(tier[1]), Instant(tier[2])),
        None if hold is None else HoldMark(hold[0], hold[1], Instant(hold[2])),
        tuple([ReturnMark(PurseId(bytes.fromhex(of)), seq, line, n) for of, seq, line, n in marks.get("returned", ())]),
        None if linked is None else LotRef(PurseId(bytes.fromhex(linked[0])), linked[1], linked[2]),
        row[11], row[13],
    )  # fmt: skip
