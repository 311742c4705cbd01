"""A branch's envelope of the month, and the budgets in it: what there is, and what is left (domain.md M45)."""

from collections.abc import Callable

from zegel.core.periods import Day
from zegel.core.value import value
from zegel.program.gestures import GestureKind, Gestures


@value
class Envelope:
    """Of `of_minor` of a month `left_minor` is left: of the whole envelope (`budget` ""), or of one budget in it.

    Of a budget no more is ever left than of the envelope that it is part of.
    """

    budget: str
    of_minor: int
    left_minor: int


def counter_of(branch: str, on: Day, budget: str = "") -> str:
    """What counts a branch's envelope of the month of `on`, or a budget in it."""
    return f"gestures:{branch}:{on[:7]}" + (f":{budget}" if budget else "")


def presents_of(branch: str, on: Day) -> str:
    """What counts a branch's presents of a day."""
    return f"presents:{branch}:{on}"


def counters_of(found: Gestures | None, branch: str, on: Day) -> tuple[str, ...]:
    """Everything that counts what a branch gives."""
    budgets = [counter_of(branch, on, name) for name, _ in found.budgets] if found else []
    return (counter_of(branch, on), *budgets, presents_of(branch, on))


def envelopes(found: Gestures, branch: str, on: Day, left: Callable[[str, int], int]) -> tuple[Envelope, ...]:
    """The envelope of `branch` in the month of `on`, and then each budget; `left` says what is left of a counter of so many."""
    of = found.envelope_of(branch)
    whole = max(left(counter_of(branch, on), of), 0)
    parts = [
        Envelope(name, minor, min(max(left(counter_of(branch, on, name), minor), 0), whole)) for name, minor in found.budgets
    ]  # fmt: skip
    return (Envelope("", of, whole), *parts)


def left_for(kind: GestureKind, made: tuple[Envelope, ...]) -> int:
    """What is left for gestures of this kind, in minor units."""
    return next(one.left_minor for one in made if one.budget == kind.budget)
