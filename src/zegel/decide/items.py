"""Pieces of a basket: which are free, which make a bundle, and what they are worth. Lines stand for all of their pieces at once.

The pieces of one line share what it costs so that they sum exactly: `n` of `q` are worth `n/q` of the line, half up.
"""

from collections.abc import Callable, Sequence

from zegel.core.rounding import half_up
from zegel.core.value import value
from zegel.program.deals import BuyGet

FINE = 10**6
"""Prices of pieces are compared in millionths of a minor unit."""


@value
class Run:
    """The `count` pieces of line `n` that may be used, out of `pieces` that together cost `minor`."""

    n: int
    count: int
    pieces: int
    minor: int

    def worth(self, count: int) -> int:
        """What `count` of them cost."""
        return half_up(self.minor * count, self.pieces)

    @property
    def price(self) -> int:
        return self.minor * FINE // self.pieces


def cheapest_first(runs: Sequence[Run]) -> list[Run]:
    """By price, ties to the lower line."""
    return sorted(runs, key=lambda run: (run.price, run.n))


def dearest_first(runs: Sequence[Run]) -> list[Run]:
    """By price, ties to the lower line."""
    return sorted(runs, key=lambda run: (-run.price, run.n))


def total(runs: Sequence[Run]) -> int:
    """How many pieces."""
    return sum([run.count for run in runs])


def first_of(runs: Sequence[Run], wanted: int) -> dict[int, int]:
    """Line → how many of the first `wanted` pieces of `runs` are its own."""
    found: dict[int, int] = {}
    for run in runs:
        if wanted <= 0:
            break
        found[run.n] = min(run.count, wanted)
        wanted -= found[run.n]
    return found


def placed(runs: Sequence[Run], size: int, start: int, get: int, groups: int) -> dict[int, int]:
    """Line → how many of its pieces stand at places `start` to `start + get` of a group, in the first `groups` groups of `size` pieces."""

    def before(place: int) -> int:
        whole, rest = divmod(min(place, groups * size), size)
        return whole * get + min(max(rest - start, 0), get)

    found: dict[int, int] = {}
    at = 0
    for run in runs:
        here = before(at + run.count) - before(at)
        if here:
            found[run.n] = here
        at += run.count
    return found


def of_one_kind(deal: BuyGet, which: str, runs: list[Run], times: int, chosen: int, used: str) -> tuple[dict[int, int], int]:
    """Line → pieces that are free, and how often; buying and getting are of the same articles. `times` 0: as often as it fits.

    `chosen` is the position of the line that the member chose, -1 for none.
    """
    size, count = deal.buy + deal.get, total(runs)
    if used == "may count again":
        groups = count // deal.get if count >= deal.buy else 0
    elif used == "never as free":
        groups = max(count - deal.buy, 0) // deal.get
    else:
        groups = count // size
    groups = min(groups, times) if times else groups
    if which == "n-th":
        return placed(sorted(runs, key=lambda run: run.n), size, deal.nth - 1, deal.get, min(groups, count // size)), groups
    if which == "cheapest" and used in ("for that rule", "for every rule"):
        return placed(dearest_first(runs), size, deal.buy, deal.get, groups), groups
    return first_of(in_order(runs, which, chosen), groups * deal.get), groups


def in_order(runs: Sequence[Run], which: str, chosen: int) -> list[Run]:
    """`runs` as `which` takes them."""
    if which == "dearest":
        return dearest_first(runs)
    if which == "first":
        return sorted(runs, key=lambda run: run.n)
    if which == "chosen":
        return sorted(runs, key=lambda run: (run.n != chosen, run.price, run.n))
    return cheapest_first(runs)


def of_two_kinds(
    deal: BuyGet, which: str, buys: list[Run], gets: list[Run], times: int, chosen: int, used: str
) -> tuple[dict[int, int], int]:
    """The same where one gets other articles than one buys; a piece that is both is used for one of them."""
    bought, got = total(buys), total(gets)
    there = {run.n for run in buys}
    both = sum([run.count for run in gets if run.n in there])
    if used == "may count again":
        groups, spare = (got // deal.get if bought >= deal.buy else 0), both
    elif used == "never as free":
        groups = min(got, bought + got - both - deal.buy) // deal.get if bought >= deal.buy else 0
        spare = bought - deal.buy
    else:
        most = (bought + got - both) // (deal.buy + deal.get)
        groups = min(bought // deal.buy if deal.buy else most, got // deal.get, most)
        spare = bought - (min(groups, times) if times else groups) * deal.buy
    groups = min(groups, times) if times else groups
    wanted, found = groups * deal.get, dict[int, int]()
    for run in in_order(gets, which, chosen):
        take = min(run.count, wanted, spare) if run.n in there else min(run.count, wanted)
        if take > 0:
            found[run.n] = take
            wanted -= take
            spare -= take if run.n in there else 0
    return found, groups


def bundled(parts: Sequence[tuple[list[Run], int]], minor: int, times: int, *, cheapest: bool = False) -> tuple[dict[int, int], int]:
    """Line → pieces in bundles, and how many bundles: as many as fit and are cheaper together, the dearest (or `cheapest`) pieces first.

    Parts take their pieces in the order of the file; a piece is in one bundle only. `times` 0: as often as it fits.
    """
    in_turn = cheapest_first if cheapest else dearest_first
    parts = [(in_turn(runs), count) for runs, count in parts]
    fit = min([total(runs) // count for runs, count in parts] + ([times] if times else []))
    if not cheapest:
        most = _last(fit, lambda n: _taken(parts, n) is not None and _gains(parts, n, minor))
        return _pieces(parts, most), most
    most = _last(fit, lambda n: _taken(parts, n) is not None)
    dear = _last(most, lambda n: not _gains(parts, n, minor))  # the first of them, which are no dearer apart
    left_out = _pieces(parts, dear)
    found = {n: count - left_out.get(n, 0) for n, count in _pieces(parts, most).items()}
    return {n: count for n, count in found.items() if count}, most - dear


def _last(most: int, holds: Callable[[int], bool]) -> int:
    """The highest number of 1 to `most` for which `holds`, where it holds for all below that too; 0 for none."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _pieces(parts: Sequence[tuple[list[Run], int]], bundles: int) -> dict[int, int]:
    """Line → how many of its pieces the first `bundles` bundles take."""
    found: dict[int, int] = {}
    for taken in _taken(parts, bundles) or []:
        for run, count in taken:
            found[run.n] = found.get(run.n, 0) + count
    return found


def _taken(parts: Sequence[tuple[list[Run], int]], bundles: int) -> list[list[tuple[Run, int]]] | None:
    """Each part's pieces in `bundles` bundles, as they stand in it; None where there are too few."""
    left: dict[int, int] = {}
    found: list[list[tuple[Run, int]]] = []
    for runs, count in parts:
        wanted, mine = bundles * count, list[tuple[Run, int]]()
        for run in runs:
            take = min(left.get(run.n, run.count), wanted)
            if take > 0:
                left[run.n] = left.get(run.n, run.count) - take
                wanted -= take
                mine.append((run, take))
        if wanted:
            return None
        found.append(mine)
    return found


def _gains(parts: Sequence[tuple[list[Run], int]], bundles: int, minor: int) -> bool:
    """Whether the last of `bundles` bundles costs more apart than together."""
    return _worth(parts, bundles) - _worth(parts, bundles - 1) > minor


def _worth(parts: Sequence[tuple[list[Run], int]], bundles: int) -> int:
    return sum([run.worth(count) for taken in _taken(parts, bundles) or [] for run, count in taken])
