"""The clock's work for agreements: the bonus of a year that is over is made up, once, for people to look at (domain.md M41)."""

from collections.abc import Callable

from zegel.core.periods import Instant, end_of_day
from zegel.core.refusals import NoProgram
from zegel.decide.agreement import AGREEMENT, ENDED, RUNNING, Agreement, agreement_from, year_of
from zegel.desk.desk import Desk
from zegel.desk.rounds import Visit, dossiers, sent, visits
from zegel.flows.commands import MoveBonus
from zegel.flows.facts import Dossier
from zegel.program.ladders import Ladder
from zegel.store.queries import NamedQueries


async def make_up_bonuses(desk: Desk, queries: NamedQueries, now: Callable[[], Instant]) -> int:
    """Look at every agreement of every company; how many years were made up."""
    count = 0
    async for visit in visits(desk, queries, now):
        async for page in dossiers(queries, visit, AGREEMENT, [RUNNING, ENDED]):
            count += await sent(desk, [command for one in page if (command := _due(one, visit)) is not None])
    return count


def _due(one: Dossier, visit: Visit) -> MoveBonus | None:
    """What makes up the first year that nobody made up yet; None while it is not over, or where there is none."""
    agreement = agreement_from(one.data)
    ladder = _ladder(agreement, visit)
    if ladder is None or agreement.lead or (agreement.last and agreement.reviewed > agreement.last):
        return None
    year = year_of(ladder, agreement, agreement.reviewed)
    header = visit.header
    return MoveBonus(header, one.purse, one.id, year.first, "provisional", "") if year.last < header.business_date else None


def _ladder(agreement: Agreement, visit: Visit) -> Ladder | None:
    """The ladder as it was promised on the first day that is to be made up, else as it is now."""
    at = visit.header.at
    for moment in (Instant(min(at, end_of_day(agreement.reviewed, visit.program.company_zone) - 1)), at):
        try:
            program = visit.shelf.live_at(moment).program
        except NoProgram:
            continue
        found = next((ladder for ladder in program.ladders if ladder.id == agreement.ladder), None)
        if found is not None:
            return found
    return None
