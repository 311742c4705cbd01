"""The settlement of a month between the partners of a coalition."""

from re import compile as pattern
from typing import Any

from pydantic_core import to_json

from zegel.api.door import Answer, Door, parameters
from zegel.core.periods import Day
from zegel.decide.settlement import Settlement
from zegel.desk.agreements import settled_month
from zegel.hall.calls import Call
from zegel.hall.refusals import NoSuchDay
from zegel.program.model import Program

_MONTH = pattern(r"[0-9]{4}-(0[1-9]|1[0-2])")


async def get_settlement(door: Door, call: Call) -> Answer:
    """GET /v1/settlements/{month}."""
    parameters(call)
    month = call.params["month"]
    if _MONTH.fullmatch(month) is None or month < "1970":
        raise NoSuchDay(field="month")
    program = call.live(call.at).program
    found = await settled_month(door.desk.store, call.grant.company, program, Day(f"{month}-01"), call.at)
    return Answer(200, to_json(_shown(program, found)))


def _shown(program: Program, found: Settlement) -> dict[str, Any]:
    return {
        "currency": program.currency, "month": found.month, "own_expired": found.own_expired, "own_issued": found.own_issued,
        "own_redeemed": found.own_redeemed, "state": found.state, "unit": found.unit,
        "partners": [
            {
                "expired": p.expired, "gets_minor": p.gets_minor, "issued": p.issued, "owes_minor": p.owes_minor, "partner": p.partner,
                "pays_minor": p.pays_minor, "redeemed": p.redeemed,
            }
            for p in found.partners
        ],
    }  # fmt: skip
