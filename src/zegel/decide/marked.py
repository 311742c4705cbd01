"""Damaged or marked down stock that is for some first and for everybody later (domain.md M48): from which day a discount holds."""

from dataclasses import replace
from typing import Final

from zegel.core.periods import Day, plus_days
from zegel.core.purchase import Line, Purchase
from zegel.program.compile import Compiled
from zegel.program.conditions import All, Any, Called, Compare, Not, Test, facts_in
from zegel.program.model import Discount, Words
from zegel.program.words import day

_OF_THE_MEMBER: Final = frozenset(("member", "tier_rank", "tenure_months", "tenure_years"))


def opens_on(compiled: Compiled, purchase: Purchase, rule: Discount) -> tuple[Day, Line] | None:
    """The first day on which something of this basket would be among the rule's articles, because it was marked long enough by then."""
    needed = _thresholds(compiled.program.sets[rule.articles].test)
    found: list[tuple[Day, int, Line]] = []
    for line in purchase.lines if needed else ():
        for days in needed:
            if 0 <= line.marked_days < days and _holds(compiled, replace(line, marked_days=days), rule):
                found.append((plus_days(purchase.business_date, days - line.marked_days), line.number, line))
    return (min(found)[0], min(found)[2]) if found else None


def later_words(compiled: Compiled, on: Day, line: Line) -> Words:
    """`tot 3 december 2026 voor vaste klanten` where another discount has it for some by now; else `pas vanaf 3 december 2026`."""
    first = any(
        isinstance(one, Discount) and _for_some(one) and _holds(compiled, line, one) for one in compiled.rules
    )  # fmt: skip
    nl, en = day(on, "nl"), day(on, "en")
    if first:
        return Words(f"voor vaste klanten tot {nl}, dan voor iedereen", f"for regulars until {en}, then for everybody")
    return Words(f"pas vanaf {nl}", f"only from {en} on")


def _for_some(rule: Discount) -> bool:
    """Whether it looks at who the member is."""
    facts = {fact for one in rule.tests for fact in facts_in(one.test)}
    return any(fact in _OF_THE_MEMBER or fact.startswith("window:") for fact in facts)


def _holds(compiled: Compiled, line: Line, rule: Discount) -> bool:
    return bool(compiled.masks((line,))[0] >> rule.articles & 1)


def _thresholds(test: Test) -> set[int]:
    """After how many days marked a set may hold: what its tests ask for at least."""
    match test:
        case Compare("marked_days", ">=", value):
            return {int(value)} - {0}
        case Compare("marked_days", ">", value):
            return {int(value) + 1}
        case All(tests) | Any(tests):
            return set().union(*(_thresholds(one) for one in tests))
        case Not(inner) | Called(test=inner):
            return _thresholds(inner)
        case _:
            return set()
