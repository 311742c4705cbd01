"""Lots: points with one origin and one expiry, and the order in which they are spent.

A lot is a projection of postings: `books rebuild` re-makes it, `books check` compares it.
"""

from bisect import bisect_left
from operator import attrgetter

from zegel.core.periods import NEVER, Instant


class Lot:
    """One lot's counts. Σ counts = amount. Moved on by `Purse.apply` only; everything else reads."""

    __slots__ = (
        "amount", "available", "available_at", "expired", "expires_at", "key", "n", "opened_at", "order", "origin", "pending", "reserved",
        "seq", "spent", "taken", "unit",
    )  # fmt: skip

    def __init__(
        self,
        seq: int,
        n: int,
        unit: str,
        opened_at: Instant,
        available_at: Instant,
        expires_at: Instant,
        amount: int,
        origin: tuple[bytes, int, int] | None = None,
    ) -> None:
        self.seq, self.n, self.unit = seq, n, unit
        self.opened_at, self.available_at, self.expires_at = opened_at, available_at, expires_at
        self.amount, self.origin = amount, origin
        self.pending = self.available = self.reserved = 0
        self.spent = self.expired = self.taken = 0
        """`taken`: gone back by a return, a correction, a settlement of debt or a transfer."""
        self.order = (expires_at, opened_at, seq, n)
        """Spend order: earliest expiry (none last), then oldest, then number."""
        self.key = (seq, n)
        """The lot's name within its purse."""

    @property
    def due_at(self) -> Instant:
        """When something next happens to this lot by itself, NEVER if nothing does."""
        if self.pending:
            return min(self.available_at, self.expires_at)
        return self.expires_at if self.available else NEVER

    def state(self) -> tuple[int, ...]:
        """All that a rebuild must give again."""
        return (
            self.seq, self.n, self.opened_at, self.available_at, self.expires_at, self.amount, self.pending, self.available,
            self.reserved, self.spent, self.expired, self.taken,
        )  # fmt: skip


class LotQueue:
    """The lots of one unit with something available, in spend order, as far as they were loaded.

    `loaded_until` is the spend order up to which the store's lots are all here; None when every open lot is.
    A purse in replay has them all; the desk loads only what a command may spend.
    """

    __slots__ = ("_lots", "loaded_until")

    def __init__(self, loaded_until: tuple[int, int, int, int] | None = None) -> None:
        self._lots: list[Lot] = []
        self.loaded_until = loaded_until

    def add(self, lot: Lot) -> None:
        """Put `lot` in its place; adding it twice does nothing."""
        order, lots = lot.order, self._lots
        if not lots or order > lots[-1].order:
            lots.append(lot)
            return
        i = bisect_left(lots, order, key=_order)
        if lots[i].order != order:
            lots.insert(i, lot)

    def in_spend_order(self) -> list[Lot]:
        """The lots with something available, soonest first; drops exhausted ones at the head on the way."""
        lots = self._lots
        gone = 0
        while gone < len(lots) and not lots[gone].available:
            gone += 1
        if gone:
            del lots[:gone]
        return lots

    def next_expiry(self) -> Instant:
        """The earliest expiry among lots with something available, NEVER if there is none."""
        lots = self.in_spend_order()
        return lots[0].expires_at if lots else NEVER


_order = attrgetter("order")
