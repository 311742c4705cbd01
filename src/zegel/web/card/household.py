"""The household: one pot for people who live together. Whoever keeps it invites; each comes, pools and goes by themselves."""

from json import loads
from typing import Any, Final
from urllib.parse import quote

from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.refusals import UnknownMember, ZegelError
from zegel.flows.commands import JoinHousehold, LeaveHousehold, PoolPoints
from zegel.flows.households import HAS, IN, JOINED, MOST
from zegel.hall.members import member_now
from zegel.hall.refused import said_of
from zegel.ledger.accounts import AVAILABLE
from zegel.web.card.children import children_of
from zegel.web.card.code import drawn
from zegel.web.card.frame import Own, framed, header_of, own_card
from zegel.web.card.proof import proof_first
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

ROOM: Final = "/pas/huishouden"


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/huishouden."""
    return await _page(door, asked, await own_card(door, asked))


async def invite(door: Door, asked: Asked) -> Answer:
    """POST /pas/huishouden: a link to show or to send, good once and for a week."""
    if (first := proof_first(asked, ROOM)) is not None:
        return first
    own = await own_card(door, asked)
    text = await door.people.invitations.invite(own.call.grant.company, own.purse.id, asked.at)
    address = f"{'https' if asked.secure else 'http'}://{asked.host}{ROOM}/{quote(text, safe='')}"
    return await _page(door, asked, own, invitation=address)


async def asked_in(door: Door, asked: Asked) -> Answer:
    """GET /pas/huishouden/{invitation}: who asks, and what it means."""
    own = await own_card(door, asked)
    try:
        keeper = await door.people.invitations.keeper_of(own.call.grant.company, asked.params["invitation"], asked.at)
    except ZegelError as refusal:
        return await _page(door, asked, own, own.tongue.words(said_of(refusal)))
    shows = {"by": await first_name(door, own, keeper), "invitation": asked.params["invitation"], "own": keeper == own.purse.id}
    return Page("card/household_in.html", framed(door, asked, own, "me", shows))


async def join(door: Door, asked: Asked) -> Answer:
    """POST /pas/huishouden/{invitation}: they come. It is used up before they do, so that one link never lets two in."""
    own, text = await own_card(door, asked, asked.text("once", 64)), asked.params["invitation"]
    header, invitations = header_of(own, asked), door.people.invitations
    if header.key and await door.desk.first_answer(header.company, header.source, header.key, header.body_hash) is not None:
        return Sent(ROOM)  # the same form again, after a reply that was lost
    try:
        keeper = await invitations.keeper_of(header.company, text, asked.at)
        command = JoinHousehold(header, own.purse.id, keeper)
        await door.ask(command)  # whoever may not come leaves it for somebody who may
        await invitations.used(header.company, text, asked.at)
        await door.submit(asked, command)
    except ZegelError as refusal:
        return await _page(door, asked, own, own.tongue.words(said_of(refusal)))
    return Sent(ROOM)


async def pool(door: Door, asked: Asked) -> Answer:
    """POST /pas/pot: all points that can be spent go into the pot. That is spending: it wants a proof."""
    if (first := proof_first(asked, ROOM)) is not None:
        return first
    own = await own_card(door, asked, asked.text("once", 64))
    try:
        await door.submit(asked, PoolPoints(header_of(own, asked), own.purse.id, await _keeper(door, own)))
    except ZegelError as refusal:
        return await _page(door, asked, own, own.tongue.words(said_of(refusal)))
    return Sent(ROOM)


async def leave(door: Door, asked: Asked) -> Answer:
    """POST /pas/huishouden-uit: the member goes, or whoever keeps the pot lets `member` go."""
    own, named = await own_card(door, asked, asked.text("once", 64)), asked.text("member", 60)
    try:
        if named:
            member = purse_of(named)
            if member is None:
                raise UnknownMember()
            await door.submit(asked, LeaveHousehold(header_of(own, asked), member, own.purse.id))
        else:
            await leave_household(door, asked, own)
    except ZegelError as refusal:
        return await _page(door, asked, own, own.tongue.words(said_of(refusal)))
    return Sent(ROOM)


async def leave_household(door: Door, asked: Asked, own: Own) -> None:
    """Out of the household that they are in."""
    await door.submit(asked, LeaveHousehold(header_of(own, asked), own.purse.id, await _keeper(door, own)))


async def keeper_of(door: Door, own: Own) -> PurseId | None:
    """Whose pot they save in, None where they are in nobody's."""
    found = await _keeper(door, own)
    return None if found == own.purse.id else found


async def _keeper(door: Door, own: Own) -> PurseId:
    """Whose pot it is; their own where they are in none, which is refused."""
    found = await door.queries.dossiers_of(own.call.grant.company, own.purse.id, IN)
    there = next((one for one in found if one.state == JOINED), None)
    return own.purse.id if there is None else PurseId(bytes.fromhex(loads(there.data)["of"]))


async def _page(door: Door, asked: Asked, own: Own, trouble: str = "", invitation: str = "") -> Page:
    company = own.call.grant.company
    has = [one for one in await door.queries.dossiers_of(company, own.purse.id, HAS) if one.state == JOINED]
    keeper = await _keeper(door, own)
    points = [unit for unit in own.program.units if unit.kind == "points" and own.purse.balance(unit.id, AVAILABLE) > 0]
    children = await children_of(door, own)
    shows: dict[str, Any] = {
        "members": [await _member(door, own, PurseId(bytes.fromhex(one.id)), children) for one in has],
        "pot_of": "" if keeper == own.purse.id else await first_name(door, own, keeper), "in_one": keeper != own.purse.id,
        "mine": [own.counted(own.purse.balance(unit.id, AVAILABLE), unit) for unit in points], "trouble": trouble,
        "invitation": invitation, "code": drawn(invitation) if invitation else None, "full": len(has) + 1 >= MOST,
    }  # fmt: skip
    return Page("card/household.html", framed(door, asked, own, "me", shows), 422 if trouble else 200)


async def _member(door: Door, own: Own, purse: PurseId, children: set[PurseId]) -> dict[str, Any]:
    """Somebody of the household by first name; of a child also what they saved."""
    name, has = await first_name(door, own, purse), []
    if purse in children:
        theirs = await member_now(door.desk, own.call, purse)
        points = [unit for unit in own.program.units if unit.kind == "points" and theirs.balance(unit.id, AVAILABLE) > 0]
        has = [own.counted(theirs.balance(unit.id, AVAILABLE), unit) for unit in points]
    return {"id": purse_text(purse), "name": name, "child": purse in children, "has": has}


async def first_name(door: Door, own: Own, purse: PurseId) -> str:
    """What people of one household call each other; nothing more is shown of one to another."""
    known = await door.queries.profile_of(own.call.grant.company, purse)
    return (known.profile.name.split() or [own.tongue.say("somebody")])[0] if known else own.tongue.say("somebody")
