"""The clock's part of experiences: whoever waits for a seat is moved up, first come first; who did not come was absent."""

from collections.abc import Callable
from json import loads
from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant, local_moment
from zegel.core.refusals import NoProgram
from zegel.decide.seats import ACCEPTED, WAITING
from zegel.desk.desk import Desk
from zegel.flows.commands import Header, SettleSeat
from zegel.flows.facts import Dossier
from zegel.flows.seats import DOSSIER
from zegel.program.seats import Experience
from zegel.store.queries import NamedQueries

PAGE: Final = 200


async def settle_seats(desk: Desk, queries: NamedQueries, now: Callable[[], Instant]) -> int:
    """Look at every reply of every company on which something can follow; how many moved on."""
    count = 0
    for company in await queries.companies():
        at = now()
        try:
            live = (await desk.shelves.of(company.id)).live_at(at)
        except NoProgram:
            continue
        known = {one.id: one for one in live.program.experiences}
        if known:
            count += await _settle(desk, queries, company.id, known, live.program.company_zone, at)
    return count


async def _settle(desk: Desk, queries: NamedQueries, company: CompanyId, known: dict[str, Experience], zone: str, at: Instant) -> int:
    here = local_moment(at, zone)
    header = Header(company, "clock", "", b"", at, at, here.business_date, here.weekday, here.minute, "zegel", "", "")
    found: list[Dossier] = []
    after = (b"", "")
    while page := await queries.dossiers(company, DOSSIER, [ACCEPTED, WAITING], after, PAGE):
        after = (page[-1].purse, page[-1].id)
        found += [one for one in page if one.id in known and (one.state == WAITING) is (here.business_date <= known[one.id].date)]
    found.sort(key=lambda one: (one.id, loads(one.data)["asked"], one.purse))
    count = 0
    for one in found:  # one by one: who asked first is moved up first
        replies = await desk.submit_bulk([SettleSeat(header, one.purse, one.id)])
        count += sum(reply.outcome.refusal is None for reply in replies)
    return count
