"""The books of a few purses at a time, replayed from nothing: what check, verify and rebuild have in common."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from zegel.core.ids import CompanyId, PurseId
from zegel.core.value import value
from zegel.ledger.entries import GENESIS, JournalEntry, canonical_bytes, chain_hash
from zegel.ledger.purse import Purse
from zegel.store.entry_rows import ENTRY_COLUMNS, POSTING_COLUMNS, entry_from, posting_from
from zegel.store.lookups import PURSE_COLUMNS, Row
from zegel.store.statements import Reader

Key: TypeAlias = tuple[bytes, int]

PAGE: Final = 2_000
"""Entries read at a time."""
CHUNK_PURSES: Final = 200
LAST: Final = b"\xff" * 17
"""After every purse."""

_PURSES: Final = f"SELECT {PURSE_COLUMNS}, sealed_seq FROM purse WHERE company = $1 AND id > $2 ORDER BY id LIMIT {CHUNK_PURSES}"
_ENTRIES: Final = (
    f"SELECT {ENTRY_COLUMNS} FROM entry WHERE company = $1 AND (purse, company, seq) > ($2, $1, $3) AND purse <= $4"
    f" ORDER BY purse, company, seq LIMIT {PAGE}"
)
_POSTINGS: Final = (
    f"SELECT {POSTING_COLUMNS} FROM posting WHERE company = $1 AND (purse, company, seq) > ($2, $1, $3)"
    " AND (purse, company, seq) <= ($4, $1, $5) ORDER BY purse, company, seq, n"
)


@value
class Finding:
    """Something in the books that is not as it was written: whose, from which entry on (0: the purse's row), what."""

    purse: PurseId | None
    seq: int
    what: str


@value
class Chunk:
    """Some purses in the order of their ids: their rows, and everything up to and including `upto`."""

    rows: dict[bytes, Row]
    after: bytes
    upto: bytes
    is_last: bool


class Replayed:
    """A purse re-made from its entries, as far as they are sound. `digests` are the receipts that its entries vouch for."""

    __slots__ = ("digests", "finding", "purse", "sums")

    def __init__(self, purse: PurseId) -> None:
        self.purse = Purse(purse)
        self.finding: Finding | None = None
        self.digests: dict[int, bytes] = {}
        self.sums: dict[tuple[str, str], int] = {}
        """(unit, account) → what came in less what went out, company accounts too."""

    def take(self, entry: JournalEntry, *, chain_only: bool) -> None:
        """Move on by `entry`, or find what is wrong with it."""
        purse = self.purse
        if self.finding is not None:
            return
        if entry.seq != purse.seq + 1:
            self.finding = Finding(purse.id, purse.seq + 1, f"entry {purse.seq + 1} is missing")
        elif chain_hash(purse.hash, canonical_bytes(entry)) != entry.hash:
            self.finding = Finding(purse.id, entry.seq, "the entry is not what was hashed")
        elif chain_only:
            purse.seq, purse.hash = entry.seq, entry.hash
        else:
            self._apply(entry)

    def _apply(self, entry: JournalEntry) -> None:
        try:
            self.purse.apply(entry)
        except (AssertionError, KeyError) as wrong:
            self.finding = Finding(self.purse.id, entry.seq, f"the entry cannot be booked: {wrong}")
            return
        if entry.receipt_digest:
            self.digests[entry.seq] = entry.receipt_digest
        sums = self.sums
        for p in entry.postings:
            sums[p.unit, p.source] = sums.get((p.unit, p.source), 0) - p.amount
            sums[p.unit, p.destination] = sums.get((p.unit, p.destination), 0) + p.amount


async def next_chunk(reader: Reader, company: CompanyId, after: bytes, most_entries: int) -> Chunk:
    """The purses after `after`, about `most_entries` entries' worth, at least one purse unless none is left."""
    rows = await reader.read(_PURSES, (company, after))
    taken: dict[bytes, Row] = {}
    entries = 0
    for row in rows:
        if taken and entries + row[2] > most_entries:
            break
        taken[row[0]] = row
        entries += row[2]
    is_last = len(taken) == len(rows) < CHUNK_PURSES
    # Entries whose purse has no row any more are read with the purse before them, or with the last one.
    return Chunk(taken, after, LAST if is_last else max(taken), is_last)


async def replay(reader: Reader, company: CompanyId, chunk: Chunk, *, chain_only: bool = False) -> dict[bytes, Replayed]:
    """Every purse of `chunk` re-made from its entries; also those that only entries know of."""
    found = {id_: Replayed(PurseId(id_)) for id_ in chunk.rows}
    key: Key = (chunk.after, 2**62)
    while True:
        headers = await reader.read(_ENTRIES, (company, *key, chunk.upto))
        end: Key = (headers[-1][0], headers[-1][1]) if len(headers) == PAGE else (chunk.upto, 2**62)
        legs = await reader.read(_POSTINGS, (company, *key, *end))
        for entry in _entries(found, headers, legs):
            found[entry.purse].take(entry, chain_only=chain_only)
        if len(headers) < PAGE:
            return found
        key = end


def _entries(found: dict[bytes, Replayed], headers: Sequence[Row], legs: Sequence[Row]) -> Iterator[JournalEntry]:
    """Headers and legs in step. A leg without its header is a finding."""
    at, n = 0, len(legs)
    for row in headers:
        key = (row[0], row[1])
        mine: list[Row] = []
        while at < n and (legs[at][0], legs[at][1]) <= key:
            if (legs[at][0], legs[at][1]) == key:
                mine.append(legs[at])
            else:
                _stray(found, legs[at])
            at += 1
        replayed = found.setdefault(row[0], Replayed(PurseId(row[0])))
        yield entry_from(row, replayed.purse.hash if replayed.purse.seq else GENESIS, tuple([posting_from(leg) for leg in mine]))
    for leg in legs[at:]:
        _stray(found, leg)


def _stray(found: dict[bytes, Replayed], leg: Row) -> None:
    replayed = found.setdefault(leg[0], Replayed(PurseId(leg[0])))
    if replayed.finding is None:
        replayed.finding = Finding(PurseId(leg[0]), leg[1], "a posting without its entry")


def grouped(rows: Sequence[Any]) -> dict[bytes, list[Row]]:
    """Rows that begin with a purse, by purse."""
    found: dict[bytes, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(tuple(row))
    return found
