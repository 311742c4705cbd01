"""What was scanned, and who it is without a card. A scan is told apart by what the books know: a card, a receipt, an article, a code."""

from dataclasses import replace
from typing import Final

from zegel.access.identifiers import normalised
from zegel.access.qr import is_rotating
from zegel.access.refusals import InvalidIdentifier
from zegel.core.article import Article
from zegel.core.codes import canonical, exact, tail
from zegel.core.ids import PurseId, purse_text, receipt_of
from zegel.core.purchase import Identifier
from zegel.core.refusals import REFUSALS, CodeUnknown, IdentifierTaken, UnknownReceipt
from zegel.core.value import value
from zegel.decide.plan import plan_of
from zegel.flows.code_standing import Standing
from zegel.hall.code_standings import standings
from zegel.hall.gift_cards import KIND as GIFT_CARDS
from zegel.store.lost_cards import KEPT as LOST_KINDS
from zegel.store.records import FoundMember
from zegel.web.parts.asked import Answer
from zegel.web.parts.prices import price_of
from zegel.web.till import gift_cards
from zegel.web.till.basket import Item
from zegel.web.till.panel import shown_name
from zegel.web.till.returning import greeted, show_receipt
from zegel.web.till.work import Speech, Till

AT_ONCE: Final = 6
CARDS: Final = ("card", "qr", "external")
WHY_NOT: Final = {"not yet": "code_not_yet", "used": "code_used", "expired": "code_expired", "ended": "code_ended"}
"""What a code is refused for that counts in no basket, by how it stands."""


@value
class Shelved:
    """An article in a list of finds; its name alone where it has no price."""

    sku: str
    item: Item | str


@value
class Somebody:
    """A member in a list of finds: no more than tells two apart."""

    id: str
    name: str
    since: str


async def scanned(till: Till, text: str) -> Answer:
    """Whoever or whatever that is."""
    if not text:
        return await till.shown()
    if is_rotating(text):
        shown = await till.door.people.qr.scanned(till.call.grant, text, till.asked.at)
        till.basket = replace(till.basket, who=shown.purse)
        return await greeted(till)
    for kind in CARDS:
        purse = await _known(till, kind, text)
        if purse is not None:
            till.basket = replace(till.basket, who=purse)
            return await greeted(till)
    if "." in text:
        try:
            return await show_receipt(till, receipt_of(text))
        except UnknownReceipt:
            pass
    found = await till.door.queries.article(till.call.grant.company, text)
    if found is not None:
        return await _into_basket(till, found)
    is_code = is_coupon(till, text) or gift_cards.is_card(text) or await gift_cards.in_register(till, text) is not None
    if is_code or (till.basket.items and not text.isdigit()):
        return await with_code(till, text)
    there = till.basket.who is not None or bool(till.basket.items)
    return await till.shown("unknown", text=text[:40], lost=await _is_lost(till, text), a_thing=there or _is_bar_code(text))


def _is_bar_code(text: str) -> bool:
    """Whether that is on an article: a GTIN with its check digit (GS1 7.9), not of the numbers that shops give out themselves."""
    if not (text.isascii() and text.isdecimal() and len(text) in (8, 12, 13, 14)) or text.startswith("2"):
        return False
    return sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(reversed(text))) % 10 == 0


async def with_code(till: Till, text: str) -> Answer:
    """A gift card, which pays (or shows what is on it where nothing is bought yet), one that begins with this sale, else a coupon.

    With nothing in the basket no quote judges a code: one that can never count is refused now, any other is kept.
    """
    if await gift_cards.is_unused(till, text):
        return await gift_cards.begun(till, text)
    found = await looked_up(till, text)
    if found is not None:
        if not till.basket.items and not found:
            raise CodeUnknown("", coupon="", tail="")
        why = "" if till.basket.items else _never_counts(found)
        if why:
            raise REFUSALS[why]("", coupon=found[0].coupon, tail=tail(canonical(text)))
        till.basket = replace(till.basket, codes=(*(code for code in till.basket.codes if code != text), text))
        till.notice = None if till.basket.items else Speech("code waits")
        return await till.shown()
    if gift_cards.waits_for_code(till):
        raise IdentifierTaken(kind=GIFT_CARDS)
    if not till.basket.items:
        return await gift_cards.shown(till, text)
    till.basket = replace(till.basket, gift=text)
    return await till.shown()


