"""Gift cards at the till: what is on one, one that is sold, one that gets more.

The amount stands in the basket as a line of its own. A new card is made by the sale itself, in one booking: there is no paid card that was
not made, and a payment that comes twice makes one. More on a card that is there is booked after the sale, under a key of that receipt's
line: what fails is said, and can be tried again, also on a new card, until it is on one; never on two.
"""

from dataclasses import replace
from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.codes import canonical, is_well_made, printed, tail
from zegel.core.ids import ReceiptId, receipt_of
from zegel.core.money import MAX_AMOUNT
from zegel.core.periods import NEVER, Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import (
    GiftCardBlocked,
    GiftCardUnregistered,
    GiftCardWorth,
    IdentifierTaken,
    UnknownGiftCard,
    UnknownLine,
    UnknownReceipt,
    UnknownUnit,
    ZegelError,
)
from zegel.core.value import value
from zegel.decide.document import read
from zegel.decide.plan import plan_of
from zegel.flows.card_facts import STOPS
from zegel.flows.card_lines import CLASS
from zegel.flows.commands import IssueGiftCard, TopUpGiftCard
from zegel.flows.gift_cards import check_amount, on_card
from zegel.flows.printed_shown import KIND as PAPER_CODE
from zegel.hall import translate
from zegel.hall.calls import header_of
from zegel.hall.carrying import carried_out
from zegel.hall.gift_cards import KIND, card_of
from zegel.hall.members import member_around, member_now
from zegel.hall.refused import said_of
from zegel.program.model import Words
from zegel.program.stored_value import GIFT_CARD
from zegel.store.card_register import RegisteredCard
from zegel.web.parts.amounts import amount_of
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.till.basket import NEW_CARD, Basket, Item
from zegel.web.till.drawing import code_of
from zegel.web.till.quoting import canonical_of
from zegel.web.till.returning import returned_of, said_by
from zegel.web.till.work import Till, at_till, card_purse

RIGHT: Final = "gift_cards:write"
AMOUNTS: Final = (1000, 2500, 5000, 10_000)
"""Amounts of a quick choice, as far as the shop sells them."""
MOST_TRIES: Final = 20
"""How often putting more on a card is tried, each after a refusal that is kept."""


@value
class Loaded:
    """A gift card that this payment made or added to; `code` is shown this once ("" where the card has one already).

    With `trouble` it is not on any card yet: line `number` of the receipt waits for another try.
    """

    number: int
    amount_minor: int
    code: str
    loads: str = ""
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
    return await till.shown("gift", code=code, left=left, until=last, amounts=amounts(till, left), fresh=False)


async def in_register(till: Till, code: str) -> RegisteredCard | None:
    """The printed card with that code; None where it is in no batch."""
    company = till.call.grant.company
    return await till.door.queries.card_register.find(company, till.asked.at, till.call.codes.shown(company, code).hash.hex())


async def is_unused(till: Till, code: str) -> bool:
    """Whether that is a code of a card that was printed beforehand and is nobody's yet: of a batch, or well made and of nothing else.

    Refuses one that was blocked or lost, and one of no batch where the shop sells its own cards only.
    """
    if not sells(till):
        return False
    there = await in_register(till, code)
    if there is not None:
        if there.stands in STOPS:
            raise GiftCardBlocked(batch=there.batch, number=there.n, why=there.stands)
        return there.purse is None
    if not is_card(code):
        return False
    company, shows = till.call.grant.company, till.call.codes.shown(till.call.grant.company, code)
    for kind in (KIND, PAPER_CODE):
        if await till.door.desk.find(company, Identifier(kind, shows.hash.hex()), itself=True) is not None:
            return False
    if await till.door.queries.code_lists.find(company, shows.hash) is not None:
        return False
    if till.program.stored.gift_cards.registered:
        raise GiftCardUnregistered()
    return True


