"""Which rewards a till may hand over without a line: cheap ones of which the basket and a snapshot of the member know all that they ask.

A till gives one only where it comes to the same cent as in the books. What there is a stock of, or only so often, waits for the line: two
tills would give the last one twice.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Final

from zegel.core.periods import Day
from zegel.core.purchase import Line
from zegel.decide.offline_discounts import KNOWN, holds
from zegel.decide.offline_pack import MOST_SPENT_MINOR, worth_of_step
from zegel.program.compile import Compiled
from zegel.program.conditions import facts_in
from zegel.program.model import PointsOff, Reward

EVERY_REWARD: Final = "rewards"
"""What a budget is of that all rewards share."""


def handed_over(compiled: Compiled) -> tuple[Reward, ...]:
    """The rewards that a till may hand over."""
    program = compiled.program
    budgets = {budget.of for budget in program.budgets}
    if EVERY_REWARD in budgets or program.settings.spare_cents != "largest remainder":
        return ()
    return tuple(one for one in program.rewards if one.id not in budgets and _is_plain(compiled, one))


def which(compiled: Compiled, reward: Reward) -> str:
    """Which articles become free first: `cheapest`, `dearest`, `first`; `chosen` where the member says so."""
    how = reward.which or compiled.program.settings.free_items
    return "cheapest" if how == "cheapest of all" else how


def worth_of(compiled: Compiled, reward: Reward) -> int:
    """What one is worth at least, whatever it takes off a basket: the thing, or the points that it costs; minor units, rounded up."""
    points = _points_worth(compiled, reward)
    return max(ceil(points), reward.off_minor, reward.worth_minor or reward.cost_price_minor if is_thing(reward) else 0)


def _points_worth(compiled: Compiled, reward: Reward) -> Fraction:
    return compiled.units[reward.cost_unit].worth * reward.cost if reward.cost_unit else Fraction(0)


def is_thing(reward: Reward) -> bool:
    """Whether it is handed over, instead of taken off the basket."""
    return not reward.comes_off


def goes_with(compiled: Compiled, given: Sequence[Reward], line: Line) -> list[int]:
    """Which of `given`, by their number, `line` counts for; `-1 - n` where only the books can say how far it counts for n."""
    program, mask = compiled.program, compiled.masks((line,))[0]
    judged = line.floor_minor is None and line.legal_class not in dict(program.caps)
    judged = judged and not any(mask >> floor.articles & 1 for floor in program.floors)
    return [n if judged else -1 - n for n, one in enumerate(given) if not is_thing(one) and mask >> one.articles & 1]


def allowed(compiled: Compiled, given: Sequence[Reward], since: str, tier: str, days: Sequence[Day]) -> list[int]:
    """Which of `given`, by their number, are for somebody who joined on `since` and stands on `tier`, on each of `days`."""
    return [n for n, one in enumerate(given) if holds(compiled, one.id, since, tier, days)]


def leased(compiled: Compiled, off: PointsOff | None, given: Sequence[Reward], balances: Mapping[str, int]) -> int:
    """What a till may let somebody use of what they have, in minor units: MOST_SPENT_MINOR at most, and with no second proof."""
    found = Fraction(0)
    if off is not None:
        found += max(balances.get(off.unit, 0) // off.step, 0) * worth_of_step(compiled, off)
    for one in given:
        unit, cost = (one.token, 1) if one.token else (one.cost_unit, one.cost)
        if balances.get(unit, 0) >= cost:
            found += worth_of(compiled, one) or one.free_items * one.most_minor or MOST_SPENT_MINOR
    return min(int(found), MOST_SPENT_MINOR, compiled.program.settings.proof_above_minor)


def _is_plain(compiled: Compiled, one: Reward) -> bool:
    limited = one.limits or one.stock is not None or one.stocks
    other = one.by_itself or one.options or one.coupon or one.credit_minor or one.cash_minor or one.off_bp
    if limited or other or (one.free_items and which(compiled, one) == "chosen"):
        return False
    worth = worth_of(compiled, one)
    cheap = worth <= MOST_SPENT_MINOR and (worth > 0 or not is_thing(one))
    paid = bool(one.token) or _points_worth(compiled, one) > 0
    return cheap and paid and all(facts_in(named.test) <= KNOWN for named in one.tests)
