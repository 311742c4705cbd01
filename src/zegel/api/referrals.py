"""Bringing a friend over HTTP: the link that a member shares, a friend who came by one, and how one's friends stand."""

from typing import Any

from pydantic_core import to_json

from zegel.api import case_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.api.writes import answered
from zegel.core.codes import RANDOM, canonical, drawn, is_well_made, printed
from zegel.core.purchase import Identifier
from zegel.core.refusals import NotAFriend, UnknownMember
from zegel.flows.commands import AddIdentifier, Refer
from zegel.flows.refer import BROUGHT
from zegel.hall.calls import Call, Found, header_of, member_of, someone
from zegel.hall.carrying import carried_out

LINK = "referral"
"""The kind of identifier that finds a member by their link. Nobody can show one at a till: it names no member there."""


async def make_link(door: Door, call: Call) -> Answer:
    """POST /v1/members/{member}/referral: the member's link, made when first asked for."""
    found, canonical_body = read_body(case_schemas.LINK, call.body)
    parameters(call)
    purse = member_of(call.params["member"])
    company = call.grant.company
    if await door.books.purse(company, purse) is None:
        raise UnknownMember()
    known = await _link_of(door, call)
    if known is None:
        link = Identifier(LINK, drawn(door.random_bytes(RANDOM)))
        command = AddIdentifier(header_of(call, found, canonical_body), purse, link)
        reply = await carried_out(door, call.grant, command, call.request_id)
        if reply.outcome.refusal is not None:
            return answered(call, reply)
        known = await _link_of(door, call)
    assert known is not None
    return Answer(200, to_json({"link": printed(known)}))


async def _link_of(door: Door, call: Call) -> str | None:
    shown = await door.books.identifiers_of(call.grant.company, member_of(call.params["member"]))
    return next((one.text for one in shown if one.kind == LINK), None)


def refer(call: Call, found: Found, canonical_body: bytes) -> Refer:
    """POST /v1/referrals."""
    text = canonical(found["link"])
    if not is_well_made(text):
        raise NotAFriend(why="link")
    return Refer(header_of(call, found, canonical_body), someone(call, found), Identifier(LINK, text))


async def list_friends(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/referral: the link, and how the friends stand; never who they are."""
    parameters(call)
    purse = member_of(call.params["member"])
    company = call.grant.company
    if await door.books.purse(company, purse) is None:
        raise UnknownMember()
    link = await _link_of(door, call)
    friends: list[dict[str, Any]] = [
        {"state": one.state, "number": number} for number, one in enumerate(await door.queries.dossiers_of(company, purse, BROUGHT), 1)
    ]
    return Answer(200, to_json({"link": None if link is None else printed(link), "friends": friends}))
