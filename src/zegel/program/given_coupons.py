"""The coupons that the program itself gives: each is a unit, of which a member has one for every coupon."""

from collections.abc import Sequence
from fractions import Fraction

from zegel.program.coupons import Coupon, token_of
from zegel.program.model import Expiry, Names, Reward, Tiers, Unit, Words
from zegel.program.read_rules import RuleReader


def given_coupons(rules: RuleReader, coupons: Sequence[Coupon], rewards: Sequence[Reward], tiers: Tiers | None) -> list[Unit]:
    """A unit for each coupon that the program gives; a voucher that is used in parts is counted in money.

    A gesture says what its coupon costs the branch, or gives a voucher: then that is its worth.
    """
    given = {rule.unit for rule in (*rules.earn, *rules.event_rules)} | {token_of(reward.coupon) for reward in rewards if reward.coupon}
    given |= {token_of(coupon) for step in (tiers.steps if tiers else ()) for coupon in step.coupons}
    given |= {token_of(coupon) for coupon, _, _ in rules.coupon_gestures} | rules.coupon_gifts
    worth = {coupon.id: coupon.worth_minor for coupon in coupons}
    for gift, node, said_so in rules.coupon_gestures:
        if not said_so and not worth.get(gift, 1):
            rules.page.wrong(node, "missing_key", "What does it cost the branch?", "Say its `worth`; it comes out of the envelope.")
    found = []
    for coupon in coupons:
        unit = token_of(coupon.id)
        if unit not in given:
            continue
        expiry = Expiry(coupon.valid_days, "days", "")
        found.append(
            Unit(
                unit,
                "coupon",
                _in_parts(coupon.names, rules.currency) if coupon.in_parts else _names(coupon.names),
                Fraction(0),
                expiry,
                (),
            )
        )
    return found


def _in_parts(called: Words, currency: str) -> Names:
    nl, en = called.nl, called.en
    return Names(f"tegoedbon “{nl}”", f"tegoedbonnen “{nl}”", f"voucher “{en}”", f"vouchers “{en}”", currency)


def _names(called: Words) -> Names:
    return Names(f"coupon “{called.nl}”", f"coupons “{called.nl}”", f"coupon “{called.en}”", f"coupons “{called.en}”")
