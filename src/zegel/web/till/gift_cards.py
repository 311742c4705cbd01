"""Gift cards at the till: what is on one, one that is sold, one that gets more. What was paid goes on the card once it is paid.

The amount stands in the basket as a line of its own; the sale's key makes the card too, so that a payment that comes twice makes one card.
"""

from dataclasses import replace
from typing import Final

from zegel.core.canonical import document_bytes
from zegel.core.codes import canonical, is_well_made
from zegel.core.money import MAX_AMOUNT
from zegel.core.periods import NEVER, Instant
from zegel.core.refusals import GiftCardAmount, UnknownGiftCard, UnknownUnit, ZegelError
from zegel.core.value import value
from zegel.flows.commands import IssueGiftCard, TopUpGiftCard
from zegel.hall.calls import header_of
from zegel.hall.gift_cards import card_of, new_card
from zegel.hall.members import member_around, member_now
from zegel.hall.refused import said_of
from zegel.program.model import Words
from zegel.program.stored_value import GIFT_CARD
from zegel.web.parts.amounts import amount_of
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.till.basket import NEW_CARD, Basket, Item
from zegel.web.till.drawing import code_of
from zegel.web.till.returning import said_by
from zegel.web.till.work import Till, at_till, card_purse

RIGHT: Final = "gift_cards:write"
AMOUNTS: Final = (1000, 2500, 5000, 10_000)
"""Amounts of a quick choice, as far as the shop sells them."""


@value
class Loaded:
    """A gift card that this payment made or added to; `code` is shown this once ("" where the card has one already)."""

    amount_minor: int
    code: str
    trouble: Words | None = None


def sells(till: Till) -> bool:
    """Whether this till may sell gift cards."""
    return any(unit.id == GIFT_CARD for unit in till.program.units) and till.visitor.may(RIGHT)


def amounts(till: Till, there: int) -> tuple[int, ...]:
    """What may be put on a card that has `there` on it."""
    limits = till.program.stored.gift_cards
    return tuple(one for one in AMOUNTS if limits.least_minor <= one <= limits.most_minor - there) if sells(till) else ()


def is_card(text: str) -> bool:
    """Whether `text` has the form of a code that Zegel drew."""
    return is_well_made(canonical(text))


async def shown(till: Till, code: str) -> Answer:
    """What is on the card, until when, and what may be put on it; refuses `unknown_gift_card`."""
    purse = await card_purse(till.door, till.call, code)
    now, _ = await member_around(till.door.desk, till.call, purse)
    until = now.queue(GIFT_CARD).next_expiry()
    left = max(now.spendable(GIFT_CARD), 0)
    last = "" if until >= NEVER else till.figures.short_day(till.figures.local(Instant(until - 1)).date())
    return await till.shown("gift", code=code, left=left, until=last, amounts=amounts(till, left))


async def put(till: Till) -> Answer:
    """So much for a card: a new one, or (`gift_code`) the one that is in their hand."""
    if not sells(till):
        raise UnknownUnit(unit=GIFT_CARD)
    code, text = till.asked.text("gift_code", 64), till.argument(0) or till.asked.text("gift_amount", 20)
    amount = int(text) if till.argument(0).isdigit() and len(text) < 10 else amount_of(text)
    limits, there = till.program.stored.gift_cards, 0
    if code:
        purse = await card_purse(till.door, till.call, code)
        there = max((await member_now(till.door.desk, till.call, purse)).spendable(GIFT_CARD), 0)
    if not limits.least_minor <= amount <= limits.most_minor - there:
        raise GiftCardAmount(least=limits.least_minor, most=max(limits.most_minor - there, 0))
    item = Item(amount, text=till.say("gift line more" if code else "gift line new"), legal_class="gift_card", loads=code or NEW_CARD)
    till.basket = replace(till.basket, items=(*till.basket.items, item))
    return await till.shown()


async def loaded(till: Till, basket: Basket) -> tuple[Loaded, ...]:
    """What was paid for goes on its cards. The money is in: whatever stands in the way is said, and takes nothing back."""
    found: list[Loaded] = []
    for n, item in enumerate(basket.items):
        if item.loads:
            try:
                found.append(await _loaded(till, f"{basket.key}g{n}", item))
            except ZegelError as refusal:
                found.append(Loaded(item.net_minor, "", said_of(refusal)))
    return tuple(found)


async def _loaded(till: Till, key: str, item: Item) -> Loaded:
    call = await till.door.call(till.asked, key)
    said = said_by(till) | {"amount_minor": item.net_minor, "loads": item.loads}
    header = header_of(call, said, document_bytes(said))
    if item.loads == NEW_CARD:
        card, drawn = new_card(call, "")
        await till.door.submit(till.asked, IssueGiftCard(header, call.new_id(), card, item.net_minor, ""))
        return Loaded(item.net_minor, drawn)
    await till.door.submit(till.asked, TopUpGiftCard(header, card_of(call, item.loads), item.net_minor, ""))
    return Loaded(item.net_minor, "")


async def paper(door: Door, asked: Asked) -> Answer:
    """POST /kassa/cadeaukaart: a card to print, with the code that the till was shown and nobody keeps."""
    till = await at_till(door, asked)
    code = asked.text("drawn", 64)
    if not is_card(code):
        raise UnknownGiftCard()
    shows = {"number": code, "drawing": code_of(code), "shop": till.program.name, "figures": till.figures}
    return Page("till/card.html", shows | {"worth": asked.number("worth", 1, MAX_AMOUNT)})
