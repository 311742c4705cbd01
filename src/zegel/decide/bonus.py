"""What a year's turnover gives under an agreement: the bonus to the cent, its split by VAT rate, the next step, and a forecast.

Everything is exact until the bonus itself, which is rounded once, half up. A pure function of the ladder and of what was counted.
"""

from bisect import bisect_left
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Final

from zegel.core.rounding import half_up, largest_remainder
from zegel.core.value import value
from zegel.program.ladders import WHOLE_YEAR, Ladder, Share, from_growth, from_rungs, from_target, reached, threshold, year_before

MOST: Final = 10**15
"""More turnover, or thousandths, than a year comes to."""


@value
class Turnover:
    """What an agreement's year came to so far, of what counts.

    `by_rate` is (VAT rate in basis points, minor units without VAT), by rate; `quantity` thousandths. Either may be below zero where more
    came back than was bought. `last_year_minor` is the whole year before. `share`: how much of the year the agreement runs.
    """

    by_rate: tuple[tuple[int, int], ...]
    quantity: int
    last_year_minor: int
    share: Share = WHOLE_YEAR

    @property
    def minor(self) -> int:
        """The turnover in all."""
        return sum([net for _, net in self.by_rate])


@value
class Slice:
    """The part of a bonus that belongs to one VAT rate, and the VAT on it."""

    vat_bp: int
    minor: int
    vat_minor: int


@value
class Bonus:
    """`minor` is what is paid, without VAT: 0 where `earned_minor` is less than the ladder pays out.

    `rung` is the index of the step reached, -1 for none. The parts add up to `earned_minor`; the slices to `minor`.
    """

    minor: int
    earned_minor: int
    rung: int
    rungs_minor: int
    growth_minor: int
    target_minor: int
    slices: tuple[Slice, ...]

    @property
    def vat_minor(self) -> int:
        """The VAT in all: worked out per rate, as on the document."""
        return sum([part.vat_minor for part in self.slices])


@value
class Ahead:
    """The next step: how much more turnover (minor units) or quantity (thousandths) it needs, and how much more bonus it gives."""

    rung: int
    begins: int
    needed: int
    more_minor: int


@value
class Forecast:
    """Where the year ends at this pace. `pace_bp`: turnover against the same days of last year (10,000: the same); None without one."""

    minor: int
    bonus_minor: int
    rung: int
    pace_bp: int | None


def bonus_of(ladder: Ladder, turnover: Turnover) -> Bonus:
    """The bonus of a year. No turnover, or less than none, gives nothing."""
    minor = turnover.minor
    parts = (
        from_rungs(ladder, ladder.method, minor, turnover.quantity, turnover.share),
        from_growth(ladder, minor, turnover.last_year_minor, turnover.share),
        from_target(ladder, minor, turnover.share),
    )
    exact = sum(parts, Fraction(0))
    earned = half_up(exact.numerator, exact.denominator)
    scale = exact.denominator * parts[0].denominator * parts[1].denominator * parts[2].denominator
    rungs, growth, target = largest_remainder(earned, [int(part * scale) for part in parts]) if earned else (0, 0, 0)
    paid = earned if earned >= ladder.least_minor else 0
    basis = minor if ladder.by == "amount" else turnover.quantity
    return Bonus(paid, earned, reached(ladder, basis, turnover.share), rungs, growth, target, split(paid, turnover.by_rate))


def split(minor: int, by_rate: tuple[tuple[int, int], ...]) -> tuple[Slice, ...]:
    """`minor` (below zero: a correction) over the VAT rates, by their turnover; a rate of which more came back than was bought gets none.

    >>> [(part.vat_bp, part.minor, part.vat_minor) for part in split(250_000, ((900, 1_000_000), (2100, 4_000_000)))]
    [(900, 50000, 4500), (2100, 200000, 42000)]
    """
    if not minor:
        return ()
    assert by_rate, "a bonus without turnover"
    shares = largest_remainder(minor, [max(net, 0) for _, net in by_rate])
    return tuple(Slice(bp, share, half_up(share * bp, 10_000)) for (bp, _), share in zip(by_rate, shares, strict=True) if share)


