"""Which tier a member is in. Up at once (effective from the next purchase); down only at a period's end, one step as a rule."""

from zegel.core.periods import NEVER, Day, Instant, plus_months, start_of_day
from zegel.decide.plan import Plan
from zegel.ledger.entries import TierMark


def reached(plan: Plan, measured: int) -> str:
    """The highest step whose threshold `measured` reaches (inclusive), "" below the first."""
    found = ""
    for threshold, tier in plan.thresholds:
        if measured >= threshold:
            found = tier
    return found


def after_earning(plan: Plan, tier: str, review_at: Instant, measured: int, on: Day) -> TierMark | None:
    """The ladder after a purchase: a higher step, or the same step kept for longer; None where nothing changes."""
    if not plan.thresholds or measured < plan.thresholds[0][0]:
        return None
    now = reached(plan, measured)
    before, rank = plan.rank(tier), plan.rank(now)
    if rank < before or (rank == before and review_at == NEVER):
        return None
    kept_until = plan.reviews.get((now, on))
    if kept_until is None:
        kept_until = plan.reviews[now, on] = _review_at(plan, now, on)
    if rank == before and kept_until <= review_at:
        return None
    return TierMark(now, on, kept_until)


def after_review(plan: Plan, tier: str, measured: int, on: Day) -> TierMark:
    """The ladder at a period's end: kept, or down by at most the steps that the program allows (0: never down).

    A tier that this version does not have (it was renamed) gives the one that the measure reaches.
    """
    tiers = plan.compiled.program.tiers
    assert tiers is not None
    before, rank = plan.rank(tier), plan.rank(reached(plan, measured))
    after = max(rank, before - tiers.down_steps) if rank < before else before or rank
    name = tiers.steps[after - 1].id if after else ""
    return TierMark(name, on, _next_review(plan, name, on))


def reviewed_period(plan: Plan, on: Day) -> Day:
    """The day whose window decides a review held on `on`: the last day of the period that just ended."""
    tiers = plan.compiled.program.tiers
    assert tiers is not None
    return Day(f"{int(on[:4]) - 1}-12-31") if tiers.kept == "through next year" else on


def _review_at(plan: Plan, tier: str, on: Day) -> Instant:
    """When a tier that was reached on `on` is looked at."""
    tiers = plan.compiled.program.tiers
    assert tiers is not None
    if _lowest(plan, tier):
        return NEVER
    if tiers.kept == "through next year":
        return start_of_day(Day(f"{int(on[:4]) + 2}-01-01"), plan.zone)
    return start_of_day(plus_months(on, tiers.review_months), plan.zone)


def _next_review(plan: Plan, tier: str, on: Day) -> Instant:
    """When a tier that was kept or lowered at a review on `on` is looked at again."""
    tiers = plan.compiled.program.tiers
    assert tiers is not None
    if _lowest(plan, tier):
        return NEVER
    if tiers.kept == "through next year":
        return start_of_day(Day(f"{int(on[:4]) + 1}-01-01"), plan.zone)
    return start_of_day(plus_months(on, tiers.review_months), plan.zone)


def _lowest(plan: Plan, tier: str) -> bool:
    """Whether nothing can be taken away: no tier, the ladder never goes down, or everybody has this step."""
    tiers = plan.compiled.program.tiers
    assert tiers is not None
    return not tier or not tiers.down_steps or (plan.rank(tier) == 1 and plan.thresholds[0][0] <= 0)
