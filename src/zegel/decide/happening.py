"""What an event earns: the rules that answer to it, each with its conditions and limits."""

from zegel.core.value import value
from zegel.decide.effects import Capped
from zegel.decide.errands import Errands, errands_on
from zegel.decide.limits import fitted
from zegel.decide.plan import Plan
from zegel.decide.sale import Earned
from zegel.program.conditions import BasketFacts
from zegel.program.model import EarnRule


@value
class Happening:
    """An event decided: what is earned, why rules did not apply, what measures go up by, what limits cut off, what is done besides."""

    earned: list[Earned]
    failed: list[tuple[int, int]]
    counted: dict[str, int]
    capped: list[Capped]
    errands: Errands = ()


def decide_event(plan: Plan, event: str, facts: BasketFacts) -> Happening:
    """Let every rule give that answers to `event`."""
    compiled, found = plan.compiled, Happening([], [], {}, [])
    refuse = compiled.program.settings.points_limits == "refuse"
    parts: dict[str, list[tuple[str, int]]] = {}
    for i in range(compiled.first_event, compiled.first_errand):
        rule = compiled.rules[i]
        assert isinstance(rule, EarnRule)
        if rule.event != event:
            continue
        _, failed = compiled.judge_of(i)(facts)
        if failed:
            found.failed.extend(failed)
            continue
        fits = fitted(rule.limits, facts.windows, rule.count, rule.id, rule.unit, whole=refuse)
        if fits.cut is not None:
            found.capped.append(fits.cut)
        if fits.count:
            parts.setdefault(rule.unit, []).append((rule.id, fits.count))
    for unit, rows in parts.items():
        fits = fitted(compiled.units[unit].limits, facts.windows, sum(n for _, n in rows), "", unit, whole=refuse)
        if fits.cut is not None:
            found.capped.append(fits.cut)
            rows = _cut(rows, fits.count)
        if not rows:
            continue
        found.earned.append((unit, fits.count, rows))
        found.counted.update({f"unit:{unit}": fits.count}, **{f"gave:{rule}": n for rule, n in rows})
    measures = set(plan.measures)
    errands, unfit = errands_on(compiled, facts, "event", event)
    counts = {m: n for m, n in found.counted.items() if m in measures}
    return Happening(found.earned, found.failed + unfit, counts, found.capped, errands)


def _cut(rows: list[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    """The first of `rows`, as far as `most` goes."""
    left, found = most, []
    for rule, count in rows:
        part = min(count, left)
        left -= part
        if part:
            found.append((rule, part))
    return found
