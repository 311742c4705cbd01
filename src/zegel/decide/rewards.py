"""May the member have this reward, and what does it take off a basket?

The order of checks is domain.md M28's and part of the API: who it is for and when, stock, how often, balance, articles, basket and
channel. The first "no" is the one that is told.
"""

from collections.abc import Sequence
from typing import Final

from zegel.core.refusals import BudgetUsedUp, LimitReached, NotEnough, OutOfStock, OverMaximum, RewardNotNow, UnknownChoice
from zegel.core.rounding import half_up
from zegel.core.value import value
from zegel.decide.basket import Basket
from zegel.decide.effects import Discount as DiscountEffect
from zegel.decide.effects import FreeItems, Gift, Spend
from zegel.program.compile import Compiled
from zegel.program.conditions import BasketFacts
from zegel.program.model import Reward

WHOLE: Final = 10_000
LAST: Final = ("basket", "channel")
"""The tests that are tried when everything else was found in order."""


@value
class Left:
    """What is left of a reward (None: no limit): its stock, how often everybody together may still have it, its own budget and the one of
    all rewards in minor units."""

    stock: int | None
    together: int | None
    budget: int | None
    of_all: int | None


UNLIMITED: Final = Left(None, None, None, None)


def price_of_reward(
    compiled: Compiled, reward: Reward, facts: BasketFacts, times: int, spendable: int, left: Left, before: int = 0
) -> Spend:
    """What `reward` costs, `times` times, where nothing but the basket and the channel still stands in its way.

    Refuses `reward_not_now` (with the first test that fails), `out_of_stock`, `limit_reached` and `not_enough`, in that order.
    `before` is how often the member has it from the same basket already.
    """
    failing = first_failing(compiled, reward, facts)
    if failing and failing not in LAST:
        raise RewardNotNow(what=reward.id, test=failing)
    if left.stock is not None and left.stock < before + times:
        raise OutOfStock(reward=reward.id, left=max(left.stock - before, 0))
    if left.together is not None and left.together < before + times:
        raise LimitReached(what=reward.id, left=max(left.together - before, 0), window=-1)
    for limit in reward.limits:
        if limit.window >= 0 and facts.windows[limit.window] + before + times > limit.most:
            more = limit.most - facts.windows[limit.window] - before
            raise LimitReached(what=reward.id, most=limit.most, left=max(more, 0), window=limit.window)
    unit, cost = (reward.token, 1) if reward.token else (reward.cost_unit, reward.cost)
    if cost * times > spendable:
        raise NotEnough(unit=unit, available=spendable, needed=cost * times)
    return Spend(reward.id, unit, cost * times, times)


def check_last(compiled: Compiled, reward: Reward, facts: BasketFacts) -> None:
    """Refuse `reward_not_now` where the basket comes to too little for it, or the channel is another."""
    failing = first_failing(compiled, reward, facts)
    if failing:
        raise RewardNotNow(what=reward.id, test=failing)


def first_failing(compiled: Compiled, reward: Reward, facts: BasketFacts) -> str:
    """The name of the first of the reward's tests that fails, "" where all hold."""
    index = compiled.rule_index(reward.id)
    assert index is not None
    return next((reward.tests[test].name for _, test in compiled.judge_of(index)(facts)[1]), "")


def check_budget(reward: Reward, left: Left, cost: int, others: int = 0) -> None:
    """Refuse `budget_used_up` where what is left does not pay for it; of the budget of all rewards, the `others` of the basket take too."""
    for budget, needed in ((left.budget, cost), (left.of_all, cost + others)):
        if budget is not None and needed > budget:
            raise BudgetUsedUp(what=reward.id, left=max(budget, 0), needed=needed)


def chosen_gift(reward: Reward, choice: int) -> Gift | None:
    """Which of the things that the member may choose from it is (0: the first); None where there is nothing to choose."""
    if not reward.options:
        return None
    if choice > len(reward.options):
        raise UnknownChoice(what=reward.id, options=len(reward.options))
    return Gift(reward.id, max(choice, 1), len(reward.options), reward.worth_minor)


