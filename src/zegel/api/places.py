"""The route of the migration dry-run: which step of another ladder the members would be on."""

from asyncio import to_thread
from typing import Any

from pydantic_core import to_json

from zegel.api.door import Answer, Door, parameters
from zegel.api.programs import Sent, mistakes_of, program_sent
from zegel.desk.placing import places
from zegel.flows.commands import Header
from zegel.hall.calls import Call, local
from zegel.program.compile import Compiled
from zegel.program.place_words import places_said
from zegel.program.tree import ProgramMistakes


async def place_members(door: Door, call: Call) -> Answer:
    """POST /v1/program/members."""
    parameters(call)
    live = call.live(call.at)
    try:
        compiled = await to_thread(_compiled, program_sent(call))
    except ProgramMistakes as wrong:
        return Answer(200, to_json({"mistakes": mistakes_of(wrong), "members": [], "says": []}))
    here = local(live, "", call.at)

    def header() -> Header:
        return Header(call.grant.company, call.grant.source, "", b"", call.at, call.at, here.business_date, 0, 0, "", "", "")

    rows = await places(door.desk, door.books, call.grant.company, compiled, header)
    members = [{"before": a or None, "after": b or None, "members": n} for (a, b), n in sorted(rows.items())]
    says: list[dict[str, Any]] = [{"nl": w.nl, "en": w.en} for w in places_said(live.program, compiled.program, rows)]
    return Answer(200, to_json({"mistakes": [], "members": members, "says": says}))


def _compiled(sent: Sent) -> Compiled:
    return Compiled(sent.program())
