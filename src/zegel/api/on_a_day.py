"""What a day brings a member by itself, or why not, over HTTP."""

from pydantic_core import to_json

from zegel.api.door import Answer, Door, parameters
from zegel.core.ids import purse_text
from zegel.core.periods import Day
from zegel.hall.calls import Call, member_of
from zegel.hall.entitled import words_json
from zegel.hall.on_a_day import day_of, day_said, kind_of, today_of
from zegel.hall.refusals import NoSuchDay
from zegel.hall.translate import is_day


async def get_day(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/occasions: of `day`, or of today."""
    on = Day(parameters(call, "day").get("day", today_of(call)))
    if not is_day(on):
        raise NoSuchDay(field="day")
    program = call.live(call.at).program
    purse, found = await day_of(door.desk, door.queries, call, member_of(call.params["member"]), on)
    return Answer(200, to_json({
        "member": purse_text(purse.id), "day": on,
        "occasions": [
            {"id": one.occasion.id, "kind": kind_of(program, one), "state": one.state, "why": one.why or None, "on": one.on or None,
             "says": words_json(day_said(program, one))}
            for one in found
        ],
    }))  # fmt: skip
