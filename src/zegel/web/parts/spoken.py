"""Pages for members as their shop speaks to them: with `u`, or with `je`."""

from zegel.core.ids import CompanyId
from zegel.core.refusals import NoProgram
from zegel.desk.shelves import Shelves
from zegel.program.familiar import familiar_page
from zegel.program.model import Program
from zegel.web.parts.asked import Asked


async def spoken(shelves: Shelves, asked: Asked, page: bytes) -> bytes:
    """A Dutch `page` of the card as its shop speaks; as it is where no shop is known, or it has no program yet."""
    company = asked.visitor.company if asked.visitor is not None else CompanyId(asked.shop)
    if not company:
        return page
    try:
        program = (await shelves.of(company)).live_at(asked.at).program
    except NoProgram:
        return page
    return familiar_page(page.decode(), names_of(program)).encode() if program.settings.members_are == "je" else page


def names_of(program: Program) -> tuple[str, ...]:
    """Names in which no word is turned."""
    return (program.name,)
