"""The grocer's program a second time: a plain loop per household over its baskets and the shopper's acts, without a word of Zegel.

In come the lines that reference.py prepared; out come the figures that `zegel demo` prints. Every rule stands here as the program file
says it, in its own words and arithmetic.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from tests.demo.reference import ZONE
from tests.demo.reference_shopper import NEVER_BACK, asks_for, brings_back, draws

NEW_YORK = ZoneInfo(ZONE)
MONTHS = 6
PER_CENTS = 100
SLOTS = 12
MOST_FREE = 400
STEP, STEP_CENTS = 100, 100
COSTS = {"coffee": 150, "mug": 500}
TIERS = ((500, "brons"), (1500, "zilver"), (4000, "goud"))
TIER_TIMES = {"zilver": 125, "goud": 150}
AT_LEAST_DAYS = 30


@dataclass(slots=True)
class Line:
    """One line of a basket. `earns`: the law and the program let it earn; `left` thousandths are not brought back yet."""

    number: int
    thousandths: int
    by_piece: bool
    net: int
    earns: bool
    produce: bool
    bread: bool
    legal_class: str
    off: int = 0
    free: int = 0
    left: int = 0

    @property
    def price(self) -> int:
        """What was paid for the line."""
        return self.net - self.off


@dataclass(slots=True)
class Basket:
    """A basket, and what is known of the member when it was bought."""

    number: int
    at: datetime
    lines: list[Line]
    tier: str = ""
    spent: list[tuple["Lot", int]] = field(default_factory=list)
    points_used: int = 0
    bread_used: int = 0
    given_back: int = 0
    bread_given_back: int = 0

    @property
    def day(self) -> date:
        """The day on the shop's wall."""
        return self.at.astimezone(NEW_YORK).date()


@dataclass(slots=True)
class Lot:
    """Points with one last day."""

    number: int
    basket: int
    opened: datetime
    last: date
    left: int
    lapsed: int = 0


@dataclass(slots=True)
class Figures:
    """What everything came to, over any number of households."""

    purchases: int = 0
    lines: int = 0
    sales: int = 0
    points_baskets: int = 0
    points_paid: int = 0
    bread_baskets: int = 0
    bread_paid: int = 0
    coffee: int = 0
    mug: int = 0
    in_vain: int = 0
    returns: int = 0
    returns_with_points: int = 0
    refunded: int = 0
    basis: int = 0
    base_points: int = 0
    issued: int = 0
    redeemed: int = 0
    given_back: int = 0
    taken_back: int = 0
    expired: int = 0
    outstanding: int = 0
    owed: int = 0
    stars: int = 0
    stars_taken_back: int = 0
    stamps: int = 0
    stamps_taken_back: int = 0
    stamps_owed: int = 0
    stamps_outstanding: int = 0
    cards: int = 0
    cards_undone: int = 0
    breads_used: int = 0
    breads_back: int = 0
    breads_outstanding: int = 0

    def add(self, other: "Figures") -> None:
        """Both together."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


def last_day(earned_on: date, months: int) -> date:
    """The last day on which a lot can be spent: the same day `months` later, or that month's last (31 August + 6 → 28 February)."""
    ahead = earned_on.month - 1 + months
    year, month = earned_on.year + ahead // 12, ahead % 12 + 1
    return date(year, month, min(earned_on.day, monthrange(year, month)[1]))


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole, halves up; nothing here is negative."""
    return (2 * numerator + denominator) // (2 * denominator)


def share_of(amount: int, part: int, whole: int) -> int:
    """The part of an amount that goes with a part of a quantity."""
    return amount if part == whole else half_up(amount * part, whole)


def spread(total: int, weights: list[int]) -> list[int]:
    """`total` over `weights`, the spare ones to the largest remainders, then to the first."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    spare = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))[: total - sum(shares)]
    return [share + (i in spare) for i, share in enumerate(shares)]


