"""Which discounts stay together: groups, rules that stand alone, rules that never go together (semantics 1, 2).

Of discounts that exclude each other the best for the member stays: every way of choosing is tried on a copy of the basket, all the
other discounts included, and the one that leaves least to be paid wins; of equal ones the first in order.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from zegel.program.deals import EachBundle, Percent
from zegel.program.model import Discount, Settings

MOST_WAYS: Final = 256
"""Ways of choosing that are all tried. Beyond that rules are changed one at a time for as long as that is better."""

MOST_RIVALS: Final = 60
"""Rules that exclude each other of which all the ways are listed at all."""

UNLISTED: Final = 1_000_000
"""The place of what is not on the program's list: after all that is."""
LANES: Final = {"catalogue": 0, "line": 1, "basket": 2, "shipping": 3}

Gain = Callable[[Sequence[Discount]], int]
"""What these discounts, in this order, give the member in all, in minor units."""


def in_order(rules: Sequence[Discount], settings: Settings) -> list[Discount]:
    """As they come off: lane by lane, in a lane the higher priority first, then by id; by priority alone; or as the program lists them."""
    if len(rules) < 2:
        return list(rules)
    if settings.order == "listed":
        return sorted(rules, key=lambda rule: (rule.place or UNLISTED, LANES[rule.lane], -rule.priority, rule.id))
    if settings.order == "lanes":
        return sorted(rules, key=lambda rule: (LANES[rule.lane], -rule.priority, rule.id))
    return sorted(rules, key=lambda rule: (-rule.priority, rule.id))


def exclude(one: Discount, other: Discount, settings: Settings) -> bool:
    """Whether only the better of the two may stay."""
    if settings.choosing == "best only":
        return True
    if settings.choosing == "best of a group" and one.group and one.group == other.group:
        return True
    return settings.basket_percentages == "best only" and _basket_percentage(one) and _basket_percentage(other)


def _basket_percentage(rule: Discount) -> bool:
    return rule.lane == "basket" and (isinstance(rule.deal, Percent) or (isinstance(rule.deal, EachBundle) and rule.deal.bp > 0))


def chosen(rules: Sequence[Discount], settings: Settings, gain: Gain) -> list[Discount]:
    """Those of `rules` (by priority, then id) that stay."""
    for rule in rules:
        if rule.alone and gain([rule]):
            return [rule]
    if len(rules) < 2:
        return list(rules)
    rivals = [rule for rule in rules if any(other is not rule and exclude(rule, other, settings) for other in rules)]
    if not rivals:
        return list(rules)
    free = [rule for rule in rules if rule not in rivals]

    def worth(some: Sequence[Discount]) -> int:
        return gain(in_order([*free, *some], settings))

    ways = list(islice(_ways(rivals, settings), MOST_WAYS + 1)) if len(rivals) <= MOST_RIVALS else []
    best = max(ways, key=worth) if 0 < len(ways) <= MOST_WAYS else _climbed(rivals, settings, worth)
    kept = {rule.id for rule in (*free, *best)}
    return [rule for rule in rules if rule.id in kept]


def _ways(rivals: Sequence[Discount], settings: Settings) -> Iterator[list[Discount]]:
    """Every choice of `rivals` that could not hold one more, the earliest first."""

    def further(n: int, taken: list[Discount]) -> Iterator[list[Discount]]:
        if n == len(rivals):
            if all(rule in taken or any(exclude(rule, other, settings) for other in taken) for rule in rivals):
                yield taken
            return
        if not any(exclude(rivals[n], other, settings) for other in taken):
            yield from further(n + 1, [*taken, rivals[n]])
        if any(exclude(rivals[n], other, settings) for other in rivals if other is not rivals[n]):
            yield from further(n + 1, taken)

    return further(0, [])


def _climbed(rivals: Sequence[Discount], settings: Settings, worth: Callable[[Sequence[Discount]], int]) -> list[Discount]:
    """A choice that no change of one rule makes better: the first that go together, then each rule in its rivals' place."""
    taken: list[Discount] = []
    for rule in rivals:
        if not any(exclude(rule, other, settings) for other in taken):
            taken.append(rule)
    best, better = worth(taken), True
    while better:
        better = False
        for rule in rivals:
            if rule in taken:
                continue
            other = [*(one for one in taken if not exclude(rule, one, settings)), rule]
            if (gained := worth(other)) > best:
                taken, best, better = other, gained, True
    return taken