async def looked_up(till: Till, text: str) -> list[Standing] | None:
    """How a code stands, [] where it is none; None for a gift card. Refuses `too_many_tries` to whoever guesses."""
    company, source, codes = till.call.grant.company, till.call.grant.source, till.call.codes
    with codes.tried((company, source, "codes", till.till), (company, source)) as guessed:
        shown = codes.shown(company, text)
        card = Identifier(GIFT_CARDS, shown.hash.hex())
        if shown.text and await till.door.desk.find(company, card, itself=True) is not None:
            return None
        found = await standings(till.door, till.call, shown)
        guessed(int(not found))
    return found


def _never_counts(found: list[Standing]) -> str:
    """Why a code counts in no basket, "" where it may. What is held in a basket elsewhere may come back."""
    return "" if any(one.state in ("usable", "held") for one in found) else WHY_NOT[found[0].state]


def is_coupon(till: Till, text: str) -> bool:
    """Whether that is the word of a coupon that everybody may use."""
    shared = plan_of(till.call.live(till.call.at)).shared_codes
    return (False, canonical(text)) in shared or (True, exact(text)) in shared


async def _is_lost(till: Till, text: str) -> bool:
    """Whether it was somebody's card, and was lost or replaced."""
    for kind in LOST_KINDS:
        try:
            card = normalised(kind, text, till.program.country)
        except InvalidIdentifier:
            continue
        if await till.door.queries.lost_cards.has(till.call.grant.company, card):
            return True
    return False


async def _known(till: Till, kind: str, text: str) -> PurseId | None:
    try:
        shown: Identifier = normalised(kind, text, till.program.country)
    except InvalidIdentifier:
        return None
    return await till.door.desk.find(till.call.grant.company, shown)


async def article(till: Till, sku: str) -> Answer:
    """An article that was chosen from a list."""
    found = await till.door.queries.article(till.call.grant.company, sku)
    return await till.shown() if found is None else await _into_basket(till, found)


async def _into_basket(till: Till, found: Article) -> Answer:
    """At today's price; where it has none, the amount is asked for."""
    item = await _priced(till, found)
    if isinstance(item, Item):
        till.basket = till.basket.with_item(item)
        return await till.shown()
    till.notice = Speech("unknown price", (("name", item),))
    return await till.shown("amount")


async def _priced(till: Till, found: Article) -> Item | str:
    """The article as a line at today's price; its name alone where it has no price."""
    name = found.called(till.language)
    price = price_of(await till.door.queries.prices.of(till.call.grant.company, found.sku), till.visitor.branch, till.today)
    if price is None:
        return name
    return Item(
        price, text=name, sku=found.sku, category=found.category, brand=found.brand, legal_class=found.legal_class,
        vat_bp=found.vat_bp or 0, tags=found.tags,
    )  # fmt: skip


async def articles(till: Till, text: str) -> Answer:
    """By name, or the beginning of a number: one hit goes into the basket, more are a list to choose from; a coupon's word is that."""
    hits = await till.door.queries.articles_named(till.call.grant.company, text, AT_ONCE + 1)
    coupon = is_coupon(till, text)
    if coupon and not hits:
        return await with_code(till, text)
    if len(hits) == 1 and not coupon:
        return await _into_basket(till, hits[0])
    shown = [Shelved(hit.sku, item) for hit in hits[:AT_ONCE] for item in (await _priced(till, hit),)]
    return await till.shown("articles", found=tuple(shown), text=text, more=len(hits) > AT_ONCE, coupon=text if coupon else "")


async def find(till: Till, text: str) -> Answer:
    """By the last four digits, a name, or both: one hit is who it is, more are shown by first name and initial; a coupon's word is that."""
    if not text:
        return await till.shown()
    coupon, digits = is_coupon(till, text), sum(char.isdigit() for char in text)
    short = len(text) < 3 or (digits == len(text) and digits < 4)
    if short and not coupon:
        return await till.shown("find", found=(), text=text, short=True, more=False, coupon="")
    hits = [] if short else await till.door.queries.members_by_word.find(till.call.grant.company, text, AT_ONCE + 1)
    if coupon and not hits:
        return await with_code(till, text)
    if len(hits) == 1 and not coupon:
        till.basket = replace(till.basket, who=hits[0].member.purse)
        return await greeted(till)
    people = tuple(_somebody(hit) for hit in hits[:AT_ONCE])
    return await till.shown("find", found=people, text=text, short=False, more=len(hits) > AT_ONCE, coupon=text if coupon else "")


def _somebody(hit: FoundMember) -> Somebody:
    return Somebody(purse_text(hit.member.purse), shown_name(hit.member.profile.name), hit.since[:4])