def take_reward(basket: Basket, compiled: Compiled, facts: BasketFacts, rule: Reward, spend: Spend, choice: int, left: Left) -> None:
    """Take what `spend` pays for off the basket; refuses what does not go with it."""
    times, before = spend.times, sum(e.times for e in basket.effects if isinstance(e, Spend) and e.what == rule.id)
    if rule.times and before + times > rule.times:
        raise LimitReached(what=rule.id, most=rule.times, left=max(rule.times - before, 0), window=-1)
    basket.effects.append(spend)
    if rule.free_items:
        _free_items(basket, rule, times, choice)
    elif rule.off_minor or rule.off_bp:
        _off(basket, rule, times)
    elif rule.cash_minor or rule.coupon or rule.credit_minor:
        raise RewardNotNow(what=rule.id, test="by itself")
    elif gift := chosen_gift(rule, choice):
        basket.effects.append(gift)
    # Budgets are looked at after all that, and over everything that the same basket takes (the budget of all rewards is one).
    off = sum(sum(e.shares) for e in basket.effects if isinstance(e, FreeItems | DiscountEffect) and e.rule == rule.id)
    others = sum(cost for what, cost in basket.costs.items() if what != rule.id)
    basket.costs[rule.id] = rule.costs_shop(before + times, off)
    check_budget(rule, left, basket.costs[rule.id], others)
    check_last(compiled, rule, facts)


def _off(basket: Basket, rule: Reward, times: int) -> None:
    """An amount off, as often as asked for: never more than the articles cost, so that nothing is spent in vain. Or a percentage, once."""
    if rule.off_bp:
        _percent_off(basket, rule)
        return
    eligible = [max(p - floor, 0) for p, floor in zip(basket.eligible(rule.articles), basket.floors, strict=True)]
    most = sum(eligible) // rule.off_minor
    if times > most:
        raise OverMaximum(most=most, given=times)
    shares = basket.shared(rule.off_minor * times, eligible)
    basket.effects.append(DiscountEffect(rule.id, "rewards", tuple(shares), basket.take(shares), 0))


def _percent_off(basket: Basket, rule: Reward) -> None:
    """A part of what the articles cost by now; refused where nothing may go off, so that nothing is spent in vain."""
    eligible = basket.eligible(rule.articles)
    off = basket.rounded(sum(eligible) * rule.off_bp, WHOLE)
    shares, left_out = basket.fitted(basket.shared(min(off, rule.most_minor) if rule.most_minor else off, eligible))
    if not any(shares):
        raise OverMaximum(most=0, given=1)
    basket.effects.append(DiscountEffect(rule.id, "rewards", tuple(shares), basket.take(shares), left_out))


def _free_items(basket: Basket, rule: Reward, times: int, choice: int) -> None:
    wanted = rule.free_items * times
    units = _pieces(basket, rule, wanted)
    if len(units) < wanted:
        raise RewardNotNow(what=rule.id, test="articles", found=len(units), needed=wanted)
    given, shares = [0] * len(basket.lines), [0] * len(basket.lines)
    for _, n in _in_turn(basket, rule, units, choice)[:wanted]:
        left = basket.lines[n].quantity // 1000 - basket.free[n]
        unit_minor = half_up(basket.paid[n] - shares[n], left) - rule.cash_minor
        shares[n] += min(unit_minor, rule.most_minor) if rule.most_minor else unit_minor
        given[n] += 1
        basket.free[n] += 1
    basket.effects.append(FreeItems(rule.id, tuple(given), tuple(shares), basket.take(shares)))


def _pieces(basket: Basket, rule: Reward, wanted: int) -> list[tuple[int, int]]:
    """(price of one, line) of every piece that the reward may be, at most `wanted` of a line."""
    units: list[tuple[int, int]] = []
    for n, (p, line) in enumerate(zip(basket.eligible(rule.articles), basket.lines, strict=True)):
        whole = line.quantity // 1000 if line.measure == "piece" else 0
        left, floor = whole - basket.free[n], basket.floors[n]
        # What costs less than a cent apiece (or than what is paid beside the points) is no reward, nor is what may not be free.
        may = min(left, (p - floor) * left // p if floor and p else left, wanted)
        units += [(p // left, n)] * may if left > 0 and p >= left and p // left > rule.cash_minor else []
    return units


def _in_turn(basket: Basket, rule: Reward, units: list[tuple[int, int]], choice: int) -> Sequence[tuple[int, int]]:
    """The pieces, those that become free first (semantics 10). `choice` is the number of the line that the member chose."""
    which = rule.which or {"cheapest of all": "cheapest"}.get(basket.settings.free_items, basket.settings.free_items)
    match which:
        case "dearest":
            return sorted(units, key=lambda unit: (-unit[0], unit[1]))
        case "first":
            return sorted(units, key=lambda unit: unit[1])
        case "chosen":
            return sorted(units, key=lambda unit: (basket.lines[unit[1]].number != choice, unit))
        case _:
            return sorted(units)
