"""A stamp is returned after its card was handed in: the card's reward, if it was not used yet, is taken back and the stamps return."""

from zegel.booking.returns import put_back
from zegel.core.ids import PurseId, ReceiptId
from zegel.decide.effects import Change, Effect
from zegel.decide.plan import Plan
from zegel.flows.commands import Header
from zegel.flows.facts import Facts, Missing, Needs, PurseNeeds
from zegel.flows.lots import kept_until, lots_of
from zegel.flows.receipts import receipt_read
from zegel.ledger.accounts import AVAILABLE, ISSUED, REDEEMED
from zegel.ledger.draft import Draft
from zegel.ledger.lots import Lot


def hand_back_cards(facts: Facts, plan: Plan, draft: Draft, unit: str, needed: int, header: Header) -> list[Effect]:
    """Undo full cards of `unit`, the newest first, until `needed` stamps are available or no unused reward is left."""
    card = plan.cards[unit]
    token = plan.compiled.rewards[card.gives].token
    effects: list[Effect] = []
    while draft.balance(unit, AVAILABLE) < needed and draft.balance(token, AVAILABLE) > 0:
        lot = _newest_token(draft, token)
        receipt, undone = _filled_by(facts, draft, lot)
        stamps = _stamps_of(facts, receipt, unit, undone * card.slots, card.slots)
        draft.move(token, AVAILABLE, ISSUED, 1, lot.key)
        for stamp, amount in stamps:
            put_back(draft, unit, amount, receipt.purse, stamp, header.at, kept_until(plan, header.business_date))
        effects += [Change("undo card", token, -1), Change("undo card", unit, card.slots)]
    return effects


def _newest_token(draft: Draft, token: str) -> Lot:
    """The newest lot of `token` with one available; asks for all of them, so that it is the newest whatever was loaded."""
    lots = [lot for lot in draft.purse.lots.values() if lot.unit == token and draft.left(lot, AVAILABLE) > 0]
    there = draft.balance(token, AVAILABLE)
    if sum(draft.left(lot, AVAILABLE) for lot in lots) < there:
        raise Missing(Needs((PurseNeeds(draft.purse.id, spend=((token, there),)),)))
    return max(lots, key=lambda lot: lot.key)


def _filled_by(facts: Facts, draft: Draft, token: Lot) -> tuple[ReceiptId, int]:
    """The receipt whose full cards gave the lot `token`, and how many of them were undone before; merges are followed back."""
    home, undone = draft.purse.id, draft.left(token, ISSUED)
    while token.origin is not None:
        before = PurseId(token.origin[0])
        (parent,) = lots_of(facts, before, [token.origin[1:]])
        undone += parent.taken - (token.amount if before != home else 0)
        home, token = before, parent
    return ReceiptId(home, token.seq), undone


def _stamps_of(facts: Facts, receipt: ReceiptId, unit: str, skip: int, slots: int) -> list[tuple[Lot, int]]:
    """The stamps that one full card consumed: the lots and how many of each, the last spent first, `skip` of them undone before."""
    if receipt not in facts.receipts:
        raise Missing(Needs((), (receipt,)))
    body = receipt_read(facts, receipt).body
    rows = [(p[4], p[3]) for p in reversed(body["postings"]) if p[0] == unit and p[1] == AVAILABLE and p[2] == REDEEMED]
    taken: list[tuple[tuple[int, int], int]] = []
    for (seq, n), amount in rows:
        passed = min(skip, amount)
        skip -= passed
        part = min(slots, amount - passed)
        slots -= part
        if part:
            taken.append(((seq, n), part))
    lots = lots_of(facts, receipt.purse, [key for key, _ in taken])
    return [(lot, part) for lot, (_, part) in zip(lots, taken, strict=True)]
