"""A reward that is a coupon: it goes into the purse, to be used in a later basket; taken back when the redemption is cancelled."""

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
            found += give(plan, draft, "reward", effect.times, token_of(coupon), on, at)
    return found


def coupon_of(plan: Plan, reward: str) -> str:
    """The coupon that a reward gives, "" where it gives none."""
    found = plan.compiled.rewards.get(reward)
    return found.coupon if found else ""


def coupons_back(draft: Draft, coupon: str, times: int, own: list[Lot]) -> list[Effect]:
    """They come back, or the cancellation is refused: a coupon that was used cannot be changed for points again."""
    unit = token_of(coupon)
    take_back(draft, unit, times, own, below_zero="refused")
    return [TakeBack(unit, times)]
