"""What looks wrong with ladders: cliffs, and steps that give less than the one below."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from zegel.core.rounding import rounded
from zegel.program.ladder_words import at_least
from zegel.program.ladders import Ladder, from_rungs
from zegel.program.model import Program, Words
from zegel.program.words import Language, both, money, of

LADDER_LINTS: Final = {
    "cliff": "A cent more turnover at a step gives more than 4% of the turnover at once.",
    "falling_step": "A step of a ladder gives less than the step below it.",
}
CLIFF: Final = 400
"""A jump of more than this many basis points of the turnover at the step is a cliff: customers will buy forward to it, or feel cheated."""
_TELL: Final = Words("Zeg het de klant op tijd, of neem `marginal`.", "Tell your customer in time, or take `marginal`.")

Found = tuple[str, str, Words, Words]


def ladder_lints(program: Program) -> Iterator[Found]:
    """Every warning about ladders: (path, code, sentence, hint)."""
    for ladder in program.ladders:
        path = f"agreements.{ladder.id}.ladder"
        yield from _cliffs(program, ladder, path)
        yield from _falling(ladder, path)


def _cliffs(program: Program, ladder: Ladder, path: str) -> Iterator[Found]:
    """Steps where the last cent before them costs the customer a lot."""
    if ladder.method != "whole" or ladder.by != "amount" or not ladder.rungs:
        return
    jumps = []
    for i, rung in enumerate(ladder.rungs):
        begins = rung.least + ladder.above
        before, there = (from_rungs(ladder, "whole", minor, 0) for minor in (begins - 1, begins))
        jumps.append((there - before, -i))
    jump, n = max(jumps)
    least = ladder.rungs[-n].least
    if jump * 10_000 > CLIFF * least:
        more = rounded(jump.numerator, jump.denominator, "half up")
        says = both(lambda language: _said(program, ladder, least, more, language))
        yield f"{path}[{1 - n}]", "cliff", says, _TELL


def _said(program: Program, ladder: Ladder, least: int, more: int, language: Language) -> str:
    at, jump = at_least(program, ladder, least, language), money(more, program.currency, language)
    cent = money(1, program.currency, language)
    name = of(ladder.names, language)
    if language == "nl":
        return f"Bij {at} van “{name}” geeft {cent} meer omzet {jump} meer bonus."
    return f"At {at} of “{name}” {cent} more turnover gives {jump} more bonus."


def _falling(ladder: Ladder, path: str) -> Iterator[Found]:
    """Steps that give less than the one below."""
    given = [(rung.bp, rung.minor, rung.each_minor) for rung in ladder.rungs]
    for i, (below, gives) in enumerate(pairwise(given), 2):
        if any(gives) and gives < below:
            yield f"{path}[{i}]", "falling_step", Words(
                f"Trede {i} van “{ladder.id}” geeft minder dan trede {i - 1}.", f"Step {i} of “{ladder.id}” gives less than step {i - 1}."
            ), Words("Hogere treden geven meestal meer.", "Higher steps give more, as a rule.")  # fmt: skip
