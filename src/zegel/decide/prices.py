"""From-prices: what an article cost on which day, and the highest price that an announced reduction may be measured from.

Directive 98/6/EC, art. 6a: the lowest price of the thirty days before. C-330/23: a percentage is of that price as well.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from zegel.core.periods import Day, plus_days, plus_months
from zegel.core.purchase import Line
from zegel.core.rounding import half_up
from zegel.core.value import value
from zegel.program.compile import Compiled
from zegel.program.conditions import Compare, Test, facts_in
from zegel.program.country.price_law import PriceLaw, price_law
from zegel.program.deals import Percent
from zegel.program.model import ALL_ARTICLES, Discount
from zegel.program.satisfy import can_hold, world_of
from zegel.program.source import article_function

NOT_SOLD: Final = -1
"""The price of an article that is not on sale from that day on."""


Why = Literal["lowest", "progressive", "new", "perishable"]


@value
class PriceStep:
    """From `since` on one whole measure costs `minor` (NOT_SOLD: it is taken out of the range)."""

    since: Day
    minor: int


@value
class History:
    """What `sku` cost through `channel` at `branch` ("" each: everywhere), step by step, the oldest first."""

    sku: str
    channel: str
    branch: str
    steps: tuple[PriceStep, ...]


@value
class Stated:
    """The highest from-price that may be stated, and why: the `lowest` of the days before, `progressive`, or `new` and `perishable`.

    For the last two the law sets no limit; `minor` is then what the article costs. `day` is the first day on which it cost so little.
    """

    minor: int
    why: Why
    day: Day


@value
class Claim:
    """A reduction that would be announced from `from_minor`, where only `stated_minor` may be named.

    `honest_bp` is what is left of it when it is measured from there (0: nothing), -1 where it is no percentage. `sure`: whether the
    article is known to be one of the rule's; articles by category and the like are not known by their number alone.
    """

    rule: str
    sku: str
    channel: str
    branch: str
    on: Day
    from_minor: int
    stated_minor: int
    honest_bp: int
    sure: bool


def price_on(steps: Sequence[PriceStep], day: Day) -> int | None:
    """What it costs on `day`; None where it is not on sale.

    >>> price_on([PriceStep(Day("2026-03-01"), 399)], Day("2026-03-01")), price_on([], Day("2026-03-01"))
    (399, None)
    """
    found = None
    for step in steps:
        if step.since > day:
            break
        found = step.minor
    return None if found is None or found == NOT_SOLD else found


def lowest(steps: Sequence[PriceStep], first: Day, last: Day) -> int | None:
    """The lowest price that held on any day from `first` through `last`; None where it was never on sale then.

    >>> steps = [PriceStep(Day("2026-01-01"), 500), PriceStep(Day("2026-02-01"), 300), PriceStep(Day("2026-02-02"), 450)]
    >>> lowest(steps, Day("2026-02-02"), Day("2026-03-01")), lowest(steps, Day("2026-02-01"), Day("2026-03-01"))
    (450, 300)
    """
    found = lowest_on(steps, first, last)
    return None if found is None else found[0]


def lowest_on(steps: Sequence[PriceStep], first: Day, last: Day) -> tuple[int, Day] | None:
    """The same with the first of those days on which it held."""
    found = [(step.minor, step.since) for step in steps if first < step.since <= last and step.minor != NOT_SOLD]
    begun = price_on(steps, first)
    return min(found if begun is None else [*found, (begun, first)], default=None)


def stated(steps: Sequence[PriceStep], on: Day, law: PriceLaw, *, perishable: bool = False) -> Stated | None:
    """The highest price that a reduction announced on `on` may be measured from; None for an article that was not on sale before."""
    now = price_on(steps, on)
    since = next((step.since for step in steps if step.minor != NOT_SOLD), None)
    if now is None or since is None or since >= on:
        return None
    if perishable and law.perishable_exempt:
        return Stated(now, "perishable", on)
    begins = plus_days(on, -law.days)
    if since > begins and law.new_exempt:
        return Stated(now, "new", on)
    least = lowest_on(steps, begins, plus_days(on, -1))
    before_cuts = _before_cuts(steps, on, law)
    if before_cuts is not None and (least is None or before_cuts[0] > least[0]):
        return Stated(before_cuts[0], "progressive", before_cuts[1])
    return None if least is None else Stated(least[0], "lowest", least[1])


def _before_cuts(steps: Sequence[PriceStep], on: Day, law: PriceLaw) -> tuple[int, Day] | None:
    """The lowest price of the days before the first of a row of cuts without a break that still goes on; None where there is none."""
    if not law.progressive_months:
        return None
    past = [step for step in steps if step.since <= on]
    first: Day | None = None
    earliest = plus_months(on, -law.progressive_months)
    for before, after in zip(reversed(past[:-1]), reversed(past), strict=False):
        if before.minor == NOT_SOLD or not 0 <= after.minor < before.minor or after.since < earliest:
            break
        first = after.since
    return None if first is None else lowest_on(past, plus_days(first, -law.days), plus_days(first, -1))


# -- what a program announces


def claims(compiled: Compiled, history: History, on: Day) -> Iterator[Claim]:
    """The announced discounts of a program that would measure this article from too high a price, on `on` or when they begin."""
    program = compiled.program
    law, world = price_law(program.country), world_of(program)
    for rule in program.discounts:
        if not rule.announced:
            continue
        where: list[Test] = [Compare(fact, "==", told) for fact, told in (("branch", history.branch), ("channel", history.channel)) if told]
        if not can_hold([*(named.test for named in rule.tests), *where], world):
            continue
        is_in, sure = _holds_of(compiled, rule.articles, history.sku)
        if not is_in:
            continue
        spoils, known = _holds_of(compiled, program.perishable, history.sku) if program.perishable >= 0 else (False, True)
        begins = _begins(rule, on)
        may, now = stated(history.steps, begins, law, perishable=spoils and known), price_on(history.steps, begins)
        if may is not None and now is not None and now > may.minor:
            honest = _honest(rule, now, may.minor)
            yield Claim(rule.id, history.sku, history.channel, history.branch, begins, now, may.minor, honest, sure and known)


def _holds_of(compiled: Compiled, articles: int, sku: str) -> tuple[bool, bool]:
    """Whether the article may be in the set, and whether its number alone tells."""
    if articles == ALL_ARTICLES:
        return True, True
    test = compiled.program.sets[articles].test
    if facts_in(test) <= {"sku"}:
        return article_function(test)(Line(1, sku, "", "", (), "", 1000, "piece", 0, 0, 0, 0, None)), True
    return True, False


def _begins(rule: Discount, on: Day) -> Day:
    """When the reduction begins: on its first day, where that is still to come."""
    found = [Day(str(test.value)) for test in _comparisons(tuple(named.test for named in rule.tests)) if test.op in (">=", "==")]
    return max(on, min(found)) if found else on


def _comparisons(tests: Sequence[Test]) -> Iterator[Compare]:
    for test in tests:
        if isinstance(test, Compare) and test.fact == "date":
            yield test
        elif hasattr(test, "tests"):
            yield from _comparisons(test.tests)


def _honest(rule: Discount, now: int, may: int) -> int:
    """What is left of a percentage when it is measured from what may be stated, in basis points."""
    if not isinstance(rule.deal, Percent) or rule.deal.more:
        return -1
    pays = now - half_up(now * rule.deal.bp, 10_000)
    return max((may - pays) * 10_000 // may, 0) if may else 0
