"""The clock's part of points that wait for an event: where the program declares that no longer, nobody can report it, and the wait ends.

What was promised is kept: the points are set free once the return window is over. Once a day is often enough.
"""

from collections.abc import Callable
from typing import Final

from zegel.core.periods import Instant, plus_days, start_of_day
from zegel.desk.desk import Desk
from zegel.desk.rounds import PAGE, Visit, sent, visits
from zegel.flows.commands import RecordEvent
from zegel.program.model import Program
from zegel.store.queries import NamedQueries

NAME: Final = "events no longer declared"
"""What is noted of the last pass: its day, and of which program."""
EVENT: Final = "event "


async def free_unawaited(desk: Desk, queries: NamedQueries, now: Callable[[], Instant]) -> int:
    """How many sales had points set free that waited for an event of an earlier version."""
    count = 0
    async for visit in visits(desk, queries, now):
        awaited = {event for version in visit.shelf.standing for event in awaited_by(visit.shelf.by_digest(version.digest).program)}
        gone = sorted(awaited - {event.id for event in visit.program.events})
        last = await queries.progress(visit.company, NAME) if gone else None
        if gone and (last is None or last.position["on"] != visit.header.business_date):
            count += await _free(desk, queries, visit, gone)
            await queries.put_progress(visit.company, NAME, {"on": visit.header.business_date}, visit.header.at)
    return count


def awaited_by(program: Program) -> set[str]:
    """The events that units of `program` wait for."""
    return {what.removeprefix(EVENT) for unit in program.units for _, what in unit.pending_until if what.startswith(EVENT)}


async def _free(desk: Desk, queries: NamedQueries, visit: Visit, gone: list[str]) -> int:
    """What waits for something else, or for a person, is refused by the command, and waits on."""
    over = plus_days(visit.header.business_date, -visit.program.settings.return_within_days)
    before, after, count = start_of_day(over, visit.program.company_zone), None, 0
    while page := await queries.waiting_for_events(visit.company, before, after, PAGE):
        after = page[-1][0]
        count += await sent(desk, [RecordEvent(visit.header, purse, event, (), sale) for purse, sale in page for event in gone])
    return count
