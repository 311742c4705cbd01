"""How low a line may go: floors of the program, the law's caps, and what becomes of a discount that does not fit (semantics 9, 30)."""

from collections.abc import Sequence

from zegel.core.purchase import Line
from zegel.core.rounding import half_up, largest_remainder
from zegel.program.model import Program


def floors_of(program: Program, lines: Sequence[Line], masks: Sequence[int]) -> list[int]:
    """What each line costs at least: 0 where nothing says so, never more than it costs as it came.

    A cap of the law counts everything that goes off the list price, the till's own discount too, and rounds for the law.
    """
    caps = dict(program.caps)
    found = []
    for line, mask in zip(lines, masks, strict=True):
        least = 0
        listed = max(line.list_minor, line.net_minor)
        for floor in program.floors:
            if mask >> floor.articles & 1:
                least = max(least, _least(line, listed, floor.minor, floor.bp, cost=floor.cost))
        if line.floor_minor is not None:
            least = max(least, half_up(line.floor_minor * line.quantity, 1000))
        if line.legal_class in caps:
            least = max(least, listed - listed * caps[line.legal_class] // 10_000)
        found.append(min(least, max(line.net_minor, 0)))
    return found


def _least(line: Line, listed: int, minor: int, bp: int, *, cost: bool) -> int:
    if cost:
        return line.cost_minor or 0
    return -(-listed * bp // 10_000) if bp else half_up(minor * line.quantity, 1000)


def fitted(wanted: list[int], paid: Sequence[int], floors: Sequence[int], *, moves: bool) -> tuple[list[int], int]:
    """What of `wanted` fits above the floors, and how much is left out in all.

    With `moves`, what does not fit on one line goes to the others that the discount is on, by what they were to get, until nothing fits.
    """
    room = [max(p - floor, 0) for p, floor in zip(paid, floors, strict=True)]
    given = [min(w, r) for w, r in zip(wanted, room, strict=True)]
    left = sum(wanted) - sum(given)
    while left and moves:
        weights = [w if r > g else 0 for w, r, g in zip(wanted, room, given, strict=True)]
        if not any(weights):
            break
        more = [min(m, r - g) for m, r, g in zip(largest_remainder(left, weights), room, given, strict=True)]
        given = [g + m for g, m in zip(given, more, strict=True)]
        left -= sum(more)
    return given, left
