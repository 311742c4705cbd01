"""How a shop speaks Dutch: with `u`, or with `je`, to members and to who works there.

The card turns each sentence before it is filled in (`speaks_for`). A page of till or office speaks to both, and is turned when it is whole.
"""

from functools import lru_cache

from markupsafe import escape

from zegel.core.ids import CompanyId
from zegel.core.refusals import NoProgram
from zegel.desk.shelves import Shelves
from zegel.program.familiar import Kept, kept_of
from zegel.program.model import Program
from zegel.web.parts.asked import Asked
from zegel.web.parts.rendering import Renderer
from zegel.web.parts.to_staff import Manner

OF_STAFF = ("till", "office")


async def speaks_for(shelves: Shelves, asked: Asked, company: CompanyId) -> None:
    """From here on `asked` is answered as `company` speaks to its members; with `u` where no shop is known, or it has no program yet."""
    asked.shop, asked.familiar = company, None
    program = await program_of(shelves, asked)
    if program is not None and program.settings.members_are == "je":
        asked.familiar = kept_of(program.document)


async def spoken(shelves: Shelves, renderer: Renderer, asked: Asked, face: str, page: bytes) -> bytes:
    """A Dutch `page` of a face of staff as its shop speaks; as it is where no shop is known, or it has no program yet."""
    program = await program_of(shelves, asked)
    manner = manner_of(program)
    if program is None or not (manner.staff or manner.members):
        return page
    return renderer.to_staff(face).spoken(page.decode(), manner, _on_a_page(program.document)).encode()


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


@lru_cache(maxsize=64)
def _on_a_page(document: bytes) -> Kept:
    """The shop's own texts as they stand on a page."""
    return Kept(str(escape(text)) for text in kept_of(document).whole)
