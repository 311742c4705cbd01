"""The short way for a plain sale: it earns, and nothing else happens. Nineteen purchases in twenty are plain.

What decide_sale, booking/earnings, flows/sale.count_and_rank and flows/receipts.finish do step by step is done here in one pass
(decide/plain decides). The bytes are the same: tests/flows/test_plain_sale.py runs programs and purchases both ways. Whatever is not
plain (something was used or discounted, a card fills, a debt is settled, points wait, a tier moves) gets None, and goes the long way.
"""

from hashlib import sha256

from zegel.core.canonical import quoted
from zegel.core.ids import ReceiptId
from zegel.core.periods import NEVER
from zegel.core.purchase import Purchase
from zegel.decide.document import ENGINE
from zegel.decide.plain import Earned
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts
from zegel.decide.tiers import after_earning
from zegel.flows.commands import RecordPurchase
from zegel.flows.facts import Facts, Outcome, Receipt
from zegel.flows.receipts import asked_json
from zegel.ledger.accounts import AVAILABLE, ISSUED
from zegel.ledger.draft import set_hash
from zegel.ledger.entries import Count, JournalEntry, LotTerms, Posting, canonical_bytes, chain_hash
from zegel.ledger.purse import Purse

PURCHASE = "purchase"


def book(facts: Facts, plan: Plan, purse: Purse, command: RecordPurchase, member: MemberFacts) -> Outcome | None:
    """Decide and book a plain sale and move the purse on; None, and nothing moved, where it is not plain."""
    header, purchase = command.header, command.purchase
    on = purchase.business_date
    judged = plan.plain.judge(
        purchase.lines, purchase.weekday, purchase.minute, on, purchase.branch, purchase.channel, member.member,
        plan.compiled.tier_ranks.get(member.tier, 0), member.tenure_months, member.tenure_years, member.purchase_number, member.windows,
        member.asked,
    )  # fmt: skip
    if judged is None:
        return None
    net, reasons, basis, earned, counts = judged
    if (purchase.tenders and sum([t.amount_minor for t in purchase.tenders]) != net) or _climbs(plan, purse, member, counts, purchase):
        return None
    booked = _earned(plan, purse, purchase, earned, basis)
    if booked is None:
        return None
    postings, effects, after = booked
    seq, happened = purse.seq + 1, purchase.happened_at
    a, b, c, d, e, f = plan.fixed_json(facts.company, PURCHASE, header.actor, header.branch, header.source, header.till)
    body = (
        f'{{"body":{a}{header.at},"balances":[{after}]{b}{on}{c}{effects}],"engine":{ENGINE},"facts":{{{asked_json(member)}"member":{member.member},'
        f'"purchase_number":{member.purchase_number},"since":"{member.since}","tenure_months":{member.tenure_months},'
        f'"tenure_years":{member.tenure_years},"tier":{quoted(member.tier)},"windows":[{",".join(map(str, member.windows))}]}},'
        f'"failed":[{plan.plain.failed(reasons)}],"happened_at":{happened}{d}","postings":[]{e}{purse.text}","reason":"","review":0,'
        f'"seq":{seq}{f}{{"discount_minor":0,"net_minor":{net},"pays_minor":{net}}},"uses":[]}},"purchase":'
    )
    document = b'%b%b,"v":1}' % (body.encode("utf-8"), purchase.document)
    entry = JournalEntry(
        purse.id, seq, purse.hash, PURCHASE, header.at, happened, on, header.actor, header.branch, header.till, "",
        sha256(document).digest(), tuple(postings), tuple([Count(measure, on, n) for measure, n in counts]), None, None, (), None, 0, b"",
    )  # fmt: skip
    set_hash(entry, "hash", chain_hash(purse.hash, canonical_bytes(entry)))
    purse.apply(entry)
    receipt = Receipt(ReceiptId(purse.id, seq), PURCHASE, document)
    if facts.keeps_receipts:
        facts.receipts[receipt.id] = document
    number = purchase.receipt_number
    return Outcome((entry,), receipt, receipt_number=(header.source, number) if number else None)


def _earned(plan: Plan, purse: Purse, purchase: Purchase, earned: Earned, basis: int) -> tuple[list[Posting], str, str] | None:
    """The postings, the effects and the balances after them; None where more happens than that a lot is opened."""
    on, happened, balances, waits = purchase.business_date, purchase.happened_at, purse.balances, plan.waits
    postings: list[Posting] = []
    effects: list[str] = []
    after: list[str] = []
    terms = LotTerms(happened, happened, NEVER, None)
    for unit, count, parts in earned:
        said = plan.said[unit]
        total = balances.get(said.available, 0) + count
        if said.debt in balances or total >= said.slots or (waits and (unit, purchase.channel) in waits):
            return None
        expires = plan.expires_at(unit, on)
        if expires != terms.expires_at:
            terms = LotTerms(happened, happened, expires, None)
        postings.append(Posting(unit, ISSUED, AVAILABLE, count, None, terms))
        effects.append(
            f'{{"available_at":{happened},"basis_minor":{basis},"count":{count},"effect":"earn","expires_at":{expires},"parts":[{parts}]'
            f',"unit":{said.json}}}'
        )
        after.append(f"{said.balance_json}{total}]")
    return postings, ",".join(effects), ",".join(after)


def _climbs(plan: Plan, purse: Purse, member: MemberFacts, counts: list[tuple[str, int]], purchase: Purchase) -> bool:
    """Whether the ladder says anything about this sale."""
    tiers = plan.tiers
    if tiers is None or not member.member:
        return False
    if plan.tier_balance:
        return True  # a balance moves with whatever is earned, so the long way looks
    measured = member.windows[tiers.window]
    for measure, n in counts:
        if measure == plan.tier_measure:
            measured += n
    return after_earning(plan, purse.tier, purse.tier_review_at, measured, purchase.business_date, purse.since) is not None
