"""Multipliers below 1, which leave less of what base rules gave: exact, so that × 0 comes to the same as the lines not being there."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from zegel.core.rounding import Rounding, largest_remainder, rounded
from zegel.core.value import value
from zegel.decide.steps import PER_PURCHASE, PER_QUANTITY, PER_SPEND, Step, gives, stepped
from zegel.program.compile import Compiled

FIXED = (PER_PURCHASE, PER_QUANTITY)
"""What a base rule gives whatever the lines of one multiplier are."""


@value
class Basket:
    """Lines as multipliers see them: which sets each is in, what was paid for it, how many items it counts for."""

    compiled: Compiled
    masks: list[int]
    paid: list[int]
    items: list[int]
    before: tuple[tuple[str, int], ...] = ()
    """Rule by rule that counts several purchases together, what came before this one."""


def given_on(basket: Basket, bases: Iterable[Step], lines: Iterable[int]) -> int:
    """What the base rules `bases` give on `lines` alone, by their places; what is FIXED left out."""
    ns = [*lines]
    masks, paid = [basket.masks[n] for n in ns], [basket.paid[n] for n in ns]
    spend, pieces = basket.compiled.survey(masks, paid, [basket.items[n] for n in ns])
    found, before = 0, dict(basket.before)
    for base in bases:
        if base.kind == PER_SPEND and base.by_line:
            found += sum([stepped(base, p) for p, mask in zip(paid, masks, strict=True) if p > 0 and mask & base.bit])
        elif base.id in before:
            found += stepped(base, before[base.id] + max(spend[base.articles], 0)) - stepped(base, before[base.id])
        elif base.kind not in FIXED:
            found += gives(base, spend, pieces)
    return found


def without(
    basket: Basket, groups: Mapping[tuple[int, ...], list[int]], multipliers: Sequence[Step], bases: Sequence[Step]
) -> dict[tuple[int, ...], int]:  # fmt: skip
    """Of each group of lines that a multiplier below 1 reaches, how much more the basket gives with it than without; × 0 goes first.

    Of rules that hang on the rest that is so of every group: what it gives is what it adds to the others.
    """
    stepping = any(base.hangs_on_rest for base in bases)
    left = set(range(len(basket.masks)))
    before, found = given_on(basket, bases, left), dict[tuple[int, ...], int]()
    reached = [reach for reach in groups if reach and (stepping or any(multipliers[k].more < 0 for k in reach))]
    # By what they are, never by what they are called: names may not change what is earned.
    for reach in sorted(reached, key=lambda reach: sorted([(multipliers[k].more, multipliers[k].articles) for k in reach])):
        left -= set(groups[reach])
        after = given_on(basket, bases, sorted(left))
        found[reach], before = max(before - after, 0), after  # lines that bring it to a step that gives less add nothing
    return found


def put_together(earned: int, changes: Mapping[str, Fraction], how: Rounding) -> list[tuple[str, int]]:
    """(multiplier, what it adds or takes) in whole ones, of which only the sum with `earned` is rounded; never less than nothing is left.

    >>> put_together(10, {"half": Fraction(-5, 2), "twice": Fraction(10)}, "down")
    [('half', -3), ('twice', 10)]
    """
    exact = max(earned + sum(changes.values(), Fraction(0)), Fraction(0))
    total = rounded(exact.numerator, exact.denominator, how) - earned
    found = {name: change.numerator // change.denominator for name, change in changes.items()}
    spare = total - sum(found.values())
    nearest = sorted(found, key=lambda name: (found[name] - changes[name], name))
    for n in range(spare):
        found[nearest[n % len(nearest)]] += 1
    return [(name, count) for name, count in found.items() if count]


def taken_of(earned: int, wanted: Sequence[tuple[str, int]], got: list[tuple[str, int]], how: Rounding) -> list[tuple[str, int]]:
    """`got`, where limits left less of what multipliers `wanted` to add to `earned`: those below 1 take the same part of what is left.

    >>> taken_of(20, [("twice", 20), ("half", -20)], [("twice", 4), ("half", -20)], "down")
    [('twice', 4), ('half', -12)]
    """
    whole, left = (earned + sum([n for _, n in parts if n > 0]) for parts in (wanted, got))
    off = [-n for _, n in got if n < 0]
    if left == whole or not off:
        return got
    shares = iter(largest_remainder(left - rounded((whole - sum(off)) * left, whole, how), off))
    return [(name, n if n > 0 else -next(shares)) if n else (name, 0) for name, n in got]
