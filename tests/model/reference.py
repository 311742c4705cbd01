"""The shop as a small model: points in lots, in arithmetic of its own. Nothing here imports Zegel.

The promise (PROGRAM in tests/model/machine.py): a point per full euro, valid two months; on the web they wait three days; ten points
are ten cents, at most half the basket; a pen costs 25; holds last ten minutes; what comes back is valid for five more days at least.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from typing import Any

from tests.model.arithmetic import day_of, end_of, rounded, shared, two_months_after

NEVER = 2**53
Basket = list[tuple[int, int]]  # (net in cents, pieces) a line


@dataclass(eq=False)
class Lot:
    opened: int
    expires: int
    number: int
    available: int = 0
    pending: int = 0
    waits: int = 0
    expired: int = 0
    origin: "Lot | None" = None


@dataclass(eq=False)
class Sale:
    """A basket bought or held, or a reward: (pieces, paid, share of the points) a line, what it took, what came back of each line."""

    purse: "Purse"
    at: int
    lines: list[tuple[int, int, int]]
    took: list[tuple[Lot, int]]
    back: list[int]
    until: int = NEVER
    own: Lot | None = None


@dataclass(eq=False)
class Purse:
    member: bool
    lots: list[Lot] = field(default_factory=list)
    debt: int = 0
    holds: list[Sale] = field(default_factory=list)
    into: "Purse | None" = None
    numbers: int = 0

    @property
    def available(self) -> int:
        return sum(lot.available for lot in self.lots)

    def open(self, **fields: Any) -> Lot:
        self.numbers += 1
        self.lots.append(Lot(number=self.numbers, **fields))
        return self.lots[-1]

    def in_order(self) -> list[Lot]:
        return sorted(self.lots, key=lambda lot: (lot.expires, lot.opened, lot.number))

    def take(self, count: int) -> list[tuple[Lot, int]]:
        took = []
        for lot in self.in_order():
            part = min(count, lot.available)
            lot.available, count = lot.available - part, count - part
            took += [(lot, part)] if part else []
        assert count == 0
        return took

    def given(self, count: int, at: int) -> None:
        self.open(opened=at, expires=end_of(two_months_after(day_of(at))), available=count)
        self.settle()

    def settle(self) -> None:
        paid = min(self.debt, self.available)
        self.take(paid)
        self.debt -= paid

    def let_go(self, hold: Sale, at: int) -> None:
        self.holds.remove(hold)
        for lot, count in hold.took:
            if lot.expires > at:
                lot.available += count
            else:
                lot.expired += count
        self.settle()

    def due(self, at: int) -> "Purse":
        """This purse, or the one that took it over, with everything done that is due by `at`."""
        if self.into:
            return self.into.due(at)
        while True:
            moments = [lot.expires for lot in self.lots if lot.available or lot.pending] + [hold.until for hold in self.holds]
            moment = min([*moments, *(lot.waits for lot in self.lots if lot.pending)], default=NEVER)
            if moment > at:
                return self
            for lot in self.in_order():
                if lot.pending and lot.waits <= moment < lot.expires:
                    lot.available, lot.pending = lot.available + lot.pending, 0
            self.settle()
            for lot in self.lots:
                if lot.expires <= moment:
                    lot.expired, lot.available, lot.pending = lot.expired + lot.available + lot.pending, 0, 0
            for hold in [hold for hold in self.holds if hold.until <= moment]:
                self.let_go(hold, moment)

    def price(self, basket: Basket, points: int | None) -> tuple[str, int]:
        """(refusal, points to use); `points` 0: as many as may be, None: none."""
        has, most = self.available - self.debt, sum(net for net, _ in basket) // 2 // 10 * 10
        wanted = 0 if points is None else points or max(min(has // 10 * 10, most), 0)
        return "step_only" if wanted % 10 else "not_enough" if wanted > max(has, 0) else "over_maximum" if wanted > most else "", wanted

    def sale(self, basket: Basket, points: int, at: int) -> Sale:
        off = shared(points, [net for net, _ in basket]) if points else [0] * len(basket)
        lines = [(pieces, net - share, share) for (net, pieces), share in zip(basket, off, strict=True)]
        return Sale(self, at, lines, self.take(points), [0] * len(basket))

    def earn(self, sale: Sale, waits: int = 0) -> None:
        count = sum(paid for _, paid, _ in sale.lines) // 100
        if count:
            counts = {"pending": count, "waits": waits} if waits else {"available": count}
            sale.own = self.open(opened=sale.at, expires=end_of(two_months_after(day_of(sale.at))), **counts)
            self.settle()

    def give_back(self, sale: Sale, count: int, skip: int, at: int) -> None:
        earliest = end_of(day_of(at) + timedelta(days=5))
        for lot, spent in reversed(sale.took):
            passed, part = min(skip, spent), min(count, spent - min(skip, spent))
            skip, count = skip - passed, count - part
            if part and lot.expires >= earliest and lot in self.lots:
                lot.available += part
            elif part:
                opened = at if lot.expires < earliest else lot.opened
                self.open(opened=opened, expires=max(lot.expires, earliest), available=part, origin=lot)
        self.settle()

    def bring_back(self, sale: Sale, back: list[int], at: int) -> int:
        """`back` pieces more of each line; gives the refund."""
        before = stands(sale)
        sale.back = [had + more for had, more in zip(sale.back, back, strict=True)]
        after = stands(sale)
        self.give_back(sale, after[2] - before[2], before[2], at)
        count = before[1] - after[1]
        for lot, places in self.where_they_went(sale):
            for place in places:
                part = min(count, getattr(lot, place))
                setattr(lot, place, getattr(lot, place) - part)
                count -= part
        others = min(count, self.available)
        self.take(others)
        self.debt += count - others
        return after[0] - before[0]

    def where_they_went(self, sale: Sale) -> list[tuple[Lot, tuple[str, ...]]]:
        """The lots that the points of `sale` are or were in: its own, and those that they were given back or moved over in.

        What lapsed before their purse was taken over counts first; nothing else of that one is here.
        """
        found: list[tuple[Lot, tuple[str, ...]]] = []
        before = sale.purse
        while before is not self:
            found += [(lot, ("expired",)) for lot in before.in_order() if sale.own and sale.own in (lot, lot.origin)]
            assert before.into is not None
            before = before.into
        return found + [(lot, ("pending", "available", "expired")) for lot in self.in_order() if sale.own and sale.own in (lot, lot.origin)]

    def take_over(self, old: "Purse") -> None:
        for lot in old.in_order():
            if lot.pending or lot.available:
                self.open(opened=lot.opened, expires=lot.expires, available=lot.available, pending=lot.pending, waits=lot.waits, origin=lot)
                lot.pending = lot.available = 0
        self.debt, old.debt, old.into = self.debt + old.debt, 0, self
        self.settle()


def stands(sale: Sale) -> tuple[int, int, int]:
    """(refunded, still earned, points given back) with what came back so far."""
    parts = [(Fraction(back, pieces), paid, share) for back, (pieces, paid, share) in zip(sale.back, sale.lines, strict=True)]
    refund = sum(rounded(part * paid) for part, paid, _ in parts)
    return refund, (sum(paid for _, paid, _ in parts) - refund) // 100, sum(rounded(part * share) for part, _, share in parts)
