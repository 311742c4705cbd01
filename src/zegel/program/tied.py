"""Which conditions are said as several, tied by one word: so that `and` and `or` are never read two ways."""

from zegel.program.big_purchases import place_of
from zegel.program.conditions import All, Any, Compare, OneOf, Test
from zegel.program.model import Program
from zegel.program.question_words import away


def tied_by_and(program: Program, test: Test) -> bool:
    """Whether it is said as `… and …`: a span of hours, days or years is one; so is having been away, or the n-th large purchase."""
    match test:
        case All((Compare(), *_)) if away(program, test) is not None or place_of(program, test) is not None:
            return False
        case All((Compare(fact), Compare(other))) if fact == other:
            return False
        case All(tests):
            return len(tests) > 1
        case _:
            return False


def tied_by_or(test: Test) -> bool:
    """Whether it is said as `… or …`: a span over midnight or New Year is one."""
    match test:
        case Any((Compare(fact), Compare(other))) if fact == other:
            return False
        case Any((All((OneOf("weekday"), Compare("minute"))), All((OneOf("weekday"), Compare("minute"))))):
            return False
        case Any(tests):
            return len(tests) > 1
        case _:
            return False
