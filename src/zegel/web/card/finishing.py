"""Whoever was enrolled at the till finishes it on their own telephone: the till's QR opens their card, and there they say who they are.

The till's screen is seen by others, too: whoever gave an address at the till opens the card with a code that is mailed there (ADR 0035).
"""

from typing import Any, Final

from zegel.access.identifiers import normalised
from zegel.access.refusals import InvalidIdentifier, LinkSpent
from zegel.access.sessions import LASTS, LENT
from zegel.access.visits import set_cookie
from zegel.core.ids import CompanyId, purse_text
from zegel.core.refusals import ZegelError
from zegel.flows.commands import ChangeProfile
from zegel.flows.profiles import HOME_BRANCH, PROFILE, told_in
from zegel.hall.refused import said_of
from zegel.web.card import proof
from zegel.web.card.consents import consents, said_before
from zegel.web.card.frame import HOME, framed, header_of, own_card
from zegel.web.card.signing_in import DOOR, SHOP, company_of, opened
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.headers import cookie
from zegel.web.parts.masked import masked
from zegel.web.parts.shared import A_YEAR
from zegel.web.parts.visitors import COOKIES

ROOM: Final = "/pas/welkom"


async def show_link(door: Door, asked: Asked) -> Answer:
    """GET /pas/afmaken/{link}: which shop's card is ready. Looking uses nothing up."""
    return await _link(door, asked, "")


async def _link(door: Door, asked: Asked, trouble: str) -> Page:
    try:
        company, _ = await door.people.finishing.whose(asked.params["link"], asked.at)
    except LinkSpent:
        shows: dict[str, Any] = {
            "company": None,
            "link": "",
            "trouble": door.tongue(asked).say("finish spent"),
            "onward": DOOR,
        }
        return Page("card/finish.html", shows, 422)
    shows = {"company": await door.queries.company(company), "link": asked.params["link"], "trouble": trouble, "onward": DOOR}
    return Page("card/finish.html", shows, 422 if trouble else 200)


async def open_card(door: Door, asked: Asked) -> Answer:
    """POST /pas/afmaken/{link}: this telephone has the card from now on."""
    if asked.secure is None:
        return await _link(door, asked, door.tongue(asked).say("needs https"))
    try:
        company, purse = await door.people.finishing.used(asked.params["link"], asked.at)
    except LinkSpent:
        return await _link(door, asked, "")
    whence = proof.whence(asked)
    emails = [one.text for one in await door.queries.identifiers_of(company, purse) if one.kind == "email"]
    if emails:
        return await _mailed(door, asked, company, emails[0])
    begun = await door.people.sessions.begin(
        "member", company, purse_text(purse), asked.at, method=LENT, instead_of=whence.before, label=whence.label, stepped_up=True
    )
    opened = set_cookie(COOKIES["card"], begun.cookie, secure=asked.secure, seconds=LASTS["member"].whole // 1000)
    return Sent(ROOM, (opened, cookie(SHOP, company, seconds=A_YEAR)))


async def _mailed(door: Door, asked: Asked, company: CompanyId, address: str) -> Page:
    """A code is on its way to the address of the card: whoever has that mailbox opens it. Only they know it again on the screen."""
    tongue = door.tongue(asked)
    shows: dict[str, Any] = {"company": await door.queries.company(company), "email": masked(address), "trouble": "", "ticket": ""}
    try:
        shows["ticket"] = await door.people.members.send_code(company, address, asked.speaks, asked.at, proof.whence(asked))
    except ZegelError as refusal:
        shows |= {"link": "", "onward": DOOR, "trouble": tongue.words(said_of(refusal))}
        return Page("card/finish.html", shows, 422)
    return Page("card/finish_code.html", shows, cookies=(cookie(SHOP, company, seconds=A_YEAR),))


async def enter(door: Door, asked: Asked) -> Answer:
    """POST /pas/afmaken: the code that was mailed to the address that the card was enrolled with."""
    company, tongue, ticket = (
        await company_of(door, asked),
        door.tongue(asked),
        asked.text("ticket", 200),
    )
    if company is None or asked.secure is None:
        return Sent(DOOR)
    shows: dict[str, Any] = {"company": company, "email": asked.text("email", 254), "ticket": ticket, "trouble": ""}
    try:
        begun = await door.people.members.by_code(ticket, asked.text("code", 20), asked.at, proof.whence(asked))
    except LinkSpent:
        return Page("card/sign_in.html", {"company": company, "email": "", "trouble": tongue.say("code spent")}, 422)
    except ZegelError as refusal:
        said = tongue.say("code wrong") if refusal.code in proof.WRONG else tongue.words(said_of(refusal))
        return Page("card/finish_code.html", shows | {"trouble": said}, 422)
    return Sent(ROOM, opened(door, asked, company, begun).cookies)


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/welkom: what they are called, where they are mailed, and what the shop may send them. Nothing of it is needed."""
    return await _form(door, asked, "")


async def save(door: Door, asked: Asked) -> Answer:
    """POST /pas/welkom: their name is kept; to an address that they typed goes a code, to show that it is theirs."""
    own = await own_card(door, asked, asked.text("once", 64))
    name, typed = asked.text("name", 120), asked.text("email", 254)
    try:
        address = normalised("email", typed).text if typed else ""
    except InvalidIdentifier:
        return await _form(door, asked, own.tongue.say("email odd"))
    if name:
        told = {one.id: one for one in await door.queries.dossiers_of(own.call.grant.company, own.purse.id, PROFILE)}
        branch = str(told_in(told[HOME_BRANCH]) or "") if HOME_BRANCH in told else ""
        await door.submit(asked, ChangeProfile(header_of(own, asked), own.purse.id, name, asked.speaks, None, branch, ()))
    if not address:
        return Sent(HOME)
    try:
        ticket = await door.people.members.send_to_new(proof.principal_of(asked), address, asked.at)
    except ZegelError as refusal:
        return await _form(door, asked, own.tongue.words(said_of(refusal)))
    shows = {"now": "", "trouble": "", "ticket": ticket, "address": address}
    return Page("card/address_code.html", framed(door, asked, own, "me", shows))


async def _form(door: Door, asked: Asked, trouble: str) -> Page:
    own = await own_card(door, asked)
    company = own.call.grant.company
    profile = await door.queries.profile_of(company, own.purse.id)
    known = await door.queries.identifiers_of(company, own.purse.id)
    shows = {
        "name": asked.text("name", 120) or (profile.profile.name if profile else ""), "email": asked.text("email", 254), "trouble": trouble,
        "mailed": next((one.text for one in known if one.kind == "email"), ""), "consents": await consents(door, own),
        "timeline": await said_before(door, own),
    }  # fmt: skip
    return Page("card/welcome.html", framed(door, asked, own, "me", shows), 422 if trouble else 200)
