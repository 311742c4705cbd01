"""Who stands at the till: names, and a PIN of six digits. Whoever worked there before does not any more; the basket is left behind."""

from typing import Final

from zegel.access.refusals import TillNotEnrolled
from zegel.access.sessions import LASTS
from zegel.access.tills import DEVICE_LASTS_SECONDS
from zegel.access.visits import DEVICE, set_cookie
from zegel.core.refusals import ZegelError
from zegel.hall.refused import said_of
from zegel.program.model import Words
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.visitors import COOKIES, visit_of

HOME: Final = "/kassa"


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kassa/wie."""
    return await _shown(door, asked, None)


async def _shown(door: Door, asked: Asked, refused: Words | None) -> Answer:
    try:
        device = await door.people.tills.device(visit_of(asked.cookies, "till"))
    except TillNotEnrolled:
        return Page("till/pin.html", {"device": None, "people": (), "refused": None})
    asked.shop = device.company
    people = await door.people.tills.who_works_at(device)
    return Page("till/pin.html", {"device": device, "people": people, "refused": refused}, 422 if refused else 200)


async def link(door: Door, asked: Asked) -> Answer:
    """GET /kassa/koppel/{link}: which till this browser would be. Looking uses nothing up: who shows a preview of a link opens it too."""
    row = await door.people.tills.linked(asked.params["link"], asked.at)
    shows = {"branch": row.data["branch"], "till": row.data["till"], "link": asked.params["link"], "secure": asked.secure is not None}
    return Page("till/link.html", shows)


async def enrol(door: Door, asked: Asked) -> Answer:
    """POST /kassa/koppel/{link}: this browser is that till."""
    if asked.secure is None:
        return await link(door, asked)
    made = await door.people.tills.enrol_by_link(asked.params["link"], asked.at, asked.request_id)
    return Sent(f"{HOME}/wie", (set_cookie(DEVICE, made.cookie, secure=asked.secure, seconds=DEVICE_LASTS_SECONDS, strict=True),))


async def switch(door: Door, asked: Asked) -> Answer:
    """POST /kassa/wie: the PIN says who it is."""
    if asked.secure is None:
        return await _shown(door, asked, Words("Open deze kassa over https.", "Open this till over https."))
    visit = visit_of(asked.cookies, "till")
    try:
        begun = await door.people.tills.switch(visit, asked.text("pin", 12), asked.at, staff=asked.text("staff", 64))
    except TillNotEnrolled:
        return await _shown(door, asked, None)
    except ZegelError as refusal:
        return await _shown(door, asked, said_of(refusal))
    seconds = LASTS["till"].whole // 1000
    return Sent(HOME, (
        set_cookie(COOKIES["till"], begun.cookie, secure=asked.secure, seconds=seconds, strict=True),
        set_cookie(DEVICE, visit.device, secure=asked.secure, seconds=DEVICE_LASTS_SECONDS, strict=True),
    ))  # fmt: skip
