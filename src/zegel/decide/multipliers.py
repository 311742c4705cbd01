"""What multipliers add to what base rules gave: rounded once per unit and basket, down as a rule (semantics 8, 14)."""

from fractions import Fraction
from math import lcm

from zegel.core.rounding import Rounding, largest_remainder, rounded
from zegel.decide.less import FIXED, Basket, given_on, put_together, without
from zegel.decide.steps import Step


class Multiplying:
    """How a version multiplies. `scale` makes every sum of its multipliers whole, so that the purchase loop needs no fractions."""

    def __init__(self, factors: list[Fraction], how: str, rounding: Rounding = "down") -> None:
        self.how, self.rounding = how, rounding
        self.scale = 1
        multiplied = how == "product" or any(factor < 1 for factor in factors)
        for factor in factors:
            self.scale = self.scale * factor.denominator if multiplied else lcm(self.scale, factor.denominator)

    def added(self, basket: Basket, multipliers: list[Step], bases: list[Step], earned: int, *, cut: bool = False) -> list[tuple[str, int]]:
        """(multiplier, what it adds) for one unit, of which the base rules `bases` gave `earned`; zero left out. One below 1 takes off.

        `cut`: a limit left less than the rules would give; then no more is added than all of `earned` multiplied comes to.
        """
        if len(multipliers) > 1:
            # One that reaches nothing changes nothing, not even how the others are rounded.
            multipliers = [m for m in multipliers if not m.articles or any(mask & m.bit for mask in basket.masks)]
            multipliers.sort(key=largest_first)
        if not multipliers:
            return []
        largest = multipliers[0]
        if multipliers[-1].more < 0:
            return self._less(basket, multipliers, bases, earned, cut=cut)
        if self.how == "largest" and largest.articles == 0:
            extra = self._rounded(earned * largest.more)
            return [(largest.id, extra)] if extra else []
        shares = self._by_group(basket, multipliers, bases)
        total = self._rounded(sum(shares.values()))
        if cut:
            most: dict[str, int] = {}
            self._share(earned, multipliers, most)
            total = min(total, self._rounded(sum(most.values())))
        if not total:
            return []
        if len(shares) == 1:
            return [(next(iter(shares)), total)]
        return [(m, n) for m, n in zip(shares, largest_remainder(total, list(shares.values())), strict=True) if n]

    def _less(self, basket: Basket, multipliers: list[Step], bases: list[Step], earned: int, *, cut: bool) -> list[tuple[str, int]]:
        """The same where some take off; of what a limit cut, they take off their part of what is left."""
        shares: dict[str, int] = {}
        if self.how == "largest" and all(m.articles == 0 for m in _ends(multipliers)):
            self._share(earned, multipliers, shares)
            cut = False
        else:
            shares = self._by_group(basket, multipliers, bases)
        changes = {name: Fraction(share, self.scale) for name, share in shares.items()}
        if cut:
            most: dict[str, int] = {}
            self._share(earned, [m for m in multipliers if m.more > 0], most)
            more, whole = sum([n for n in shares.values() if n > 0]), given_on(basket, bases, range(len(basket.masks))) + _fixed(bases)
            up, down = Fraction(min(sum(most.values()), more), more or 1), Fraction(min(earned, whole), whole or 1)
            changes = {name: change * (up if change > 0 else down) for name, change in changes.items()}
        return put_together(earned, changes, self.rounding)

    def _rounded(self, scaled: int) -> int:
        return scaled // self.scale if self.rounding == "down" else rounded(scaled, self.scale, self.rounding)

    def _by_group(self, basket: Basket, multipliers: list[Step], bases: list[Step]) -> dict[str, int]:
        """Per multiplier, what it adds times `scale`. Lines that the same multipliers reach make a group with whole steps of its own."""
        less = multipliers[-1].more < 0
        apart = less or any(base.hangs_on_rest for base in bases)
        if self.how == "largest" and not less:
            groups = _first_reach(basket.masks, multipliers)
        else:
            groups = _all_reach(basket.masks, multipliers, ends=self.how == "largest")
        shares: dict[str, int] = {}
        fewer = without(basket, groups, multipliers, bases) if apart else {}
        for reach, ns in groups.items():
            base = fewer[reach] if reach in fewer else given_on(basket, bases, ns)
            self._share(base, [multipliers[k] for k in reach], shares)
        fixed = _fixed(bases)
        if fixed:
            self._share(fixed, [m for m in multipliers if m.articles == 0], shares)
        return shares

    def _share(self, base: int, reach: list[Step], shares: dict[str, int]) -> None:
        """Add to `shares` what the multipliers in `reach` (largest first) give on `base`, times `scale`."""
        if self.how == "largest":
            reach = _ends(reach)
        if self.how == "sum" or len(reach) == 1:
            left = self.scale  # of each one
            for m in reach:
                more = max(m.more, -left)
                left += more
                shares[m.id] = shares.get(m.id, 0) + base * more
            return
        factor = Fraction(1)
        for m in reach:
            shares[m.id] = shares.get(m.id, 0) + base * int((m.factor - 1) * factor * self.scale)
            factor *= m.factor


def _fixed(bases: list[Step]) -> int:
    """What base rules give for the purchase itself, or by what is weighed."""
    return sum([b.count for b in bases if b.kind in FIXED])


def _first_reach(masks: list[int], multipliers: list[Step]) -> dict[tuple[int, ...], list[int]]:
    """Lines by the largest multiplier that reaches them."""
    groups: dict[tuple[int, ...], list[int]] = {}
    bits = [(m.bit, (k,)) for k, m in enumerate(multipliers)]
    for n, mask in enumerate(masks):
        for bit, reach in bits:
            if mask & bit:
                if reach in groups:
                    groups[reach].append(n)
                else:
                    groups[reach] = [n]
                break
    return groups


def _all_reach(masks: list[int], multipliers: list[Step], *, ends: bool) -> dict[tuple[int, ...], list[int]]:
    """Lines by all the multipliers that reach them, or only by those that count of these (`ends`)."""
    groups: dict[tuple[int, ...], list[int]] = {}
    places = {m.id: k for k, m in enumerate(multipliers)}
    for n, mask in enumerate(masks):
        reached = [m for m in multipliers if mask & m.bit]
        reach = tuple([places[m.id] for m in (_ends(reached) if ends else reached)])
        if reach:
            groups.setdefault(reach, []).append(n)
    return groups


def _ends(multipliers: list[Step]) -> list[Step]:
    """What counts of multipliers, the largest first, where the largest does: that one, and the smallest below 1, which always holds."""
    if len(multipliers) < 2 or multipliers[-1].more >= 0:
        return multipliers[:1]
    return [multipliers[0], multipliers[-1]] if multipliers[0].more >= 0 else multipliers[-1:]


def largest_first(step: Step) -> tuple[int, int, str]:
    """The order of multipliers; of equal ones by what they are of, never by what they are called."""
    return (-step.more, step.articles, step.id)
