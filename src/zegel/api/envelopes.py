"""What branches may still give by themselves this month, over HTTP: the envelope of each, and the budgets in it."""

from typing import Any

from pydantic_core import to_json

from zegel.api.door import Answer, Door, parameters
from zegel.core.periods import local_moment
from zegel.core.refusals import UnknownBranch
from zegel.flows.envelopes import Envelope, envelopes
from zegel.hall.calls import Call

SCOPE = "gestures:write"


async def list_envelopes(door: Door, call: Call) -> Answer:
    """GET /v1/gestures/envelopes: of `branch`, or of every branch that may be given from; each in its own month."""
    asked = parameters(call, "branch").get("branch", "")
    program = call.live(call.at).program
    if asked and asked not in {branch.id for branch in program.branches}:
        raise UnknownBranch(branch=asked[:60])
    if asked:
        call.grant.need(SCOPE, asked)
    found: list[dict[str, Any]] = []
    if program.gestures is None:
        return Answer(200, to_json({"currency": program.currency, "envelopes": found}))
    left = (await door.queries.counters(call.grant.company)).left
    for branch in program.branches:
        if asked not in ("", branch.id) or not call.grant.may(SCOPE, branch.id):
            continue
        today = local_moment(call.at, branch.zone, branch.day_starts).business_date
        whole, *parts = envelopes(program.gestures, branch.id, today, left)
        budgets = [{"name": one.budget, **_told(one)} for one in parts if one.budget]
        reasons = [{"name": one.reason, **_told(one)} for one in parts if one.reason]
        found.append({"branch": branch.id, "budgets": budgets, "month": today[:7], "reasons": reasons, **_told(whole)})
    return Answer(200, to_json({"currency": program.currency, "envelopes": found}))


def _told(one: Envelope) -> dict[str, int]:
    return {"envelope_minor": one.of_minor, "left_minor": one.left_minor}
