"""The clock's part of experiences: whoever waits for a seat is moved up, first come first; who did not come was absent."""

from collections.abc import Callable
from json import loads

from zegel.core.periods import Instant
from zegel.decide.seats import ACCEPTED, WAITING
from zegel.desk.desk import Desk
from zegel.desk.rounds import Visit, dossiers, sent, visits
from zegel.flows.commands import SettleSeat
from zegel.flows.facts import Dossier
from zegel.flows.seats import DOSSIER, called_off
from zegel.store.queries import NamedQueries


async def settle_seats(desk: Desk, queries: NamedQueries, now: Callable[[], Instant]) -> int:
    """Look at every reply of every company on which something can follow; how many moved on."""
    count = 0
    async for visit in visits(desk, queries, now):
        if visit.program.experiences:
            for one in await _due(desk, queries, visit):  # one by one: who asked first is moved up first
                count += await sent(desk, [SettleSeat(visit.header, one.purse, one.id)])
    return count


async def _due(desk: Desk, queries: NamedQueries, visit: Visit) -> list[Dossier]:
    """The replies that may move on: who waits, who had a seat after the day, everybody where it was called off; as they asked."""
    known = {one.id: one for one in visit.program.experiences}
    off = {name for name in known if await desk.find(visit.header.company, called_off(name)) is not None}
    found: list[Dossier] = []
    async for page in dossiers(queries, visit, DOSSIER, [ACCEPTED, WAITING]):
        found += [
            one
            for one in page
            if one.id in known and (one.state == WAITING or one.id in off or visit.header.business_date > known[one.id].date)
        ]
    return sorted(found, key=lambda one: (one.id, loads(one.data)["asked"], one.purse))
