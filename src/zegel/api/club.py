"""Routes of memberships, tiers set by hand, and what members may have."""

from typing import Any

from pydantic_core import to_json

from zegel.api import club_schemas
from zegel.api.door import Answer, Door, parameters
from zegel.api.writes import writing
from zegel.core.ids import purse_text
from zegel.core.periods import NEVER, Day, Instant, as_date
from zegel.core.purchase import CHANNELS, Purchase
from zegel.core.refusals import Malformed
from zegel.decide.plan import Plan, plan_of
from zegel.decide.said_of_entitlements import why_has_not
from zegel.flows.commands import EndMembership, SetTier, StartMembership
from zegel.flows.entitlements import standing
from zegel.flows.known import member_facts
from zegel.flows.tier_standing import tier_standing
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call, Found, branch_of, header_of, local, member_of, someone
from zegel.hall.entitled import held_json, moment_or_null, words_json
from zegel.hall.members import member_around
from zegel.hall.refusals import NoSuchDay
from zegel.program.model import Words
from zegel.program.tier_words import standing_said
from zegel.program.words import both

Json = dict[str, Any]


def _day(found: Found, field: str) -> Day:
    text: str = found.get(field, "")
    try:
        return Day(as_date(Day(text)).isoformat()) if text else Day("")
    except ValueError:
        raise NoSuchDay(field=field) from None


def _started(call: Call, found: Found, canonical: bytes) -> StartMembership:
    """POST /v1/memberships."""
    trial, until = found.get("trial", False), _day(found, "until")
    header = header_of(call, found, canonical)
    return StartMembership(header, someone(call, found), found["membership"], trial, until, found.get("reason", ""))


def _ended(call: Call, found: Found, canonical: bytes) -> EndMembership:
    """POST /v1/memberships/end."""
    header = header_of(call, found, canonical)
    return EndMembership(header, someone(call, found), found["membership"], found.get("at_once", False), found.get("reason", ""))


def _set(call: Call, found: Found, canonical: bytes) -> SetTier:
    """POST /v1/tiers."""
    header, until = header_of(call, found, canonical), _day(found, "until")
    return SetTier(header, someone(call, found), found["tier"], until, found["reason"], found.get("evidence", ""))


start = writing(club_schemas.START, _started)
end = writing(club_schemas.END, _ended)
set_tier = writing(club_schemas.SET_TIER, _set)


async def get_tier(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/tier."""
    parameters(call)
    purse, _ = await member_around(door.desk, call, member_of(call.params["member"]))
    plan = plan_of(call.live(call.at))
    found = tier_standing(plan, purse, call.at)
    head: Json = {"member": purse_text(purse.id), "at": moment_text(call.at)}
    if found is None:
        said = Words("Er zijn geen niveaus.", "There are no tiers.")
        nothing = dict.fromkeys(("tier", "since", "until", "measured", "next_tier", "next_more", "keep_more", "falls_to"))
        return Answer(200, to_json(head | nothing | {"by_hand": False, "warn": False, "says": words_json(said)}))
    program = plan.compiled.program
    said = both(lambda language: standing_said(
        program, found.tier, _last_day(plan, found.until), found.next_tier, found.next_more, found.keep_more, language,
    ))  # fmt: skip
    return Answer(200, to_json(head | {
        "tier": found.tier or None, "since": purse.tier_since or None, "by_hand": found.by_hand, "until": moment_or_null(found.until),
        "measured": found.measured, "next_tier": found.next_tier or None, "next_more": found.next_more if found.next_tier else None,
        "keep_more": found.keep_more, "falls_to": found.falls_to or None, "warn": found.warn, "says": words_json(said),
    }))  # fmt: skip


async def get_entitlements(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/entitlements, at a branch and through a channel where those are named."""
    asked = parameters(call, "branch", "channel")
    channel = asked.get("channel", "web")
    if channel not in CHANNELS:
        raise Malformed(f"channel: one of {', '.join(CHANNELS)}", field="channel")
    compiled = call.live(call.at)
    branch = branch_of(call, {"branch": asked["branch"]} if "branch" in asked else {})
    here = local(compiled, branch, call.at)
    purse, facts = await member_around(door.desk, call, member_of(call.params["member"]))
    plan = plan_of(compiled)
    member = member_facts(facts, plan, purse, here.business_date)
    moment = Purchase(
        branch, "", "", "", "", channel, plan.currency, call.at, here.business_date, here.weekday, here.minute, None, (), (), b""
    )  # fmt: skip
    every = standing(plan, purse, moment, member)
    return Answer(200, to_json({
        "member": purse_text(purse.id), "at": moment_text(call.at),
        "held": [held_json(plan, one.entitlement, member, one.until) for one in every if one.failed < 0],
        "not_held": [
            {"id": one.entitlement.id, "kind": one.entitlement.kind, "test": one.entitlement.tests[one.failed].name,
             "why_not": words_json(why_has_not(plan.compiled.program, one.entitlement, one.failed))}
            for one in every if one.failed >= 0
        ],
    }))  # fmt: skip


def _last_day(plan: Plan, until: Instant) -> Day:
    return Day("") if until >= NEVER else local(plan.compiled, "", Instant(until - 1)).business_date
