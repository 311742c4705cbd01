"""The member's place on the ladder: which tier counts now, and what an entry under way does to it."""

from zegel.booking.giving import give
from zegel.core.periods import NEVER, Day, Instant
from zegel.decide.effects import Effect, TierMove
from zegel.decide.given import REACHED
from zegel.decide.plan import Plan
from zegel.decide.tiers import after_earning
from zegel.flows.windows import start_of, window_value
from zegel.ledger.accounts import AVAILABLE
from zegel.ledger.draft import Draft
from zegel.ledger.purse import Purse
from zegel.program.coupons import token_of


def tier_now(plan: Plan, purse: Purse) -> str:
    """The tier that counts: what was reached, or a higher one that was set by hand."""
    tier, balances = purse.tier, purse.balances
    for unit in plan.tier_marks:
        if (unit, AVAILABLE) in balances and plan.rank(unit[5:]) > plan.rank(tier):
            tier = unit[5:]
    return tier


def tier_until(plan: Plan, purse: Purse) -> Instant:
    """When the tier that counts is looked at, or when the one that was set by hand ends; NEVER: not. `purse` has the lots of its marks."""
    tier = tier_now(plan, purse)
    if tier == purse.tier:
        return purse.tier_review_at
    ends = [lot.expires_at for lot in purse.lots.values() if lot.unit == f"tier:{tier}" and lot.available]
    return max(ends, default=NEVER)


def measured_with(plan: Plan, purse: Purse, draft: Draft, on: Day) -> int:
    """What decides the tier, with what the entry under way counts and books."""
    tiers = plan.tiers
    assert tiers is not None
    if plan.tier_balance:
        return draft.spendable(plan.tier_balance)
    window = plan.compiled.program.windows[tiers.window]
    measured = window_value(plan, purse, tiers.window, on)
    if not draft.counts:
        return measured
    first = start_of(plan, purse, window, on)
    last = f"{on[:4]}-12-31" if window.kind == "calendar year" else "9999-12-31"
    return measured + sum(c.delta for c in draft.counts if c.measure == window.measure and first <= c.day <= last)


def climb(plan: Plan, draft: Draft, measured: int, on: Day, at: Instant, had: str = "") -> list[Effect]:
    """Move the member up, or keep the tier for longer, where `measured` says so; the entry under way carries it.

    `had`: a tier whose coupons the member was given elsewhere.
    """
    purse = draft.purse
    mark = after_earning(plan, purse.tier, purse.tier_review_at, measured, on, purse.since)
    if mark is None:
        return []
    draft.tier = mark
    if mark.tier == purse.tier:
        return []
    return [TierMove(purse.tier, mark.tier, measured, mark.review_at), *welcome(plan, draft, max(purse.tier, had, key=plan.rank), on, at)]


def welcome(plan: Plan, draft: Draft, before: str, on: Day, at: Instant) -> list[Effect]:
    """The coupons of every step above `before` that `draft` reaches; none where `before` is a tier of another version."""
    tiers, mark = plan.tiers, draft.tier
    if tiers is None or mark is None or (before and not plan.rank(before)):
        return []
    effects: list[Effect] = []
    for step in tiers.steps[plan.rank(before) : plan.rank(mark.tier)]:
        for coupon in step.coupons:
            effects += give(plan, draft, REACHED + step.id, plan.coupons[coupon].piece, token_of(coupon), on, at)
    return effects


def climb_by_balance(plan: Plan, draft: Draft, on: Day, at: Instant) -> list[Effect]:
    """The same after points became spendable by something else than a purchase, where their balance decides."""
    if not plan.tier_balance or not draft.purse.since:
        return []
    return climb(plan, draft, draft.spendable(plan.tier_balance), on, at)
