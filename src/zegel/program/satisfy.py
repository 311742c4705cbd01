"""Whether conditions can ever hold together. It is never wrong about "never": what it cannot judge it takes to be possible."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import lcm
from typing import Final

from zegel.core.periods import Day, days_from_easter
from zegel.core.purchase import CHANNELS
from zegel.core.value import value
from zegel.program.conditions import All, Any, Called, Compare, Every, Not, OneOf, Test
from zegel.program.model import Program
from zegel.program.questions import NO, UNKNOWN, YES, Question
from zegel.program.satisfy_ties import Leaf, Literal, tied

MOST_CASES: Final = 500
MOST_DAYS: Final = 800
_CALENDAR: Final = frozenset({"date", "month_day", "weekday", "day_of_week", "easter"})
_LEAP_YEAR: Final = tuple(date(2024, 1, 1) + timedelta(n) for n in range(366))


@value
class World:
    """What facts can be at all: `words` lists every value of some; `same_day` is whether a business day is always the calendar's.

    `questions` are those of the program: what a person answers to one may settle another.
    """

    words: tuple[tuple[str, tuple[int | str, ...]], ...]
    same_day: bool
    questions: tuple[Question, ...] = ()


def world_of(program: Program) -> World:
    """The world of a program's purchases."""
    tiers = len(program.tiers.steps) if program.tiers else 0
    words: list[tuple[str, tuple[int | str, ...]]] = [
        ("weekday", tuple(range(7))), ("member", (0, 1)), ("tier_rank", tuple(range(tiers + 1))), ("channel", CHANNELS),
        ("branch", tuple(branch.id for branch in program.branches)),
    ]  # fmt: skip
    words += [(f"asked:{index}", (UNKNOWN, NO, YES)) for index in range(len(program.questions))]
    return World(tuple(words), all(branch.day_starts == 0 for branch in program.branches), program.questions)


def can_hold(tests: Iterable[Test], world: World, since: Day | None = None) -> bool:
    """Whether all `tests` can hold at once, on `since` or a later day where that is given."""
    whole: tuple[Test, ...] = tuple(tests)
    if since is not None:
        whole += (Compare("date", ">=", since),)
    cases = _cases(All(whole), holds=True)
    return cases is None or any(_possible(case, world) for case in cases)


def implies(tests: Sequence[Test], other: Sequence[Test], world: World) -> bool:
    """Whether `other` holds wherever `tests` do."""
    return all(not can_hold((*tests, Not(one)), world) for one in other)


def _cases(test: Test, *, holds: bool) -> list[list[Literal]] | None:
    """The ways in which `test` comes out as `holds`, each as facts that must be so together; None where there are too many."""
    match test:
        case Not(inner):
            return _cases(inner, holds=not holds)
        case Called(test=inner):
            return _cases(inner, holds=holds)
        case All(tests) | Any(tests):
            every = isinstance(test, All) == holds
            found: list[list[Literal]] = [[]] if every else []
            for one in tests:
                more = _cases(one, holds=holds)
                if more is None:
                    return None
                found = [[*a, *b] for a in found for b in more] if every else [*found, *more]
                if len(found) > MOST_CASES:
                    return None
            return found
        case _:
            return [[(test, holds)]]


def _possible(case: list[Literal], world: World) -> bool:
    """Whether the facts can be so together."""
    by_fact: dict[str, list[Literal]] = {}
    for leaf, holds in [*case, *tied(case, world.questions)]:
        by_fact.setdefault(_fact(leaf), []).append((leaf, holds))
    words = dict(world.words)
    for fact, literals in by_fact.items():
        if fact == "category":
            if not _some_place(literals):
                return False
        elif fact == "tag":
            if _clash(literals):
                return False
        elif fact not in _CALENDAR and not _some(literals, words.get(fact)):
            return False
    return _some_day(by_fact, world)


def _fact(leaf: Leaf) -> str:
    return "tenure_months" if leaf.fact == "tenure_years" else leaf.fact


def _clash(literals: list[Literal]) -> bool:
    """Whether an article must bear one of some tags and may bear none of them; it may bear several."""
    shut = {v for leaf, holds in literals if not holds for v in _values(leaf)}
    return any(holds and _values(leaf) and shut.issuperset(_values(leaf)) for leaf, holds in literals)


def _some_place(literals: list[Literal]) -> bool:
    """Whether one category lies in all that it must, and in none that it may not. Only those that are named can make a difference."""
    named = [str(v) for leaf, holds in literals if holds for v in _values(leaf)]
    return not named or any(
        all(any(_lies_in(place, str(v)) for v in _values(leaf)) == holds for leaf, holds in literals if _values(leaf)) for place in named
    )


