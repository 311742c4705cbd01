"""The clock's part of occasions: whoever was a member before the program had them is looked at once, page by page.

From then on each member's next day stands in the index of what is due, and nobody else is looked at.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Final

from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.desk.desk import Desk
from zegel.desk.rounds import PAGE, Visit, sent, visits
from zegel.flows.commands import PlanOccasions
from zegel.store.queries import NamedQueries

DONE: Final = "done"


async def plan_occasions(desk: Desk, queries: NamedQueries, now: Callable[[], Instant]) -> int:
    """Plan the occasions of every company whose program gives something else, or on another day, than when it was last looked at."""
    count = 0
    async for visit in visits(desk, queries, now):
        if visit.program.occasions:
            count += await _plan(desk, queries, visit)
    return count


async def _plan(desk: Desk, queries: NamedQueries, visit: Visit) -> int:
    """Where a crash or a shutdown stopped it, the next pass goes on."""
    name = f"occasions {_days_of(visit)}"
    progress = await queries.progress(visit.company, name)
    after = "" if progress is None else str(progress.position["after"])
    count = 0
    while after != DONE:
        page = await queries.members(visit.company, PurseId(bytes.fromhex(after)) if after else None, PAGE)
        count += await sent(desk, [PlanOccasions(visit.header, member.purse) for member in page])
        after = page[-1].purse.hex() if len(page) == PAGE else DONE
        await queries.put_progress(visit.company, name, {"after": after}, visit.header.at)
    return count


def _days_of(visit: Visit) -> str:
    """What decides on which days members are looked at, as a short text."""
    said = [(one.id, one.on, one.years, one.every, repr(one.days)) for one in visit.program.occasions]
    return sha256(repr((visit.program.company_zone, said)).encode("utf-8")).hexdigest()[:16]
