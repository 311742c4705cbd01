"""Calendars and segments say themselves: what the shop means by its own names for days and for members."""

from collections.abc import Iterator

from zegel.program.conditions import All, Any, Called, Compare, OneOf, Test
from zegel.program.model import Program
from zegel.program.words import Language, condition, joined


def called(program: Program) -> Iterator[tuple[str, str, str]]:
    """(path, Dutch, English) of every calendar and segment of the file."""
    for calendar in program.calendars:
        yield f"calendars.{calendar.id}", _days(program, calendar, "nl"), _days(program, calendar, "en")
    for segment in program.segments:
        yield f"segments.{segment.id}", _who(program, segment, "nl"), _who(program, segment, "en")


def bare_name(called_test: Called, language: Language) -> str:
    """The name alone: without `op`, `tijdens`, `voor`, `on`, `during`, `for`."""
    return (called_test.nl if language == "nl" else called_test.en).partition(" ")[2]


def _days(program: Program, calendar: Called, language: Language) -> str:
    inner = calendar.test
    tests: tuple[Test, ...] = (
        inner.tests if isinstance(inner, Any) and not any(isinstance(t, Compare) and t.op != "==" for t in inner.tests) else (inner,)
    )
    nl, listed = language == "nl", [_day(program, test, language) for test in tests]
    on = "op " if nl else "on "
    if all(said.startswith(on) and f" {on}" not in said for said in listed):
        days = joined([said.removeprefix(on) for said in listed], "en" if nl else "and")
    else:
        days = ("de dagen " if nl else "the days ") + joined(listed, "en" if nl else "and")
    name = bare_name(calendar, language)
    return f"met {name} bedoelen wij {days}." if nl else f"by {name} we mean {days}."


def _day(program: Program, test: Test, language: Language) -> str:
    """A day of a calendar; several of one kind are all of them meant, not one of them."""
    if isinstance(test, Any) and not isinstance(test.tests[0], Compare):
        return joined([condition(program, one, language) for one in test.tests], "en" if language == "nl" else "and")
    if isinstance(test, OneOf):
        each = [condition(program, OneOf(test.fact, (one,)), language) for one in test.values]
        return joined(each, "en" if language == "nl" else "and")
    return condition(program, test, language)


def _who(program: Program, segment: Called, language: Language) -> str:
    inner = segment.test
    assert isinstance(inner, All)
    tests = inner.tests[1:]  # the first says that it is a member
    who = joined([condition(program, test, language) for test in tests], "en" if language == "nl" else "and")
    name = bare_name(segment, language)
    return f"u hoort bij {name} {who}." if language == "nl" else f"you belong to {name} {who}."
