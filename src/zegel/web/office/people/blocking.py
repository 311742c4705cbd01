"""A member blocked from the office: what they cannot do, since when, by whom and why; and lifted again."""

from json import loads
from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.refusals import Malformed, ReasonMissing
from zegel.flows.blocking import BLOCKED, DOSSIER
from zegel.hall import translate
from zegel.hall.calls import Call
from zegel.ledger.purse import Purse
from zegel.web.parts.asked import Answer, Asked, Sent
from zegel.web.parts.door import Door

WHAT: Final[dict[str, tuple[bool, bool]]] = {
    "both": (True, True), "spending": (False, True), "earning": (True, False), "none": (False, False),
}  # fmt: skip
"""What the form says → no earning, no spending."""


async def block(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/leden/{member}/blokkade."""
    call = await door.call(asked, asked.text("key", 64))
    chosen = WHAT.get(asked.text("what", 20))
    if chosen is None:
        raise Malformed("what: both, spending, earning or none", field="what")
    found: dict[str, Any] = {"earning": chosen[0], "spending": chosen[1], "reason": asked.text("reason", 200)}
    if not found["reason"]:
        raise ReasonMissing()
    await door.submit(asked, translate.block_member(call, found, document_bytes(found)))
    return Sent(f"/kantoor/leden/{asked.params['member']}")


async def block_of(door: Door, call: Call, purse: Purse) -> dict[str, Any] | None:
    """How the member is blocked; None where they are not."""
    for one in await door.queries.dossiers_of(call.grant.company, purse.id, DOSSIER):
        if one.state == BLOCKED and purse.blocked:
            data = loads(one.data)
            what = "both" if data["earning"] and data["spending"] else "earning" if data["earning"] else "spending"
            return {"what": what, "by": data["by"], "reason": data["reason"], "at": one.at}
    return None