def _lies_in(place: str, category: str) -> bool:
    return place == category or place.startswith(f"{category}/")


def _values(leaf: Leaf) -> tuple[int | str, ...]:
    if isinstance(leaf, OneOf):
        return leaf.values
    return (leaf.value,) if isinstance(leaf, Compare) and leaf.op == "==" else ()


def _some(literals: list[Literal], words: Sequence[int | str] | None) -> bool:
    """Whether some value is what every literal asks. Only values near what they name can make a difference."""
    literals = [(leaf, holds) for leaf, holds in literals if holds or not isinstance(leaf, Every)]  # "no tenth" leaves room everywhere
    candidates = list(words) if words is not None else _near(literals)
    if not literals:
        return True
    return any(all(_is(leaf, candidate) == holds for leaf, holds in literals) for candidate in candidates)


def _near(literals: list[Literal]) -> list[int | str]:
    """Values to try: those that the literals name, their neighbours, and the first multiples between them."""
    found: set[int | str] = set()
    steps = lcm(*(leaf.step for leaf, _ in literals if isinstance(leaf, Every)))
    for leaf, _ in literals:
        for v in (leaf.step,) if isinstance(leaf, Every) else leaf.values if isinstance(leaf, OneOf) else (leaf.value,):
            if isinstance(v, str):
                found |= {v, v + "~", ""}
                continue
            base = v * 12 if leaf.fact == "tenure_years" else v
            span = 12 if leaf.fact == "tenure_years" else 1
            near = {base - 1, base, base + span, base + span - 1, base // steps * steps, (base // steps + 1) * steps, 0, 1}
            found |= {n for n in near if n >= (-1 if leaf.fact.startswith("tenure") else 0)}
    return sorted(found, key=lambda v: (isinstance(v, str), str(v)))


def _is(leaf: Leaf, found: int | str) -> bool:
    """Whether a fact that is `found` passes the test. Years of membership are looked at in months."""
    if leaf.fact == "tenure_years" and isinstance(found, int):
        found = found // 12 if found >= 0 else -1
    match leaf:
        case OneOf(_, values):
            return found in values
        case Every(_, step, ahead):
            return isinstance(found, int) and found + ahead > 0 and (found + ahead) % step == 0
        case Compare(_, "==", wanted):
            return found == wanted
        case Compare(_, "!=", wanted):
            return found != wanted
        case Compare(_, op, wanted):
            less = found < wanted  # type: ignore[operator]  # a fact and what it is compared with are of one type
            return {"<": less, "<=": less or found == wanted, ">": not less and found != wanted, ">=": not less}[op]


def _some_day(by_fact: dict[str, list[Literal]], world: World) -> bool:
    """Whether there is a day of which the date, the day of the year and the weekday are as they must be."""
    asked = {fact: by_fact.get(fact, []) for fact in _CALENDAR}
    first, last = _bounds(asked["date"])
    if first > last:
        return False
    if (last - first).days > MOST_DAYS:
        return all(any(_on(day, asked, [fact]) for day in _LEAP_YEAR) for fact in ("month_day", "weekday", "day_of_week"))
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    if world.same_day:
        return any(_on(day, asked, [*_CALENDAR]) for day in days)
    return any(_on(day, asked, ["date", "month_day", "day_of_week", "easter"]) for day in days) and any(
        _on(day, asked, ["weekday"]) for day in _LEAP_YEAR
    )


def _on(day: date, asked: dict[str, list[Literal]], facts: list[str]) -> bool:
    iso = day.isoformat()
    found: dict[str, int | str] = {"date": iso, "month_day": iso[5:], "weekday": day.weekday(), "day_of_week": day.weekday()}
    if "easter" in facts and asked["easter"]:
        found["easter"] = days_from_easter(Day(iso))
    return all(_is(leaf, found[fact]) == holds for fact in facts for leaf, holds in asked[fact])


def _bounds(literals: list[Literal]) -> tuple[date, date]:
    """The first and last day that bounds leave; far away where there are none."""
    first, last = date.min, date.max
    for leaf, holds in literals:
        if isinstance(leaf, Compare) and isinstance(leaf.value, str):
            day = date.fromisoformat(leaf.value)
            if (leaf.op in (">=", ">", "==") and holds) or (leaf.op == "<" and not holds):
                first = max(first, day)
            if (leaf.op in ("<=", "<", "==") and holds) or (leaf.op == ">" and not holds):
                last = min(last, day)
    return first, last
