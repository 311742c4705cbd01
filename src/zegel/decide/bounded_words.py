"""Why a discount of which there is only so much was not given, and when it is given again."""

from zegel.core.periods import Day, as_date, plus_days, plus_months
from zegel.decide.bounded import NO_CARD, Room
from zegel.program.model import Discount, Period, Program, Words
from zegel.program.often import budget_said, limit_said, period_of
from zegel.program.words import both, day

_NOTHING = Words("", "")


def limit_words(program: Program, rule: Discount, room: Room, on: Day) -> tuple[Words, Words]:
    """The first of its limits that is used up, and from when on there is more."""
    i = room.used_up
    limit = rule.limits[i]
    if room.limits[i] == NO_CARD:
        return Words("alleen met uw kaart", "only with your card"), Words("Laat uw kaart zien.", "Show your card.")
    said = both(lambda language: limit_said(program, limit, language))
    reason = Words(f"op, {said.nl}", f"used up, {said.en}")
    return reason, _again(period_of(program.windows[limit.window]) if limit.window >= 0 else limit.period, on)


def budget_words(program: Program, rule: Discount, room: Room, on: Day) -> tuple[Words, Words]:
    """That its budget is spent, or leaves too little; and from when on there is more."""
    budget = next(one for one in program.budgets if one.of == rule.id)
    said = both(lambda language: budget_said(program, budget, language))
    if room.budget_minor:
        reason = Words(f"past niet meer in het budget, {said.nl}", f"no longer fits in the budget, {said.en}")
    else:
        reason = Words(f"het budget is op, {said.nl}", f"the budget is spent, {said.en}")
    return reason, _again(budget.period, on)


def _again(period: Period, on: Day) -> Words:
    """`Weer vanaf 1 december 2026.`; nothing where it never comes again."""
    match period:
        case "day":
            first = plus_days(on, 1)
        case "week":
            first = plus_days(on, 7 - as_date(on).weekday())
        case "month":
            first = plus_months(Day(f"{on[:7]}-01"), 1)
        case "year":
            first = Day(f"{int(on[:4]) + 1:04}-01-01")
        case _:
            return _NOTHING
    said = both(lambda language: day(first, language))
    return Words(f"Weer vanaf {said.nl}.", f"Again from {said.en}.")