async def begun(till: Till, code: str) -> Answer:
    """An unused card was scanned: it becomes the one that is being sold; without such a line the amount is asked for, or stands on it."""
    there = await in_register(till, code)
    worth = 0 if there is None else there.value_minor
    if any(item.printed_code == canonical(code) for item in till.basket.items):
        return await till.shown()
    for n, item in enumerate(till.basket.items):
        if item.loads == NEW_CARD and worth in (0, item.net_minor):
            bound = _line(till, item.net_minor, code)
            till.basket = replace(till.basket, items=(*till.basket.items[:n], bound, *till.basket.items[n + 1 :]))
            return await till.shown()
    if worth:
        till.basket = replace(till.basket, items=(*till.basket.items, _line(till, worth, code)))
        return await till.shown()
    return await till.shown("gift", code=canonical(code), left=0, until="", amounts=amounts(till, 0), fresh=True)


def waits_for_code(till: Till) -> bool:
    """Whether nothing but gift cards is being sold, one of them without a code."""
    items = till.basket.items
    return any(item.loads == NEW_CARD for item in items) and all(item.loads for item in items)


async def put(till: Till) -> Answer:
    """So much for a card: a new one, or (`gift_code`) the one that is in their hand, which may begin with this (`fresh`)."""
    if not sells(till):
        raise UnknownUnit(unit=GIFT_CARD)
    code, text = till.asked.text("gift_code", 64), till.argument(0) or till.asked.text("gift_amount", 20)
    amount = int(text) if till.argument(0).isdecimal() and len(text) < 10 else amount_of(text, till.figures.digits)
    there, fresh = 0, not code or till.asked.text("fresh", 3) == "yes"
    if code and fresh and not await is_unused(till, code):
        raise IdentifierTaken(kind=KIND) if is_card(code) else UnknownGiftCard()
    if not fresh:
        purse = await card_purse(till.door, till.call, code)
        there = on_card(await member_now(till.door.desk, till.call, purse))
    check_amount(plan_of(till.call.live(till.call.at)), amount, there)
    if code and fresh:
        there_is = await in_register(till, code)
        if there_is is not None and there_is.value_minor not in (0, amount):
            raise GiftCardWorth(worth=there_is.value_minor)
    item = _line(till, amount, code) if fresh else Item(amount, text=till.say("gift line more"), legal_class=CLASS, loads=code)
    till.basket = replace(till.basket, items=(*till.basket.items, item))
    return await till.shown()


def _line(till: Till, amount: int, code: str) -> Item:
    """A card that begins with this sale; the last four say which one, where it has a code."""
    if not code:
        return Item(amount, text=till.say("gift line new"), legal_class=CLASS, loads=NEW_CARD)
    text = till.say("gift line printed", tail=tail(canonical(code)))
    return Item(amount, text=text, legal_class=CLASS, loads=f"{NEW_CARD}:{canonical(code)}")


def codes_of(till: Till, basket: Basket) -> dict[int, str]:
    """The code of each new card, by the number of its line: what is printed on it, else one that follows from the sale's key."""
    grant, found = till.call.grant, dict[int, str]()
    for number, item in enumerate(basket.items, 1):
        if item.is_new_card:
            found[number] = item.printed_code or till.call.codes.drawn_for(grant.company, grant.source, f"{basket.key}g{number}")
    if any(item.loads for item in basket.items) and not sells(till):
        raise UnknownUnit(unit=GIFT_CARD)
    return found


def sold(till: Till, basket: Basket) -> dict[str, Any]:
    """The new cards in the API's words: they are made by the sale itself, or the sale is not."""
    codes = codes_of(till, basket)
    ours = {number for number, item in enumerate(basket.items, 1) if not item.printed_code}
    return {"sells": [{"line": n, "code": code, "drawn": n in ours} for n, code in codes.items()]} if codes else {}


