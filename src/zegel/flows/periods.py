"""How counters are called that begin anew each day, week, month or year."""

from zegel.core.periods import Day, as_date, plus_days
from zegel.program.model import Budget, Often


def together(rule: str, i: int, limit: Often, branch: str, on: Day) -> str:
    """The counter of limit number `i` of a rule, which everybody shares."""
    return f"limit:{rule}:{i}:{branch if limit.each_branch else ''}:{period_key(limit.period, on)}"


def budget_counter(budget: Budget, on: Day) -> str:
    """The counter of what is left of a budget."""
    return f"budget:{budget.of}:{period_key(budget.period, on)}"


def over_counter(budget: Budget, on: Day) -> str:
    """The counter of what was given above a budget of which the last discount is given whole: it counts up from nothing."""
    return f"{budget_counter(budget, on)}:over"


def period_key(period: str, on: Day) -> str:
    """The day, week, month or year of `on`, as counters are named: `2026-11`; "" for all time. A week goes by its Monday."""
    if period == "week":
        return f"week {plus_days(on, -as_date(on).weekday())}"
    return {"day": on, "month": on[:7], "year": on[:4]}.get(period, "")
