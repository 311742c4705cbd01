"""A purchase that was judged as a plain one (decide/plain), but more is booked than that lots are opened.

A card fills, a debt is settled, points wait, a tier moves: the books and the receipt go the long way, the judgement stands.
"""

from json import loads

from zegel.decide.discounts import Priced
from zegel.decide.effects import Effect
from zegel.decide.plain import Judged
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, Sale
from zegel.flows.commands import RecordPurchase
from zegel.flows.facts import Facts, Outcome
from zegel.flows.ladder import climb
from zegel.flows.on_trial import earned_with
from zegel.flows.receipts import finish
from zegel.flows.sale import Totals, look_at_terms
from zegel.ledger.draft import Draft
from zegel.ledger.entries import Count
from zegel.ledger.purse import Purse

PURCHASE = "purchase"


def book_judged(
    facts: Facts, plan: Plan, purse: Purse, command: RecordPurchase, member: MemberFacts, judged: Judged, before: Priced | None
) -> Outcome | None:
    """Book it and move the purse on; None, and nothing moved, where the basket may be judged otherwise in the tier that it reaches."""
    if plan.tiers is not None and plan.tiers.same_basket:
        return None
    header, purchase = command.header, command.purchase
    pays, reasons, basis, rows, counts = judged
    priced = before or Priced([], [], (), [])
    earned = [(unit, count, [(rule, n) for rule, n in loads(f"[{parts}]")]) for unit, count, parts in rows]
    sale = Sale(priced, earned, priced.failed + plan.plain.reasons(reasons), (), (), basis, {}, {}, [])
    look_at_terms(plan, purse, [unit for unit, _, _ in sale.earned])
    draft, on = Draft(purse), purchase.business_date
    effects: list[Effect] = [*priced.effects, *earned_with(plan, draft, sale, purchase, member, review=False)]
    measured = 0
    for measure, n in counts:
        draft.counts.append(Count(measure, on, n))
        if measure == plan.tier_measure:
            measured += n
    if plan.tiers is not None and member.member:
        measured = draft.spendable(plan.tier_balance) if plan.tier_balance else member.windows[plan.tiers.window] + measured
        effects += climb(plan, draft, measured, on, purchase.happened_at)
    net = sum([line.net_minor for line in purchase.lines])
    entry, receipt = finish(
        facts, plan, draft, header, PURCHASE, effects, member, purchase=purchase, failed=sale.failed, totals=Totals(net, pays).json()
    )
    number = purchase.receipt_number
    return Outcome((entry,), receipt, receipt_number=(header.source, number) if number else None)
