"""A stamp is returned after its card was handed in: the card's reward, if it was not used yet, is taken back and the stamps return."""

from typing import Any

from zegel.booking.returns import put_back
from zegel.core.ids import PurseId, ReceiptId
from zegel.core.value import value
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
    """Undo full cards of `unit`, the newest first, until `needed` stamps are available or no unused reward of a card is left.

    A card gives back as many stamps as it took when it was full, whatever its size is today.
    """
    token = plan.compiled.rewards[plan.cards[unit].gives].token
    effects: list[Effect] = []
    while draft.balance(unit, AVAILABLE) < needed and (card := _newest_card(facts, draft, token, unit)) is not None:
        stamps = _stamps_of(facts, card, unit)
        draft.move(token, AVAILABLE, ISSUED, 1, card.lot.key)
        for lot, amount in stamps:
            put_back(draft, unit, amount, card.receipt.purse, lot, header.at, kept_until(plan, header.business_date))
        effects += [Change("undo card", token, -1), Change("undo card", unit, card.slots)]
    return effects


@value
class _Card:
    """One full card that may be undone: the lot of its reward's token, the receipt it became full in, its size, those undone before."""

    lot: Lot
    receipt: ReceiptId
    body: dict[str, Any]
    slots: int
    undone: int


def _newest_card(facts: Facts, draft: Draft, token: str, unit: str) -> _Card | None:
    """The newest card whose reward is unused. A token that was given by hand is no card. Asks for every token, so that it is the newest.

    Nor is one that became full by itself before receipts of that were kept: nothing says which stamps it took.
    """
    lots = [lot for lot in draft.purse.lots.values() if lot.unit == token and draft.left(lot, AVAILABLE) > 0]
    there = draft.balance(token, AVAILABLE)
    if sum(draft.left(lot, AVAILABLE) for lot in lots) < there:
        raise Missing(Needs((PurseNeeds(draft.purse.id, spend=((token, there),)),)))
    for lot in sorted(lots, key=lambda lot: lot.key, reverse=True):
        receipt, undone = _filled_by(facts, draft, lot)
        if receipt not in facts.receipts:
            asked = f"receipt {receipt}"
            if asked in facts.asked or draft.purse.complete:
                continue
            facts.asked.add(asked)
            raise Missing(Needs((), (receipt,)))
        body = receipt_read(facts, receipt).body
        for effect in body["effects"]:
            if effect["effect"] == "card full" and effect["unit"] == unit:
                return _Card(lot, receipt, body, effect["stamps"] // effect["cards"], undone)
    return None


def _filled_by(facts: Facts, draft: Draft, token: Lot) -> tuple[ReceiptId, int]:
    """The receipt that gave the lot `token`, and how many of its tokens were taken back before; merges are followed back."""
    home, undone = draft.purse.id, draft.left(token, ISSUED)
    while token.origin is not None:
        before = PurseId(token.origin[0])
        (parent,) = lots_of(facts, before, [token.origin[1:]])
        undone += parent.taken - (token.amount if before != home else 0)
        home, token = before, parent
    return ReceiptId(home, token.seq), undone


def _stamps_of(facts: Facts, card: _Card, unit: str) -> list[tuple[Lot, int]]:
    """The stamps that one full card consumed: the lots and how many of each, the last spent first; those undone before are passed over."""
    rows = [(p[4], p[3]) for p in reversed(card.body["postings"]) if p[0] == unit and p[1] == AVAILABLE and p[2] == REDEEMED]
    skip, wanted = card.undone * card.slots, card.slots
    taken: list[tuple[tuple[int, int], int]] = []
    for (seq, n), amount in rows:
        passed = min(skip, amount)
        skip -= passed
        part = min(wanted, amount - passed)
        wanted -= part
        if part:
            taken.append(((seq, n), part))
    lots = lots_of(facts, card.receipt.purse, [key for key, _ in taken])
    return [(lot, part) for lot, (_, part) in zip(lots, taken, strict=True)]
