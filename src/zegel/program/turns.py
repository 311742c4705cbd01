"""In which order a rule's tests are tried, which decides what a receipt says of it; and in which order they are said, which reads better.

Tried as domain.md M28 has it: who (member, age, tier, and the rest), then when and where, then how often, last the basket and the channel.
What concerns only rules that hold (stacking, floors, budgets) comes after them.
"""

from collections.abc import Iterable
from typing import Final

from zegel.program.conditions import NamedTest

ORDER: Final = (
    "paused", "code", "member", "age", "tier", "membership", "member for", "purchase", "spend", "visits", "items", "earned", "away for",
    "language", "birthday", "jubilee", "consent", "segment", "dates", "each year", "calendar", "not on", "day", "hours", "branch",
    "once per", "any", "not", "with", "basket", "channel",
)  # fmt: skip
"""The names of tests in the order in which they are tried."""

_SAID: Final = (
    "paused", "code", "dates", "each year", "calendar", "not on", "day", "hours", "branch", "channel", "member", "tier", "membership",
    "member for", "purchase", "spend", "visits", "items", "earned", "away for", "language", "birthday", "age", "jubilee", "consent",
    "segment", "basket", "any", "not", "once per", "with",
)  # fmt: skip
_TRIED: Final = {name: n for n, name in enumerate(ORDER)}
_SPOKEN: Final = {name: n for n, name in enumerate(_SAID)}


def in_turn(tests: Iterable[NamedTest]) -> tuple[NamedTest, ...]:
    """`tests` as they are tried, whatever the order in the file."""
    return tuple(sorted(tests, key=lambda named: _TRIED.get(named.name, len(ORDER))))


def as_said(tests: Iterable[NamedTest]) -> tuple[NamedTest, ...]:
    """`tests` as a sentence has them: when, where, for whom, with what in the basket."""
    return tuple(sorted(tests, key=lambda named: _SPOKEN.get(named.name, len(_SAID))))