async def loaded(till: Till, basket: Basket, receipt: ReceiptId) -> tuple[Loaded, ...]:
    """Every card of this sale, and what went on cards that were there already: what stands in the way is said, and takes nothing back."""
    codes = codes_of(till, basket)
    found: list[Loaded] = []
    for number, item in enumerate(basket.items, 1):
        if item.is_new_card:
            found.append(Loaded(number, item.net_minor, "" if item.printed_code else printed(codes[number])))
        elif item.loads:
            found.append(await _more(till, Loaded(number, item.net_minor, "", item.loads), receipt, item.loads))
    return tuple(found)


async def _more(till: Till, one: Loaded, receipt: ReceiptId, loads: str) -> Loaded:
    """Put what a line of the receipt paid for on a card, once; tries that were refused keep their keys, so the next has the next.

    The body says nothing of the card: whichever card got it, it is the same deed, and its first answer is the only one.
    """
    said = said_by(till) | {"receipt": str(receipt), "line": one.number, "amount_minor": one.amount_minor}
    refused: ZegelError | None = None
    for n in range(MOST_TRIES):
        call = await till.door.call(till.asked, f"{receipt}l{one.number}t{n}")
        call.template, call.params = "a gift card gets what was paid for it", {}
        header = header_of(call, said, document_bytes(said))
        drawn = call.codes.drawn_for(call.grant.company, call.grant.source, call.key)
        make = loads == NEW_CARD
        command = (
            IssueGiftCard(header, call.new_id(), card_of(call, drawn), one.amount_minor, "", drawn=True)
            if make
            else TopUpGiftCard(header, card_of(call, loads), one.amount_minor, "")
        )
        try:
            reply = await carried_out(till.door, call.grant, command, till.asked.request_id)
        except ZegelError as refusal:  # nothing was asked of the books: the same key again
            return replace(one, trouble=said_of(refusal))
        refused = reply.outcome.refusal
        if refused is None:
            made = reply.outcome.receipt is not None and reply.outcome.receipt.id.seq == 1
            return replace(one, code=printed(drawn) if made else "", trouble=None)
        if not reply.replayed:
            break
    assert refused is not None, "a try that was not refused has ended it"
    return replace(one, trouble=said_of(refused))


async def again(till: Till) -> Answer:
    """POST /kassa/cadeaukaart/opnieuw: what a line of a receipt paid for and is on no card yet, on its card or on a new one."""
    named_by, _, more = till.asked.text("again", 200).partition("|")
    line, on, card = (*more.split("|", 2), "", "")[:3]
    named, number = receipt_of(named_by), int(line) if line.isdecimal() and len(line) < 5 else 0
    kept = await till.door.queries.receipt(till.call.grant.company, named)
    if kept is None or kept.document is None:
        raise UnknownReceipt()
    document = read(kept.document)
    if document.body["branch"] != till.visitor.branch or document.body["till"] != till.till:
        raise UnknownReceipt()
    made = {effect["line"] for effect in document.body["effects"] if effect["effect"] == "card sold"}
    lines = {line["number"]: line for line in (document.purchase or {"lines": []})["lines"]}
    if number in made or number not in lines or lines[number]["legal_class"] != CLASS:
        raise UnknownLine(line=number)
    came_back = returned_of(till, (f"{named}:{number}",))
    await till.door.ask(translate.return_goods(till.call, came_back, canonical_of(came_back)))  # refused where the money was given back
    one = await _more(till, Loaded(number, lines[number]["net_minor"], "", card), named, NEW_CARD if on == NEW_CARD else card)
    return till.page("gift_done", None, receipt=str(named), cards=(one,), idle=False)


async def paper(door: Door, asked: Asked) -> Answer:
    """POST /kassa/cadeaukaart: a card to print, with the code that the till was shown and nobody keeps."""
    till = await at_till(door, asked)
    code = asked.text("drawn", 64)
    if not is_card(code):
        raise UnknownGiftCard()
    shows = {"number": code, "drawing": code_of(code), "shop": till.program.name, "figures": till.figures}
    return Page("till/card.html", shows | {"worth": asked.number("worth", 1, MAX_AMOUNT)})
