"""Gift cards that are lines of a sale: activated in the request that pays for them, and emptied when their line comes back.

What was spent of a card is not paid back: whoever brings the card back gets what is left of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zegel.core.ids import ReceiptId, purse_of
from zegel.core.purchase import Line, Purchase
from zegel.core.refusals import GiftCardUsed, IdentifierTaken, NotAGiftCard, UnknownLine
from zegel.decide.card_effects import CardEmptied, CardSold
from zegel.decide.document import Document
from zegel.decide.effects import Refund
from zegel.decide.plan import Plan
from zegel.flows.card_register import check_sellable, sold_here
from zegel.flows.commands import Header, SoldCard
from zegel.flows.facts import Facts, Missing, Needs, PurseNeeds, Receipt, Resolved
from zegel.flows.gift_cards import check_amount
from zegel.flows.lots import own_lots
from zegel.flows.paying import Linked, issue
from zegel.flows.purses import ready
from zegel.ledger.accounts import AVAILABLE, ISSUED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import JournalEntry
from zegel.ledger.purse import Purse
from zegel.program.stored_value import GIFT_CARD

CLASS = "gift_card"
"""The legal class of a line that is a gift card. It earns nothing and is never discounted."""


def check_new(resolved: Resolved, sells: Sequence[SoldCard]) -> None:
    """Refuse a code that is on a card already."""
    for sold in sells:
        if sold.card in resolved.purse_of:
            raise IdentifierTaken(kind=sold.card.kind)


def sell(plan: Plan, resolved: Resolved, purchase: Purchase, sells: Sequence[SoldCard], header: Header, paid: Linked) -> Linked:
    """`paid` with a purse for each card, with what its line costs.

    Refuses `unknown_line`, `not_a_gift_card`, `gift_card_amount`, and what the register of printed cards says no to.
    """
    if not sells:
        return paid
    linked = Linked()
    linked.drafts, linked.effects = [*paid.drafts], [*paid.effects]
    lines = {line.number: line for line in purchase.lines}
    for sold in sells:
        line = _line(lines, sold.line)
        check_sellable(plan, resolved, sold.card, line.net_minor, drawn=sold.drawn)
        check_amount(plan, line.net_minor, 0)
        draft = Draft(Purse(sold.new_purse))
        linked.drafts.append((draft, "issue", (issue(plan, draft, GIFT_CARD, line.net_minor, header, ISSUED),)))
        linked.effects.append(CardSold(line.number, line.net_minor, GIFT_CARD, draft.purse.text))
        linked.identifiers += ((sold.card, draft.purse.id),)
        linked.new_purses += (draft.purse.id,)
        linked.printed += sold_here(resolved, sold.card, draft.purse.id)
    return linked


def cards_minor(purchase: Purchase, sells: Sequence[SoldCard]) -> int:
    """What the cards that are sold cost together."""
    lines = {line.number: line.net_minor for line in purchase.lines}
    return sum([lines[sold.line] for sold in sells])


def _line(lines: Mapping[int, Line], number: int) -> Line:
    """The line, which is one gift card."""
    if number not in lines:
        raise UnknownLine(line=number)
    line = lines[number]
    if line.legal_class != CLASS or line.measure != "piece" or line.quantity != 1000:
        raise NotAGiftCard(line=number)
    return line


def empty(
    facts: Facts, document: Document, coming: Mapping[int, int], refunds: Sequence[Refund], header: Header
) -> tuple[Linked, list[Refund]]:
    """Draft what comes off the cards whose lines come back, and the refunds as they are then: what was spent is not paid back.

    Refuses `gift_card_used` where nothing is left of one.
    """
    linked, paid = Linked(), list(refunds)
    for effect in document.body["effects"]:
        if effect["effect"] != "card sold" or effect["line"] not in coming:
            continue
        named = purse_of(effect["purse"])
        assert named is not None, "a receipt names purses as they are"
        sold = ReceiptId(named, 1)
        card = Draft(ready(facts, _home(facts, sold).id, header.at))
        left = 0
        for lot in own_lots(card.purse, sold, GIFT_CARD):
            if lot.available:
                left += lot.available
                card.move(GIFT_CARD, AVAILABLE, ISSUED, lot.available, lot.key)
        if not left:
            raise GiftCardUsed(line=effect["line"])
        used = effect["count"] - left
        linked.add(card, "empty", CardEmptied(effect["line"], left, GIFT_CARD, effect["purse"], used))
        paid = [replace(one, amount_minor=max(one.amount_minor - used, 0)) if one.line == effect["line"] else one for one in paid]
    return linked, paid


def _home(facts: Facts, sold: ReceiptId) -> Purse:
    """The purse that the card's money is in: its own, or that of the card it was replaced by. Asks for it where it is not here."""
    id_ = sold.purse
    opened = ((sold.purse, sold.seq),)
    while True:
        purse = facts.purses.get(id_)
        if purse is None or not (purse.complete or purse.alias_of is not None or own_lots(purse, sold, GIFT_CARD)):
            raise Missing(Needs((PurseNeeds(id_, opened_by=opened),)))
        if purse.alias_of is None:
            return purse
        id_ = purse.alias_of


def both_booked(
    facts: Facts, plan: Plan, header: Header, of: ReceiptId, emptied: Linked, paid: Linked
) -> tuple[tuple[JournalEntry, ...], tuple[Receipt, ...]]:  # fmt: skip
    """What comes off gift cards that came back, and what goes back on cards that had paid, each linked to the return."""
    entries, receipts = emptied.book(facts, plan, header, of)
    more, others = paid.book(facts, plan, header, of)
    return entries + more, receipts + others
