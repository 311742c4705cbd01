"""Who has a seat at what the shop does while the line may be gone: a till says so when they stand there, as it does with a line."""

from collections.abc import Sequence
from json import loads
from typing import Any, Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Day, end_of_day, start_of_day
from zegel.decide.seats import ACCEPTED
from zegel.flows.seats import DOSSIER
from zegel.program.model import Program
from zegel.program.words import clock
from zegel.store.queries import NamedQueries

PAGE: Final = 500


async def seats_on(
    queries: NamedQueries, program: Program, company: CompanyId, branch: str, days: Sequence[Day]
) -> dict[PurseId, list[list[Any]]]:
    """For each member who said yes to what `branch` does on one of `days`: [from, until, at what in Dutch, in English, its hour, guests].

    It is said on that day: from its first moment until the one after it.
    """
    zone = program.company_zone
    on = {
        one.id: [start_of_day(one.date, zone), end_of_day(one.date, zone), one.names.nl, one.names.en, clock(one.starts)]
        for one in program.experiences
        if one.branch == branch and one.date in days
    }
    found: dict[PurseId, list[list[Any]]] = {}
    after = (b"", "")
    while on and (page := await queries.dossiers(company, DOSSIER, (ACCEPTED,), after, PAGE)):
        after = (page[-1].purse, page[-1].id)
        for reply in page:
            if reply.id in on:
                found.setdefault(reply.purse, []).append([*on[reply.id], int(loads(reply.data)["guests"])])
    return found
