"""Occasions in sentences, and why something was given."""

from collections.abc import Iterator

from zegel.program.model import Program, Words
from zegel.program.occasion_gifts import BECAUSE, Occasion
from zegel.program.words import Language, both, conditions, counted, of, unit_names


def occasion_sentences(program: Program) -> Iterator[tuple[str, Words]]:
    """(path, sentence) of each occasion."""
    for one in program.occasions:
        if one.unit:
            yield f"occasions.{one.id}", both(lambda language, one=one: _said(program, one, language))  # type: ignore[misc]  # bound at once


def occasion_why(program: Program, because: str) -> Words:
    """What the member is told: the program's own words, else the day; empty where nothing was given for an occasion."""
    one = next((one for one in program.occasions if because == BECAUSE + one.id), None)
    if one is None:
        return Words("", "")
    return Words(one.why.nl or _why(one, "nl"), one.why.en or _why(one, "en"))


def _said(program: Program, one: Occasion, language: Language) -> str:
    what = counted(one.count, unit_names(program, one.unit), language)
    whom = conditions(program, one.tests, language)
    if language == "nl":
        return f"u krijgt vanzelf {what}, {on_the_day(one, 'nl')}{f', {whom}' if whom else ''}; eens per jaar."
    return f"you are given {what}, {on_the_day(one, 'en')}{f', {whom}' if whom else ''}; once a year."


def on_the_day(one: Occasion, language: Language) -> str:
    """`op uw verjaardag`, `each year on the day on which you became a member`."""
    nl = language == "nl"
    match one.on:
        case "birthday":
            return "op uw verjaardag" if nl else "on your birthday"
        case "jubilee" if one.every:
            years = one.years
            each = ("elk jaar" if nl else "each year") if years == 1 else f"elke {years} jaar" if nl else f"every {years} years"
            return f"{each} op de dag waarop u lid werd" if nl else f"{each} on the day on which you became a member"
        case "jubilee":
            long = f"{one.years} jaar" if nl else "a year" if one.years == 1 else f"{one.years} years"
            return f"op de dag waarop u {long} lid bent" if nl else f"on the day on which you have been a member for {long}"
        case "calendar":
            return of(_named(one), language)


def _named(one: Occasion) -> Words:
    test = one.days[0].test
    nl, en = getattr(test, "nl", ""), getattr(test, "en", "")
    return Words(nl or "op die dagen", en or "on those days")


def _why(one: Occasion, language: Language) -> str:
    nl = language == "nl"
    match one.on:
        case "birthday":
            return "omdat u jarig bent" if nl else "because it is your birthday"
        case "jubilee":
            return "omdat u hier {years} jaar lid bent" if nl else "because you have been a member for {years} years"
        case "calendar":
            return f"van ons, {on_the_day(one, language)}" if nl else f"from us, {on_the_day(one, language)}"
