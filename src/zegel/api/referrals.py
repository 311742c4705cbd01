"""Bringing a friend over HTTP: the link that a member shares, a friend who came by one, and how one's friends stand."""

import re
from json import loads
from typing import Any, Final

from pydantic_core import to_json

from zegel.api import case_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.api.reads import known_member
from zegel.api.writes import answered
from zegel.core.codes import RANDOM, canonical, drawn, is_well_made, printed
from zegel.core.purchase import Identifier
from zegel.core.refusals import Malformed, NotAFriend
from zegel.decide.referring import WHY
from zegel.flows.commands import AddIdentifier, NoteMarks, Refer
from zegel.flows.refer import BROUGHT
from zegel.hall.calls import Call, Found, header_of, member_of, someone
from zegel.hall.carrying import carried_out

_IS_HASH: Final = re.compile("[0-9a-f]{32,128}")
LINK = "referral"
"""The kind of identifier that finds a member by their link. Nobody can show one at a till: it names no member there."""


async def make_link(door: Door, call: Call) -> Answer:
    """POST /v1/members/{member}/referral: the member's link, made when first asked for."""
    found, canonical_body = read_body(case_schemas.LINK, call.body)
    parameters(call)
    purse = await known_member(door, call, call.params["member"])
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


def note_marks(call: Call, found: Found, canonical_body: bytes) -> NoteMarks:
    """POST /v1/members/{member}/marks."""
    marks = tuple(sorted(found["marks"].items()))
    if not marks or not all(_IS_HASH.fullmatch(mark) for _, mark in marks):
        raise Malformed("marks: at least one, each a hash in hexadecimal", field="marks")
    keyed = tuple([(kind, call.codes.marked(call.grant.company, kind, mark)) for kind, mark in marks])
    return NoteMarks(header_of(call, found, canonical_body), member_of(call.params["member"]), keyed)


async def list_friends(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/referral: the link, and how the friends stand; never who they are."""
    parameters(call)
    purse = await known_member(door, call, call.params["member"])
    link = await _link_of(door, call)
    brought = await door.queries.dossiers_of(call.grant.company, purse, BROUGHT)
    friends: list[dict[str, Any]] = [
        {"state": one.state, "number": number, "why": [_why(why) for why in loads(one.data)["why"]]}
        for number, one in enumerate(brought, 1)
    ]
    return Answer(200, to_json({"link": None if link is None else printed(link), "friends": friends}))


def _why(code: str) -> dict[str, str]:
    return {"code": code, "nl": WHY[code].nl, "en": WHY[code].en}
