"""Where a member is mailed, and so how they come in: another address counts once a code came from it, and the old one goes then."""

from typing import Final

from zegel.access.identifiers import normalised
from zegel.access.refusals import InvalidIdentifier, LinkSpent
from zegel.core.purchase import Identifier
from zegel.core.refusals import IdentifierTaken, ZegelError
from zegel.desk.erasing import lose
from zegel.flows.commands import AddIdentifier
from zegel.hall.refused import said_of
from zegel.web.card import proof
from zegel.web.card.frame import framed, header_of, own_card
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

ROOM: Final = "/pas/adres"


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/adres."""
    return proof.proof_first(asked, ROOM) or await _form(door, asked, "card/address.html")


async def send(door: Door, asked: Asked) -> Answer:
    """POST /pas/adres: a code goes to the new address, to show that it is theirs."""
    if (first := proof.proof_first(asked, ROOM)) is not None:
        return first
    own = await own_card(door, asked)
    try:
        address = normalised("email", asked.text("email", 254)).text
        ticket = await door.people.members.send_to_new(proof.principal_of(asked), address, asked.at)
    except InvalidIdentifier:
        return await _form(door, asked, "card/address.html", own.tongue.say("email odd"))
    except ZegelError as refusal:
        return await _form(door, asked, "card/address.html", own.tongue.words(said_of(refusal)))
    return await _form(door, asked, "card/address_code.html", ticket=ticket, address=address)


async def enter(door: Door, asked: Asked) -> Answer:
    """POST /pas/adres/code: the code of the new address; the old one finds nobody from now on."""
    if (first := proof.proof_first(asked, ROOM)) is not None:
        return first
    own, principal, ticket = await own_card(door, asked, asked.text("once", 64)), proof.principal_of(asked), asked.text("ticket", 200)
    try:
        address = await door.people.members.new_address(principal, ticket, asked.text("code", 20), asked.at, proof.whence(asked))
    except LinkSpent:
        return await _form(door, asked, "card/address.html", own.tongue.say("code spent"))
    except ZegelError as refusal:
        said = own.tongue.say("code wrong") if refusal.code in proof.WRONG else own.tongue.words(said_of(refusal))
        return await _form(door, asked, "card/address_code.html", said, ticket)
    known = await door.queries.identifiers_of(principal.company, own.purse.id)
    old = [one for one in known if one.kind == "email" and one.text != address]
    if len(old) == len([one for one in known if one.kind == "email"]):
        try:
            await door.submit(asked, AddIdentifier(header_of(own, asked), own.purse.id, Identifier("email", address)))
        except IdentifierTaken:
            # Whoever proved that an address is theirs may hear that it opens a card: it is their own.
            return await _form(door, asked, "card/address.html", own.tongue.say("address taken"))
    await door.people.sessions.proved(principal)
    for one in old:
        await lose(door.people.register, principal.company, own.purse.id, one, asked.at, principal.actor, asked.request_id)
    return Sent("/pas/ik?bewaard=ja")


async def _form(door: Door, asked: Asked, template: str, trouble: str = "", ticket: str = "", address: str = "") -> Page:
    own = await own_card(door, asked)
    known = await door.queries.identifiers_of(own.call.grant.company, own.purse.id)
    shows = {
        "now": next((one.text for one in known if one.kind == "email"), ""), "trouble": trouble, "ticket": ticket,
        "address": address or asked.text("email", 254),
    }  # fmt: skip
    return Page(template, framed(door, asked, own, "me", shows), 422 if trouble else 200)
