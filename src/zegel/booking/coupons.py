"""A reward that is a coupon, or store credit: it goes into the purse for a later basket; taken back when the redemption is cancelled."""

from zegel.booking.giving import give
from zegel.booking.returns import take_back
from zegel.core.periods import Day, Instant
from zegel.decide.effects import Effect, Spend, TakeBack
from zegel.decide.plan import Plan
from zegel.ledger.draft import Draft
from zegel.ledger.lots import Lot
from zegel.program.coupons import token_of


def give_coupons(plan: Plan, draft: Draft, effects: list[Effect], on: Day, at: Instant) -> list[Effect]:
    """The coupons of the rewards among `effects`."""
    found: list[Effect] = []
    for effect in effects:
        coupon = coupon_of(plan, effect.what) if isinstance(effect, Spend) else ""
        if isinstance(effect, Spend) and coupon:
            found += give(plan, draft, "reward", effect.times * plan.coupons[coupon].piece, token_of(coupon), on, at)
    return found


def coupon_of(plan: Plan, reward: str) -> str:
    """The coupon that a reward gives, "" where it gives none."""
    found = plan.compiled.rewards.get(reward)
    return found.coupon if found else ""


def credit_of(plan: Plan, reward: str) -> int:
    """The store credit that a reward gives each time, in minor units, 0 where it gives none."""
    found = plan.compiled.rewards.get(reward)
    return found.credit_minor if found else 0


def given_back(draft: Draft, unit: str, count: int, own: list[Lot]) -> list[Effect]:
    """What a redemption gave comes back, or the cancellation is refused: what was used cannot be changed for points again."""
    take_back(draft, unit, count, own, below_zero="refused")
    return [TakeBack(unit, count)]
