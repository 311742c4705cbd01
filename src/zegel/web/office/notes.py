"""Notes about a member, on the page of that member: whatever is written here the member reads on their own card."""

from json import loads
from typing import Any

from zegel.core.canonical import Json
from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.refusals import UnknownMember
from zegel.flows.commands import WriteNote
from zegel.flows.notes import LONGEST, NOTE, SHOWN
from zegel.hall.calls import Call, header_of
from zegel.web.office.actors import names_of
from zegel.web.parts.asked import Answer, Asked, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.words import Tongue


async def write(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/leden/{member}/notitie: a note that the member may read, or one that is taken away."""
    member = purse_of(asked.params["member"])
    if member is None:
        raise UnknownMember()
    call = await door.call(asked, asked.text("once", 64))
    text, gone = asked.text("text", LONGEST), asked.text("note", 20)
    said: dict[str, Json] = {"text": text, "note": gone}
    await door.submit(asked, WriteNote(header_of(call, {}, repr(sorted(said.items())).encode()), member, text, gone))
    return Sent(f"/kantoor/leden/{purse_text(member)}#notes")


async def notes_of(door: Door, call: Call, purse: PurseId, tongue: Tongue, figures: Figures) -> list[dict[str, Any]]:
    """What stands about a member, the newest first, with who wrote it."""
    company = call.grant.company
    kept = [one for one in await door.queries.dossiers_of(company, purse, NOTE) if one.state == SHOWN]
    told = [(one, loads(one.data)) for one in sorted(kept, key=lambda one: -one.at)]
    by = await names_of(door, company, (data["by"] for _, data in told), tongue)
    return [
        {"id": one.id, "text": data["text"], "by": by[data["by"]], "day": figures.day_of(one.at, "d MMMM y")} for one, data in told
    ]  # fmt: skip
