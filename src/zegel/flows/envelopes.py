"""A branch's envelope of the month, and the budgets in it: what there is, and what is left (domain.md M45)."""

from collections.abc import Callable

from zegel.core.periods import Day
from zegel.core.value import value
from zegel.program.gestures import GestureKind, Gestures


@value
class Envelope:
    """Of `of_minor` of a month `left_minor` is left: of the whole envelope, of one `budget` in it, or for one `reason`.

    Of a part no more is ever left than of the envelope that it is part of.
    """

    budget: str
    of_minor: int
    left_minor: int
    reason: str = ""


def counter_of(branch: str, on: Day, budget: str = "") -> str:
    """What counts a branch's envelope of the month of `on`, or a budget in it."""
    return f"gestures:{branch}:{on[:7]}" + (f":{budget}" if budget else "")


def reason_counter_of(branch: str, on: Day, reason: str) -> str:
    """What counts what a branch gives for `reason` (program.gestures.SET_APART) in the month of `on`."""
    return f"gestures:{branch}:{on[:7]}::{reason}"


def presents_of(branch: str, on: Day) -> str:
    """What counts a branch's presents of a day."""
    return f"presents:{branch}:{on}"


def counters_of(found: Gestures | None, branch: str, on: Day) -> tuple[str, ...]:
    """Everything that counts what a branch gives."""
    budgets = [counter_of(branch, on, name) for name, _ in found.budgets] if found else []
    reasons = [reason_counter_of(branch, on, name) for name, _ in found.reasons] if found else []
    return (counter_of(branch, on), *budgets, *reasons, presents_of(branch, on))


def envelopes(found: Gestures, branch: str, on: Day, left: Callable[[str, int], int]) -> tuple[Envelope, ...]:
    """The envelope of `branch` in the month of `on`, each budget, each reason; `left` says what is left of a counter of so many."""
    of = found.envelope_of(branch)
    whole = max(left(counter_of(branch, on), of), 0)

    def of_it(counter: str, minor: int) -> int:
        return min(max(left(counter, minor), 0), whole)

    budgets = [Envelope(name, minor, of_it(counter_of(branch, on, name), minor)) for name, minor in found.budgets]
    reasons = [Envelope("", minor, of_it(reason_counter_of(branch, on, name), minor), name) for name, minor in found.reasons]
    return (Envelope("", of, whole), *budgets, *reasons)


def left_for(kind: GestureKind, made: tuple[Envelope, ...]) -> int:
    """What is left for gestures of this kind, in minor units."""
    return next(one.left_minor for one in made if one.budget == kind.budget and not one.reason)


def left_because(reason: str, made: tuple[Envelope, ...]) -> int | None:
    """What is left for this reason, in minor units; None where nothing is set apart for it."""
    return next((one.left_minor for one in made if reason and one.reason == reason), None)