def earned(lines: list[tuple[Line, int]], tuesday: bool, tier: str) -> tuple[int, int, int]:
    """(basis, base points or stars, points with multipliers) of lines and what was paid for each.

    A line counts by its largest multiplier only: produce three times, Tuesdays twice, silver and gold a quarter and a half more. Lines
    of one multiplier make whole steps together; what all of them add is rounded down once.
    """
    basis = sum(paid for line, paid in lines if line.earns)
    base = basis // PER_CENTS
    others = max(200 if tuesday else 100, TIER_TIMES.get(tier, 100))
    produce = sum(paid for line, paid in lines if line.earns and line.produce)
    more = produce // PER_CENTS * 200 + ((basis - produce) // PER_CENTS * (others - 100) if others > 100 else 0)
    return basis, base, base + (more // 100 if base else 0)


def stamps_of(lines: list[tuple[Line, int]]) -> int:
    """A stamp for each whole loaf that was paid for, less those that are free or back."""
    return sum(
        max(min(line.thousandths if line.by_piece else 0, line.left) // 1000 - line.free, 0)
        for line, paid in lines
        if line.bread and line.earns and line.net > 0 and paid > 0 and line.left
    )


class Household:
    """One household's year."""

    def __init__(self) -> None:
        self.f = Figures()
        self.lots: list[Lot] = []
        self.debt = self.stamps = self.stamp_debt = self.tokens = 0
        self.tier = ""
        self.stars: dict[int, int] = {}
        self.baskets: dict[int, Basket] = {}

    # -- points

    def expire(self, today: date) -> None:
        """Lots whose last day is over are empty."""
        for lot in self.lots:
            if lot.left and lot.last < today:
                self.f.expired += lot.left
                lot.lapsed += lot.left
                lot.left = 0

    def available(self) -> int:
        """Points in open lots."""
        return sum(lot.left for lot in self.lots)

    def take(self, points: int) -> list[tuple[Lot, int]]:
        """Take points: earliest last day, then oldest, then lowest number."""
        taken = []
        for lot in sorted(self.lots, key=lambda lot: (lot.last, lot.opened, lot.number)):
            part = min(points, lot.left)
            if part:
                lot.left -= part
                points -= part
                taken.append((lot, part))
        assert points == 0
        return taken

    def settle(self) -> None:
        """Pay off what is owed."""
        paid = min(self.debt, self.available())
        self.take(paid)
        self.debt -= paid

    def open(self, basket: int, at: datetime, last: date, points: int) -> None:
        """A new lot."""
        self.lots.append(Lot(len(self.lots) + 1, basket, at, last, points))

    # -- what happens

    def buy(self, basket: Basket) -> None:
        """Pay, earn, fill cards, climb."""
        self.expire(basket.day)
        basket.tier = self.tier
        self.baskets[basket.number] = basket
        self.use(basket)
        lines = [(line, line.price) for line in basket.lines]
        basis, stars, points = earned(lines, basket.day.weekday() == 1, basket.tier)
        self.f.purchases += 1
        self.f.lines += len(lines)
        self.f.sales += sum(line.net for line in basket.lines)
        self.f.basis += basis
        self.f.base_points += stars
        if points:
            self.f.issued += points
            self.open(basket.number, basket.at, last_day(basket.day, MONTHS), points)
            self.settle()
        self.f.stars += stars
        year = basket.day.year
        self.stars[year] = self.stars.get(year, 0) + stars
        reached = [name for threshold, name in TIERS if self.stars[year] >= threshold]
        self.tier = max([self.tier, *reached[-1:]], key=[name for _, name in ((0, ""), *TIERS)].index)
        self.stamp(stamps_of(lines))

    def stamp(self, stamps: int) -> None:
        """Stamps pay what is owed of them, then fill cards."""
        if not stamps:
            return
        self.f.stamps += stamps
        self.stamps += stamps
        paid = min(self.stamp_debt, self.stamps)
        self.stamps -= paid
        self.stamp_debt -= paid
        full = self.stamps // SLOTS
        self.stamps -= full * SLOTS
        self.tokens += full
        self.f.cards += full

    def use(self, basket: Basket) -> None:
        """A free bread, or else points, as the shopper wishes."""
        drawn = draws(basket.number)
        wants_bread = drawn.bread < 500 and any(line.bread and line.net > 0 and line.thousandths >= 1000 for line in basket.lines)
        if wants_bread:
            if self.tokens:
                self.use_bread(basket)
        elif drawn.points < 60:
            self.use_points(basket)

    def use_bread(self, basket: Basket) -> None:
        """The cheapest loaf is free, up to four dollars."""
        loaves = [
            line for line in basket.lines if line.bread and line.earns and line.net > 0 and line.by_piece and line.thousandths >= 1000
        ]
        line = min(loaves, key=lambda line: (line.net // (line.thousandths // 1000), line.number))
        line.off = min(half_up(line.net, line.thousandths // 1000), MOST_FREE)
        line.free = 1
        basket.bread_used = 1
        self.tokens -= 1
        self.f.bread_baskets += 1
        self.f.breads_used += 1
        self.f.bread_paid += line.off

    def use_points(self, basket: Basket) -> None:
        """As many hundreds as there are, for a dollar each, up to half of what may be discounted."""
        weights = [line.net if line.earns else 0 for line in basket.lines]
        steps = min(sum(weights) * 50 // 100 // STEP_CENTS, max(self.available() - self.debt, 0) // STEP)
        if not steps:
            return
        for line, off in zip(basket.lines, spread(steps * STEP_CENTS, weights), strict=True):
            line.off = off
        basket.points_used = steps * STEP
        basket.spent = self.take(steps * STEP)
        self.f.redeemed += steps * STEP
        self.f.points_baskets += 1
        self.f.points_paid += steps * STEP_CENTS

    def ask(self, at: datetime, reward: str) -> None:
        """A reward, if the points are there."""
        self.expire(at.astimezone(NEW_YORK).date())
        if self.available() - self.debt < COSTS[reward]:
            self.f.in_vain += 1
            return
        self.take(COSTS[reward])
        self.f.redeemed += COSTS[reward]
        setattr(self.f, reward, getattr(self.f, reward) + 1)

    def bring_back(self, at: datetime, basket: Basket, what: str) -> None:
        """Refund, give back what was used, take back what was earned: always the whole so far, less what was done before."""
        today = at.astimezone(NEW_YORK).date()
        self.expire(today)
        before = self.standing(basket)
        refunded = sum(share_of(line.price, line.thousandths - line.left, line.thousandths) for line in basket.lines if line.thousandths)
        for line in [dearest(basket)] if what == "one" else basket.lines:
            line.left -= min(1000, line.left) if what == "one" else line.left
        now = self.standing(basket)
        self.f.returns += 1
        self.f.refunded -= refunded
        self.f.refunded += sum(
            share_of(line.price, line.thousandths - line.left, line.thousandths) for line in basket.lines if line.thousandths
        )
        self.give_back(at, today, basket)
        stamps, points, stars = (was - still for was, still in zip(before, now, strict=True))
        if stamps:
            self.unstamp(stamps)
        if points:
            self.unearn(basket, points)
        self.f.stars_taken_back += stars
        self.stars[basket.day.year] -= stars

    def standing(self, basket: Basket) -> tuple[int, int, int]:
        """(stamps, points, stars) that the basket earns with what is left of it."""
        if not any(line.left for line in basket.lines):
            return 0, 0, 0
        lines = [
            (
                line,
                line.price - (share_of(line.price, line.thousandths - line.left, line.thousandths) if line.left < line.thousandths else 0),
            )
            for line in basket.lines
        ]
        _, stars, points = earned(lines, basket.day.weekday() == 1, basket.tier)
        return stamps_of(lines), points, stars

    def give_back(self, at: datetime, today: date, basket: Basket) -> None:
        """Points and free breads go back in proportion to what was taken off the returned goods, the last spent lot first."""
        taken_off = sum(line.off for line in basket.lines)
        if not taken_off:
            return
        back = sum(share_of(line.off, line.thousandths - line.left, line.thousandths) for line in basket.lines if line.off)
        breads = basket.bread_used * back // taken_off
        self.tokens += breads - basket.bread_given_back
        self.f.breads_back += breads - basket.bread_given_back
        any_back = breads > basket.bread_given_back
        basket.bread_given_back = breads
        points = basket.points_used * back // taken_off
        skip, count = basket.given_back, points - basket.given_back
        basket.given_back = points
        self.f.given_back += count
        self.f.returns_with_points += count > 0 or any_back
        earliest = today + timedelta(days=AT_LEAST_DAYS)
        for lot, spent in reversed(basket.spent):
            passed = min(skip, spent)
            skip -= passed
            part = min(count, spent - passed)
            count -= part
            if part and lot.last >= earliest:
                lot.left += part
            elif part:
                self.open(0, at, earliest, part)
        assert count == 0
        self.settle()

    def unearn(self, basket: Basket, points: int) -> None:
        """The basket's own lot first, also what lapsed of it; then any other; then it is owed."""
        self.f.taken_back += points
        for lot in [one for one in self.lots if one.basket == basket.number]:
            part = min(points, lot.left)
            lot.left -= part
            points -= part
            part = min(points, lot.lapsed)
            lot.lapsed -= part
            points -= part
            self.f.expired -= part
        part = min(points, self.available())
        self.take(part)
        self.debt += points - part

    def unstamp(self, stamps: int) -> None:
        """Full cards whose bread was not used yet are undone, the rest is owed."""
        self.f.stamps_taken_back += stamps
        while self.stamps < stamps and self.tokens:
            self.tokens -= 1
            self.stamps += SLOTS
            self.f.cards_undone += 1
        taken = min(self.stamps, stamps)
        self.stamps -= taken
        self.stamp_debt += stamps - taken

    def close(self, today: date) -> Figures:
        """The figures at the start of `today`, or later that day."""
        self.expire(today)
        self.f.outstanding, self.f.owed = self.available(), self.debt
        self.f.stamps_outstanding, self.f.stamps_owed, self.f.breads_outstanding = self.stamps, self.stamp_debt, self.tokens
        return self.f


def dearest(basket: Basket) -> Line:
    """The dearest line of pieces, the first of equals."""
    return max((line for line in basket.lines if is_one(line)), key=lambda line: (line.net, -line.number))


def is_one(line: Line) -> bool:
    """Of which one piece can be brought back."""
    return line.by_piece and line.thousandths >= 1000 and line.net > 0


def acts(baskets: list[Basket], until: datetime) -> Iterator[tuple[datetime, int, int, int, Basket, str]]:
    """What a household does, to be sorted: (moment, 1 for a purchase, basket, number, basket, act). Of one moment a purchase goes last."""
    for basket in baskets:
        yield basket.at, 1, basket.number, 0, basket, "buy"
        reward = asks_for(basket.number)
        if reward:
            yield basket.at + timedelta(minutes=1), 0, basket.number, 0, basket, reward
        if any(line.legal_class in NEVER_BACK for line in basket.lines):
            continue
        at = basket.at + timedelta(days=draws(basket.number).days)
        wishes = brings_back(basket.number)
        if "one" in wishes and not any(is_one(line) for line in basket.lines):
            continue
        if wishes == ["one", "all"] and sum(line.thousandths for line in basket.lines) <= 1000:
            wishes = ["one"]
        if wishes == ["all"] and not any(line.thousandths for line in basket.lines):
            continue
        for n, what in enumerate(wishes):
            yield at + timedelta(days=3 * n), 0, basket.number, n + 1, basket, what


def households(lines: pl.DataFrame) -> Iterator[list[Basket]]:
    """The baskets of each household, in booking order. `lines` come from reference.lines_of with the flags of `flagged`."""
    ordered = flagged(lines).sort("household_id", "at", "basket_id", "number")
    wanted = ordered.select(
        "household_id", "basket_id", pl.col("at").dt.convert_time_zone("UTC"), "number", "thousandths", "measure", "net", "earns",
        "produce", "bread", "legal_class",
    )  # fmt: skip
    household, found = 0, list[Basket]()
    for member, basket, at, number, thousandths, measure, net, earns, produce, bread, legal_class in wanted.iter_rows():
        if member != household and found:
            yield found
            found = []
        household = member
        if not found or found[-1].number != basket:
            found.append(Basket(basket, at, []))
        line = Line(number, thousandths, measure == "piece", net, earns, produce, bread, legal_class, left=thousandths)
        found[-1].lines.append(line)
    if found:
        yield found


def flagged(lines: pl.DataFrame) -> pl.DataFrame:
    """What the program asks of a line."""
    department, category = pl.col("department").fill_null(""), pl.col("product_category").fill_null("")
    never = ["tobacco", "spirits", "infant_formula", "gift_card", "phone_credit", "tickets", "deposit", "books", "fuel", "coupon"]
    return lines.with_columns(
        earns=~pl.col("legal_class").is_in(never),
        produce=department == "PRODUCE",
        bread=(department == "GROCERY") & (category == "BAKED BREAD/BUNS/ROLLS"),
    )


def year(lines: pl.DataFrame, until: datetime) -> tuple[Figures, dict[str, int]]:
    """The figures of all households at the moment `until`, and how many are in each tier."""
    total, tiers = Figures(), dict[str, int]()
    for baskets in households(lines):
        one = Household()
        for at, _, _, _, basket, act in sorted((act for act in acts(baskets, until) if act[0] < until), key=lambda act: act[:4]):
            if act == "buy":
                one.buy(basket)
            elif act in COSTS:
                one.ask(at, act)
            else:
                one.bring_back(at, basket, act)
        total.add(one.close(until.astimezone(NEW_YORK).date()))
        tiers[one.tier] = tiers.get(one.tier, 0) + 1
    return total, tiers
