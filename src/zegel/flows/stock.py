"""What there is only so much of: stock of rewards, what everybody may have together, budgets (architecture.md rule 11).

Counters are read before the decision and drawn when it is written; what is undone is put back. A hold draws when it is opened, so that
it is honoured even when nothing is left by the time it is paid.
"""

from collections.abc import Mapping, Sequence

from zegel.core.periods import Day
from zegel.decide.document import Document
from zegel.decide.effects import Discount, Effect, FreeItems, Spend
from zegel.decide.plan import Plan
from zegel.decide.rewards import Left
from zegel.decide.used_again import Uses, used_in
from zegel.flows.bounded import bounded_back, bounded_draws, things_back
from zegel.flows.facts import Draw, Facts
from zegel.flows.periods import budget_counter, together
from zegel.program.model import Reward


def counters_of(plan: Plan, reward: Reward, branch: str, on: Day) -> tuple[str, ...]:
    """Every counter that taking `reward` looks at."""
    shared = (together(reward.id, i, limit, branch, on) for i, limit in enumerate(reward.limits) if limit.window < 0)
    return (_stock(reward, branch)[0], *shared, *[budget_counter(budget, on) for budget in plan.budgets_of(reward.id)])


def left_of(facts: Facts, plan: Plan, reward: Reward, branch: str, on: Day) -> Left:
    """What is left of `reward` at `branch` on `on`."""
    counter, stock = _stock(reward, branch)
    shared = [
        facts.left(together(reward.id, i, limit, branch, on), limit.most) for i, limit in enumerate(reward.limits) if limit.window < 0
    ]
    budgets = {budget.of: facts.left(budget_counter(budget, on), budget.minor) for budget in plan.budgets_of(reward.id)}
    return Left(
        facts.counters.get(counter) if stock is None else facts.left(counter, stock),
        min(shared, default=None),
        budgets.get(reward.id),
        budgets.get("rewards"),
    )


def draws_of(facts: Facts, effects: Sequence[Effect], plan: Plan, branch: str, on: Day) -> tuple[Draw, ...]:
    """What the effects take."""
    taken: dict[str, list[int]] = {}
    for e in effects:
        if isinstance(e, Spend):
            taken.setdefault(e.what, [0, 0])[0] += e.times
        elif isinstance(e, FreeItems) or (isinstance(e, Discount) and e.lane == "rewards"):
            taken.setdefault(e.rule, [0, 0])[1] += sum(e.shares)
    rewards = tuple(draw for what, (times, off) in sorted(taken.items()) for draw in _draws(plan, what, times, off, branch, on))
    return rewards + bounded_draws(facts, plan, effects, branch, on)


def stock_back(plan: Plan, document: Document, uses: Mapping[str, Uses] | None = None) -> tuple[Draw, ...]:
    """What a receipt took, put back: whole, or so many of its `uses`."""
    branch, on = document.body["branch"], Day(document.body["business_date"])
    back = used_in(document) if uses is None else uses
    draws = [draw for what, one in sorted(back.items()) for draw in _draws(plan, what, one.times, one.off_minor, branch, on)]
    put_back = tuple(Draw(draw.counter, -draw.n, draw.of) for draw in draws if draw.n) + bounded_back(plan, document, back)
    return put_back + things_back(plan, document) if uses is None else put_back


def _draws(plan: Plan, what: str, times: int, off: int, branch: str, on: Day) -> list[Draw]:
    """What taking rule `what` so often draws; `off` is what it took off the basket."""
    reward = plan.compiled.rewards.get(what)
    if reward is None:
        return []
    counter, stock = _stock(reward, branch)
    found = [Draw(counter, times, stock)] if reward.stock is not None or stock is not None else []
    for i, limit in enumerate(reward.limits):
        if limit.window < 0:
            found.append(Draw(together(reward.id, i, limit, branch, on), times, limit.most))
    cost = reward.costs_shop(times, off)
    return found + [Draw(budget_counter(budget, on), cost, budget.minor) for budget in plan.budgets_of(what) if cost]


def _stock(reward: Reward, branch: str) -> tuple[str, int | None]:
    """(counter, what it begins with): of the whole company it was made when the version went live, of a branch with its first draw."""
    if not reward.stocks:
        return f"reward:{reward.id}", None
    return f"reward:{reward.id}:{branch}", dict(reward.stocks).get(branch, 0)
