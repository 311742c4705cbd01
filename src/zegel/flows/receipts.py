"""The receipt document and the entry that holds its hash: made once, at the end of every flow, and read back by those that follow."""

from hashlib import sha256

from zegel.booking.clearing import clear
from zegel.core.canonical import quoted
from zegel.core.ids import ReceiptId
from zegel.core.purchase import Purchase
from zegel.core.refusals import Erased, LinesRemoved, UnknownReceipt
from zegel.decide.bounded import rooms_json
from zegel.decide.codes import EnteredCode, codes_json
from zegel.decide.document import ENGINE, Document, read
from zegel.decide.effects import Effect
from zegel.decide.lasting import note_activity
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts
from zegel.flows.commands import Header, Use
from zegel.flows.facts import Facts, Receipt
from zegel.ledger.accounts import PURSE_ACCOUNTS
from zegel.ledger.draft import Draft
from zegel.ledger.entries import JournalEntry, Posting

EMPTY = '""'
OWN = frozenset(PURSE_ACCOUNTS)


def finish(
    facts: Facts,
    plan: Plan,
    draft: Draft,
    header: Header,
    kind: str,
    effects: list[Effect],
    member: MemberFacts,
    *,
    purchase: Purchase | None = None,
    failed: list[tuple[int, int]] | None = None,
    totals: str = "{}",
    of: str = "",
    reason: str = "",
    review: bool = False,
    uses: tuple[Use, ...] = (),
    codes: tuple[EnteredCode, ...] = (),
    branch: str | None = None,
) -> tuple[JournalEntry, Receipt]:
    """The receipt document, its entry, and the purse moved on. After this nothing may fail.

    The entry's happened_at and day are the purchase's where there is one, else the header's. Keys are written in sorted order by hand.
    `branch`: whose points they were, where something of another branch is undone; its partner clears them.
    """
    clear(plan.compiled.program, draft, branch if branch is not None else header.branch if purchase is None else purchase.branch)
    purse, seq = draft.purse, draft.seq
    if plan.idle_units:
        note_activity(plan, draft, header.business_date)
    happened, on = (header.happened_at, header.business_date) if purchase is None else (purchase.happened_at, purchase.business_date)
    fixed = plan.fixed_json(facts.company, kind, header.actor, header.branch, header.source, header.till)
    shown = f'","codes":{codes_json(codes)}{fixed[2][1:]}' if codes else fixed[2]
    body = (
        f'{fixed[0]}{header.at},"balances":{_balances(draft)}{fixed[1]}{on}{shown}'
        f'{",".join([effect.json() for effect in effects])}],"engine":{ENGINE},"facts":{{{asked_json(member)}"member":{member.member},'
        f'"purchase_number":{member.purchase_number},"since":"{member.since}","tenure_months":{member.tenure_months},'
        f'"tenure_years":{member.tenure_years},"tier":{quoted(member.tier)},"windows":[{",".join(map(str, member.windows))}]'
        f"{_withheld(member)}}},"
        f'"failed":[{plan.failed_json(failed) if failed else ""}],"happened_at":{happened}{fixed[3]}{of}","postings":{_moves(draft)}'
        f'{fixed[4]}{purse.text}","reason":{quoted(reason) if reason else EMPTY},"review":{1 if review else 0},"seq":{seq}{fixed[5]}'
        f'{totals},"uses":{_used(uses) if uses else "[]"}}}'
    )
    document = b'{"body":%b,"purchase":%b,"v":1}' % (body.encode("utf-8"), b"null" if purchase is None else purchase.document)
    entry = draft.entry(
        kind, header.at, happened, on, header.actor, header.branch, header.till, reason, sha256(document).digest()
    )  # fmt: skip
    purse.apply(entry)
    receipt = Receipt(ReceiptId(purse.id, seq), kind, document)
    if facts.keeps_receipts:
        facts.receipts[receipt.id] = document
    return entry, receipt


def _used(uses: tuple[Use, ...]) -> str:
    """What was asked for, each with what was chosen of it, where something was."""
    return "[" + ",".join([f"[{quoted(u.what)},{u.count}{f',{u.choice}' if u.choice else ''}]" for u in uses]) + "]"


def asked_json(member: MemberFacts) -> str:
    """What the person was asked and what is left of discounts, as the receipt's facts begin with it; nothing where there is none."""
    asked = f'"asked":[{",".join(map(str, member.asked))}],' if member.asked else ""
    return f'{asked}"left":[{rooms_json(member.left)}],' if member.left else asked


def _withheld(member: MemberFacts) -> str:
    """What was left to the member's own choice, as the receipt's facts end with it; nothing where there is none."""
    return f',"withheld":[{",".join(map(quoted, member.withheld))}]' if member.withheld else ""


def _balances(draft: Draft) -> str:
    """What each unit that moved comes to on the purse's accounts."""
    after: dict[tuple[str, str], int] = {}
    balances = draft.purse.balances
    for p in draft.postings:
        unit, source = p.unit, p.source
        if source in OWN:
            key = (unit, source)
            after[key] = after.get(key, balances.get(key, 0)) - p.amount
        if p.destination in OWN:
            key = (unit, p.destination)
            after[key] = (after[key] if key in after else balances.get(key, 0)) + p.amount
    return "[" + ",".join([f'[{quoted(key[0])},"{key[1]}",{count}]' for key, count in after.items()]) + "]"


def _moves(draft: Draft) -> str:
    """The postings that move a lot that was there before."""
    rows = [p for p in draft.postings if p.lot is not None]
    if not rows:
        return "[]"
    return "[" + ",".join([_move(p) for p in rows]) + "]"


def _move(p: Posting) -> str:
    assert p.lot is not None
    return f'[{quoted(p.unit)},"{p.source}","{p.destination}",{p.amount},[{p.lot[0]},{p.lot[1]}]]'


def receipt_read(facts: Facts, receipt: ReceiptId) -> Document:
    """A receipt that this command follows; refuses `unknown_receipt` or `erased`. Of an old one what it did is there, no purchase."""
    if receipt not in facts.receipts:
        raise UnknownReceipt()
    document = facts.receipts[receipt]
    if document is None:
        raise Erased()
    return read(document)


def sale_read(facts: Facts, sale: ReceiptId) -> Document:
    """A receipt whose lines are asked for; refuses `lines_removed` besides."""
    found = receipt_read(facts, sale)
    if found.thinned:
        raise LinesRemoved()
    return found
