"""A coupon for somebody without a card: a code on the receipt opens it, wherever it is used and whoever shows it (docs/decisions/0033)."""

from typing import Any

from zegel.core.canonical import quoted
from zegel.core.value import value
from zegel.program.model import Names, Program, Words
from zegel.program.words import both, counted, unit_names


@value
class CodePrinted:
    """The code that is printed on this receipt opens `count` of `unit`."""

    count: int
    unit: str

    def json(self) -> str:
        return f'{{"count":{self.count},"effect":"code printed","unit":{quoted(self.unit)}}}'


@value
class CodeUsed:
    """A code off another receipt was shown here: `count` of `unit` is gone from purse `purse`, by its entry `seq`."""

    count: int
    unit: str
    purse: str
    seq: int

    def json(self) -> str:
        return f'{{"count":{self.count},"effect":"code used","purse":{quoted(self.purse)},"seq":{self.seq},"unit":{quoted(self.unit)}}}'


@value
class CodeBack:
    """`count` of `unit` is on purse `purse` again: the code that opens it can be shown once more."""

    count: int
    unit: str
    purse: str

    def json(self) -> str:
        return f'{{"count":{self.count},"effect":"code back","purse":{quoted(self.purse)},"unit":{quoted(self.unit)}}}'


def printed_says(effect: dict[str, Any], program: Program) -> tuple[Words, Words]:
    """Short and full."""
    names = unit_names(program, effect["unit"])
    what = _called(effect["count"], names)
    if effect["effect"] == "code printed":
        return Words(f"Code op de bon: {what.nl}", f"Code on the receipt: {what.en}"), Words(
            f"De code op deze bon is goed voor {what.nl}. Wie de code laat zien, mag die gebruiken.",
            f"The code on this receipt is good for {what.en}. Whoever shows the code may use it.",
        )
    if effect["effect"] == "code used":
        short = Words(f"Code gebruikt: {what.nl}", f"Code used: {what.en}")
        return short, Words(f"Met de code van een eerdere bon: {what.nl}.", f"With the code of an earlier receipt: {what.en}.")
    short = Words(f"Code weer geldig: {what.nl}", f"Code valid again: {what.en}")
    return short, Words(f"De code van een eerdere bon geldt weer: {what.nl}.", f"The code of an earlier receipt is valid again: {what.en}.")


def _called(count: int, names: Names) -> Words:
    """How many of what; one is not counted, money is."""
    if names.currency or count != 1:
        return both(lambda language: counted(count, names, language))
    return Words(names.nl_one, names.en_one)
