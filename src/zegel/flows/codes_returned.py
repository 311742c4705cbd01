"""What a return gives back of codes: uses with the last of the goods, money (a budget, what is on a voucher) with each of them.

Cumulative, and to the cent: any order and any partition of returns comes to one whole return.
"""

from collections.abc import Mapping

from zegel.core.purchase import Purchase
from zegel.core.rounding import part_of
from zegel.decide.codes import EnteredCode, codes_kept
from zegel.decide.document import Document
from zegel.decide.effects import TAKING_OFF
from zegel.decide.kept import came_back_whole
from zegel.decide.plan import Plan
from zegel.flows.code_facts import CodeMove
from zegel.flows.codes import use_of
from zegel.flows.facts import Draw
from zegel.program.coupons import Coupon, budget_counter, limit_counters


def codes_returned(
    plan: Plan, document: Document, purchase: Purchase, before: Mapping[int, int], after: Mapping[int, int]
) -> tuple[tuple[Draw, ...], tuple[CodeMove, ...]]:
    """What comes back of the codes of a sale of which `before` had come back (line number → thousandths), and now `after` has."""
    if plan.compiled.program.settings.returned_codes == "stay used":
        return (), ()
    whole, body = came_back_whole(purchase, after), document.body
    draws: list[Draw] = []
    moves: list[CodeMove] = []
    for code in codes_kept(body):
        coupon = plan.coupons.get(code.coupon)
        if not code.counted or coupon is None:
            continue
        was, now = (came_off(document, purchase, coupon.id, back) for back in (before, after))
        if coupon.budget_minor and now > was:
            draws.append(Draw(budget_counter(coupon.id), was - now, coupon.budget_minor))
        if whole:
            of = limit_counters(
                coupon, member=body["purse"], branch=purchase.branch, staff=purchase.actor, day=purchase.business_date
            )  # fmt: skip
            draws += [Draw(counter, -1, most) for counter, most, _ in of]
        moves += _moves(coupon, code, was, now, whole=whole)
    return tuple(draws), tuple(moves)


def _moves(coupon: Coupon, code: EnteredCode, was: int, now: int, *, whole: bool) -> list[CodeMove]:
    """What goes back onto a made code; `was` and `now` are what came back of what it took off."""
    found = []
    for used in use_of(coupon, code, held=False):
        if not coupon.in_parts:
            if whole:
                found.append(CodeMove(used.hash, -used.left, -used.held, -used.used, -used.value_left))
            continue
        # A voucher that was used up can be used again with the first of its money that comes back, or with everything.
        again = int((now > 0 or whole) and was == 0)
        if now > was or (again and whole):
            found.append(CodeMove(used.hash, -used.left * again, -used.held * again, -used.used * again, now - was))
    return found


def came_off(document: Document, purchase: Purchase, rule: str, returned: Mapping[int, int]) -> int:
    """What `rule` took off the goods that came back (line number → thousandths)."""
    return sum(
        part_of(share, returned.get(line.number, 0), line.quantity)
        for effect in document.body["effects"]
        if effect["effect"] in TAKING_OFF and effect["rule"] == rule
        for share, line in zip(effect["shares"], purchase.lines, strict=True)
        if share and line.quantity
    )
