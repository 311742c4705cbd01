"""What multipliers add to what base rules gave: rounded once per unit and basket, down as a rule (semantics 8, 14)."""

from fractions import Fraction
from math import lcm

from zegel.core.rounding import Rounding, largest_remainder, rounded
from zegel.core.value import value
from zegel.decide.steps import PER_PURCHASE, PER_QUANTITY, Step, gives
from zegel.program.compile import Compiled


@value
class Basket:
    """Lines as multipliers see them: which sets each is in, what was paid for it, how many items it counts for."""

    compiled: Compiled
    masks: list[int]
    paid: list[int]
    items: list[int]


class Multiplying:
    """How a version multiplies. `scale` makes every sum of its multipliers whole, so that the purchase loop needs no fractions."""

    def __init__(self, factors: list[Fraction], how: str, rounding: Rounding = "down") -> None:
        self.how, self.rounding = how, rounding
        self.scale = 1
        for factor in factors:
            self.scale = self.scale * factor.denominator if how == "product" else lcm(self.scale, factor.denominator)

    def added(self, basket: Basket, multipliers: list[Step], bases: list[Step], earned: int, *, cut: bool = False) -> list[tuple[str, int]]:
        """(multiplier, what it adds) for one unit, of which the base rules `bases` gave `earned`; zero left out.

        `cut`: a limit left less than the rules would give; then no more is added than all of `earned` multiplied comes to.
        """
        if len(multipliers) > 1:
            multipliers.sort(key=largest_first)
        largest = multipliers[0]
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

    def _rounded(self, scaled: int) -> int:
        return scaled // self.scale if self.rounding == "down" else rounded(scaled, self.scale, self.rounding)

    def _by_group(self, basket: Basket, multipliers: list[Step], bases: list[Step]) -> dict[str, int]:
        """Per multiplier, what it adds times `scale`. Lines that the same multipliers reach make a group with whole steps of its own."""
        groups = _first_reach(basket.masks, multipliers) if self.how == "largest" else _all_reach(basket.masks, multipliers)
        shares: dict[str, int] = {}
        masks, paid, items = basket.masks, basket.paid, basket.items
        for reach, ns in groups.items():
            spend, pieces = basket.compiled.survey([masks[n] for n in ns], [paid[n] for n in ns], [items[n] for n in ns])
            base = sum([gives(b, spend, pieces) for b in bases if b.kind not in (PER_PURCHASE, PER_QUANTITY)])
            self._share(base, [multipliers[k] for k in reach], shares)
        fixed = sum([b.count for b in bases if b.kind in (PER_PURCHASE, PER_QUANTITY)])
        if fixed:
            self._share(fixed, [m for m in multipliers if m.articles == 0], shares)
        return shares

    def _share(self, base: int, reach: list[Step], shares: dict[str, int]) -> None:
        """Add to `shares` what the multipliers in `reach` (largest first) give on `base`, times `scale`."""
        if self.how != "product":
            for m in reach[:1] if self.how == "largest" else reach:
                shares[m.id] = shares.get(m.id, 0) + base * m.more
            return
        factor = Fraction(1)
        for m in reach:
            shares[m.id] = shares.get(m.id, 0) + base * int((m.factor - 1) * factor * self.scale)
            factor *= m.factor


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


def _all_reach(masks: list[int], multipliers: list[Step]) -> dict[tuple[int, ...], list[int]]:
    """Lines by all the multipliers that reach them."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for n, mask in enumerate(masks):
        reach = tuple([k for k, m in enumerate(multipliers) if mask & m.bit])
        if reach:
            groups.setdefault(reach, []).append(n)
    return groups


def largest_first(step: Step) -> tuple[int, str]:
    """The order of multipliers."""
    return (-step.more, step.id)
