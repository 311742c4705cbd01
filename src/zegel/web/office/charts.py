"""Bars as numbers that a template draws: no library, no script, tokens for colour, and the same figures as a table beneath."""

from collections.abc import Sequence
from typing import Final

from zegel.core.value import value
from zegel.web.parts.figures import Figures

WIDTH: Final = 1160
NARROW: Final = 340
"""As wide as a telephone has room for: drawn as large as it is shown, so that its letters can be read."""
HEIGHT: Final = 142
LEFT: Final = 64
TOP: Final = 8


@value
class Bar:
    """One bar of two parts, from the ground up, with the figures as text."""

    x: float
    width: float
    label: str
    lower_y: float
    lower_height: float
    upper_y: float
    upper_height: float
    lower: str
    upper: str
    middle: float


@value
class Bars:
    """A stacked chart: `lines` are (y, what stands there)."""

    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, str], ...]
    is_empty: bool
    width: int


def bars(rows: Sequence[tuple[str, int, int]], figures: Figures, width: int = WIDTH) -> Bars:
    """(label, lower, upper) in minor units → a chart that begins at nothing and ends at a round figure."""
    most = max((lower + upper for _, lower, upper in rows), default=0)
    step = _step(most)
    count = max(1, -(-most // step))
    scale = (HEIGHT - TOP) / (count * step)
    wide = (width - LEFT) / max(1, len(rows))
    found = []
    for n, (label, lower, upper) in enumerate(rows):
        low, high = round(lower * scale, 1), round(upper * scale, 1)
        x = round(LEFT + wide * n + wide * 0.16, 1)
        found.append(
            Bar(
                x, round(wide * 0.68, 1), label, round(HEIGHT - low, 1), low, round(HEIGHT - low - high, 1), high, figures.money(lower),
                figures.money(upper), round(x + wide * 0.34, 1),
            )
        )  # fmt: skip
    lines = tuple((round(HEIGHT - n * step * scale, 1), figures.whole(n * step)) for n in range(count + 1))
    return Bars(tuple(found), lines, most == 0, width)


def _step(most: int) -> int:
    """A round figure of which at most five make `most`; at least one unit of money.

    >>> _step(0), _step(41_000), _step(350_000)
    (100, 10000, 100000)
    """
    step = 100
    while True:
        for times in (1, 2, 5):
            if step * times * 5 >= most:
                return step * times
        step *= 10
