"""Questions about agreements that look through receipts, and the month of a coalition: for the doors and the command line."""

from collections.abc import Sequence
from json import loads
from typing import Any

from zegel.core.ids import CompanyId, PurseId, purse_of, receipt_of
from zegel.core.periods import Day, Instant, end_of_day, end_of_period, local_moment, plus_days, start_of_day
from zegel.core.refusals import NoCoalition, UnknownAgreement
from zegel.decide.agreement import Year
from zegel.decide.counting import CountedSale, counted_sales
from zegel.decide.disputes import DISPUTE, GRANTED, REFUSED, Dispute, dispute_from
from zegel.decide.disputes import OPEN as UNDECIDED
from zegel.decide.plan import plan_of
from zegel.decide.settlement import DISPUTABLE, FINAL, OPEN, Settlement, settlement
from zegel.desk.desk import Desk
from zegel.desk.filling import PAGE, receipts_of
from zegel.flows.agreements import ladder_of
from zegel.flows.commands import AskAgreement, Header, Who
from zegel.flows.facts import Outcome, Shelf
from zegel.program.model import Program
from zegel.program.partners import clearing_unit
from zegel.store.port import Store
from zegel.store.queries import NamedQueries
from zegel.store.settled import settled_sums
from zegel.store.settlements import summed

Json = dict[str, Any]


def asking(company: CompanyId, source: str, program: Program, at: Instant) -> Header:
    """The header of a question: nothing is written under it."""
    here = local_moment(at, program.company_zone)
    return Header(company, source, "", b"", at, at, here.business_date, here.weekday, here.minute, "", "", "")


async def standing_of(desk: Desk, header: Header, who: Who, agreement: str, day: Day, more: int = 0) -> Json:
    """What an agreement comes to in the year that `day` ("": today) is in, and with `more` bought besides (minor units, 0: not asked);
    raises what the question refuses.
    """
    outcome = await desk.ask(AskAgreement(header, who, agreement, day, more))
    if outcome.refusal is not None:
        raise outcome.refusal
    return _read(outcome)


async def standings_of(desk: Desk, header: Header, agreements: Sequence[tuple[PurseId, str]]) -> list[Json | None]:
    """The same of many agreements today, `(whose, its ladder)`, asked together; None where the question is refused."""
    outcomes = await desk.ask_all([AskAgreement(header, purse, ladder, Day("")) for purse, ladder in agreements])
    return [None if outcome.refusal is not None else _read(outcome) for outcome in outcomes]


def _read(outcome: Outcome) -> Json:
    assert outcome.receipt is not None, "what is asked has an answer"
    found: Json = loads(outcome.receipt.document)
    return found


async def counted_in(queries: NamedQueries, shelf: Shelf, header: Header, standing: Json) -> list[tuple[PurseId, CountedSale]]:
    """Every purchase of the year of `standing` by everybody whose turnover counts, with what counts of it. Reads all their receipts."""
    if standing.get("lead") or "year" not in standing:
        raise UnknownAgreement(agreement=str(standing["agreement"])[:60])
    year = Year(*(Day(standing["year"][name]) for name in ("begins", "ends", "first", "last")))
    zone = shelf.live_at(header.at).program.company_zone
    plan = plan_of(shelf.live_at(Instant(min(header.at, end_of_day(year.last, zone) - 1))))
    ladder = ladder_of(plan, standing["agreement"])
    merged = await queries.merged(header.company)
    found: list[tuple[PurseId, CountedSale]] = []
    for text in (standing["member"], *standing["members"]):
        purse = purse_of(text)
        assert purse is not None, "an agreement names purses"
        theirs = [purse]
        for alias in theirs:
            theirs += [old for old, into in merged if into == alias]
        receipts = [one for each in theirs for one in await receipts_of(queries, header.company, each)]
        found += [(purse, sale) for sale in counted_sales(plan, ladder, year, receipts)]
    return sorted(found, key=lambda row: (row[1].day, row[1].receipt.purse, row[1].receipt.seq))


async def settled_month(store: Store, company: CompanyId, program: Program, first: Day, at: Instant) -> Settlement:
    """The statement of the month that begins on `first`; refuses `no_coalition`."""
    coalition = program.coalition
    if coalition is None:
        raise NoCoalition()
    last, span = end_of_period(first, "month"), span_of(program, first)
    clearing = clearing_unit(program.currency)
    async with store.view([company]) as view:
        kept = await settled_sums(view, company, coalition.unit, clearing, *span)
        sums = kept or await summed(view, company, coalition.unit, clearing, *span)
    disputes = await disputes_of(store, company, first[:7])
    return settlement(coalition, program.currency, first[:7], _state(program, last, at), sums.money, sums.points, sums.expired, disputes)


def span_of(program: Program, first: Day) -> tuple[Instant, Instant]:
    """From when until when a month is, on the company's clock."""
    return start_of_day(first, program.company_zone), end_of_day(end_of_period(first, "month"), program.company_zone)


async def disputes_of(store: Store, company: CompanyId, month: str) -> list[tuple[str, str, Dispute]]:
    """(id, state, dispute) of everything that was disputed of a month, the oldest first."""
    found: list[tuple[int, str, str, Dispute]] = []
    after = (b"", "")
    while page := await store.queries.dossiers(company, DISPUTE, [UNDECIDED, GRANTED, REFUSED], after, PAGE):
        after = (page[-1].purse, page[-1].id)
        every = [(receipt_of(one.id).seq, one.id, one.state, dispute_from(one.data)) for one in page]
        found += [row for row in every if row[3].month == month]
    return [row[1:] for row in sorted(found, key=lambda row: (row[3].partner, row[0]))]


def _state(program: Program, last: Day, at: Instant) -> str:
    """Open, to be disputed, or final: by the days since the month ended."""
    assert program.coalition is not None
    today = local_moment(at, program.company_zone).business_date
    if today <= last:
        return OPEN
    return DISPUTABLE if today <= plus_days(last, program.coalition.disputed_days) else FINAL
