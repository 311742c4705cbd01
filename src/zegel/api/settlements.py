"""The settlement of a month between the partners of a coalition."""

from re import compile as pattern
from typing import Any

from pydantic_core import to_json

from zegel.api.door import Answer, Door, parameters
from zegel.core.periods import Day, Instant, end_of_day, end_of_period, local_moment, plus_days, start_of_day
from zegel.core.refusals import NoCoalition
from zegel.decide.settlement import DISPUTABLE, FINAL, OPEN, Settlement, settlement
from zegel.hall.calls import Call
from zegel.hall.refusals import NoSuchDay
from zegel.program.model import Program
from zegel.program.partners import clearing_unit
from zegel.store.settlements import cleared, expired_by_issuer, points_by_partner

_MONTH = pattern(r"[0-9]{4}-(0[1-9]|1[0-2])")


async def get_settlement(door: Door, call: Call) -> Answer:
    """GET /v1/settlements/{month}."""
    parameters(call)
    month = call.params["month"]
    if _MONTH.fullmatch(month) is None or month < "1970":
        raise NoSuchDay(field="month")
    program = call.live(call.at).program
    coalition = program.coalition
    if coalition is None:
        raise NoCoalition()
    first = Day(f"{month}-01")
    last = end_of_period(first, "month")
    span = start_of_day(first, program.company_zone), end_of_day(last, program.company_zone)
    company, clearing = call.grant.company, clearing_unit(program.currency)
    async with door.desk.store.view([company]) as view:
        money = await cleared(view, company, clearing, *span)
        points = await points_by_partner(view, company, coalition.unit, clearing, *span)
        expired = await expired_by_issuer(view, company, coalition.unit, clearing, *span)
    found = settlement(coalition, program.currency, month, _state(program, last, call.at), money, points, expired)
    return Answer(200, to_json(_shown(program, found)))


def _state(program: Program, last: Day, at: Instant) -> str:
    """Open, to be disputed, or final: by the days since the month ended."""
    assert program.coalition is not None
    today = local_moment(at, program.company_zone).business_date
    if today <= last:
        return OPEN
    return DISPUTABLE if today <= plus_days(last, program.coalition.disputed_days) else FINAL


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
