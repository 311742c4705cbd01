"""Printed gift cards, as the shop's register knows them: worth nothing until one is sold, once (docs/decisions/0041).

A card that is in the register goes by it: one that was blocked or lost is not sold, and one with an amount printed on it is sold for that
amount. One that is not in it is sold where the program leaves that open, or where Zegel drew its code for this very sale.
"""

from collections.abc import Iterable

from zegel.core.ids import PurseId
from zegel.core.purchase import Identifier
from zegel.core.refusals import GiftCardBlocked, GiftCardUnregistered, GiftCardWorth, IdentifierTaken
from zegel.decide.plan import Plan
from zegel.flows.card_facts import SOLD, SoldHere
from zegel.flows.facts import Resolved


def hashes_of(cards: Iterable[Identifier]) -> tuple[str, ...]:
    """What is looked up of cards that are to be sold."""
    return tuple([card.text for card in cards])


def check_sellable(plan: Plan, resolved: Resolved, card: Identifier, amount_minor: int, *, drawn: bool) -> None:
    """Refuse a card that may not be sold, and another amount than is printed on it; `drawn`: Zegel drew its code for this."""
    there = resolved.printed.get(card.text)
    if there is None:
        if plan.compiled.program.stored.gift_cards.registered and resolved.has_register and not drawn:
            raise GiftCardUnregistered()
        return
    if there.stopped:
        raise GiftCardBlocked(batch=there.batch, number=there.n, why=there.stopped)
    if there.state == SOLD:
        raise IdentifierTaken(kind=card.kind)
    if there.value_minor and amount_minor != there.value_minor:
        raise GiftCardWorth(worth=there.value_minor)


def sold_here(resolved: Resolved, card: Identifier, purse: PurseId) -> tuple[SoldHere, ...]:
    """What the register keeps of a sale: nothing of a card that is not in it."""
    return ((card.text, purse),) if card.text in resolved.printed else ()