def ahead(ladder: Ladder, turnover: Turnover) -> Ahead | None:
    """The nearest step, growth on last year or target that gives more, or where it is enough to be paid; None where nothing is left.

    `rung` is the step one stands on then. A marginal step may give nothing yet at its first cent, and more from there on: it is ahead too.
    By quantity only the steps are looked at; their bonus is reckoned at today's average price.
    """
    now, basis = bonus_of(ladder, turnover), _basis(ladder, turnover)
    starts = sorted([begins for begins in _beginnings(ladder, turnover) if begins > basis])
    for begins in sorted({*starts, *_paid_from(ladder, turnover, starts)}):
        then = _at(ladder, turnover, begins)
        if then.minor > now.minor or (then.earned_minor >= ladder.least_minor and _rises(ladder, now, then)):
            return Ahead(then.rung, begins, begins - basis, then.minor - now.minor)
    return None


def _basis(ladder: Ladder, turnover: Turnover) -> int:
    return turnover.minor if ladder.by == "amount" else turnover.quantity


def _at(ladder: Ladder, turnover: Turnover, basis: int) -> Bonus:
    """The bonus once it comes to `basis`."""
    there = _basis(ladder, turnover)
    if ladder.by == "amount":
        return bonus_of(ladder, _grown(turnover, basis - there, 0))
    more = turnover.minor * (basis - there) // there if there > 0 else 0
    return bonus_of(ladder, _grown(turnover, more, basis - there))


def _rises(ladder: Ladder, now: Bonus, then: Bonus) -> bool:
    """Whether `then` stands on a marginal step of a higher rate."""
    if ladder.method != "marginal" or then.rung <= now.rung:
        return False
    low = ladder.rungs[now.rung] if now.rung >= 0 else None
    high = ladder.rungs[then.rung]
    return (high.bp, high.each_minor) > ((low.bp, low.each_minor) if low is not None else (0, 0))


def _paid_from(ladder: Ladder, turnover: Turnover, starts: list[int]) -> list[int]:
    """Where between `starts` the bonus comes to the least that is paid out; nothing where it does already, never does, or does at one.

    Between two of them more turnover never gives less.
    """
    there = _basis(ladder, turnover)

    def enough(basis: int) -> bool:
        return _at(ladder, turnover, basis).earned_minor >= ladder.least_minor

    if ladder.least_minor <= 0 or enough(there):
        return []
    for low, high in pairwise([max(there, 0), *starts, MOST]):
        if enough(low):
            return []
        if enough(high - 1):
            return [low + 1 + bisect_left(range(low + 1, high), True, key=enough)]  # noqa: FBT003 - what is looked for
    return []


def _beginnings(ladder: Ladder, turnover: Turnover) -> set[int]:
    """Where something more begins: each step and, in amounts, growth on last year and the target."""
    found = {threshold(ladder, rung.least, turnover.share) + ladder.above for rung in ladder.rungs}
    if ladder.by == "quantity":
        return found
    if turnover.last_year_minor > 0:
        before = year_before(ladder, turnover.last_year_minor, turnover.share)
        found |= {ceil(before * (10_000 + step.least_bp) / 10_000) for step in ladder.growth}
    if ladder.target is not None:
        found.add(threshold(ladder, ladder.target.least_minor, turnover.share))
    return found


def _grown(turnover: Turnover, minor: int, quantity: int) -> Turnover:
    """The same with more of it, at the last of its rates."""
    *rest, last = turnover.by_rate or ((0, 0),)
    return Turnover(
        (*rest, (last[0], last[1] + minor)), turnover.quantity + quantity, turnover.last_year_minor, turnover.share
    )  # fmt: skip


def forecast(ladder: Ladder, turnover: Turnover, elapsed: Share, last_year_so_far: int, last_year: int) -> Forecast:
    """The year's end: as last year went on, or, without one, as evenly as it went so far. `elapsed` is the part that is over.

    `last_year` is what came in on the days of last year that the agreement runs in this one, `last_year_so_far` on those that are over.
    """
    minor = turnover.minor
    if last_year_so_far > 0 and last_year > 0:
        end, pace = minor * last_year // last_year_so_far, minor * 10_000 // last_year_so_far
    else:
        end, pace = minor * elapsed.of // elapsed.days if elapsed.days else minor, None
    more = max(end, minor) - minor
    then = with_more(ladder, turnover, more)
    return Forecast(minor + more, then.minor, then.rung, pace)


def with_more(ladder: Ladder, turnover: Turnover, more: int) -> Bonus:
    """The bonus once `more` is bought besides, at the price of what was bought so far."""
    minor = turnover.minor
    return bonus_of(ladder, _grown(turnover, more, turnover.quantity * more // minor if minor > 0 else 0))
