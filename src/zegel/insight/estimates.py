"""What may be expected of customers, of points and of a promotion, by the formulas of the literature. Estimates, so floats: nothing
that is booked is ever made of them.

Sources: Fader, Hardie and Lee 2005 (BG/NBD), Fader and Hardie 2013 (gamma-gamma), Deng et al. 2013 (CUPED), IFRS 15 B39-B43.
"""

from math import sqrt
from typing import Final

from zegel.core.rounding import half_up, largest_remainder
from zegel.core.value import value

CERTAIN: Final = 1.96
"""How many standard errors 95% of the cases lie within."""
_SMALL: Final = 1e-12


def _hypergeometric(a: float, b: float, c: float, z: float) -> float:
    """Gauss's 2F1 for 0 <= z < 1, term by term."""
    found = term = 1.0
    n = 0
    while abs(term) > _SMALL * abs(found):
        term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
        found += term
        n += 1
    return found


@value
class Purchases:
    """The BG/NBD model of how often somebody buys, once its four parameters were fitted to a shop's own customers.

    A customer is told by `x` purchases after the first, the last of them at `last`, `age` after the first; all in one unit of time.
    """

    r: float
    alpha: float
    a: float
    b: float

    def alive(self, x: int, last: float, age: float) -> float:
        """The chance that they still are a customer."""
        return 1 / self._odds(x, last, age)

    def expected(self, x: int, last: float, age: float, ahead: float) -> float:
        """How many purchases they make in the time `ahead`."""
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        z = ahead / (alpha + age + ahead)
        missed = ((alpha + age) / (alpha + age + ahead)) ** (r + x) * _hypergeometric(r + x, b + x, a + b + x - 1, z)
        return float((a + b + x - 1) / (a - 1) * (1 - missed) / self._odds(x, last, age))

    def _odds(self, x: int, last: float, age: float) -> float:
        if not x:
            return 1.0
        return float(1 + self.a / (self.b + x - 1) * ((self.alpha + age) / (self.alpha + last)) ** (self.r + x))


@value
class Spending:
    """The gamma-gamma model of what somebody spends in one purchase; `q` is above one."""

    p: float
    q: float
    v: float

    def expected(self, x: int, mean: float) -> float:
        """What the next purchases come to on average, of who bought `x` times again for `mean` on average."""
        weight = self.p * x / (self.p * x + self.q - 1)
        return weight * mean + (1 - weight) * self.p * self.v / (self.q - 1)


@value
class Estimate:
    """A figure and how far the truth may lie from it on either side, in 95 of 100 cases."""

    found: float
    give_or_take: float

    @property
    def proven(self) -> bool:
        """Whether it differs from nothing at all for sure; else it is said that there is no proof yet."""
        return abs(self.found) > self.give_or_take


def net_promoter(asked: int, promoters: int, detractors: int) -> Estimate:
    """The net promoter score of a survey, in points of a hundred. Below thirty answers it is not worth showing."""
    p, d = promoters / asked, detractors / asked
    return Estimate(100 * (p - d), 100 * CERTAIN * sqrt((p + d - (p - d) ** 2) / asked))


@value
class Group:
    """A group of members: their mean, the deviation of single members from it, and how many they are."""

    mean: float
    deviation: float
    size: int


def uplift(treated: Group, held_out: Group, correlation: float = 0.0) -> Estimate:
    """What a promotion did, against members who were left out. `correlation` with what each spent before it sharpens it (CUPED)."""
    spread = treated.deviation**2 / treated.size + held_out.deviation**2 / held_out.size
    return Estimate(treated.mean - held_out.mean, CERTAIN * sqrt(spread * (1 - correlation**2)))


def set_aside(goods_minor: int, points_minor: int) -> tuple[int, int]:
    """(goods, points): of what was paid for goods, what is owed as points, in proportion to what each is worth alone."""
    goods, points = largest_remainder(goods_minor, [goods_minor, points_minor])
    return goods, points


def recognised(points_minor: int, used: int, expected: int) -> int:
    """What of the points set aside is turnover by now: `used` of the points that are `expected` to be used in all."""
    return half_up(points_minor * used, expected)


def still_to_come(issued: int, rate_bp: int, used: int) -> int:
    """How many points are still to be used, where `rate_bp` of all that were issued ever are."""
    return half_up(issued * rate_bp, 10_000) - used
