"""What the shop keeps, why and how long: for whoever has a card, and for whoever thinks about one."""

from zegel.core.refusals import NoProgram
from zegel.web.card.frame import HOME
from zegel.web.card.joining import ROOM as JOINING
from zegel.web.card.signing_in import company_of
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.privacy import privacy_text


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/privacy."""
    visitor = asked.visitor
    company = await (door.queries.company(visitor.company) if visitor is not None else company_of(door, asked))
    paragraphs: list[tuple[str, list[str]]] = []
    if company is not None:
        try:
            program = (await door.shelves.of(company.id)).live_at(asked.at).program
            paragraphs = privacy_text(program, door.tongue(asked))
        except NoProgram:
            pass  # a shop that promised nothing yet keeps nothing
    return Page("card/privacy.html", {"company": company, "paragraphs": paragraphs, "onward": JOINING if visitor is None else f"{HOME}/ik"})
