"""The short way for a plain sale: it earns, and nothing else happens. Nineteen purchases in twenty are plain.

What booking/earnings, flows/sale.count_and_rank and flows/receipts.finish do step by step is done here in one pass.
The bytes are the same: tests/flows/test_plain_sale.py runs random programs and purchases both ways. Whatever is not plain
(something was used or discounted, a card fills, a debt is settled, points wait, a tier moves) gets None, and goes the long way.
"""

from hashlib import sha256

from zegel.core.canonical import quoted
from zegel.core.ids import ReceiptId
from zegel.decide.document import ENGINE
from zegel.decide.measures import counted
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, Sale
from zegel.decide.tiers import after_earning
from zegel.flows.commands import RecordPurchase
from zegel.flows.facts import Facts, Outcome, Receipt
from zegel.flows.sale import Totals
from zegel.ledger.accounts import AVAILABLE, ISSUED
from zegel.ledger.draft import set_hash
from zegel.ledger.entries import Count, JournalEntry, LotTerms, Posting, canonical_bytes, chain_hash
from zegel.ledger.purse import Purse

PURCHASE = "purchase"


def book(
    facts: Facts, plan: Plan, purse: Purse, command: RecordPurchase, member: MemberFacts, sale: Sale, totals: Totals
) -> Outcome | None:
    """Book a plain sale and move the purse on; None, and nothing moved, where it is not plain."""
    header, purchase = command.header, command.purchase
    on, happened = purchase.business_date, purchase.happened_at
    balances = purse.balances
    postings: list[Posting] = []
    effects: list[str] = []
    after: list[str] = []
    earned: dict[str, int] = {}
    basis = sale.spend_by_set[0]
    waits = plan.waits
    for unit, count, parts in sale.earned:
        said = plan.said[unit]
        before = balances.get(said.available, 0)
        if said.debt in balances or before + count >= said.slots or (waits and (unit, purchase.channel) in waits):
            return None
        expires = plan.expires_at(unit, on)
        postings.append(Posting(unit, ISSUED, AVAILABLE, count, None, LotTerms(happened, happened, expires, None)))
        rules = ",".join([f"[{plan.rule_json[rule]},{n}]" for rule, n in parts])
        effects.append(
            f'{{"available_at":{happened},"basis_minor":{basis},"count":{count},"effect":"earn","expires_at":{expires},"parts":[{rules}]'
            f',"unit":{said.json}}}'
        )
        after.append(f"{said.balance_json}{before + count}]")
        earned[unit] = count
    added = counted(plan, sale.spend_by_set, sale.items_by_set, earned, 1)
    tiers = plan.compiled.program.tiers
    if tiers is not None and member.member:
        measured = member.windows[tiers.window] + added.get(plan.tier_measure, 0)
        if after_earning(plan, purse.tier, purse.tier_review_at, measured, on) is not None:
            return None
    seq = purse.seq + 1
    a, b, c, d, e, f = plan.fixed_json(facts.company, PURCHASE, header.actor, header.branch, header.source, header.till)
    body = (
        f'{{"body":{a}{header.at},"balances":[{",".join(after)}]{b}{on}{c}{",".join(effects)}],"engine":{ENGINE},"facts":{{"member":'
        f'{member.member},"purchase_number":{member.purchase_number},"since":"{member.since}","tenure_months":{member.tenure_months},'
        f'"tenure_years":{member.tenure_years},"tier":{quoted(member.tier)},"windows":[{",".join(map(str, member.windows))}]}},'
        f'"failed":[{plan.failed_json(sale.failed)}],"happened_at":{happened}{d}","postings":[]{e}{purse.text}","reason":"","review":0,'
        f'"seq":{seq}{f}{{"discount_minor":0,"net_minor":{totals.net_minor},"pays_minor":{totals.pays_minor}}},"uses":[]}},"purchase":'
    )
    document = b'%b%b,"v":1}' % (body.encode("utf-8"), purchase.document)
    entry = JournalEntry(
        purse.id, seq, purse.hash, PURCHASE, header.at, happened, on, header.actor, header.branch, header.till, "",
        sha256(document).digest(), tuple(postings), tuple([Count(measure, on, n) for measure, n in added.items()]), None, None, (), None,
        0, b"",
    )  # fmt: skip
    set_hash(entry, "hash", chain_hash(purse.hash, canonical_bytes(entry)))
    purse.apply(entry)
    receipt = Receipt(ReceiptId(purse.id, seq), PURCHASE, document)
    if facts.keeps_receipts:
        facts.receipts[receipt.id] = document
    number = purchase.receipt_number
    return Outcome((entry,), receipt, receipt_number=(header.source, number) if number else None)
