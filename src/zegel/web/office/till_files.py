"""Files of tills whose line did not come back, brought in by a manager: each sale is answered for as the till's own queue would be."""

from typing import Any, Final

from zegel.access.refusals import TillFileNotOurs, TillFileUnreadable
from zegel.access.till_files import opened
from zegel.core.canonical import Json
from zegel.core.refusals import NotAllowed, NotSignedIn, ZegelError
from zegel.hall.offline import Coming, brought_in
from zegel.hall.refused import said_of
from zegel.hall.told_sale import read_file
from zegel.store.people_records import Deed
from zegel.store.port import Conflict, Unavailable
from zegel.web.office.differences import shown
from zegel.web.parts.asked import Answer, Asked
from zegel.web.parts.door import Door

MOST_FILE: Final = 12 * 1024 * 1024
UNREADABLE, LATER = "unreadable", "later"
SAID: Final = ("applied", "duplicate", "review", "refused", UNREADABLE, LATER)
"""What may become of a sale, in the order in which it is told."""


async def bring_in(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/kassabestand: what became of the sales in it. The same file again books nothing again."""
    if asked.visitor is None:
        raise NotSignedIn()
    try:
        told = await _brought(door, asked)
    except (TillFileUnreadable, TillFileNotOurs, NotAllowed) as refusal:
        return await shown(door, asked, {"file_wrong": (said_of(refusal), refusal.code)}, 422)
    return await shown(door, asked, {"brought": told})


async def _brought(door: Door, asked: Asked) -> dict[str, Any]:
    visitor = asked.visitor
    assert visitor is not None
    file = opened(door.people.key, visitor.company, asked.files.get("file", b""))
    device = await door.people.register.people.device(file.device)
    if device is None or device.company != visitor.company:
        raise TillFileNotOurs()
    visitor.grant().need("reviews:write", device.branch)
    filed = read_file(file.text)
    coming = Coming(device, filed.written_at, asked.at, asked.request_id, asked.template, filed.ahead)
    facts: dict[str, Json] = {"branch": device.branch, "till": device.till, "count": len(filed.sales)}
    deed = Deed(visitor.actor, "offline.file", f"till:{device.id}", {}, facts, "", asked.request_id)
    await door.people.register.note(visitor.company, asked.at, deed)  # first: nothing of it is booked without its line
    verdicts = [UNREADABLE if one is None else await _verdict(door, coming, one) for one in filed.sales]
    counts = {verdict: verdicts.count(verdict) for verdict in SAID if verdict in verdicts}
    return {"branch": device.branch, "till": device.till, "counts": counts, "all": len(verdicts)}


async def _verdict(door: Door, coming: Coming, one: Any) -> str:
    try:
        return (await brought_in(door, coming, one)).verdict or LATER
    except (ZegelError, Conflict, Unavailable):
        return LATER
    except Exception as error:  # noqa: BLE001 - a bug of ours: reported, and it holds up none of the others
        door.report(error, coming.request)
        return LATER
