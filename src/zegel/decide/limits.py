"""How much a rule or a unit may still give: limits per purchase, day, week, month, year and member, and how long apart (semantics 27).

What was given before is counted by measures of the purse (`gave:<rule>`, `unit:<unit>`), so it is locked, returned and rebuilt with it.
When a rule last gave, and where, is the running total of `last:<rule>`: minutes since 1970 above 32 bits that stand for the branch.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from zegel.core.canonical import digest
from zegel.core.value import value
from zegel.decide.effects import Capped
from zegel.program.compile import Compiled
from zegel.program.conditions import facts_in
from zegel.program.model import Limit

_BRANCH_BITS: Final = 32
MOMENTS: Final = ("last:", "idle:", "next:")
"""Measures whose running total is a moment: two purses that become one keep the later of them."""


@value
class Fitted:
    """What still fits, and what was cut off, None where nothing was."""

    count: int
    cut: Capped | None


def fitted(limits: Sequence[Limit], windows: Sequence[int], count: int, rule: str, unit: str, *, whole: bool) -> Fitted:
    """What of `count` fits under the tightest of `limits`; `whole`: all or nothing."""
    best: tuple[int, int, Limit] | None = None
    for limit in limits:
        before = max(windows[limit.window], 0) if limit.window >= 0 else 0
        room = max(limit.most - before, 0)
        if count > room and (best is None or room < best[0]):
            best = (room, before, limit)
    if best is None:
        return Fitted(count, None)
    room, before, limit = best
    given = 0 if whole else room
    return Fitted(given, Capped(rule, unit, count, given, limit.most, limit.per, before))


@lru_cache(maxsize=64)
def windows_of_limits(compiled: Compiled) -> frozenset[int]:
    """The windows that say what was earned before, and that nothing but earning looks at: not what a basket costs."""
    program = compiled.program
    tables = [*[rule.limits for rule in program.earn], *[rule.limits for rule in program.multipliers], *[u.limits for u in program.units]]
    limits = {limit.window for table in tables for limit in table if limit.window >= 0}
    asked = {fact for rule in compiled.rules for named in rule.tests for fact in facts_in(named.test)}
    own = {i for i, window in enumerate(program.windows) if window.measure.startswith(("gave:", "carry:", "last:"))}
    return frozenset(own | {i for i in limits if f"window:{i}" not in asked})


def moment(minute: int, branch: str) -> int:
    """When and where, as one number that grows with time."""
    return (minute << _BRANCH_BITS) | _of(branch)


def too_soon(last: int, minute: int, branch: str, apart: int) -> bool:
    """Whether less than `apart` minutes lie between now and `last` (of `moment`, 0 for never), at the same branch."""
    if last <= 0:
        return False
    there = last & ((1 << _BRANCH_BITS) - 1)
    return there == _of(branch) and abs(minute - (last >> _BRANCH_BITS)) < apart


def _of(branch: str) -> int:
    """A number of 32 bits for the branch; two branches of one chain share theirs once in four milliards."""
    return int.from_bytes(digest(branch.encode("utf-8"))[:4], "big")
