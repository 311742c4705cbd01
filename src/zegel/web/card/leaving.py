"""Leaving for good, and a card that was lost: what it means first, then the deed, with a proof that it is them."""

from typing import Any, Final

from zegel.access.staff import Done
from zegel.access.visits import set_cookie
from zegel.core.codes import RANDOM, drawn
from zegel.core.purchase import Identifier
from zegel.core.refusals import Erased, ZegelError
from zegel.desk.erasing import erase, lose
from zegel.flows.commands import AddIdentifier, Leave
from zegel.flows.leaving import MONEY
from zegel.hall.refused import said_of
from zegel.web.card import household, proof
from zegel.web.card.code import SHOWN
from zegel.web.card.frame import Own, framed, header_of, own_card
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.visitors import COOKIES

ROOM: Final = "/pas/weggaan"
LOST: Final = "/pas/kaart-kwijt"
_SILENT: Final = ("status", "mark", "clearing", "membership")
"""Kinds of unit that nobody would spend."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/weggaan: what they still have, what is erased and what stays; nothing happens yet."""
    return proof.proof_first(asked, ROOM) or await _page(door, asked, "")


async def leave(door: Door, asked: Asked) -> Answer:
    """POST /pas/weggaan: everything lapses, then everything that is known of them is erased."""
    if (first := proof.proof_first(asked, ROOM)) is not None:
        return first
    own = await own_card(door, asked, asked.text("once", 64))
    if asked.text("sure", 4) != "ja":
        return await _page(door, asked, own.tongue.say("leave unsure"))
    try:
        await door.submit(asked, Leave(header_of(own, asked), own.purse.id, await household.keeper_of(door, own)))
    except Erased:
        pass  # sent twice: it was done
    except ZegelError as refusal:
        return await _page(door, asked, own.tongue.words(said_of(refusal)))
    principal = proof.principal_of(asked)
    await erase(door.people.register, principal.company, own.purse.id, asked.at, principal.actor, asked.request_id)
    gone = set_cookie(COOKIES["card"], "", secure=bool(asked.secure), seconds=0)
    return Sent("/pas/weg", (gone,))


async def gone(_door: Door, asked: Asked) -> Answer:
    """GET /pas/weg: it is done."""
    return Sent("/pas") if asked.visitor is not None else Page("card/gone.html", {"company": None})


async def _page(door: Door, asked: Asked, trouble: str) -> Page:
    own = await own_card(door, asked)
    shows: dict[str, Any] = {"has": _has(own, is_money=False), "money": _has(own, is_money=True), "trouble": trouble}
    return Page("card/leave.html", framed(door, asked, own, "me", shows), 422 if trouble else 200)


def _has(own: Own, *, is_money: bool) -> list[str]:
    """What the member gives up, each unit with what it is worth; or their own money, which has to be settled first."""
    found = []
    for unit in own.program.units:
        count = own.purse.spendable(unit.id)
        if count > 0 and unit.kind not in _SILENT and (unit.kind in MONEY) is is_money:
            worth = own.worth(count, unit)
            found.append(own.named(count, unit) + (f" ({worth})" if worth else ""))
    return found


# -- a card that was lost


async def show_lost(door: Door, asked: Asked) -> Answer:
    """GET /pas/kaart-kwijt: every card and code that finds this member, each to be blocked."""
    return await _lost_page(door, asked, "")


async def block(door: Door, asked: Asked) -> Answer:
    """POST /pas/kaart-kwijt: that card finds nobody from now on; who has none left gets a new code. Other telephones are signed out."""
    own, principal = await own_card(door, asked, asked.text("once", 64)), proof.principal_of(asked)
    lost = Identifier(asked.text("kind", 20), asked.text("value", 254))
    if lost.kind not in SHOWN:
        return Sent(LOST)
    try:
        await lose(door.people.register, principal.company, own.purse.id, lost, asked.at, principal.actor, asked.request_id)
    except ZegelError as refusal:
        return await _lost_page(door, asked, own.tongue.words(said_of(refusal)))
    known = await door.queries.identifiers_of(principal.company, own.purse.id)
    if not any(one.kind in SHOWN for one in known):
        new = Identifier("qr", drawn(door.random_bytes(RANDOM)))
        await door.submit(asked, AddIdentifier(header_of(own, asked), own.purse.id, new))
    done = Done(principal, asked.at, "a card was lost", asked.request_id)
    await door.people.members.sign_out_others(done)
    return Sent(f"{LOST}?geblokkeerd=ja")


async def _lost_page(door: Door, asked: Asked, trouble: str) -> Page:
    own = await own_card(door, asked)
    known = await door.queries.identifiers_of(own.call.grant.company, own.purse.id)
    shows = {
        "cards": [one for one in known if one.kind in SHOWN], "trouble": trouble, "blocked": asked.text("geblokkeerd", 4) == "ja",
    }  # fmt: skip
    return Page("card/lost.html", framed(door, asked, own, "me", shows), 422 if trouble else 200)
