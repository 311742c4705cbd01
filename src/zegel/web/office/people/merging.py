"""Two members who are one person: found, held side by side with what would come of it, then merged, or asked of a colleague."""

from json import loads
from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import PurseId, purse_text
from zegel.core.refusals import Malformed, NotSignedIn, ReasonMissing, SamePurse, UnknownMember
from zegel.core.value import value
from zegel.flows.corrections import ASKED
from zegel.flows.merging import DOSSIER
from zegel.flows.people import CONSENT, GIVEN
from zegel.hall import translate
from zegel.hall.calls import Call, correcting_role_of, header_of, member_of
from zegel.hall.members import member_around, shown_tier
from zegel.hall.merging import MergePreview, preview
from zegel.ledger.accounts import AVAILABLE, PENDING
from zegel.ledger.purse import Purse
from zegel.web.office.frame import framed
from zegel.web.office.member import units_of
from zegel.web.office.people.choosing import consent_name, tier_names
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door

FOUND: Final = 8
"""Members that a search shows, to choose from."""
MOST: Final = 100
_UNSEEN: Final = ("mark", "membership", "clearing")


@value
class Side:
    """One of the two."""

    purse: Purse
    name: str
    shows: tuple[str, ...]
    consents: tuple[str, ...]


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/leden/{member}/samenvoegen: `q` finds the other, `met` holds both side by side."""
    call = await door.call(asked)
    who = await _side(door, call, asked.params["member"])
    shows: dict[str, Any] = {
        "member": purse_text(who.purse.id), "name": who.name, "q": asked.text("q", 80), "met": "", "found": None, "key": door.new_key(),
    }  # fmt: skip
    if text := asked.text("met", 40):
        other = await _side(door, call, text)
        if other.purse.id == who.purse.id:
            raise SamePurse()
        header = header_of(call, {}, b"")
        seen = await preview(door.desk, call, header, who.purse.id, other.purse.id, correcting_role_of(call, {}))
        shows |= {"met": text, "other": other.name, "rows": _rows(door, asked, call, who, other, seen)}
        shows |= {"waits": seen.waits, "explanation": seen.explanation[asked.speaks]}
    elif shows["q"]:
        hits = await door.queries.members_by_word.find(call.grant.company, shows["q"], FOUND + 1)
        others = [one for one in hits if one.member.purse != who.purse.id and one.since][:FOUND]
        shows["found"] = [
            {"member": purse_text(one.member.purse), "name": one.member.profile.name, "shows": [shown.text for shown in one.identifiers]}
            for one in others
        ]
    return Page("office/merge.html", await framed(door, asked, call, "members", shows))


async def merge(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/leden/{member}/samenvoegen: `met` comes into this member, now or when a colleague agrees."""
    call = await door.call(asked, asked.text("key", 64))
    who, other, reason = member_of(asked.params["member"]), member_of(asked.text("met", 40)), asked.text("reason", 200)
    if not reason:
        raise ReasonMissing()
    if asked.text("sure", 4) != "yes":
        raise Malformed("sure: that they are the same person", field="sure")
    found: dict[str, Any] = {"other": purse_text(other), "reason": reason}
    reply = await door.submit(asked, translate.merge_members(call, found, document_bytes(found)))
    receipt = reply.outcome.receipt
    waits = receipt is not None and receipt.kind == DOSSIER
    return Sent(f"/kantoor/leden/{purse_text(who)}" + ("?gevraagd=samenvoegen" if waits else ""))


async def waiting(door: Door, asked: Asked, call: Call) -> list[dict[str, Any]]:
    """Merges that wait for a colleague, the oldest first."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    found = []
    for one in sorted(await door.queries.dossiers(visitor.company, DOSSIER, (ASKED,), limit=MOST), key=lambda one: (one.at, one.id)):
        data = loads(one.data)
        if not call.grant.may("adjustments:approve", data["branch"]):
            continue
        other = PurseId(bytes.fromhex(data["other"]))
        found.append({
            "id": one.id, "member": purse_text(one.purse), "name": await _name(door, call, one.purse), "by": data["by"],
            "with": purse_text(other), "other": await _name(door, call, other), "branch": data["branch"], "reason": data["reason"],
            "at": one.at, "mine": data["by"] == visitor.actor, "key": door.new_key(),
        })  # fmt: skip
    return found


async def _name(door: Door, call: Call, purse: PurseId) -> str:
    known = await door.queries.profile_of(call.grant.company, purse)
    return known.profile.name if known else ""


async def _side(door: Door, call: Call, named: str) -> Side:
    purse, _ = await member_around(door.desk, call, member_of(named))
    if not purse.since:
        raise UnknownMember()
    company = call.grant.company
    shown = await door.queries.identifiers_of(company, purse.id)
    for taken in await door.queries.taken_over_by(company, purse.id):
        shown += await door.queries.identifiers_of(company, taken)
    consents = await door.queries.dossiers_of(company, purse.id, CONSENT)
    return Side(
        purse, await _name(door, call, purse.id), tuple(one.text for one in shown), tuple(one.id for one in consents if one.state == GIVEN),
    )  # fmt: skip


def _rows(door: Door, asked: Asked, call: Call, who: Side, other: Side, seen: MergePreview) -> list[tuple[str, str, str, str]]:
    """(what, who stays, who goes, afterwards)."""
    figures, tongue = door.figures(asked, call), door.renderer.tongue("office", asked.speaks)
    say, tiers = tongue.say, tier_names(call, asked)
    none = say("merge none")

    def tier(name: str) -> str:
        return tongue.words(tiers[name]) if name in tiers else none

    def consents(names: tuple[str, ...]) -> str:
        return ", ".join(consent_name(name, tongue) for name in names) or none

    order = ["", *tiers]
    higher = max(shown_tier(call, who.purse), shown_tier(call, other.purse), seen.tier, key=order.index)
    rows = [
        (say("merge name"), who.name or say("nameless"), other.name or say("nameless"), seen.profile.name or say("nameless")),
        (say("merge shows"), ", ".join(who.shows), ", ".join(other.shows), ", ".join((*who.shows, *other.shows))),
        (say("merge since"), figures.short_day(who.purse.since), figures.short_day(other.purse.since), figures.short_day(who.purse.since)),
    ]
    if tiers:
        rows.append((say("merge tier"), tier(shown_tier(call, who.purse)), tier(shown_tier(call, other.purse)), tier(higher)))
    after = {one["unit"]: one[AVAILABLE] + one[PENDING] for one in seen.balances}
    for unit in units_of(call).values():
        mine, theirs = (side.purse.balance(unit.id, AVAILABLE) + side.purse.balance(unit.id, PENDING) for side in (who, other))
        if unit.kind in _UNSEEN or not (mine or theirs or after.get(unit.id)):
            continue
        label = unit.names.nl_many if asked.speaks == "nl" else unit.names.en_many
        counts = [figures.counted(count, unit.names) for count in (mine, theirs, after.get(unit.id, mine))]
        rows.append((label.capitalize(), counts[0], counts[1], counts[2]))
    rows.append((say("merge consents"), consents(who.consents), consents(other.consents), consents(seen.given)))
    return rows
