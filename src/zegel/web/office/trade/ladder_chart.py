"""A ladder as a picture: what turnover gives, with its jumps, and where somebody stands on it; drawn on the server."""

from typing import Final

from zegel.core.value import value
from zegel.program.ladders import Ladder, Method, from_rungs
from zegel.web.parts.figures import Figures

WIDTH: Final = 640
HEIGHT: Final = 220
LEFT: Final = 78
BELOW: Final = 190
TOP: Final = 16
APART: Final = 62
"""How far amounts stand from each other at least; of two that are nearer the lower one is in the table alone."""


@value
class Mark:
    """A place on the line: where somebody stands, or will."""

    x: int
    y: int
    label: str


@value
class LadderChart:
    """Points of two lines (`x,y x,y …`): the bonus as agreed, and by the other method; what stands beside the axes; and the marks."""

    agreed: str
    other: str
    below: tuple[tuple[int, str], ...]
    beside: tuple[tuple[int, str], ...]
    now: Mark
    then: Mark


def ladder_chart(ladder: Ladder, turnover: int, forecast: int, figures: Figures, now: str, then: str) -> LadderChart | None:
    """The picture of a ladder over amounts; None of one that counts pieces, or has no steps."""
    if ladder.by != "amount" or not ladder.rungs:
        return None
    most = max(ladder.rungs[-1].least * 5 // 4, turnover * 11 // 10, forecast * 11 // 10, 1)
    other: Method = "marginal" if ladder.method == "whole" else "whole"
    highest = max(*(int(from_rungs(ladder, method, most, 0)) for method in ("whole", "marginal")), 1)

    def x(minor: int) -> int:
        return LEFT + (WIDTH - LEFT - 12) * minor // most

    def y(bonus: int) -> int:
        return BELOW - (BELOW - TOP) * bonus // highest

    def line(method: Method) -> str:
        places = [0]
        for rung in ladder.rungs:
            places += [max(rung.least - 1, 0), rung.least + (1 if ladder.above else 0)]
        return " ".join(f"{x(minor)},{y(int(from_rungs(ladder, method, minor, 0)))}" for minor in (*places, most))

    def mark(minor: int, label: str) -> Mark:
        there = max(minor, 0)
        return Mark(x(there), y(int(from_rungs(ladder, ladder.method, there, 0))), label)

    below: list[tuple[int, str]] = []
    for rung in reversed(ladder.rungs):
        near = bool(below) and below[-1][0] - x(rung.least) < APART
        below.append((x(rung.least), "" if near else figures.whole(rung.least)))
    return LadderChart(
        line(ladder.method), line(other), tuple(below), ((BELOW, figures.whole(0)), (TOP, figures.whole(highest // 100 * 100))),
        mark(turnover, now), mark(forecast, then),
    )  # fmt: skip
