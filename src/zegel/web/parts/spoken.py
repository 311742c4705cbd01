"""Pages as their shop speaks: with `u`, or with `je`, to members and to who works there."""

from zegel.core.ids import CompanyId
from zegel.core.refusals import NoProgram
from zegel.desk.shelves import Shelves
from zegel.program.familiar import familiar_page
from zegel.program.model import Program
from zegel.web.parts.asked import Asked
from zegel.web.parts.rendering import Renderer
from zegel.web.parts.to_staff import Manner

OF_STAFF = ("till", "office")


async def spoken(shelves: Shelves, renderer: Renderer, asked: Asked, face: str, page: bytes) -> bytes:
    """A Dutch `page` of `face` as its shop speaks; as it is where no shop is known, or it has no program yet."""
    program = await program_of(shelves, asked)
    manner = manner_of(program)
    if program is None or not (manner.staff or manner.members):
        return page
    if face in OF_STAFF:
        return renderer.to_staff(face).spoken(page.decode(), manner, names_of(program)).encode()
    return familiar_page(page.decode(), names_of(program)).encode() if manner.members else page


async def program_of(shelves: Shelves, asked: Asked) -> Program | None:
    """The live program of the shop whose page it is."""
    company = asked.visitor.company if asked.visitor is not None else CompanyId(asked.shop)
    if not company:
        return None
    try:
        return (await shelves.of(company)).live_at(asked.at).program
    except NoProgram:
        return None


def manner_of(program: Program | None) -> Manner:
    """How the shop speaks."""
    return Manner() if program is None else Manner(program.settings.staff_are == "je", program.settings.members_are == "je")


def names_of(program: Program) -> tuple[str, ...]:
    """Names in which no word is turned."""
    return (program.name,)
