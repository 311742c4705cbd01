"""How a member stands on the ladder: the tier, until when, what is missing to keep it and to rise, and whether to be warned."""

from zegel.core.periods import NEVER, Day, Instant, local_moment, plus_days, start_of_day
from zegel.core.value import value
from zegel.decide.plan import Plan
from zegel.decide.tiers import after_review
from zegel.flows.ladder import measured_with, tier_now, tier_until
from zegel.flows.windows import reviewed
from zegel.ledger.draft import Draft
from zegel.ledger.purse import Purse


@value
class TierStanding:
    """`tier` counts now ("" for none), until just before `until` (NEVER: no end is known). `by_hand`: it was set, not reached.

    `measured` is what counts towards a higher step, of which `next_tier` ("" for none) is the first, `next_more` away; 0 away is the
    highest that is reached already and comes with the next purchase, as where the ladder was made easier. `keep_more` is what is missing
    to keep the tier that was reached, 0 where nothing is; else it becomes `falls_to` at the review, and `warn` is whether that is so near
    that the member is told.
    """

    tier: str
    by_hand: bool
    until: Instant
    measured: int
    next_tier: str
    next_more: int
    keep_more: int
    falls_to: str
    warn: bool


def tier_standing(plan: Plan, purse: Purse, at: Instant) -> TierStanding | None:
    """How `purse`, which is whole and has its due work done, stands at `at`; None without a ladder or a member."""
    tiers = plan.tiers
    if tiers is None or not purse.since:
        return None
    on = local_moment(at, plan.zone).business_date
    tier = tier_now(plan, purse)
    measured = measured_with(plan, purse, Draft(purse), on)
    rank = plan.rank(purse.tier)
    higher = plan.thresholds[max(rank, plan.rank(tier)) :]
    reached = next(((measured, name) for threshold, name in reversed(higher) if threshold <= measured and not plan.by_tenure), None)
    above = reached or next(((threshold, name) for threshold, name in higher if threshold > measured), None)
    keep_more, falls_to, warn = 0, purse.tier, False
    if purse.tier_review_at < NEVER and not plan.by_tenure:
        day = local_moment(purse.tier_review_at, plan.zone).business_date
        deciding = reviewed(plan, purse, day)
        falls_to = after_review(plan, purse.tier, deciding, day, purse.since).tier
        if plan.rank(falls_to) < rank:
            keep_more = max(plan.thresholds[rank - 1][0] - deciding, 0)
            warn = at >= start_of_day(plus_days(Day(day), -tiers.notice_days), plan.zone)
    return TierStanding(
        tier, plan.rank(tier) > rank, tier_until(plan, purse), measured, above[1] if above else "",
        above[0] - measured if above else 0, keep_more, falls_to, warn,
    )  # fmt: skip
