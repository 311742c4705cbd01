"""The lots of the demo, followed a second time: a plain loop per household over what happened, without a word of Zegel.

In come moments on the shop's wall clock at which points were earned, spent or taken back; out come the totals. It refuses a spend that the
balance does not cover. A lot is valid through its last local day; spending takes the earliest last day first, then the oldest lot, then the
lowest number.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl


@dataclass(frozen=True, slots=True)
class Earn:
    """Points of a basket; `basis` is what they were earned on, in cents."""

    at: datetime
    basket: int
    points: int
    basis: int


@dataclass(frozen=True, slots=True)
class Spend:
    """Points taken for a reward."""

    at: datetime
    points: int


@dataclass(frozen=True, slots=True)
class Return:
    """Goods of `basket` brought back, `basis` cents of them with points on them."""

    at: datetime
    basket: int
    basis: int


Event = Earn | Spend | Return


@dataclass(slots=True)
class Lot:
    """What one basket earned on `basis` cents: `left` is unspent, `lapsed` has expired, `lost` was taken back with `returned` cents."""

    number: int
    basket: int
    opened: datetime
    last_day: date
    points: int
    left: int
    basis: int
    returned: int = 0
    lapsed: int = 0
    lost: int = 0


@dataclass(slots=True)
class Totals:
    """Points of one household, or of all: issued = redeemed + taken back + expired + outstanding − debt."""

    issued: int = 0
    redeemed: int = 0
    returned: int = 0
    expired: int = 0
    outstanding: int = 0
    debt: int = 0

    def plus(self, other: "Totals") -> "Totals":
        """Both together."""
        return Totals(
            self.issued + other.issued,
            self.redeemed + other.redeemed,
            self.returned + other.returned,
            self.expired + other.expired,
            self.outstanding + other.outstanding,
            self.debt + other.debt,
        )


def last_day(earned_on: date, months: int) -> date:
    """The last day on which a lot can be spent: the same day `months` later, or that month's last (31 August + 6 → 28 February)."""
    ahead = earned_on.month - 1 + months
    year, month = earned_on.year + ahead // 12, ahead % 12 + 1
    return date(year, month, min(earned_on.day, monthrange(year, month)[1]))


@dataclass(slots=True)
class Purse:
    """One household's lots while its events are followed. `per_cents` and `points` are the base rule, `months` a lot's life."""

    months: int
    per_cents: int
    points: int
    lots: list[Lot] = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)

    def follow(self, event: Event) -> None:
        """What is due first, then the event."""
        self.expire(event.at.date())
        match event:
            case Earn():
                self.earn(event)
            case Spend():
                self.spend(event)
            case Return():
                self.take_back(event)

    def expire(self, today: date) -> None:
        """Empty the lots whose last day is over."""
        for lot in self.lots:
            if lot.left and lot.last_day < today:
                self.totals.expired += lot.left
                lot.lapsed += lot.left
                lot.left = 0

    def earn(self, event: Earn) -> None:
        """Open a lot; a debt takes its part of it at once."""
        settled = min(self.totals.debt, event.points)
        self.totals.debt -= settled
        self.totals.issued += event.points
        ends = last_day(event.at.date(), self.months)
        lot = Lot(len(self.lots) + 1, event.basket, event.at, ends, event.points, event.points - settled, event.basis)
        self.lots.append(lot)

    def in_spend_order(self) -> list[Lot]:
        """Open lots: earliest last day, then oldest, then lowest number."""
        return sorted((lot for lot in self.lots if lot.left), key=lambda lot: (lot.last_day, lot.opened, lot.number))

    def spend(self, event: Spend) -> None:
        """Take the points; a spend that is not covered is a mistake of whoever made the events."""
        assert event.points <= sum(lot.left for lot in self.lots) - self.totals.debt, event
        self.totals.redeemed += event.points
        short = self.take(event.points, self.in_spend_order())
        assert short == 0

    def take(self, points: int, lots: Iterable[Lot]) -> int:
        """Take `points` from `lots` in their order; what they do not hold comes back."""
        for lot in lots:
            taken = min(points, lot.left)
            lot.left -= taken
            points -= taken
        return points

    def take_back(self, event: Return) -> None:
        """Take back what the returned goods earned, cumulative: points of what was kept before, less points of what is kept now.

        To be settled with the program: the basket's own lot pays first, then the others in spend order, then a debt that the next
        earnings settle; what has expired is not taken a second time. Multipliers are not in it yet.
        """
        lot = next(one for one in self.lots if one.basket == event.basket)
        before = self.worth(lot.basis - lot.returned)
        lot.returned += event.basis
        assert lot.returned <= lot.basis, event
        lost = min(before - self.worth(lot.basis - lot.returned), lot.points - lot.lapsed - lot.lost)
        lot.lost += lost
        self.totals.returned += lost
        self.totals.debt += self.take(lost, [lot, *(one for one in self.in_spend_order() if one is not lot)])

    def worth(self, basis: int) -> int:
        """Points for `basis` cents: whole steps only."""
        return basis // self.per_cents * self.points

    def close(self, today: date) -> Totals:
        """The totals at the start of `today`, after what is due by then."""
        self.expire(today)
        self.totals.outstanding = sum(lot.left for lot in self.lots)
        return self.totals


def earnings(baskets: pl.DataFrame) -> Iterator[tuple[int, list[Earn]]]:
    """Per household, in order of id, its earnings in booking order; baskets without points open no lot."""
    ordered = baskets.filter(pl.col("points") > 0).sort("household_id", "at", "basket_id")
    columns = ordered.select("household_id", "at", "basket_id", "points", "basis").iter_rows()
    household, found = -1, list[Earn]()
    for member, at, basket, points, basis in columns:
        if member != household and found:
            yield household, found
            found = []
        household = member
        found.append(Earn(at, basket, points, basis))
    if found:
        yield household, found


def play(events: Iterable[Event], months: int, per_cents: int, points: int, today: date) -> Totals:
    """One household's totals at the start of `today`. Events come in booking order."""
    purse = Purse(months, per_cents, points)
    for event in events:
        purse.follow(event)
    return purse.close(today)


def all_lots(baskets: pl.DataFrame, months: int, per_cents: int, points: int, today: date) -> Totals:
    """Everyone's totals when nobody redeems or returns anything: what the shopper's actions are laid over later."""
    together = Totals()
    for _, earned in earnings(baskets):
        together = together.plus(play(earned, months, per_cents, points, today))
    return together
