"""Spending what this very basket earns, where the program lets one (semantics 15). What is spent earns less: the two are found together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from zegel.core.purchase import Purchase
from zegel.core.value import value
from zegel.decide.bringing_back import waits_for_trial
from zegel.decide.codes import EnteredCode
from zegel.decide.discounts import Wish
from zegel.decide.effects import Spend
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, Sale, decide_sale
from zegel.flows.sale import lifted
from zegel.ledger.purse import Purse
from zegel.program.model import PointsOff, Reward

PLENTY: Final = 10**12
"""More than anybody has: to see what a basket would earn whatever is there to spend."""


@value
class _Basket:
    """What is bought, by whom, with which codes."""

    plan: Plan
    purchase: Purchase
    member: MemberFacts
    codes: tuple[EnteredCode, ...]

    def sale(self, wishes: Sequence[Wish]) -> Sale:
        return decide_sale(self.plan, self.purchase, self.member, tuple(wishes), self.codes)

    def rule(self, wish: Wish) -> PointsOff | Reward | None:
        index = self.plan.compiled.rule_index(wish.what)
        rule = None if index is None else self.plan.compiled.rules[index]
        return rule if isinstance(rule, PointsOff | Reward) else None

    def unit(self, wish: Wish) -> str:
        """What it is paid with, "" where this basket gives nothing of that at once."""
        rule = self.rule(wish)
        unit = rule.unit if isinstance(rule, PointsOff) else rule.cost_unit if rule else ""
        return unit if unit and self.plan.pending_until(unit, self.purchase.channel, self.purchase.business_date) is None else ""


def lifted_with(
    plan: Plan, purse: Purse, purchase: Purchase, member: MemberFacts, wishes: tuple[Wish, ...], codes: tuple[EnteredCode, ...], *,
    at_once: bool,
) -> tuple[MemberFacts, int, tuple[Wish, ...]]:  # fmt: skip
    """`lifted` (flows.sale), and `wishes` widened, where what is earned counts `at_once`, for the tier that the basket is judged in."""
    meant = widened(plan, purchase, member, wishes, codes) if at_once else wishes
    raised, least = lifted(plan, purse, purchase, member, meant, codes)
    return raised, least, widened(plan, purchase, raised, wishes, codes) if at_once and raised is not member else meant


def widened(
    plan: Plan, purchase: Purchase, member: MemberFacts, wishes: tuple[Wish, ...], codes: tuple[EnteredCode, ...]
) -> tuple[Wish, ...]:  # fmt: skip
    """`wishes` with what the basket earns at once added to what may be spent; one of "as many as may be" becomes a count.

    Where something of the basket is on trial, what it gives waits, and `wishes` stay as they are.
    """
    if waits_for_trial(plan, purchase, member) is not None:
        return wishes
    basket = _Basket(plan, purchase, member, codes)
    found = list(wishes)
    for unit in dict.fromkeys([basket.unit(wish) for wish in wishes]):
        if unit:
            _widen(basket, found, unit)
    return tuple(found)


def _widen(basket: _Basket, found: list[Wish], unit: str) -> None:
    """The same for the wishes that are paid with `unit`; what costs so much goes before "as many as may be"."""
    mine = [n for n, wish in enumerate(found) if basket.unit(wish) == unit]
    have = max(found[n].spendable for n in mine)
    open_ = [n for n in mine if not found[n].count and isinstance(basket.rule(found[n]), PointsOff)]
    fixed = [n for n in mine if n not in open_]
    if fixed:
        trial = [replace(wish, spendable=PLENTY) if n in fixed else wish for n, wish in enumerate(found) if n not in open_]
        earned = _earned(basket.sale(trial), unit)
        for n in fixed:
            found[n] = replace(found[n], spendable=found[n].spendable + earned)
    for n in open_:
        # Those named after it get what is left.
        now = [i for i in range(len(found)) if i not in open_ or i <= n]
        count = _as_many_as_may_be(
            basket, [replace(found[i], spendable=PLENTY) if i in mine else found[i] for i in now], now.index(n), have
        )
        found[n] = replace(found[n], count=count, spendable=count)


def _as_many_as_may_be(basket: _Basket, wishes: list[Wish], n: int, have: int) -> int:
    """The most points for the `n`-th wish, in whole steps, that are there once the basket has earned with them spent.

    `have` is there before it, for all wishes that are paid with the same unit. The more is spent, the less the basket earns.
    """
    rule = basket.rule(wishes[n])
    assert isinstance(rule, PointsOff)
    effects = basket.sale(wishes).priced.effects
    low, high = 0, sum(e.count for e in effects if isinstance(e, Spend) and e.what == rule.id) // rule.step
    while low < high:
        steps = (low + high + 1) // 2
        sale = basket.sale([replace(wish, count=steps * rule.step) if i == n else wish for i, wish in enumerate(wishes)])
        if _spent(sale, rule.unit) <= have + _earned(sale, rule.unit):
            low = steps
        else:
            high = steps - 1
    return low * rule.step


def _earned(sale: Sale, unit: str) -> int:
    return sum(count for name, count, _ in sale.earned if name == unit)


def _spent(sale: Sale, unit: str) -> int:
    return sum(e.count for e in sale.priced.effects if isinstance(e, Spend) and e.unit == unit)
