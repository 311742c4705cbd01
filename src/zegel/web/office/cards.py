"""A member's cards: another for one that was lost, a lost one blocked, one without a name merged. What happens is shown first."""

from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.purchase import Identifier
from zegel.core.refusals import AlreadyMember, Malformed, ReasonMissing, UnknownMember
from zegel.desk.erasing import lose
from zegel.flows.commands import AddIdentifier, Claim
from zegel.hall.calls import Call, header_of, identifier_of
from zegel.hall.carrying import refuse_to
from zegel.hall.members import member_now
from zegel.ledger.accounts import AVAILABLE, PENDING
from zegel.web.office.frame import framed
from zegel.web.office.member import units_of
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures

KINDS: Final = ("card", "qr", "external")
"""What a card is to a till: what one shows, and may lose."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/leden/{member}/kaart: their cards; with `value` what replacing that one does, with `anonymous` what that brings."""
    call = await door.call(asked)
    purse = await _member(door, call, asked.params["member"])
    known = await door.queries.identifiers_of(call.grant.company, purse)
    profile = await door.queries.profile_of(call.grant.company, purse)
    other, text = None, asked.text("anonymous", 80)
    if text:
        other = await _brought(door, asked, call, purse, text)
    shows: dict[str, Any] = {
        "member": purse_text(purse), "name": profile.profile.name if profile else "", "cards": [one for one in known if one.kind in KINDS],
        "anonymous": text, "other": other, "seen": await _replacing(door, asked, call, purse, known), "key": door.new_key(),
        "may_merge": "claims:write" in call.grant.scopes,
    }  # fmt: skip
    return Page("office/member_cards.html", await framed(door, asked, call, "members", shows))


async def _replacing(door: Door, asked: Asked, call: Call, purse: PurseId, known: list[Identifier]) -> dict[str, Any] | None:
    """What replacing the card of the address would do; None where it names none. A new card that is somebody's is said to be."""
    old = Identifier(asked.text("kind", 20), asked.text("value", 254))
    if not old.text:
        return None
    if old.kind not in KINDS or old not in known:
        raise UnknownMember()
    text, figures = asked.text("new", 80), door.figures(asked, call)
    new = identifier_of(call, {"kind": "card", "value": text}) if text else None
    holder = None if new is None else await door.desk.find(call.grant.company, new)
    has = await member_now(door.desk, call, purse)
    counts = [
        figures.counted(count, unit.names)
        for unit in units_of(call).values()
        if (count := has.balance(unit.id, AVAILABLE) + has.balance(unit.id, PENDING)) and unit.kind not in ("mark", "clearing")
    ]
    return {
        "old": old, "new": text, "taken": holder is not None, "counts": counts, "stays": [one for one in known if one != old],
    }  # fmt: skip


async def replace(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/leden/{member}/kaart: the old card finds nobody from now on; the new one, if there is one, finds this member."""
    call = await door.call(asked, asked.text("key", 64))
    purse, reason = await _member(door, call, asked.params["member"]), _reason(asked)
    old = Identifier(asked.text("kind", 20), asked.text("value", 254))
    known = await door.queries.identifiers_of(call.grant.company, purse)
    new = asked.text("new", 80)
    there = f"/kantoor/leden/{purse_text(purse)}/kaart"
    if new and old not in known and identifier_of(call, {"kind": "card", "value": new}) in known:
        if await door.queries.lost_cards.has(call.grant.company, old):
            return Sent(there)  # asked again: the reply of the first time was lost
    if old.kind not in KINDS or old not in known:
        raise UnknownMember()
    said = {"old": old.text, "new": new, "reason": reason}
    header = header_of(call, said, document_bytes(dict(said)))
    added = AddIdentifier(header, purse, identifier_of(call, {"kind": "card", "value": new}) if new else old)
    await refuse_to(door, call.grant, added)
    if new:
        await door.submit(asked, added)
    await lose(door.people.register, call.grant.company, purse, old, asked.at, call.grant.actor, asked.request_id, reason)
    return Sent(there)


async def merge(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/leden/{member}/samen: what the card without a name holds becomes this member's."""
    call = await door.call(asked, asked.text("key", 64))
    purse, reason = await _member(door, call, asked.params["member"]), _reason(asked)
    if asked.text("sure", 4) != "yes":
        raise Malformed("sure: that they are the same person", field="sure")
    shown = identifier_of(call, {"kind": "card", "value": asked.text("anonymous", 80)})
    said = {"card": shown.text, "member": purse_text(purse), "reason": reason}
    await door.submit(asked, Claim(header_of(call, said, document_bytes(dict(said))), shown, purse, reason))
    return Sent(f"/kantoor/leden/{purse_text(purse)}")


async def _member(door: Door, call: Call, named: str) -> PurseId:
    purse = purse_of(named)
    found = None if purse is None else await door.queries.purse(call.grant.company, purse)
    if purse is None or found is None or not found.since or found.alias_of is not None:
        raise UnknownMember()
    return purse


async def _brought(door: Door, asked: Asked, call: Call, into: PurseId, text: str) -> list[str]:
    """What the card has on it: each unit; refuses a card that is somebody's."""
    found = await door.desk.find(call.grant.company, identifier_of(call, {"kind": "card", "value": text}))
    if found is None or found == into:
        raise UnknownMember()
    purse = await member_now(door.desk, call, found)
    if purse.since:
        raise AlreadyMember()
    figures: Figures = door.figures(asked, call)
    return [
        figures.counted(count, unit.names)
        for unit in units_of(call).values()
        if (count := purse.balance(unit.id, AVAILABLE) + purse.balance(unit.id, PENDING)) and unit.kind not in ("mark", "clearing")
    ]


def _reason(asked: Asked) -> str:
    reason = asked.text("reason", 200)
    if not reason:
        raise ReasonMissing()
    return reason
