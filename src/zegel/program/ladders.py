"""Ladders of agreements with business customers: what a year's turnover gives, as values and as exact arithmetic (domain.md M41).

A ladder is a promise of the program; an agreement binds a purse to it. Amounts are minor units without VAT, quantities thousandths.
"""

from fractions import Fraction
from typing import Literal

from zegel.core.value import value
from zegel.program.model import ALL_ARTICLES, Words

THOUSANDTHS = 1000
YEARS = ("calendar", "contract")
METHODS = ("whole", "marginal")
Method = Literal["whole", "marginal"]
BASES = ("net invoiced", "net paid", "net delivered")
Basis = Literal["invoiced", "paid", "delivered"]


@value
class Rung:
    """From `least` on (minor units of turnover, or thousandths): `bp` of the turnover, `minor` at once, or `each_minor` a whole measure.

    From here on invoices may be paid `term_days` later. A rung may give nothing but that.
    """

    least: int
    bp: int
    minor: int
    each_minor: int
    term_days: int


@value
class Growth:
    """From `least_bp` more turnover than last year on: `bp` of the turnover, besides what the ladder gives."""

    least_bp: int
    bp: int


@value
class Target:
    """At `least_minor` of turnover: `minor` at once, or `bp` of the turnover, besides what the ladder gives."""

    least_minor: int
    minor: int
    bp: int


@value
class Ladder:
    """What turnover gives in a year. `rungs` go up.

    `whole`: the highest rung that is reached counts for everything; `marginal`: each rung for what lies in it (semantics 25).
    `articles` is the set that counts: `of` without `without` (-1: nothing is left out). `above`: a rung begins above its threshold.
    `pro_rata`: in a year that the agreement began or ended in, thresholds are lower in proportion to its days.
    A bonus of less than `least_minor` is not paid. `pays` is how. `basis`: what of an invoice counts, and from when on.
    """

    id: str
    names: Words
    by: Literal["amount", "quantity"]
    year: Literal["calendar", "contract"]
    articles: int
    of: int
    without: int
    method: Method
    rungs: tuple[Rung, ...]
    growth: tuple[Growth, ...]
    target: Target | None
    pro_rata: bool
    least_minor: int
    pays: str
    above: bool = False
    basis: Basis = "invoiced"

    @property
    def everything(self) -> bool:
        """Whether all articles count."""
        return self.articles == ALL_ARTICLES


@value
class Share:
    """The part of a year that an agreement runs: `days` of `of`."""

    days: int
    of: int


WHOLE_YEAR = Share(1, 1)


def threshold(ladder: Ladder, least: int, share: Share = WHOLE_YEAR) -> int:
    """Where a rung begins: `least`, lower in a started year where the ladder says so; rounded up, so that it is never begun too early."""
    return -(-least * share.days // share.of) if ladder.pro_rata else least


def reached(ladder: Ladder, basis: int, share: Share = WHOLE_YEAR) -> int:
    """The index of the highest rung that `basis` (minor units, or thousandths) reaches; -1 for none."""
    found = -1
    for i, rung in enumerate(ladder.rungs):
        least = threshold(ladder, rung.least, share)
        if basis > least or (basis == least and not ladder.above):
            found = i
    return found


def from_rungs(ladder: Ladder, method: Method, minor: int, quantity: int, share: Share = WHOLE_YEAR) -> Fraction:
    """What the rungs alone give on a turnover of `minor` over `quantity` thousandths, exact, in minor units.

    By quantity and `marginal` a unit that lies across two rungs is split, and each rung's part of the turnover is in proportion.
    """
    basis = minor if ladder.by == "amount" else quantity
    top = reached(ladder, basis, share)
    if minor <= 0 or top < 0:
        return Fraction(0)
    if method == "whole":
        return _gives(ladder.rungs[top], minor, quantity)
    found = Fraction(0)
    for i, rung in enumerate(ladder.rungs[: top + 1]):
        until = basis if i == top else threshold(ladder, ladder.rungs[i + 1].least, share)
        part = Fraction(until - threshold(ladder, rung.least, share), basis)
        found += _gives(rung, minor * part, quantity * part)
    return found


def _gives(rung: Rung, minor: Fraction | int, quantity: Fraction | int) -> Fraction:
    return Fraction(minor * rung.bp, 10_000) + rung.minor + Fraction(quantity * rung.each_minor, THOUSANDTHS)


def year_before(ladder: Ladder, last_year: int, share: Share = WHOLE_YEAR) -> Fraction:
    """What a year's turnover is compared with: `last_year`, in a started year less of it in proportion where the ladder says so."""
    return Fraction(last_year * share.days, share.of) if ladder.pro_rata else Fraction(last_year)


def from_growth(ladder: Ladder, minor: int, last_year: int, share: Share = WHOLE_YEAR) -> Fraction:
    """What growing on `last_year` gives; nothing where there was no turnover then."""
    if last_year <= 0 or minor <= 0:
        return Fraction(0)
    before = year_before(ladder, last_year, share)
    grown = (minor - before) * 10_000 / before
    there = [step.bp for step in ladder.growth if grown >= step.least_bp]
    return Fraction(minor * there[-1], 10_000) if there else Fraction(0)


def from_target(ladder: Ladder, minor: int, share: Share = WHOLE_YEAR) -> Fraction:
    """What reaching the target gives."""
    target = ladder.target
    if target is None or minor <= 0 or minor < threshold(ladder, target.least_minor, share):
        return Fraction(0)
    return Fraction(minor * target.bp, 10_000) + target.minor
