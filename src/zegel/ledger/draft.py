"""A journal entry under way: postings are gathered against a view of the purse in which they already count.

Nothing moves on the purse until the finished entry is applied, so a refusal half-way leaves no trace.
"""

from collections.abc import Callable, Iterator
from typing import Final

from zegel.core.ids import PurseId
from zegel.core.periods import Day, Instant
from zegel.ledger.accounts import AVAILABLE, DEBT, ISSUED, PENDING, PURSE_ACCOUNTS, RESERVED
from zegel.ledger.entries import (
    Count,
    HoldMark,
    JournalEntry,
    LotRef,
    LotTerms,
    Posting,
    ReturnMark,
    TierMark,
    canonical_text,
    chain_hash,
)
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse


class NotLoaded(Exception):
    """Spending from `purse` needs more lots of `unit`, enough for `amount`, than were loaded."""

    def __init__(self, purse: PurseId, unit: str, amount: int) -> None:
        self.purse, self.unit, self.amount = purse, unit, amount
        super().__init__(unit)


class Draft:
    """The postings and marks of the entry that `purse` gets next."""

    __slots__ = ("_balances", "_held", "_opened", "counts", "hold", "linked", "postings", "purse", "returned", "seq", "tier", "undoes")

    def __init__(self, purse: Purse) -> None:
        self.purse = purse
        self.seq = purse.seq + 1
        self.postings: list[Posting] = []
        self.counts: list[Count] = []
        self.returned: list[ReturnMark] = []
        self.tier: TierMark | None = None
        self.hold: HoldMark | None = None
        self.linked: LotRef | None = None
        self.undoes = 0
        self._balances: dict[tuple[str, str], int] = {}
        self._held: dict[tuple[int, int, str], int] = {}
        """(lot seq, lot n, account) → change in this draft."""
        self._opened: list[Lot] = []

    # -- reading, with what is drafted already

    def balance(self, unit: str, account: str) -> int:
        """The balance as it will be."""
        key = (unit, account)
        return self.purse.balances.get(key, 0) + self._balances.get(key, 0)

    def spendable(self, unit: str) -> int:
        """What may be spent: available less debt."""
        return self.balance(unit, AVAILABLE) + self.balance(unit, DEBT)

    def left(self, lot: Lot, account: str) -> int:
        """What `lot` will have on `account` (`pending`, `available`, `reserved`, `spent` as redeemed, `expired`)."""
        return _ON_ACCOUNT[account](lot) + self._held.get((lot.seq, lot.n, account), 0)

    # -- writing

    def open(self, unit: str, destination: str, amount: int, terms: LotTerms, source: str = ISSUED) -> tuple[int, int]:
        """A new lot of `amount` on `destination`; gives the lot's (seq, n)."""
        n = len(self.postings)
        self.postings.append(Posting(unit, source, destination, amount, None, terms))
        lot = Lot(self.seq, n, unit, terms.opened_at, terms.available_at, terms.expires_at, amount)
        self._opened.append(lot)
        self._held[self.seq, n, destination] = amount
        self._change(unit, source, destination, amount)
        return (self.seq, n)

    def move(self, unit: str, source: str, destination: str, amount: int, lot: tuple[int, int] | None) -> None:
        """`amount` from account to account, on `lot` or (debt) on none."""
        self.postings.append(Posting(unit, source, destination, amount, lot, None))
        self._change(unit, source, destination, amount)
        if lot is not None:
            held = self._held
            out = (lot[0], lot[1], source)
            held[out] = held.get(out, 0) - amount
            into = (lot[0], lot[1], destination)
            held[into] = held.get(into, 0) + amount

    def spend(self, unit: str, amount: int, destination: str) -> None:
        """`amount` from available to `destination`: soonest expiry first, then oldest, then number. It must be there."""
        assert amount <= self.balance(unit, AVAILABLE), "checked before: enough is available"
        for lot in self._in_spend_order(unit, amount):
            part = min(amount, self.left(lot, AVAILABLE))
            if part:
                self.move(unit, AVAILABLE, destination, part, (lot.seq, lot.n))
                amount -= part
                if not amount:
                    return
        raise AssertionError("the lots do not add up to the balance")

    def settle(self, unit: str) -> int:
        """Pay off debt out of what is available now; gives how much."""
        debt = -self.balance(unit, DEBT)
        if debt <= 0:
            return 0
        paid = min(debt, self.balance(unit, AVAILABLE))
        if paid:
            self.spend(unit, paid, DEBT)
        return paid

    def _change(self, unit: str, source: str, destination: str, amount: int) -> None:
        balances = self._balances
        if source in PURSE_ACCOUNTS:
            balances[unit, source] = balances.get((unit, source), 0) - amount
        if destination in PURSE_ACCOUNTS:
            balances[unit, destination] = balances.get((unit, destination), 0) + amount

    def _in_spend_order(self, unit: str, amount: int) -> Iterator[Lot]:
        queue = self.purse.queue(unit)
        lots = queue.in_spend_order()
        extra = [lot for lot in self._opened if lot.unit == unit] + self._revived(unit)
        if extra:
            lots = sorted([*lots, *extra], key=lambda lot: lot.order)
        last = queue.loaded_until if self.purse.balances.get((unit, AVAILABLE)) else None
        for lot in lots:
            if last is not None and lot.order > last:
                raise NotLoaded(self.purse.id, unit, amount)
            yield lot
        if last is not None:
            raise NotLoaded(self.purse.id, unit, amount)

    def _revived(self, unit: str) -> list[Lot]:
        """Lots that had nothing available before this draft and have now."""
        lots = self.purse.lots
        return [
            lots[seq, n]
            for (seq, n, account), change in self._held.items()
            if account == AVAILABLE and change > 0 and seq != self.seq and lots[seq, n].unit == unit and not lots[seq, n].available
        ]

    # -- finishing

    def entry(
        self, kind: str, at: Instant, happened_at: Instant, day: Day, actor: str, branch: str, till: str, reason: str, receipt: bytes
    ) -> JournalEntry:
        """The finished entry, numbered and chained; `receipt` is the receipt document's digest or empty."""
        purse = self.purse
        made = JournalEntry(
            purse.id, self.seq, purse.hash, kind, at, happened_at, day, actor, branch, till, reason, receipt, tuple(self.postings),
            tuple(self.counts), self.tier, self.hold, tuple(self.returned), self.linked, self.undoes, b"",
        )  # fmt: skip
        return with_hash(made)


def with_hash(entry: JournalEntry) -> JournalEntry:
    """`entry` with its hash filled in."""
    object.__setattr__(entry, "hash", chain_hash(entry.previous, canonical_text(entry)))
    return entry


def lot_ref(purse: PurseId, lot: Lot) -> LotRef:
    """The lot's full name."""
    return LotRef(purse, lot.seq, lot.n)


_ON_ACCOUNT: Final[dict[str, Callable[[Lot], int]]] = {
    PENDING: lambda lot: lot.pending,
    AVAILABLE: lambda lot: lot.available,
    RESERVED: lambda lot: lot.reserved,
    "redeemed": lambda lot: lot.spent,
    "expired": lambda lot: lot.expired,
}
