"""A journal entry under way: postings are gathered against a view of the purse in which they already count.

Nothing moves on the purse until the finished entry is applied, so a refusal half-way leaves no trace.
"""

from collections.abc import Iterator

from zegel.core.ids import PurseId
from zegel.core.periods import Day, Instant
from zegel.ledger.accounts import AVAILABLE, DEBT, EXPIRED, ISSUED, PENDING, REDEEMED, RESERVED
from zegel.ledger.entries import (
    Count,
    HoldMark,
    JournalEntry,
    LotRef,
    LotTerms,
    Posting,
    ReturnMark,
    TierMark,
    canonical_bytes,
    chain_hash,
)
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse


class NotLoaded(Exception):  # not an error: a question for more lots
    """Spending from `purse` needs more lots of `unit`, enough for `amount`, than were loaded."""

    def __init__(self, purse: PurseId, unit: str, amount: int) -> None:
        self.purse, self.unit, self.amount = purse, unit, amount
        super().__init__(unit)


class Draft:
    """The postings and marks of the entry that `purse` gets next. Reading looks through the few postings so far."""

    __slots__ = ("counts", "hold", "linked", "postings", "purse", "returned", "seq", "tier", "undoes")

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

    # -- reading, with what is drafted already

    def balance(self, unit: str, account: str) -> int:
        """The balance as it will be."""
        found = self.purse.balances.get((unit, account), 0)
        for p in self.postings:
            if p.unit == unit:
                if p.source == account:
                    found -= p.amount
                elif p.destination == account:
                    found += p.amount
        return found

    def spendable(self, unit: str) -> int:
        """What may be spent: available less debt."""
        return self.balance(unit, AVAILABLE) + self.balance(unit, DEBT)

    def left(self, lot: Lot, account: str) -> int:
        """What `lot` will have on `account` (`pending`, `available`, `reserved`, `redeemed`, `expired`)."""
        key = (lot.seq, lot.n)
        found = _on(lot, account)
        for p in self.postings:
            if p.lot == key:
                if p.source == account:
                    found -= p.amount
                elif p.destination == account:
                    found += p.amount
        return found

    # -- writing

    def open(self, unit: str, destination: str, amount: int, terms: LotTerms, source: str = ISSUED) -> None:
        """A new lot of `amount` on `destination`, named by this entry and the posting's place in it."""
        self.postings.append(Posting(unit, source, destination, amount, None, terms))

    def move(self, unit: str, source: str, destination: str, amount: int, lot: tuple[int, int] | None) -> None:
        """`amount` from account to account, on `lot` or (debt) on none."""
        self.postings.append(Posting(unit, source, destination, amount, lot, None))

    def spend(self, unit: str, amount: int, destination: str) -> None:
        """`amount` from available to `destination`: soonest expiry first, then oldest, then number. It must be there."""
        assert amount <= self.balance(unit, AVAILABLE), "checked before: enough is available"
        moved = self._moved(unit)
        for lot in self._in_spend_order(unit, amount):
            part = min(amount, lot.available + moved.get((lot.seq, lot.n), 0))
            if part > 0:
                self.move(unit, AVAILABLE, destination, part, (lot.seq, lot.n))
                amount -= part
                if not amount:
                    return
        raise AssertionError("the lots do not add up to the balance")

    def _moved(self, unit: str) -> dict[tuple[int, int], int]:
        """Per lot of `unit`, what this draft changed of its available count."""
        moved: dict[tuple[int, int], int] = {}
        for p in self.postings:
            if p.lot is not None and p.unit == unit:
                if p.source == AVAILABLE:
                    moved[p.lot] = moved.get(p.lot, 0) - p.amount
                elif p.destination == AVAILABLE:
                    moved[p.lot] = moved.get(p.lot, 0) + p.amount
        return moved

    def settle(self, unit: str) -> int:
        """Pay off debt out of what is available now; gives how much."""
        debt = -self.balance(unit, DEBT)
        if debt <= 0:
            return 0
        paid = min(debt, self.balance(unit, AVAILABLE))
        if paid:
            self.spend(unit, paid, DEBT)
        return paid

    def _in_spend_order(self, unit: str, amount: int) -> Iterator[Lot]:
        queue = self.purse.queue(unit)
        lots = queue.in_spend_order()
        extra = self._opened(unit) + self._revived(unit)
        if extra:
            # A lot between others stays in the queue when it is exhausted; revived, it may not be counted twice.
            lots = sorted({lot.key: lot for lot in [*lots, *extra]}.values(), key=lambda lot: lot.order)
        last = queue.loaded_until if self.purse.balances.get((unit, AVAILABLE)) else None
        for lot in lots:
            if last is not None and lot.order > last:
                raise NotLoaded(self.purse.id, unit, amount)
            yield lot
        if last is not None:
            raise NotLoaded(self.purse.id, unit, amount)

    def _opened(self, unit: str) -> list[Lot]:
        """The lots of `unit` that this draft opens as available."""
        found = []
        for n, p in enumerate(self.postings):
            if p.opens is not None and p.unit == unit and p.destination == AVAILABLE:
                lot = Lot(self.seq, n, unit, p.opens.opened_at, p.opens.available_at, p.opens.expires_at, p.amount)
                lot.available = p.amount
                found.append(lot)
        return found

    def _revived(self, unit: str) -> list[Lot]:
        """Lots that had nothing available before this draft and have now."""
        lots = self.purse.lots
        keys = {p.lot for p in self.postings if p.destination == AVAILABLE and p.unit == unit and p.lot is not None}
        return [lots[key] for key in keys if key in lots and not lots[key].available]

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
        set_hash(made, "hash", chain_hash(made.previous, canonical_bytes(made)))
        return made


set_hash = object.__setattr__
"""The one field that is only known once the rest is there."""


def lot_ref(purse: PurseId, lot: Lot) -> LotRef:
    """The lot's full name."""
    return LotRef(purse, lot.seq, lot.n)


def first_of(purse: PurseId, lot: Lot) -> LotRef:
    """The full name of the lot that its points were first in, by which whoever undoes a sale finds them: its own where it is that."""
    return lot_ref(purse, lot) if lot.origin is None else LotRef(PurseId(lot.origin[0]), *lot.origin[1:])


def _on(lot: Lot, account: str) -> int:
    """What `lot` has on `account`."""
    if account == AVAILABLE:
        return lot.available
    if account == PENDING:
        return lot.pending
    if account == RESERVED:
        return lot.reserved
    if account == REDEEMED:
        return lot.spent
    return lot.expired if account == EXPIRED else lot.taken
