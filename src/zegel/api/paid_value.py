"""What people paid beforehand in twelve months, against what the country's law asks to be told."""

from pydantic_core import to_json

from zegel.api.door import Answer, Door, parameters
from zegel.core.periods import local_moment
from zegel.flows.paid_value import meter_of, sold, state_of, told_from
from zegel.hall.calls import Call


async def get_paid_value(door: Door, call: Call) -> Answer:
    """GET /v1/paid-value: this month and those before it that count."""
    parameters(call)
    program = call.live(call.at).program
    found = meter_of(program)
    on = local_moment(call.at, program.company_zone).business_date
    counters = await door.queries.counters(call.grant.company)
    minor = sold(counters.left, program, on)
    return Answer(200, to_json({
        "currency": program.currency, "law": found.law if found else None, "limit_minor": found.most_minor if found else 0,
        "months": found.months if found else 0, "sold_minor": minor, "state": state_of(program, minor),
        "tell": found.tell if found else None, "told_from_minor": told_from(program),
    }))  # fmt: skip
