"""Money that people paid beforehand (domain.md §2.7): what was sold of it in twelve months, against what the country's law asks to be told.

Paid stamps and gift cards count when they are sold, by calendar month; paying out or back takes nothing off. The months are counters,
drawn with each sale. A sale that is booked at the same moment by another server may still pass the limit: it is one to be told, not a lock.
"""

from collections.abc import Callable
from typing import Final, Literal

from zegel.core.periods import Day, plus_months
from zegel.core.refusals import StampsLimit
from zegel.decide.plan import Plan
from zegel.flows.facts import Draw, Facts
from zegel.program.country.cautions import Meter, meter
from zegel.program.model import Program

MOST: Final = 10**15
"""What each month's counter begins with: more than is ever sold."""


def meter_of(program: Program) -> Meter | None:
    """The law's meter, where the program counts and the law is in its currency."""
    stamps = program.stored.stamps
    found = meter(program.country) if stamps is not None and stamps.counted else None
    return found if found is not None and found.currency == program.currency else None


def months(program: Program, on: Day) -> tuple[str, ...]:
    """The counters of the month of `on` and of those before it that count; none where nothing is counted."""
    found = meter_of(program)
    return tuple([_counter(plus_months(on, -n)) for n in range(found.months)]) if found is not None else ()


def sold(left: Callable[[str, int], int], program: Program, on: Day) -> int:
    """What was sold in those months, in minor units; `left` says what is left of a counter that began with so many."""
    return sum([MOST - left(name, MOST) for name in months(program, on)])


def told_from(program: Program) -> int:
    """From how much on the office is told, in minor units; 0 where nothing is counted."""
    found, stamps = meter_of(program), program.stored.stamps
    return found.most_minor * stamps.told_from_bp // 10_000 if found is not None and stamps is not None else 0


def state_of(program: Program, sold_minor: int) -> Literal["within", "near", "above"]:
    """Whether so much is `above` what must be told, `near` it (the office is told), or `within`."""
    found = meter_of(program)
    if found is None or sold_minor < told_from(program):
        return "within"
    return "above" if sold_minor > found.most_minor else "near"


def check_room(facts: Facts, plan: Plan, on: Day, stamps_minor: int) -> None:
    """Refuse `stamps_limit` where the program sells no stamps above what must be told."""
    program = plan.compiled.program
    found = meter_of(program)
    if not stamps_minor or found is None or program.stored.stamps is None or not program.stored.stamps.refused_above:
        return
    room = found.most_minor - sold(facts.left, program, on)
    if stamps_minor > room:
        raise StampsLimit(left_minor=max(room, 0), most_minor=found.most_minor)


def sold_draws(plan: Plan, on: Day, minor: int) -> tuple[Draw, ...]:
    """So much more was sold in the month of `on`."""
    return (Draw(_counter(on), minor, MOST),) if minor and meter_of(plan.compiled.program) is not None else ()


def _counter(on: Day) -> str:
    return f"paid value:{on[:7]}"
