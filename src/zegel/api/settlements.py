"""The settlement of a month between the partners of a coalition, and disputes about it."""

from re import compile as pattern
from typing import Any

from pydantic_core import to_json

from zegel.api import trade_schemas
from zegel.api.bodies import read_body
from zegel.api.door import Answer, Door, parameters
from zegel.api.writes import answered, writing
from zegel.core.ids import receipt_of
from zegel.core.periods import Day
from zegel.decide.settlement import Settlement
from zegel.desk.agreements import settled_month
from zegel.flows.commands import DecideDispute, OpenDispute
from zegel.hall.calls import Call, Found, header_of
from zegel.hall.carrying import carried_out
from zegel.hall.refusals import NoSuchDay
from zegel.program.model import Program

_MONTH = pattern(r"[0-9]{4}-(0[1-9]|1[0-2])")


async def get_settlement(door: Door, call: Call) -> Answer:
    """GET /v1/settlements/{month}."""
    parameters(call)
    program = call.live(call.at).program
    return Answer(200, to_json(_shown(program, await _month_of(door, call, program))))


async def _month_of(door: Door, call: Call, program: Program) -> Settlement:
    month = call.params["month"]
    if _MONTH.fullmatch(month) is None or month < "1970":
        raise NoSuchDay(field="month")
    return await settled_month(door.desk.store, call.grant.company, program, Day(f"{month}-01"), call.at)


async def open_dispute(door: Door, call: Call) -> Answer:
    """POST /v1/settlements/{month}/disputes: what the statement says is looked up, so that no more than that is disputed."""
    found, canonical = read_body(trade_schemas.DISPUTE, call.body)
    first = await door.desk.first_answer(call.grant.company, call.grant.source, call.key, call.body_hash(canonical))
    if first is not None:
        return answered(call, first)
    program = call.live(call.at).program
    statement = await _month_of(door, call, program)
    theirs = [p for p in statement.partners if p.partner == found["partner"]]
    side = found["side"]
    stated = sum([p.owes_minor if side == "issued" else p.gets_minor for p in theirs])
    receipt = found.get("receipt")
    command = OpenDispute(
        header_of(call, found, canonical), call.new_id(), found["partner"], statement.month, side, found["amount_minor"],
        None if receipt is None else receipt_of(receipt), stated, found["reason"],
    )  # fmt: skip
    return answered(call, await carried_out(door, call.grant, command, call.request_id))


def _decide(call: Call, found: Found, canonical: bytes) -> DecideDispute:
    """POST /v1/disputes/{dispute}/decision."""
    return DecideDispute(
        header_of(call, found, canonical), receipt_of(call.params["dispute"]), found["grant"], found.get("amount_minor", 0), found["reason"]
    )


def _shown(program: Program, found: Settlement) -> dict[str, Any]:
    return {
        "currency": program.currency, "month": found.month, "own_expired": found.own_expired, "own_issued": found.own_issued,
        "own_redeemed": found.own_redeemed, "state": found.state, "unit": found.unit,
        "disputes": [
            {
                "amount_minor": one.amount_minor, "because": one.because, "decided_by": one.decided_by, "dispute": id_,
                "granted_minor": one.granted_minor, "opened_by": one.opened_by, "partner": one.partner, "reason": one.reason,
                "receipt": one.receipt or None, "side": one.side, "state": state,
            }
            for id_, state, one in found.disputes
        ],
        "partners": [
            {
                "corrected_minor": p.corrected_minor, "disputed_minor": p.disputed_minor, "expired": p.expired, "gets_minor": p.gets_minor,
                "issued": p.issued, "owes_minor": p.owes_minor, "partner": p.partner, "pays_minor": p.pays_minor, "redeemed": p.redeemed,
                "settled_minor": p.settled_minor,
            }
            for p in found.partners
        ],
    }  # fmt: skip


decide_dispute = writing(trade_schemas.DECISION, _decide)
