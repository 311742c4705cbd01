"""Why a discount of which there is only so much was not given, and when it is given again."""

from zegel.core.periods import Day
from zegel.decide.again import in_period, in_window
from zegel.decide.bounded import NO_CARD, Room
from zegel.program.model import Discount, Program, Words
from zegel.program.often import budget_said, limit_said
from zegel.program.words import both

_NOTHING = Words("", "")


def limit_words(program: Program, rule: Discount, room: Room, on: Day) -> tuple[Words, Words]:
    """The first of its limits that is used up, and from when on there is more."""
    i = room.used_up
    limit = rule.limits[i]
    if room.limits[i] == NO_CARD:
        return Words("alleen met uw kaart", "only with your card"), Words("Laat uw kaart zien.", "Show your card.")
    said = both(lambda language: limit_said(program, limit, language))
    reason = Words(f"op, {said.nl}", f"used up, {said.en}")
    again = in_window(program.windows[limit.window], on) if limit.window >= 0 else in_period(limit.period, on)
    return reason, again or _NOTHING


def budget_words(program: Program, rule: Discount, room: Room, on: Day) -> tuple[Words, Words]:
    """That its budget is spent, or leaves too little; and from when on there is more."""
    budget = next(one for one in program.budgets if one.of == rule.id)
    said = both(lambda language: budget_said(program, budget, language))
    if room.budget_minor:
        reason = Words(f"past niet meer in het budget, {said.nl}", f"no longer fits in the budget, {said.en}")
    else:
        reason = Words(f"het budget is op, {said.nl}", f"the budget is spent, {said.en}")
    return reason, in_period(budget.period, on) or _NOTHING
