"""A stamp is returned after its card was handed in: the card's reward, if it was not used yet, is taken back and the stamps return."""

from zegel.core.ids import ReceiptId
from zegel.decide.document import Document
from zegel.decide.effects import Change, Effect
from zegel.decide.plan import Plan
from zegel.flows.common import lot_here, receipt_read
from zegel.flows.facts import Facts, Missing, Needs, PurseNeeds
from zegel.ledger.accounts import AVAILABLE, ISSUED, REDEEMED
from zegel.ledger.draft import Draft
from zegel.ledger.lots import Lot


def hand_back_cards(facts: Facts, plan: Plan, draft: Draft, unit: str, needed: int) -> list[Effect]:
    """Undo full cards of `unit`, the newest first, until `needed` stamps are available or no unused reward is left."""
    card = plan.cards[unit]
    token = plan.compiled.rewards[card.gives].token
    effects: list[Effect] = []
    while draft.balance(unit, AVAILABLE) < needed and draft.balance(token, AVAILABLE) > 0:
        lot = _newest_token(draft, token)
        if lot is None:
            raise Missing(Needs((PurseNeeds(draft.purse.id, spend=((token, draft.balance(token, AVAILABLE)),)),)))
        undone = lot.amount - draft.left(lot, AVAILABLE)
        stamps = _stamps_of(facts, draft, lot, unit, undone * card.slots, card.slots)
        draft.move(token, AVAILABLE, ISSUED, 1, lot.key)
        for seq_n, amount in stamps:
            draft.move(unit, REDEEMED, AVAILABLE, amount, seq_n)
        effects += [Change("undo card", token, -1), Change("undo card", unit, card.slots)]
    return effects


def _newest_token(draft: Draft, token: str) -> Lot | None:
    lots = [lot for lot in draft.purse.lots.values() if lot.unit == token and draft.left(lot, AVAILABLE) > 0]
    return max(lots, key=lambda lot: (lot.seq, lot.n)) if lots else None


def _stamps_of(facts: Facts, draft: Draft, token: Lot, unit: str, skip: int, slots: int) -> list[tuple[tuple[int, int], int]]:
    """The stamps that one full card consumed: the lots and how many of each, the last spent first, `skip` of them undone before."""
    purse = draft.purse
    home, seq = (purse.id, token.seq) if token.origin is None else (token.origin[0], token.origin[1])
    receipt = ReceiptId(home, seq)  # type: ignore[arg-type]  # an origin's purse is a purse id
    if receipt not in facts.receipts:
        raise Missing(Needs((), (receipt,)))
    document: Document = receipt_read(facts, receipt)
    rows = [(p[4], p[3]) for p in document.body["postings"] if p[0] == unit and p[1] == AVAILABLE and p[2] == REDEEMED]
    found: list[tuple[tuple[int, int], int]] = []
    absent: list[tuple[int, int]] = []
    for (lot_seq, lot_n), amount in reversed(rows):
        passed = min(skip, amount)
        skip -= passed
        part = min(slots, amount - passed)
        if part <= 0:
            continue
        slots -= part
        lot = lot_here(purse, receipt.purse, lot_seq, lot_n)
        if lot is None:
            absent.append((lot_seq, lot_n))
        else:
            found.append((lot.key, part))
    if absent:
        raise Missing(Needs((PurseNeeds(purse.id, lots=tuple(absent)),)))
    return found
