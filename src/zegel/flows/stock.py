"""The stock of rewards: drawn when one is taken, put back when that is undone (architecture.md rule 11)."""

from collections.abc import Iterable

from zegel.decide.document import Document
from zegel.decide.effects import Effect, Spend
from zegel.decide.plan import Plan
from zegel.flows.facts import Draw


def draws_of(effects: Iterable[Effect], plan: Plan) -> tuple[Draw, ...]:
    """The stock that the effects take."""
    return tuple(draw for e in effects if isinstance(e, Spend) for draw in _draw(plan, e.what, e.times))


def stock_back(plan: Plan, document: Document) -> tuple[Draw, ...]:
    """The stock that a receipt took, put back whole."""
    return tuple(draw for e in document.body["effects"] if e["effect"] == "spend" for draw in _draw(plan, e["what"], -e["times"]))


def rewards_back(plan: Plan, times: dict[str, int]) -> tuple[Draw, ...]:
    """Rewards that came back, per reward how often, put back in stock."""
    return tuple(draw for what, n in sorted(times.items()) if n for draw in _draw(plan, what, -n))


def _draw(plan: Plan, what: str, n: int) -> list[Draw]:
    reward = plan.compiled.rewards.get(what)
    return [] if reward is None or reward.stock is None else [Draw(f"reward:{what}", n)]
