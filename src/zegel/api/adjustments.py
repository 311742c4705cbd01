"""Corrections by hand that wait for a colleague."""

from json import loads
from typing import Annotated

from pydantic import Field, with_config
from pydantic_core import to_json
from typing_extensions import TypedDict

from zegel.api.door import Answer, Door, parameters
from zegel.api.shapes import CLOSED, Moment
from zegel.core.ids import purse_text
from zegel.flows.corrections import ASKED, DOSSIER
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call

MOST = 200


@with_config(CLOSED)
class WaitingOut(TypedDict):
    """A correction that was asked for."""

    adjustment: Annotated[str, Field(description="The receipt that asked for it.")]
    asked_at: Moment
    branch: str
    by: str
    count: int
    member: str
    reason: str
    role: str
    unit: str


@with_config(CLOSED)
class WaitingsOut(TypedDict):
    """What waits, the oldest first; at most two hundred."""

    waiting: list[WaitingOut]


async def list_waiting(door: Door, call: Call) -> Answer:
    """GET /v1/adjustments: what waits for a colleague, at the branches that one may decide for."""
    parameters(call)
    found = await door.queries.dossiers(call.grant.company, DOSSIER, [ASKED], (b"", ""), MOST)
    shown = [(one, loads(one.data)) for one in sorted(found, key=lambda one: (one.at, one.id))]
    return Answer(200, to_json({"waiting": [
        {
            "adjustment": one.id, "asked_at": moment_text(one.at), "branch": data["branch"], "by": data["by"], "count": data["count"],
            "member": purse_text(one.purse), "reason": data["reason"], "role": data["role"], "unit": data["unit"],
        }
        for one, data in shown if call.grant.may(call.scope, data["branch"])
    ]}))  # fmt: skip
