"""Spending what this very basket earns, where the program lets one (semantics 15). What is spent earns less: the two are found together."""

from dataclasses import replace

from zegel.core.purchase import Purchase
from zegel.decide.discounts import Wish
from zegel.decide.effects import Spend
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, decide_sale
from zegel.program.model import PointsOff, Reward

PLENTY = 10**12
"""More than anybody has: to see what a basket would earn whatever is there to spend."""


def widened(plan: Plan, purchase: Purchase, member: MemberFacts, wishes: tuple[Wish, ...]) -> tuple[Wish, ...]:
    """`wishes` with what the basket earns at once added to what may be spent; one of "as many as may be" becomes a count."""
    found = list(wishes)
    for n, wish in enumerate(wishes):
        index = plan.compiled.rule_index(wish.what)
        rule = None if index is None else plan.compiled.rules[index]
        unit = rule.unit if isinstance(rule, PointsOff) else rule.cost_unit if isinstance(rule, Reward) else ""
        if not unit or plan.pending_until(unit, purchase.channel, purchase.business_date) is not None:
            continue
        if isinstance(rule, PointsOff) and not wish.count:
            count = _as_many_as_may_be(plan, purchase, member, found, n, rule)
            found[n] = replace(wish, count=count, spendable=max(count, wish.spendable))
        else:
            trial = replace(wish, spendable=PLENTY)
            found[n] = replace(wish, spendable=wish.spendable + _earned(plan, purchase, member, [*found[:n], trial, *found[n + 1 :]], unit))
    return tuple(found)


def _as_many_as_may_be(plan: Plan, purchase: Purchase, member: MemberFacts, wishes: list[Wish], n: int, rule: PointsOff) -> int:
    """The most points, in whole steps, that are there once the basket has earned with them spent. The more is spent, the less it earns."""
    wish = wishes[n]
    priced = decide_sale(plan, purchase, member, (*wishes[:n], replace(wish, spendable=PLENTY), *wishes[n + 1 :])).priced
    most = sum(e.count for e in priced.effects if isinstance(e, Spend) and e.what == rule.id)
    low, high = 0, most // rule.step
    while low < high:
        steps = (low + high + 1) // 2
        trial = replace(wish, count=steps * rule.step, spendable=PLENTY)
        earned = _earned(plan, purchase, member, [*wishes[:n], trial, *wishes[n + 1 :]], rule.unit)
        if steps * rule.step <= wish.spendable + earned:
            low = steps
        else:
            high = steps - 1
    return low * rule.step


def _earned(plan: Plan, purchase: Purchase, member: MemberFacts, wishes: list[Wish], unit: str) -> int:
    sale = decide_sale(plan, purchase, member, tuple(wishes))
    return sum(count for name, count, _ in sale.earned if name == unit)
