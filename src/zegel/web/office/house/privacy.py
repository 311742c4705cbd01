"""The privacy text as members read it: what the shop keeps, why, and how long each thing by the program that is live."""

from zegel.core.refusals import NotSignedIn
from zegel.web.office.frame import framed
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.privacy import privacy_text


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/privacy."""
    if asked.visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    paragraphs = privacy_text(call.live(asked.at).program, door.renderer.tongue("office", asked.speaks))
    shows = {"paragraphs": paragraphs, "shop": asked.visitor.company}
    return Page("office/privacy.html", await framed(door, asked, call, "privacy", shows))
