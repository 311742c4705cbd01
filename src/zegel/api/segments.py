"""Saved segments over HTTP, and what is handed out to everybody in one: what it would come to, asked for, agreed to, followed, stopped."""

from datetime import date
from typing import Any

from pydantic_core import to_json

from zegel.api import segment_schemas
from zegel.api.bodies import read_body
from zegel.api.cursors import number_of
from zegel.api.door import Answer, Door, parameters
from zegel.api.reads import page_of, paged
from zegel.core.ids import purse_of, purse_text
from zegel.core.refusals import Malformed, UnknownSavedSegment, UnknownTier
from zegel.decide.handouts import GIVEN, LEFT_OUT, MEMBER_STATES, WAITING
from zegel.hall import handouts, segments
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call, local, role_of
from zegel.hall.handouts import Plan
from zegel.hall.refused import said_of
from zegel.hall.segment_rules import asking, rules_by_segment
from zegel.hall.segments import chosen_of
from zegel.program.page import ID_SHAPE
from zegel.store.handouts import Handout
from zegel.store.segments import Segment

Json = dict[str, Any]


async def list_segments(door: Door, call: Call) -> Answer:
    """GET /v1/segments: every one, by name."""
    parameters(call)
    every = await door.queries.segments.all(call.grant.company)
    return Answer(200, to_json({"segments": [_segment(one) for one in every]}))


async def get_segment(door: Door, call: Call) -> Answer:
    """GET /v1/segments/{segment}: how many members it has now, how many of them consented to what, and which rules ask for it."""
    parameters(call)
    one, today = await _named(door, call), _today(call)
    count, consents = await door.queries.member_lists.reach(call.grant.company, chosen_of(one.filters, today))
    rules = rules_by_segment(call.live(call.at).program).get(one.id, ())
    return Answer(200, to_json({
        **_segment(one), "members": count, "reach": [{"consent": name, "members": n} for name, n in consents.items()],
        "rules": list(rules),
    }))  # fmt: skip


async def put_segment(door: Door, call: Call) -> Answer:
    """PUT /v1/segments/{segment}: keep a choice under a name, in place of what had that id."""
    parameters(call)
    found, _ = read_body(segment_schemas.SEGMENT, call.body)
    named, program = call.params["segment"], call.live(call.at).program
    if len(named) > segments.LONGEST_ID or not ID_SHAPE.fullmatch(named):
        raise Malformed("segment: letters and digits, with single spaces or dashes between them", field="segment")
    filters = segments.checked({name: found[name] for name in segments.FILTERS if found.get(name)})
    if filters.get("tier") and all(step.id != filters["tier"] for step in (program.tiers.steps if program.tiers else ())):
        raise UnknownTier(tier=filters["tier"])
    await segments.keep(door.people.register, call.grant, named, found["name"], filters, call.at, call.request_id)
    return Answer(200, to_json(_segment(await _named(door, call))))


async def drop_segment(door: Door, call: Call) -> Answer:
    """DELETE /v1/segments/{segment}: forget it; not while a rule asks for it, live, waiting for its moment or in a draft."""
    parameters(call)
    one, company = await _named(door, call), call.grant.company
    rules = await asking(door.queries, await door.shelves.of(company), company, one.id, call.at)
    await segments.drop(door.people.register, call.grant, one.id, [rule.where for rule in rules], call.at, call.request_id)
    return Answer(200, to_json({"segment": one.id}))


async def list_members(door: Door, call: Call) -> Answer:
    """GET /v1/segments/{segment}/members: who is in it now, by their ids."""
    limit, position = page_of(call, "segment members", call.params["segment"])
    one = await _named(door, call)
    after = None if position is None else purse_of(position)
    found = await door.queries.member_lists.by_id(call.grant.company, chosen_of(one.filters, _today(call)), after, limit + 1)
    shown = [
        {"member": purse_text(each.purse), "name": each.name, "tier": each.tier or None, "joined_on": each.since or None,
         "last_seen_on": each.last_day or None, "visits": each.visits, "spent_minor": each.spent_minor, "blocked": each.blocked}
        for each in found[:limit]
    ]  # fmt: skip
    last = purse_text(found[limit - 1].purse) if len(found) > limit else None
    return paged(call, "segment members", one.id, "members", shown, last)


async def preview(door: Door, call: Call) -> Answer:
    """POST /v1/segments/{segment}/handouts/preview: how many, what it costs, who is left out. Nothing is written."""
    parameters(call)
    found, _ = read_body(segment_schemas.HANDOUT, call.body)
    one = await _named(door, call)
    return Answer(200, to_json(_plan(await handouts.planned(door.queries, call, one, *handouts.asked_for(call, found)))))


