"""What a unit is, in one sentence: what it is worth, how long it lasts, what bounds it."""

from fractions import Fraction

from zegel.core.money import CURRENCIES
from zegel.program.expiry_words import lasts, waiting
from zegel.program.limit_words import unit_bounds
from zegel.program.model import Program, Unit
from zegel.program.money_words import written
from zegel.program.words import Language, decimal, money


def unit_sentence(program: Program, unit: Unit, language: Language) -> str:
    """`een punt is € 0,01 waard, blijft 1 jaar geldig en is na 14 dagen te gebruiken.`"""
    nl = language == "nl"
    one = unit.names.nl_one if nl else unit.names.en_one
    said: list[str] = []
    if unit.kind == "status":
        said += ["wordt geteld", "nooit uitgegeven"] if nl else ["is counted", "never spent"]
    elif unit.worth:
        worth = _worth(unit.worth * 10**unit.names.decimals, program.currency, language)
        said.append(f"is {worth} waard" if nl else f"is worth {worth}")
    else:
        said.append("heeft geen vaste waarde" if nl else "has no fixed worth")
    said.append(lasts(unit.expiry, language))
    said += waiting(program, unit, language)
    more = "".join([f"; {bound}" for bound in unit_bounds(program, unit, language)])
    return f"{'een' if nl else _a(one)} {one} {_together(said, 'en' if nl else 'and')}{more}."


def _together(said: list[str], word: str) -> str:
    """One sentence of what is said of one thing; a comma before the last where others stand in it already."""
    *first, last = said
    comma = "," if len(first) > 1 or "," in first[-1] else ""
    return f"{', '.join(first)}{comma} {word} {last}"


def _a(word: str) -> str:
    return "an" if word[:1].lower() in "aeiou" else "a"


def _worth(minor: Fraction, currency: str, language: Language) -> str:
    """What one is worth; money with more decimals where it is less than a cent."""
    if minor.denominator == 1:
        return money(int(minor), currency, language)
    return written(decimal(minor / 10 ** CURRENCIES[currency], language), currency, language)
