"""Coupons that the program gave a member: kept in the purse like points, used by their id without typing anything (docs/decisions/0026).

One coupon is one lot of one (of a voucher that is used in parts: of its worth); `uses` names it. It counts as an entered code that
holds: the same limits, the same budget, the same words. It is only spent where it did something.
"""

from collections.abc import Sequence

from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.core.purchase import Purchase
from zegel.core.refusals import REFUSALS, MemberNeeded, NotEnough
from zegel.decide.codes import NO_CAP, OWN, EnteredCode, took
from zegel.decide.effects import Effect, Spend
from zegel.decide.plan import Plan
from zegel.decide.sale import Sale
from zegel.flows.asking import Use
from zegel.flows.code_facts import ShownCode
from zegel.flows.codes import code_counters, counters_of_coupon, entered, limits_of
from zegel.flows.facts import Facts, Resolved
from zegel.flows.printed import made_ready
from zegel.flows.printed_shown import paper_needs
from zegel.ledger.purse import Purse
from zegel.program.coupons import budget_counter, token_of


def counters_of_codes(
    plan: Plan, resolved: Resolved, codes: Sequence[ShownCode], uses: Sequence[Use], purse: PurseId, purchase: Purchase
) -> tuple[str, ...]:
    """The counters that codes and the member's own coupons may draw on."""
    found = code_counters(plan, resolved, codes, purse, purchase) if codes else ()
    own = [name for use in uses if use.what in plan.coupons for name in counters_of_coupon(plan.coupons[use.what], purse, purchase)]
    return (*found, *own)


def all_codes(
    plan: Plan, facts: Facts, resolved: Resolved, codes: Sequence[ShownCode], uses: Sequence[Use], purse: Purse, purchase: Purchase,
    at: Instant, *, new: bool,
) -> tuple[EnteredCode, ...]:  # fmt: skip
    """What was typed, judged, and the member's own coupons behind it; refuses a coupon that the member does not have, or is used up.

    Where nobody's card is shown nothing can be used at all.
    """
    if new and uses:
        raise MemberNeeded()
    made_ready(facts, paper_needs(resolved, codes, purse.id), at)
    found = list(entered(plan, facts, resolved, codes, purse.id, purchase, new=new)) if codes else []
    for use in uses:
        coupon = plan.coupons.get(use.what)
        if coupon is None or any(one.coupon == coupon.id and not one.why for one in found):
            continue
        unit, budget = token_of(coupon.id), NO_CAP
        if purse.spendable(unit) < 1:
            raise NotEnough(unit=unit, available=max(purse.spendable(unit), 0), needed=1)
        if any(facts.left(counter, of) < 1 for counter, of, _ in limits_of(coupon, purse.id, purchase)):
            raise REFUSALS["code_used_up"]("", coupon=coupon.id, tail="")
        if coupon.budget_minor:
            budget = facts.left(budget_counter(coupon.id), coupon.budget_minor)
            if budget < 1:
                raise REFUSALS["code_budget_spent"]("", coupon=coupon.id, tail="")
        found.append(EnteredCode(coupon.id, "", OWN, "", budget, purse.spendable(unit) if coupon.in_parts else NO_CAP))
    return tuple(found)


def spent_on_own(plan: Plan, uses: Sequence[Use], codes: Sequence[EnteredCode], sale: Sale) -> list[Effect]:
    """The member's own coupons that did something in this sale."""
    found: list[Effect] = []
    for use in uses:
        coupon = plan.coupons.get(use.what)
        own = any(code.coupon == use.what and code.tail == OWN for code in codes)
        if coupon is None or not own or any(isinstance(e, Spend) and e.what == use.what for e in found):
            continue
        earned = any(rule == use.what for _, _, parts in sale.earned for rule, _ in parts)
        did, off = took(use.what, sale.priced.effects)
        if earned or did:
            found.append(Spend(use.what, token_of(use.what), off if coupon.in_parts else 1, 1))
    return found