async def begin(door: Door, call: Call) -> Answer:
    """POST /v1/segments/{segment}/handouts."""
    parameters(call)
    found, _ = read_body(segment_schemas.HANDOUT, call.body)
    one = await _named(door, call)
    kind, data = handouts.asked_for(call, found)
    made = await handouts.begin(door.people.register, door.queries, call, one, kind, data, door.random_bytes)
    return Answer(201, to_json(await _shown(door, call, made)))


async def list_handouts(door: Door, call: Call) -> Answer:
    """GET /v1/handouts: the newest first."""
    limit, position = page_of(call, "handouts", "")
    at, _, named = (position or "").partition(" ")
    after = None if position is None else (number_of(at), named)
    found = await door.queries.handouts.newest(call.grant.company, limit + 1, after=after)
    last = f"{found[limit - 1].at} {found[limit - 1].id}" if len(found) > limit else None
    return paged(call, "handouts", "", "handouts", [_handout(one) for one in found[:limit]], last)


async def get_handout(door: Door, call: Call) -> Answer:
    """GET /v1/handouts/{handout}: how far it is."""
    parameters(call)
    one = await handouts.found(door.queries, call.grant.company, call.params["handout"])
    return Answer(200, to_json(await _shown(door, call, one)))


async def list_receivers(door: Door, call: Call) -> Answer:
    """GET /v1/handouts/{handout}/members: what became of each, by their ids."""
    limit, position = page_of(call, "handout members", call.params["handout"])
    one = await handouts.found(door.queries, call.grant.company, call.params["handout"])
    after = None if position is None else purse_of(position)
    found = await door.queries.handouts.page(call.grant.company, one.id, "", after, limit + 1)
    shown = [
        {"member": purse_text(each.purse), "state": each.state, "why": each.why or None, "at": moment_text(each.at)}
        for each, _ in found[:limit]
    ]  # fmt: skip
    last = purse_text(found[limit - 1][0].purse) if len(found) > limit else None
    return paged(call, "handout members", one.id, "members", shown, last)


async def decide(door: Door, call: Call) -> Answer:
    """POST /v1/handouts/{handout}/decision: somebody else than who asked."""
    parameters(call)
    found, _ = read_body(segment_schemas.DECISION, call.body)
    role = role_of(call, found)
    one = await handouts.decide(
        door.people.register, door.queries, call, call.params["handout"], agree=found["approve"], reason=found["reason"], role=role
    )
    return Answer(200, to_json(await _shown(door, call, one)))


async def cancel(door: Door, call: Call) -> Answer:
    """POST /v1/handouts/{handout}/cancel."""
    parameters(call)
    found, _ = read_body(segment_schemas.CANCEL, call.body)
    one = await handouts.cancel(door.people.register, door.queries, call, call.params["handout"], found["reason"])
    return Answer(200, to_json(await _shown(door, call, one)))


async def _named(door: Door, call: Call) -> Segment:
    one = await door.queries.segments.one(call.grant.company, call.params["segment"])
    if one is None:
        raise UnknownSavedSegment()
    return one


def _today(call: Call) -> date:
    return date.fromisoformat(local(call.live(call.at), "", call.at).business_date)


def _segment(one: Segment) -> Json:
    return {"segment": one.id, "name": one.name, "filters": dict(one.filters), "changed_at": moment_text(one.changed_at)}


def _plan(plan: Plan) -> Json:
    said = None if plan.refusal is None else said_of(plan.refusal)
    return {
        "kind": plan.kind, "members": plan.count, "left_out": [{"why": why, "members": n} for why, n in plan.left],
        "mailed": plan.mailed, "each_minor": plan.each_minor, "cost_minor": plan.cost_minor, "left_minor": plan.left_minor,
        "waits": plan.second,
        "refusal": None if plan.refusal is None or said is None else {"code": plan.refusal.code, "nl": said.nl, "en": said.en},
    }  # fmt: skip


def _handout(one: Handout) -> Json:
    gives = {name: text for name, text in one.data.items() if name in segment_schemas.GIVES and text}
    return {
        "handout": one.id, "segment": one.segment, "name": one.name, "kind": one.kind, "gives": gives, "state": one.state,
        "asked": one.asked, "by": one.asked_by, "decided_by": one.decided_by or None, "at": moment_text(one.at),
        "changed_at": moment_text(one.changed_at),
    }  # fmt: skip


async def _shown(door: Door, call: Call, one: Handout) -> Json:
    counts = await door.queries.handouts.counts(call.grant.company, one.id)
    of = {state: sum(n for (each, _), n in counts.items() if each == state) for state in MEMBER_STATES}
    left = [{"why": why, "members": n} for (state, why), n in sorted(counts.items()) if state == LEFT_OUT]
    return {**_handout(one), "given": of[GIVEN], "waiting": of[WAITING], "left_out": left}
