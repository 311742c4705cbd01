"""Which pieces or lines of a basket a discount is on, where it is on every so many of them."""

from collections.abc import Sequence

from zegel.core.purchase import Line
from zegel.decide.items import Run, cheapest_first, dearest_first
from zegel.program.deals import Picked


def picked(how: Picked, lines: Sequence[Line], free: Sequence[int], eligible: Sequence[int], times: int) -> list[int]:
    """Per line: of how many thousandths of its measure the rule takes something off.

    `eligible` is what each line costs now, 0 where the rule is not on it, `free` how many of its pieces are free already. What is
    weighed counts for one. `times`: at most so many of them, 0 for all.
    """
    left = [max(line.quantity - 1000 * gone, 0) for line, gone in zip(lines, free, strict=True)]
    runs = [_run(how, n, lines[n], left[n], minor) for n, minor in enumerate(eligible) if minor > 0 and left[n]]
    if how.order != "receipt":
        runs = dearest_first(runs) if how.order == "dearest" else cheapest_first(runs)

    def before(place: int) -> int:
        """How many of the first `place` are picked."""
        found = max(place - how.first + how.every, 0) // how.every
        return min(found, times) if times else found

    found, at = [0] * len(lines), 0
    for run in runs:
        mine = before(at + run.count) - before(at)
        at += run.count
        whole = how.per == "line" or lines[run.n].measure != "piece"
        found[run.n] = (left[run.n] if mine else 0) if whole else 1000 * mine
    return found


def _run(how: Picked, n: int, line: Line, left: int, minor: int) -> Run:
    """Line `n` as what stands in the row: each of its pieces, or the line once."""
    pieces = max(left // 1000, 1) if line.measure == "piece" else 1
    return Run(n, 1 if how.per == "line" else pieces, pieces, minor)
