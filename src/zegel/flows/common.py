"""What flows share: who is meant, what the member's facts are, how an entry and its receipt are finished."""

from collections.abc import Sequence
from hashlib import sha256

from zegel.core.canonical import quoted
from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day, Instant, end_of_day, plus_days, whole_months, whole_years
from zegel.core.purchase import Identifier, Purchase
from zegel.core.refusals import Erased, MemberBlocked, PurseMerged, UnknownMember, UnknownReceipt
from zegel.decide.document import ENGINE, Document, read
from zegel.decide.effects import Effect, pairs
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts
from zegel.flows.commands import Header, Use, Who
from zegel.flows.due import run_due
from zegel.flows.facts import Facts, Missing, Needs, PurseNeeds, Receipt, Resolved
from zegel.flows.windows import window_value
from zegel.ledger.accounts import PURSE_ACCOUNTS, REDEEMED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import JournalEntry, Posting
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse

EMPTY = '""'
OWN = frozenset(PURSE_ACCOUNTS)


def purse_meant(resolved: Resolved, who: Who) -> PurseId:
    """The purse that `who` means; refuses `unknown_member`."""
    if isinstance(who, Identifier):
        found = resolved.purse_of.get(who)
        if found is None:
            raise UnknownMember()
        return resolved.follow(found)
    if who not in resolved.known_purses:
        raise UnknownMember()
    return resolved.follow(who)


def ready(facts: Facts, purse_id: PurseId, at: Instant) -> Purse:
    """The purse with its due work booked, ready for more; refuses what cannot be booked on."""
    purse = facts.purses.get(purse_id)
    if purse is None:
        raise UnknownMember()
    if purse.next_due <= at:
        run_due(facts, purse, at)
    if purse.alias_of is not None:
        raise PurseMerged()
    if purse.blocked:
        raise MemberBlocked()
    return purse


def member_facts(plan: Plan, purse: Purse, on: Day) -> MemberFacts:
    """What rules may know of the purse's member before a purchase on `on`."""
    totals, year = purse.totals, on[:4]
    windows = tuple(
        [
            totals.get((measure, year), 0) if kind == "calendar year" else window_value(plan, purse, i, on)
            for i, (kind, measure) in plan.windows
        ]
    )
    number = purse.totals.get(("visits", ""), 0) + 1 if plan.counts_visits else 0
    since = purse.since
    if not since:
        return MemberFacts(0, since, "", number, windows, -1, -1)
    if on <= since:
        return MemberFacts(1, since, purse.tier, number, windows, 0, 0)
    return MemberFacts(1, since, purse.tier, number, windows, whole_months(since, on), whole_years(since, on))


def facts_from(document: Document) -> MemberFacts:
    """The facts that a receipt kept."""
    f = document.body["facts"]
    return MemberFacts(
        f["member"], Day(f["since"]), f["tier"], f["purchase_number"], tuple(f["windows"]), f["tenure_months"], f["tenure_years"]
    )


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
) -> tuple[JournalEntry, Receipt]:
    """The receipt document, its entry, and the purse moved on. After this nothing may fail.

    The entry's happened_at and day are the purchase's where there is one, else the header's. Keys are written in sorted order by hand.
    """
    purse, seq = draft.purse, draft.seq
    happened, on = (header.happened_at, header.business_date) if purchase is None else (purchase.happened_at, purchase.business_date)
    fixed = plan.fixed_json(facts.company, kind, header.actor, header.branch, header.source, header.till)
    body = (
        f'{fixed[0]}{header.at},"balances":{_balances(draft)}{fixed[1]}{on}{fixed[2]}'
        f'{",".join([effect.json() for effect in effects])}],"engine":{ENGINE},"facts":{{"member":{member.member},"purchase_number":'
        f'{member.purchase_number},"since":"{member.since}","tenure_months":{member.tenure_months},"tenure_years":{member.tenure_years},'
        f'"tier":{quoted(member.tier)},"windows":[{",".join(map(str, member.windows))}]}},'
        f'"failed":[{plan.failed_json(failed) if failed else ""}],"happened_at":{happened}{fixed[3]}{of}","postings":{_moves(draft)}'
        f'{fixed[4]}{purse.text}","reason":{quoted(reason) if reason else EMPTY},"review":{1 if review else 0},"seq":{seq}{fixed[5]}'
        f'{totals},"uses":{pairs([(use.what, use.count) for use in uses]) if uses else "[]"}}}'
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
    """A receipt that this command follows; refuses `unknown_receipt` or `erased`."""
    if receipt not in facts.receipts:
        raise UnknownReceipt()
    document = facts.receipts[receipt]
    if document is None:
        raise Erased()
    return read(document)


def lots_of(facts: Facts, home: PurseId, keys: Sequence[tuple[int, int]]) -> list[Lot]:
    """The lots `keys` of purse `home`, which may have been merged into another since; asks for those that are not loaded."""
    purse = facts.purses.get(home)
    absent = tuple(keys) if purse is None else tuple(key for key in keys if key not in purse.lots)
    if absent:
        raise Missing(Needs((PurseNeeds(home, lots=absent),)))
    assert purse is not None
    return [purse.lots[key] for key in keys]


def spent_from(facts: Facts, document: Document, receipt: ReceiptId, unit: str) -> list[tuple[Lot, int]]:
    """The lots of the receipt's own purse that it spent `unit` from, with how many of each."""
    rows = [p for p in document.body["postings"] if p[0] == unit and p[2] == REDEEMED and p[4] is not None]
    lots = lots_of(facts, receipt.purse, [(p[4][0], p[4][1]) for p in rows])
    return [(lot, p[3]) for lot, p in zip(lots, rows, strict=True)]


def kept_until(plan: Plan, on: Day) -> Instant:
    """The moment until which what is given back on `on` is valid at least."""
    return end_of_day(plus_days(on, plan.compiled.program.settings.returned_points_last_days), plan.zone)


def own_lots(purse: Purse, sale: ReceiptId, unit: str) -> list[Lot]:
    """The lots of `unit` that the sale opened, also where a merge took them over."""
    if sale.purse == purse.id:
        found = [lot for (seq, _), lot in purse.lots.items() if seq == sale.seq and lot.unit == unit]
    else:
        found = [
            lot for lot in purse.lots.values() if lot.origin is not None and lot.origin[:2] == (sale.purse, sale.seq) and lot.unit == unit
        ]
    return sorted(found, key=lambda lot: lot.order)
