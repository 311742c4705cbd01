"""Households over HTTP, and leaving for good: what it costs is read first, then everything lapses and is erased."""

from json import loads

from pydantic_core import to_json

from zegel.api import household_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.api.writes import answered, writing
from zegel.core.ids import PurseId, purse_text
from zegel.core.periods import Day
from zegel.core.purchase import Identifier
from zegel.core.refusals import Erased, NotInHousehold
from zegel.desk.erasing import erase
from zegel.flows.asking import Profile
from zegel.flows.commands import Enrol, JoinHousehold, Leave, LeaveHousehold, PoolPoints
from zegel.flows.households import HAS, IN, JOINED
from zegel.hall.calls import Call, Found, header_of, identifier_of, member_of
from zegel.hall.carrying import carried_out
from zegel.hall.members import member_now
from zegel.hall.refusals import NoSuchDay, raise_passing
from zegel.hall.translate import is_day
from zegel.ledger.accounts import AVAILABLE, PENDING

_SILENT = ("status", "mark", "clearing", "membership")


def _joins(call: Call, found: Found, canonical: bytes) -> JoinHousehold:
    """POST /v1/members/{member}/household."""
    return JoinHousehold(header_of(call, found, canonical), member_of(call.params["member"]), member_of(found["keeper"]))


def _child(call: Call, found: Found, canonical: bytes) -> Enrol:
    """POST /v1/members/{member}/children."""
    header = header_of(call, found, canonical)
    if not is_day(found["birthday"]):
        raise NoSuchDay(field="birthday")
    shown: tuple[Identifier, ...] = (identifier_of(call, {"kind": "card", "value": found["card"]}),)
    profile = Profile(found["name"].strip(), "", found["birthday"])
    parent = member_of(call.params["member"])
    return Enrol(header, call.new_id(), profile, shown, Day(header.business_date), parent, found["consented"])


join = writing(household_schemas.JOIN, _joins)
add_child = writing(household_schemas.CHILD, _child)


async def depart(door: Door, call: Call) -> Answer:
    """POST /v1/members/{member}/household/leave."""
    return await _with_keeper(door, call, LeaveHousehold)


async def pool(door: Door, call: Call) -> Answer:
    """POST /v1/members/{member}/household/pool."""
    return await _with_keeper(door, call, PoolPoints)


async def _with_keeper(door: Door, call: Call, made: type[LeaveHousehold | PoolPoints]) -> Answer:
    found, canonical = read_body(household_schemas.DEPART, call.body)
    header, member = header_of(call, found, canonical), member_of(call.params["member"])
    first = await door.desk.first_answer(call.grant.company, call.grant.source, call.key, call.body_hash(canonical))
    if first is not None:
        return answered(call, first)
    keeper = await _keeper(door, call, member)
    if keeper is None:
        await member_now(door.desk, call, member)
        raise NotInHousehold()
    return answered(call, await carried_out(door, call.grant, made(header, member, keeper), call.request_id))


async def get_household(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/household."""
    parameters(call)
    purse = await member_now(door.desk, call, member_of(call.params["member"]))
    company = call.grant.company
    keeper = await _keeper(door, call, purse.id)
    found = [one for one in await door.books.dossiers_of(company, keeper or purse.id, HAS) if one.state == JOINED]
    if keeper is None and found:
        keeper = purse.id
    return Answer(200, to_json({
        "keeper": None if keeper is None else purse_text(keeper), "member": purse_text(purse.id), "members": [
            {"child": "child" in loads(one.data), "member": purse_text(PurseId(bytes.fromhex(one.id))), "since": loads(one.data)["on"]}
            for one in found
        ],
    }))  # fmt: skip


async def get_leaving(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/leaving: what they would give up, and what must be settled first. Nothing happens."""
    parameters(call)
    purse = await member_now(door.desk, call, member_of(call.params["member"]))
    keeper = await _keeper(door, call, purse.id)
    header = header_of(call, {}, b"")
    waits = (await door.desk.ask(Leave(header, purse.id, keeper))).refusal
    raise_passing(waits)
    units = [
        (unit.id, purse.balance(unit.id, AVAILABLE) + purse.balance(unit.id, PENDING))
        for unit in call.live(call.at).program.units if unit.kind not in _SILENT
    ]  # fmt: skip
    return Answer(200, to_json({
        "gives_up": [{"count": count, "unit": unit} for unit, count in units if count > 0],
        "household": None if keeper is None else purse_text(keeper), "member": purse_text(purse.id),
        "waits_for": None if waits is None else waits.code,
    }))  # fmt: skip


async def leave(door: Door, call: Call) -> Answer:
    """POST /v1/members/{member}/leaving: everything lapses, and what is known of them is erased. Sent twice it is done once."""
    found, canonical = read_body(household_schemas.LEAVE, call.body)
    member = member_of(call.params["member"])
    header = header_of(call, found, canonical)
    replayed = True
    try:
        reply = await carried_out(door, call.grant, Leave(header, member, await _keeper(door, call, member)), call.request_id)
    except Erased:
        pass  # sent twice: it was done
    else:
        if reply.outcome.refusal is not None and reply.outcome.refusal.code != "erased":
            return answered(call, reply)
        replayed = reply.replayed
        await erase(door.people.register, call.grant.company, member, call.at, call.grant.actor, call.request_id)
    return Answer(201, to_json({"erased": True, "member": purse_text(member)}), replayed)


async def _keeper(door: Door, call: Call, member: PurseId) -> PurseId | None:
    """Whose pot a member saves in, None where they are in nobody's."""
    found = await door.books.dossiers_of(call.grant.company, member, IN)
    there = next((one for one in found if one.state == JOINED), None)
    return None if there is None else PurseId(bytes.fromhex(loads(there.data)["of"]))
