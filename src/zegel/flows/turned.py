"""What purses turned over under a ladder between two days: running totals for calendar years, sums of days that were fetched otherwise."""

from collections.abc import Sequence

from zegel.core.periods import Day, plus_days, plus_months
from zegel.decide.agreement import NOT_GIVEN, Agreement, Year
from zegel.decide.bonus import Turnover
from zegel.decide.open_turnover import OpenTurnover
from zegel.decide.plan import Plan
from zegel.decide.turnover import COUNTED, DISPUTED
from zegel.flows.facts import Missing, Needs, PurseNeeds
from zegel.ledger.purse import Purse
from zegel.program.ladders import Ladder

Span = tuple[Day, Day]
"""First and last day, both included."""


def turnover_in(plan: Plan, ladder: Ladder, agreement: Agreement, year: Year, group: Sequence[Purse], until: Day | None = None) -> Turnover:
    """The turnover of an agreement's year so far, or `until` a day of it, of everybody in the group."""
    span = (year.first, min(year.last, until) if until else year.last)
    before = _year_before(year)
    rates, quantity = turned_over(plan, ladder, group, span, COUNTED[ladder.basis])
    last_year = agreement.last_year_minor
    if last_year == NOT_GIVEN or before[1] >= agreement.first:
        last_year = sum(turned_over(plan, ladder, group, before, COUNTED[ladder.basis])[0].values())
    return Turnover(tuple(sorted(rates.items())), quantity, last_year, year.share)


def open_in(plan: Plan, ladder: Ladder, year: Year, turnover: Turnover, group: Sequence[Purse]) -> OpenTurnover:
    """What was invoiced in an agreement's year and does not count yet, as `turnover` does; nothing where an invoice counts at once."""
    if ladder.basis == "invoiced":
        return OpenTurnover(ladder.basis, turnover, 0)
    span = (year.first, year.last)
    rates, quantity = turned_over(plan, ladder, group, span, COUNTED["invoiced"])
    disputed, _ = turned_over(plan, ladder, group, span, (DISPUTED, ""))
    invoiced = Turnover(tuple(sorted(rates.items())), quantity, turnover.last_year_minor, year.share)
    return OpenTurnover(ladder.basis, invoiced, sum(disputed.values()), invoiced.minor - turnover.minor)


def last_year_until(plan: Plan, ladder: Ladder, year: Year, group: Sequence[Purse], day: Day) -> int:
    """The turnover of the same days a year earlier."""
    span = (plus_months(year.first, -12), plus_months(min(day, year.last), -12))
    return sum(turned_over(plan, ladder, group, span, COUNTED[ladder.basis])[0].values())


def _year_before(year: Year) -> Span:
    return plus_months(year.begins, -12), plus_days(year.begins, -1)


def turned_over(
    plan: Plan, ladder: Ladder, group: Sequence[Purse], span: Span, kinds: tuple[str, str]
) -> tuple[dict[int, int], int]:  # fmt: skip
    """Net turnover per VAT rate, and thousandths, in `span`, of measures that begin with `kinds`.

    What days that were not fetched come to is asked for, all at once.
    """
    name = plan.compiled.program.sets[ladder.articles].id
    base = f"{kinds[0]}{name}:"
    absent: list[PurseNeeds] = []
    rates: dict[int, int] = {}
    quantity = 0
    for purse in group:
        measures = sorted({measure for measure, year in purse.totals if not year and measure.startswith(base)})
        measures += [f"{kinds[1]}{name}"] if ladder.by == "quantity" and kinds[1] else []
        sums = tuple((measure, day) for measure in measures for day in _days_asked(span))
        lacking = tuple(key for key in sums if not purse.complete and key not in purse.sums)
        if lacking:
            absent.append(PurseNeeds(purse.id, sums=lacking))
            continue
        for measure in measures:
            n = _between(purse, measure, span)
            if measure.startswith(base):
                rate = int(measure[len(base) :])
                rates[rate] = rates.get(rate, 0) + n
            else:
                quantity += n
    if absent:
        raise Missing(Needs(tuple(absent)))
    return {rate: n for rate, n in rates.items() if n}, quantity


def _whole_year(span: Span) -> bool:
    first, last = span
    return first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31")


def _days_asked(span: Span) -> tuple[Day, ...]:
    return () if _whole_year(span) else (span[0], plus_days(span[1], 1))


def _between(purse: Purse, measure: str, span: Span) -> int:
    if _whole_year(span):
        return purse.totals.get((measure, span[0][:4]), 0)
    first, after = _days_asked(span)
    return purse.counted(measure, first) - purse.counted(measure, after)
