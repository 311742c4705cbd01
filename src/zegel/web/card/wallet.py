"""Gift cards that a member keeps on their card: what is on each, until when, and the code to show. And coupons that the shop gave them."""

from typing import Any, Final

from zegel.access.sessions import subject_of
from zegel.core.codes import printed
from zegel.core.ids import PurseId
from zegel.core.periods import NEVER, Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import UnknownGiftCard, ZegelError
from zegel.hall.members import member_now
from zegel.hall.refused import said_of
from zegel.program.coupons import token_of
from zegel.program.model import Words
from zegel.program.stored_value import GIFT_CARD
from zegel.web.card.code import drawn
from zegel.web.card.frame import Own, framed, own_card
from zegel.web.card.proof import principal_of
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

ROOM: Final = "/pas/cadeaukaarten"
MOST_CODE: Final = 64
SHORT: Final = 12
"""Hex digits of a card's hash that name it in an address: its owner has no two that begin alike."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/cadeaukaarten."""
    return await _page(door, asked, "")


async def keep(door: Door, asked: Asked) -> Answer:
    """POST /pas/cadeaukaarten: the code of one is typed or scanned; whoever guesses is stopped."""
    own, principal = await own_card(door, asked), principal_of(asked)
    company = principal.company
    hand = (company, principal.source, "gift cards")
    try:
        with own.call.codes.tried(hand, (company, "card")) as guessed:
            shown = own.call.codes.shown(company, asked.text("code", MOST_CODE))
            found = await _purse_of(door, own, shown.hash.hex()) if shown.text else None
            guessed(int(found is None))
        if found is None:
            raise UnknownGiftCard()
    except ZegelError as refusal:
        return await _page(door, asked, own.tongue.words(said_of(refusal)))
    subject = subject_of("member", principal.subject)
    if not await door.people.wallet.keep(company, subject, shown.hash.hex(), shown.text, asked.at):
        return await _page(door, asked, own.tongue.say("wallet full"))
    return Sent(f"{ROOM}/{shown.hash.hex()[:SHORT]}")


async def show_one(door: Door, asked: Asked) -> Answer:
    """GET /pas/cadeaukaarten/{card}: the code, as large as the telephone is."""
    own = await own_card(door, asked)
    one = next((one for one in await gift_cards(door, asked, own) if one["short"] == asked.params["card"]), None)
    if one is None:
        raise UnknownGiftCard()
    shows = {"one": one, "code": drawn(str(one["code"]))}
    return Page("card/gift_card.html", framed(door, asked, own, "rewards", shows))


async def forget(door: Door, asked: Asked) -> Answer:
    """POST /pas/cadeaukaart-weg: it is no longer on this card; the code on paper still works."""
    own, principal = await own_card(door, asked), principal_of(asked)
    short = asked.text("card", SHORT)
    for one in await gift_cards(door, asked, own):
        if one["short"] == short:
            await door.people.wallet.forget(principal.company, subject_of("member", principal.subject), str(one["id"]))
    return Sent(ROOM)


async def gift_cards(door: Door, asked: Asked, own: Own) -> list[dict[str, Any]]:
    """Each gift card that is kept, with what is on it now."""
    principal, found = principal_of(asked), []
    for one in await door.people.wallet.kept(principal.company, subject_of("member", principal.subject)):
        purse = await _purse_of(door, own, one.id)
        now = None if purse is None else await member_now(door.desk, own.call, purse)
        has = 0 if now is None else max(now.spendable(GIFT_CARD), 0)
        expiry = NEVER if now is None else now.queue(GIFT_CARD).next_expiry()
        last = "" if expiry >= NEVER or not has else own.figures.day(own.last_day(Instant(expiry)), "d MMMM y")
        found.append({
            "id": one.id, "short": one.id[:SHORT], "code": one.code, "read": printed(one.code), "has": own.figures.money(has),
            "empty": not has, "last": last, "gone": now is None, "tail": one.code[-4:],
        })  # fmt: skip
    return found


async def _purse_of(door: Door, own: Own, card: str) -> PurseId | None:
    """The gift card's purse; None where there is none, or another card took its place."""
    return await door.desk.find(own.call.grant.company, Identifier("gift_card", card), itself=True)


async def _page(door: Door, asked: Asked, trouble: str) -> Page:
    own = await own_card(door, asked)
    shows = {"cards": await gift_cards(door, asked, own), "trouble": trouble}
    return Page("card/gift_cards.html", framed(door, asked, own, "rewards", shows), 422 if trouble else 200)


def given_coupons(own: Own) -> list[dict[str, Any]]:
    """Coupons that the program gave: how many, what they are for, and the last day of the first. Used where the card is scanned."""
    found = []
    for coupon in own.program.coupons:
        count = own.purse.spendable(token_of(coupon.id))
        if count > 0:
            expiry = own.purse.queue(token_of(coupon.id)).next_expiry()
            said = next((line for line in _sentences(own) if line[0] == coupon.id), ("", ""))[1]
            last = own.last_day(Instant(expiry)) if expiry < NEVER else ""
            worth = own.figures.money(count) if coupon.in_parts and coupon.worth_minor else ""
            found.append(
                {
                    "name": coupon.id,
                    "count": 1 if worth else count,
                    "worth": worth,
                    "says": said,
                    "day": own.figures.day(last) if last else "",
                }
            )
    return found


def _sentences(own: Own) -> list[tuple[str, str]]:
    """What each coupon says of itself: its id and the sentence of the terms."""
    from zegel.program.sentences import sentences  # noqa: PLC0415 - only where somebody has a coupon

    return [
        (one.path.partition(".")[2], own.tongue.words(Words(one.nl, one.en)))
        for one in sentences(own.program, full=False) if one.path.partition(".")[0] == "coupons"
    ]  # fmt: skip
