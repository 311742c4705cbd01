"""Which tier a member is in. Up at once (effective from the next purchase); down only at a period's end, one step as a rule."""

from typing import Final

from zegel.core.periods import NEVER, Day, Instant, local_moment, plus_days, plus_months, start_of_day, whole_months, whole_years
from zegel.decide.plan import Plan
from zegel.ledger.entries import TierMark
from zegel.program.model import Tiers

NOBODY: Final = Day("")
"""The day on which nobody joined."""


def reached(plan: Plan, measured: int) -> str:
    """The highest step whose threshold `measured` reaches (inclusive), "" below the first."""
    found = ""
    for threshold, tier in plan.thresholds:
        if measured >= threshold:
            found = tier
    return found


def after_earning(plan: Plan, tier: str, review_at: Instant, measured: int, on: Day, since: Day = NOBODY) -> TierMark | None:
    """The ladder after a purchase: a higher step, or the same step kept for longer; None where nothing changes.

    `since` is the day on which the member joined; a ladder by years of membership looks at it.
    """
    if not plan.thresholds or measured < plan.thresholds[0][0]:
        return None
    now = reached(plan, measured)
    before, rank = plan.rank(tier), plan.rank(now)
    if rank < before or (rank == before and (review_at == NEVER or plan.fixed_periods)):
        return None
    key = (now, on) if not plan.personal_years else (now, on + since)
    kept_until = plan.reviews.get(key)
    if kept_until is None:
        kept_until = plan.reviews[key] = _review_at(plan, now, on, since)
    if rank == before and kept_until <= review_at:
        return None
    return TierMark(now, on, kept_until)


def after_review(plan: Plan, tier: str, measured: int, on: Day, since: Day = NOBODY) -> TierMark:
    """The ladder at a period's end: kept, or down by at most the steps that the program allows (0: never down).

    A tier that this version does not have (it was renamed) gives the one that the measure reaches. Time alone lifts only a ladder of
    years of membership.
    """
    tiers = _ladder(plan)
    before, rank = plan.rank(tier), plan.rank(reached(plan, measured))
    if plan.by_tenure:
        after = max(rank, before)
    else:
        after = max(rank, before - tiers.down_steps) if rank < before else before or rank
    name = tiers.steps[after - 1].id if after else ""
    return TierMark(name, on, _next_review(plan, name, on, since))


def period_end(plan: Plan, on: Day) -> Day:
    """The first day after the period that a review held on `on` looks at: the days of grace before it."""
    grace = _ladder(plan).grace_days
    return plus_days(on, -grace) if grace else on


def reviewed_period(plan: Plan, on: Day) -> Day:
    """The day whose window decides a review held on `on`: the last day of the period that just ended."""
    tiers, end = _ladder(plan), period_end(plan, on)
    if tiers.kept == "rolling":
        return end
    return plus_days(end, -1) if plan.personal_years else Day(f"{int(end[:4]) - 1}-12-31")


def period_start(plan: Plan, tier_since: Day, review_at: Instant, since: Day) -> Day:
    """The day on which the tier began or was last kept; the day of joining for who has none."""
    tiers = plan.tiers
    if not tier_since:
        return since
    if tiers is None or review_at == NEVER or not tiers.review_months:
        return tier_since
    end = plus_days(local_moment(review_at, plan.zone).business_date, -tiers.grace_days)
    return max(tier_since, plus_months(end, -tiers.review_months))


def year_start(since: Day, on: Day) -> Day:
    """The first day of the membership year that `on` lies in."""
    return plus_months(since, 12 * whole_years(since, on)) if on > since else since


def _ladder(plan: Plan) -> Tiers:
    assert plan.tiers is not None, "there is a ladder"
    return plan.tiers


def _review_at(plan: Plan, tier: str, on: Day, since: Day) -> Instant:
    """When a tier that was reached on `on` is looked at."""
    tiers = _ladder(plan)
    if plan.by_tenure:
        return _next_tenure(plan, on, since)
    if _lowest(plan, tier):
        return NEVER
    years = 2 if tiers.kept == "through next year" else 1
    if tiers.kept == "rolling":
        end = plus_months(on, tiers.review_months)
    elif plan.personal_years:
        end = plus_months(since, 12 * (max(whole_years(since, on), 0) + years))
    else:
        end = Day(f"{int(on[:4]) + years}-01-01")
    return _looked_at(plan, end)


def _next_review(plan: Plan, tier: str, on: Day, since: Day) -> Instant:
    """When a tier that was kept or lowered at a review on `on` is looked at again."""
    tiers, ended = _ladder(plan), period_end(plan, on)
    if plan.by_tenure:
        return _next_tenure(plan, on, since)
    if _lowest(plan, tier):
        return NEVER
    if tiers.kept == "rolling":
        end = plus_months(ended, tiers.review_months)
    elif plan.personal_years:
        end = plus_months(since, 12 * (whole_years(since, ended) + 1))
    else:
        end = Day(f"{int(ended[:4]) + 1}-01-01")
    return _looked_at(plan, end)


def _looked_at(plan: Plan, end: Day) -> Instant:
    """When a period is looked at whose first day after it is `end`."""
    return start_of_day(plus_days(end, _ladder(plan).grace_days), plan.zone)


def _next_tenure(plan: Plan, on: Day, since: Day) -> Instant:
    """When years of membership bring the next step; NEVER on the highest."""
    if not since:
        return NEVER
    been = whole_months(since, on) if on > since else 0
    months = next((threshold for threshold, _ in plan.thresholds if threshold > been), None)
    return NEVER if months is None else start_of_day(plus_months(since, months), plan.zone)


def _lowest(plan: Plan, tier: str) -> bool:
    """Whether nothing can be taken away: no tier, the ladder never goes down, or everybody has this step."""
    return not tier or not _ladder(plan).down_steps or (plan.rank(tier) == 1 and plan.thresholds[0][0] <= 0)
