"""The clock's work for agreements: the bonus of a year that is over is made up, once, for people to look at (domain.md M41)."""

from collections.abc import Callable
from typing import Final

from zegel.core.periods import Instant, end_of_day, local_moment
from zegel.core.refusals import NoProgram
from zegel.decide.agreement import AGREEMENT, ENDED, RUNNING, Agreement, agreement_from, year_of
from zegel.desk.desk import Desk
from zegel.desk.shelves import CompanyShelf
from zegel.flows.commands import Header, MoveBonus
from zegel.flows.facts import Dossier
from zegel.program.ladders import Ladder
from zegel.store.queries import NamedQueries
from zegel.store.records import Company

PAGE: Final = 100


async def make_up_bonuses(desk: Desk, queries: NamedQueries, now: Callable[[], Instant]) -> int:
    """Look at every agreement of every company; how many years were made up."""
    count = 0
    for company in await queries.companies():
        at = now()
        shelf = await desk.shelves.of(company.id)
        here = local_moment(at, company.zone)
        header = Header(company.id, "clock", "", b"", at, at, here.business_date, here.weekday, here.minute, "zegel", "", "")
        after = (b"", "")
        while page := await queries.dossiers(company.id, AGREEMENT, [RUNNING, ENDED], after, PAGE):
            after = (page[-1].purse, page[-1].id)
            due = [command for one in page if (command := _due(one, shelf, company, header)) is not None]
            replies = await desk.submit_bulk(due) if due else []
            count += sum(reply.outcome.refusal is None for reply in replies)
    return count


def _due(one: Dossier, shelf: CompanyShelf, company: Company, header: Header) -> MoveBonus | None:
    """What makes up the first year that nobody made up yet; None while it is not over, or where there is none."""
    agreement = agreement_from(one.data)
    ladder = _ladder(agreement, shelf, company, header.at)
    if ladder is None or agreement.lead or (agreement.last and agreement.reviewed > agreement.last):
        return None
    year = year_of(ladder, agreement, agreement.reviewed)
    return MoveBonus(header, one.purse, one.id, year.first, "provisional", "") if year.last < header.business_date else None


def _ladder(agreement: Agreement, shelf: CompanyShelf, company: Company, at: Instant) -> Ladder | None:
    """The ladder as it was promised on the first day that is to be made up, else as it is now."""
    for moment in (Instant(min(at, end_of_day(agreement.reviewed, company.zone) - 1)), at):
        try:
            program = shelf.live_at(moment).program
        except NoProgram:
            continue
        found = next((ladder for ladder in program.ladders if ladder.id == agreement.ladder), None)
        if found is not None:
            return found
    return None
