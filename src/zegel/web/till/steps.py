"""What a tap does before anything is booked: it changes the basket, or opens a pane. `POST /kassa` with `do` and what goes with it."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from zegel.core.ids import purse_of
from zegel.core.refusals import Malformed, ZegelError
from zegel.program.model import StampCard
from zegel.web.parts.amounts import amount_of
from zegel.web.parts.asked import Answer, Asked
from zegel.web.parts.door import Door
from zegel.web.till import gift_cards, picking
from zegel.web.till.basket import Basket, Item
from zegel.web.till.finding import article, articles, find, scanned, with_code
from zegel.web.till.returning import greeted
from zegel.web.till.stamping import article_for, item_for
from zegel.web.till.work import Speech, Till, at_till, stops

_AMOUNT: Final = re.compile(r"[0-9]{1,7}[.,][0-9]{1,2}")
"""What nobody means for a number of anything."""
LEAST_SCAN: Final = 6
"""Signs from which something with digits is a card, a receipt or a code."""

Step = Callable[[Till], Awaitable[Answer]]


async def begin(door: Door, asked: Asked) -> Answer:
    """GET /kassa: nobody, nothing."""
    return await (await at_till(door, asked)).shown()


async def step(door: Door, asked: Asked) -> Answer:
    """POST /kassa: one tap, one scan, one key."""
    till = await at_till(door, asked)
    done = STEPS.get(till.step)
    if done is None:
        raise Malformed("do: a step of the till", field="do")
    try:
        return await done(till)
    except ZegelError as refusal:
        if stops(refusal):
            raise
        till.refused = till.why_not(refusal)
        return await till.shown()


async def home(till: Till) -> Answer:
    """Back to the basket, as it is."""
    return await greeted(till)


async def clear(till: Till) -> Answer:
    """The next customer: an empty basket, under a new key."""
    till.basket = Basket(till.door.new_key())
    return await till.shown()


async def scan(till: Till) -> Answer:
    """Whatever was scanned, told apart by what it is."""
    return await scanned(till, till.asked.text("text", 254))


async def typed(till: Till) -> Answer:
    """What somebody typed with no field in front of them: an amount, the last digits or the name of a member, an article."""
    text = till.asked.text("text", 100).strip()
    nobody = till.basket.who is None and not till.basket.items
    if _AMOUNT.fullmatch(text) or (text.isascii() and text.isdecimal() and len(text) < LEAST_SCAN and not nobody):
        return await _amount(till, text)
    if len(text) >= LEAST_SCAN and any(char.isdigit() for char in text):
        return await scanned(till, text)
    return await (find if nobody else articles)(till, text)


async def seek(till: Till) -> Answer:
    """Somebody without a card."""
    return await find(till, till.asked.text("find", 100).strip())


async def choose(till: Till) -> Answer:
    """One of several people who were found."""
    till.basket = replace(till.basket, who=purse_of(till.argument(0)))
    return await greeted(till)


async def put_amount(till: Till) -> Answer:
    """An amount without articles; again, it takes the place of the amount before. A word is an article, in whichever field it stands."""
    text = till.asked.text("amount", 60)
    if not text and till.asked.text("article", 60):
        return await shelf(till)
    there_are = await till.door.queries.has_articles(till.call.grant.company)
    if text and there_are and any(char.isalpha() for char in text):
        return await articles(till, text)
    try:
        return await (_amount(till, text) if text else till.shown("amount", articles=there_are))
    except Malformed:
        till.notice = Speech("no amount")
        return await till.shown("amount", articles=there_are)


async def _amount(till: Till, text: str) -> Answer:
    minor = amount_of(text, till.figures.digits)
    others = tuple(item for item in till.basket.items if item.text or item.card)
    till.basket = replace(till.basket, items=(*others, Item(minor)) if minor else others)
    return await till.shown()


async def shelf(till: Till) -> Answer:
    """Articles by their name, where nobody can scan them; the one that was chosen goes into the basket."""
    if till.arguments:
        return await article(till, till.argument(0))
    text = till.asked.text("article", 60)
    return await articles(till, text) if text else await till.shown("amount", articles=True)


async def take_off(till: Till) -> Answer:
    """A line goes."""
    till.basket = till.basket.without_item(counted(till.argument(0)))
    return await till.shown()


async def undo(till: Till) -> Answer:
    """What was done last is undone."""
    till.basket = till.basket.undone()
    return await till.shown()


async def use(till: Till) -> Answer:
    """A benefit is put to use, the gift of it that was chosen; `credit`: what the shop owes them."""
    what, choice = till.argument(0), till.argument(2)
    if what == "credit":
        till.basket = replace(till.basket, credit=True)
    else:
        till.basket = till.basket.using(what, counted(till.argument(1)), counted(choice) if choice else 0)
    return await till.shown()


async def unuse(till: Till) -> Answer:
    """And taken out again."""
    what = till.argument(0)
    if what in ("gift", "credit"):
        till.basket = replace(till.basket, gift="") if what == "gift" else replace(till.basket, credit=False)
    else:
        till.basket = till.basket.without(what)
    return await till.shown()


async def spend_nothing(till: Till) -> Answer:
    """All that is used of theirs is taken out again: what is not shown to be theirs earns only."""
    till.basket = replace(till.basket, uses=(), credit=False)
    return await till.shown()


async def put_code(till: Till) -> Answer:
    """A coupon or a gift card, by its code; without one the pane, where a gift card is sold too."""
    text = (till.asked.text("code", 64) or till.argument(0)).strip()
    if not text and till.asked.text("gift_amount", 20):
        return await gift_cards.put(till)
    if not text:
        return await till.shown("code", amounts=gift_cards.amounts(till, 0), sells=gift_cards.sells(till))
    return await with_code(till, text)


async def gift(till: Till) -> Answer:
    """So much for a gift card."""
    return await gift_cards.put(till)


async def drop_code(till: Till) -> Answer:
    """A code goes."""
    text = till.argument(0)
    till.basket = replace(till.basket, codes=tuple(code for code in till.basket.codes if code != text))
    return await till.shown()


async def stamps(till: Till) -> Answer:
    """How many of what was bought count for a stamp card, where nobody scanned articles."""
    await till.look()
    cards = till.program.cards
    bare = next((n for n, item in enumerate(till.basket.items) if not item.sku), None)
    count = counted(till.argument(0)) if till.arguments else -1
    if bare is not None and count >= 0 and cards:
        card = _card(cards, till.argument(1))
        made = await article_for(till.door, till.call, card)
        if made is not None:
            item = item_for(made, card, till.basket.items[bare].net_minor, count)
            till.basket = replace(till.basket, items=(*till.basket.items[:bare], item, *till.basket.items[bare + 1 :]))
            return await till.shown()
    return await till.shown("stamps", amount_there=bare is not None, cards=cards, panel_cards=till.panel.cards if till.panel else ())


def _card(cards: tuple[StampCard, ...], named: str) -> StampCard:
    for card in cards:
        if card.id == named:
            return card
    raise Malformed("card: a stamp card of the program", field="card")


async def enrol(till: Till) -> Answer:
    """The pane for somebody new."""
    return await till.shown("enrol", field="")


async def anonymous(till: Till) -> Answer:
    """The pane for a card without a name."""
    return await till.shown("anonymous")


async def gesture(till: Till) -> Answer:
    """The gesture sheet."""
    return await picking.gestures(till)


async def redeem(till: Till) -> Answer:
    """The amount picker with the rewards."""
    return await picking.redeem(till)


def counted(text: str) -> int:
    """A number that a button of ours carries."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Malformed("do: as the page wrote it", field="do")
    return int(text)


STEPS: Final[dict[str, Step]] = {
    "home": home, "clear": clear, "scan": scan, "typed": typed, "find": seek, "choose": choose, "amount": put_amount, "article": shelf,
    "take off": take_off, "undo": undo, "use": use, "unuse": unuse, "spend nothing": spend_nothing,
    "code": put_code, "drop code": drop_code, "stamps": stamps,
    "enrol": enrol, "anonymous": anonymous, "gesture": gesture, "redeem": redeem, "gift": gift,
}  # fmt: skip
"""Every step by the name that its button has."""
