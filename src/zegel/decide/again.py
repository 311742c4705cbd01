"""When a condition that failed can hold again: at the next purchase, on the first day of the next month, or never."""

from typing import Any

from zegel.core.periods import Day, as_date, end_of_period, plus_days
from zegel.program.conditions import Compare, Every, NamedTest
from zegel.program.model import Period, Program, Window, Words
from zegel.program.often import period_of
from zegel.program.satisfy import can_hold, world_of
from zegel.program.words import day

OVER = Words("Dat is voorbij.", "That is over.")


def in_time(program: Program, named: NamedTest, on: Day, facts: dict[str, Any]) -> Words | None:
    """What a receipt of the day `on` says of when `named` holds again; None where time alone does not bring it."""
    match named.test:
        case Every("purchase_number", step):
            left = step - facts["purchase_number"] % step
            return in_purchases(left)
        case Compare("purchase_number", "==", int(wanted)) if facts["member"]:
            left = wanted - facts["purchase_number"]
            return in_purchases(left) if left > 0 else OVER
        case Compare(fact, "<", 1) if named.name == "once per":
            return in_window(program.windows[int(fact.removeprefix("window:"))], on)
    if named.name == "dates" and not can_hold([named.test], world_of(program), on):
        return OVER
    return None


def in_purchases(left: int) -> Words:
    """`left` purchases further."""
    if left == 1:
        return Words("Bij uw volgende aankoop.", "With your next purchase.")
    return Words(f"Over {left} aankopen.", f"In {left} purchases' time.")


def in_window(window: Window, on: Day) -> Words | None:
    """The same of a count over `window`; None where it is no calendar's."""
    return None if window.kind == "rolling" else in_period(period_of(window), on)


def in_period(period: Period, on: Day) -> Words | None:
    """What a count of days, weeks, months or years says of when it begins anew; None where it never does: `Weer vanaf 1 december 2026.`"""
    match period:
        case "":
            return None
        case "day":
            first = plus_days(on, 1)
        case "week":
            first = plus_days(on, 7 - as_date(on).weekday())
        case _:
            first = plus_days(end_of_period(on, period), 1)
    return Words(f"Weer vanaf {day(first, 'nl')}.", f"Again from {day(first, 'en')}.")
