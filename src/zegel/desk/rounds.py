"""What every pass of the clock does: company by company, page by page, and the commands that come of it through the bulk writer.

A pass asks questions and sends commands; what may be done is decided by the command, so a pass that comes late, twice, or in two
processes at once does no harm.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant, local_moment
from zegel.core.refusals import NoProgram
from zegel.core.value import value
from zegel.desk.desk import Desk
from zegel.desk.shelves import CompanyShelf
from zegel.flows.commands import Command, Header
from zegel.flows.facts import Dossier
from zegel.program.model import Program
from zegel.store.queries import NamedQueries

PAGE: Final = 200
"""Purses or dossiers that a pass asks for in one go."""
CLOCK: Final = "clock"
BY_ITSELF: Final = "zegel"


@value
class Visit:
    """One company at one moment: its shelf, the `program` that is live, and the `header` that the clock's commands carry."""

    company: CompanyId
    shelf: CompanyShelf
    program: Program
    header: Header


def clock_header(company: CompanyId, at: Instant, zone: str) -> Header:
    """The header of what the clock asks by itself: no key (each command knows what was done before), on the company's day."""
    here = local_moment(at, zone)
    return Header(company, CLOCK, "", b"", at, at, here.business_date, here.weekday, here.minute, BY_ITSELF, "", "")


async def visits(desk: Desk, queries: NamedQueries, now: Callable[[], Instant]) -> AsyncIterator[Visit]:
    """Every company that has a program, one after the other."""
    for company in await queries.companies():
        at = now()
        shelf = await desk.shelves.of(company.id)
        try:
            program = shelf.live_at(at).program
        except NoProgram:
            continue
        yield Visit(company.id, shelf, program, clock_header(company.id, at, program.company_zone))


async def dossiers(queries: NamedQueries, visit: Visit, kind: str, states: Sequence[str]) -> AsyncIterator[list[Dossier]]:
    """Every dossier of one kind in any of `states`, in pages. One that moves on meanwhile does not make a page skip its neighbour."""
    after = (b"", "")
    while page := await queries.dossiers(visit.company, kind, states, after, PAGE):
        after = (page[-1].purse, page[-1].id)
        yield page


async def sent(desk: Desk, commands: Sequence[Command]) -> int:
    """Carry `commands` out, in their order; how many were not refused."""
    replies = await desk.submit_bulk(list(commands)) if commands else []
    return sum(reply.outcome.refusal is None for reply in replies)
