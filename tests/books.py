"""The books checked from the outside (reliability.md L1-L4, L7, L8): what holds for every purse after every entry.

It adds up postings by itself, and makes each purse again from its entries, so that `Purse.apply` is not its own judge.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from zegel.core.ids import PurseId
from zegel.ledger.accounts import ACCOUNTS, AVAILABLE, DEBT, PENDING, PURSE_ACCOUNTS, RESERVED
from zegel.ledger.entries import ENTRY_KINDS, GENESIS, JournalEntry, canonical_bytes, chain_hash
from zegel.ledger.purse import Purse


class Books:
    """Every entry of every purse, as it was booked."""

    def __init__(self) -> None:
        self.entries: defaultdict[PurseId, list[JournalEntry]] = defaultdict(list)
        self.sums: Counter[tuple[PurseId, str, str]] = Counter()
        """(purse, unit, account) → sum of postings; the company's accounts under each purse that moved them."""

    def add(self, entries: Iterable[JournalEntry]) -> None:
        """Take in what was booked; each entry must follow its purse's last and be balanced."""
        for entry in entries:
            self._check_chain(entry)
            for n, posting in enumerate(entry.postings):
                self._check_posting(entry, n)
                self.sums[entry.purse, posting.unit, posting.source] -= posting.amount
                self.sums[entry.purse, posting.unit, posting.destination] += posting.amount
            self.entries[entry.purse].append(entry)

    def _check_chain(self, entry: JournalEntry) -> None:
        before = self.entries[entry.purse]
        assert entry.kind in ENTRY_KINDS
        assert entry.seq == len(before) + 1, "numbered without gaps"
        assert entry.previous == (before[-1].hash if before else GENESIS), "chained to the entry before"
        assert entry.hash == chain_hash(entry.previous, canonical_bytes(entry)), "the hash covers what is there"

    def _check_posting(self, entry: JournalEntry, n: int) -> None:
        posting = entry.postings[n]
        assert posting.amount > 0, "a posting moves something"
        assert posting.source in ACCOUNTS
        assert posting.destination in ACCOUNTS
        assert posting.source != posting.destination
        assert posting.opens is None or posting.lot is None, "it opens a lot or moves one"

    def check(self, purse: Purse) -> None:
        """Balances are the sums of postings and of lots, nothing is below zero but debt, and debt only where nothing is available."""
        mine = {
            (unit, account): n for (owner, unit, account), n in self.sums.items() if owner == purse.id and account in PURSE_ACCOUNTS and n
        }
        assert purse.balances == mine, "balance = sum of postings"
        in_lots: Counter[tuple[str, str]] = Counter()
        for lot in purse.lots.values():
            counts = (lot.pending, lot.available, lot.reserved, lot.spent, lot.expired, lot.taken)
            assert min(counts) >= 0
            assert sum(counts) == lot.amount, "every point is somewhere, once"
            in_lots.update({(lot.unit, PENDING): lot.pending, (lot.unit, AVAILABLE): lot.available, (lot.unit, RESERVED): lot.reserved})
        assert {key: n for key, n in mine.items() if key[1] != DEBT} == {key: n for key, n in in_lots.items() if n}, "balance = sum of lots"
        for (unit, account), count in mine.items():
            assert count > 0 if account != DEBT else count < 0
            assert account != DEBT or not mine.get((unit, AVAILABLE)), "no debt while something is available"
        self.check_rebuilt(purse)

    def check_rebuilt(self, purse: Purse) -> None:
        """The purse made again from its entries is the same."""
        again = Purse(purse.id)
        for entry in self.entries[purse.id]:
            again.apply(entry)
        assert again.seq == purse.seq
        assert again.hash == purse.hash
        assert again.balances == purse.balances
        assert {k: lot.state() for k, lot in again.lots.items()} == {k: lot.state() for k, lot in purse.lots.items()}
        assert again.measures == purse.measures
        assert again.totals == purse.totals
        assert (again.tier, again.tier_review_at, again.returned, again.holds) == (
            purse.tier, purse.tier_review_at, purse.returned, purse.holds,
        )  # fmt: skip
        assert purse.next_due <= purse.find_due(), "nothing due is overlooked"

    def check_company(self) -> None:
        """Over all purses each unit's accounts add up to nothing, and nothing is left between two purses."""
        units: Counter[str] = Counter()
        between: Counter[str] = Counter()
        for (_, unit, account), count in self.sums.items():
            units[unit] += count
            between[unit] += count if account == "in transit" else 0
        assert set(units.values()) <= {0}
        assert set(between.values()) <= {0}
