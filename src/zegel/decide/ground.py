"""What earning stands on: the amount of each line that counts (semantics 13), what is left of it, and when it was bought."""

from collections.abc import Iterable, Sequence
from typing import Final

from zegel.core.purchase import Line, Purchase
from zegel.core.rounding import largest_remainder, part_of
from zegel.core.value import value
from zegel.decide.effects import Discount, Effect, FreeItems, ItemsOff
from zegel.decide.plan import Plan
from zegel.decide.taking import with_vat
from zegel.program.model import ALL_ARTICLES

Off = tuple[str, str, Sequence[int]]
"""(lane, rule, shares per line) of what came off; the lane is "" for rewards in the basket."""
POINTS: Final = "points"
"""The lane of points as discount."""


@value
class Ground:
    """`base` is what counts of each line, `left` its quantity (thousandths), `minute` the minute of the purchase since 1970."""

    base: list[int]
    lines: tuple[Line, ...]
    left: list[int]
    minute: int


def off_of(effects: Iterable[Effect]) -> list[Off]:
    """What the effects of a basket took off."""
    found: list[Off] = []
    for effect in effects:
        if isinstance(effect, Discount | ItemsOff):
            found.append((effect.lane, effect.rule, effect.shares))
        elif isinstance(effect, FreeItems):
            found.append(("", effect.rule, effect.shares))
    return found


def ground_of(plan: Plan, purchase: Purchase, masks: Sequence[int], off: Sequence[Off], paid: list[int], out: Sequence[int]) -> Ground:
    """The ground of `purchase`, of which `out` (thousandths per line) came back; `paid` is what was paid for what is left."""
    settings, lines = plan.compiled.program.settings, purchase.lines
    base = paid
    if settings.earning_base != "after discounts":
        base = []
        for n, line in enumerate(lines):
            whole = line.net_minor - sum(shares[n] for lane, rule, shares in off if _counts(plan, lane, rule))
            base.append(whole - (part_of(whole, out[n], line.quantity) if out[n] else 0))
    elif settings.points_paid_earn == "earns":
        base = []
        for n, line in enumerate(lines):
            whole = sum(shares[n] for lane, _, shares in off if lane == POINTS)
            base.append(paid[n] + whole - (part_of(whole, out[n], line.quantity) if out[n] else 0))
    if plan.earns_nothing_on:
        base = _without_tenders(plan, purchase, off, base, paid)
    if plan.earning_vat:
        base = [with_vat(minor, line.vat_bp, plan.earning_vat) for minor, line in zip(base, lines, strict=True)]
    if plan.ships and settings.earning_shipping == "without":
        base = [0 if mask & plan.ships else minor for minor, mask in zip(base, masks, strict=True)]
    left = [line.quantity - o for line, o in zip(lines, out, strict=True)]
    return Ground(base, lines, left, purchase.happened_at // 60_000)


def _counts(plan: Plan, lane: str, rule: str) -> bool:
    """Whether what came off counts against what is earned. What a reward paid always does, and what points did unless that earns."""
    if lane == POINTS:
        return plan.compiled.program.settings.points_paid_earn != "earns"
    if not lane:
        return True
    if plan.compiled.program.settings.earning_base == "before discounts":
        return False
    index = plan.compiled.rule_index(rule)
    assert index is not None
    found = plan.compiled.rules[index]
    return found.articles != ALL_ARTICLES


def _without_tenders(plan: Plan, purchase: Purchase, off: Sequence[Off], base: list[int], paid: list[int]) -> list[int]:
    """`base` less what tenders paid that earn nothing, over the lines in proportion; a return takes its part of them along."""
    excluded = sum(tender.amount_minor for tender in purchase.tenders if tender.kind in plan.earns_nothing_on)
    pays = sum(line.net_minor for line in purchase.lines) - sum(sum(shares) for _, _, shares in off)
    weights = [max(p, 0) for p in paid]
    if excluded <= 0 or pays <= 0 or not any(weights):
        return base
    shares = largest_remainder(part_of(min(excluded, pays), min(sum(weights), pays), pays), weights)
    return [minor - share if minor > share else min(minor, 0) for minor, share in zip(base, shares, strict=True)]
