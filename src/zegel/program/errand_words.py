"""Messages and tasks in sentences."""

import re
from collections.abc import Iterator
from typing import Final

from zegel.program.called_words import bare_name
from zegel.program.clauses import behind
from zegel.program.conditions import Called, Compare, NamedTest, Test
from zegel.program.errands import HERE_BEFORE, MESSAGE, SERVICE, Errand
from zegel.program.model import Program, Words
from zegel.program.occasion_words import on_the_day
from zegel.program.question_words import consent_words
from zegel.program.words import Language, both, conditions, of, period

_MOST_QUOTED: Final = 40
"""Characters of a text that stands for the whole of it."""


def errand_sentences(program: Program) -> Iterator[tuple[str, Words]]:
    """(path, sentence) of each message and each task."""
    for one in program.errands:
        yield f"{one.kind}s.{one.id}", both(lambda language, one=one: _said(program, one, language))  # type: ignore[misc]  # bound at once


def errand_bare(one: Errand, language: Language) -> str:
    """What it is called where it is not sent or asked."""
    name = errand_called(one, language)
    if one.kind == MESSAGE:
        return f"bericht “{name}”" if language == "nl" else f"message “{name}”"
    return f"taak “{name}”" if language == "nl" else f"task “{name}”"


def errand_called(one: Errand, language: Language) -> str:
    """How its text begins, by which people know it: the first sentence, cut where that is long; its id where it has no text.

    >>> from zegel.program.model import Words
    >>> errand_called(Errand("tyres", "task", "purchase", "", Words("Bel {years} keer. Vraag dan door.", "Call."), ()), "nl")
    'Bel … keer'
    """
    first = re.split(r"(?<=[.!?])\s", _open(of(one.says, language)).strip(), maxsplit=1)[0].removesuffix(".")
    if len(first) <= _MOST_QUOTED:
        return first or one.id
    cut = first[: _MOST_QUOTED - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _open(text: str) -> str:
    """`text` with a gap for what is true of one member only."""
    return re.sub(r"\{[a-z]+\}", "…", text)


def _said(program: Program, one: Errand, language: Language) -> str:
    nl = language == "nl"
    told = [_belonging(test) for test in one.tests if test.name not in ("consent", "member") and test.test not in _known(program, one)]
    when = behind(conditions(program, told, language))
    text, on = _open(of(one.says, language)).removesuffix("."), _trigger(program, one, language)
    if one.trigger == "purchase" and len(told) == 1:
        on, when = _at_a_purchase(on, when, nl=nl)
    if one.kind == MESSAGE:
        if one.purpose == SERVICE:
            agreed = "; wij hebben daar uw adres voor nodig" if nl else "; we need your address for that"
        else:
            what = consent_words(f"{one.purpose} by email")
            agreed = f"; alleen als u ja zei tegen {what.nl}" if nl else f"; only if you said yes to {what.en}"
        asks = _asks(one, language)
        return f"{on} mailen wij u{when}: “{text}”{asks}{agreed}." if nl else f"{on} we mail you{when}: “{text}”{asks}{agreed}."
    long = period(one.days, "days", language)
    within = "" if not one.days else f" (binnen {long})" if nl else f" (within {long})"
    return f"{on} vragen wij ons team{when}: “{text}”{within}." if nl else f"{on} we ask our team{when}: “{text}”{within}."


def _at_a_purchase(on: str, when: str, *, nl: bool) -> tuple[str, str]:
    """With which purchase, and what else must hold: `bij een aankoop met fietsen in het mandje`, where that is all."""
    said = when.removeprefix(",").strip()
    if said.startswith(("met ", "with ")):
        return f"{'bij een aankoop' if nl else 'at a purchase'} {said}", ""
    return (said, "") if said.startswith(("bij ", "on ")) else (on, when)


def _known(program: Program, one: Errand) -> list[Test]:
    """What holds by itself where this comes, so that nobody need be told: who has been a member for ten years has been one for a year."""
    years = [Compare("tenure_years", ">=", 1)] if any(day.id == one.id and day.on == "jubilee" for day in program.occasions) else []
    return [HERE_BEFORE, *years]


def _belonging(named: NamedTest) -> NamedTest:
    """A segment as it follows `we mail you`: whoever it is for is spoken to."""
    match named.test:
        case Called("segment") as segment:
            nl, en = f"als u hoort bij {bare_name(segment, 'nl')}", f"if you belong to {bare_name(segment, 'en')}"
            return NamedTest(named.name, Called("segment", segment.id, nl, en, segment.test))
        case _:
            return named


def _asks(one: Errand, language: Language) -> str:
    if one.scale is None:
        return ""
    low, high = one.scale
    return (
        f", en vragen wij een cijfer van {low} tot en met {high}" if language == "nl" else f", and ask for a score from {low} to {high}"
    )  # fmt: skip


def _trigger(program: Program, one: Errand, language: Language) -> str:
    nl = language == "nl"
    if one.trigger == "purchase":
        return "bij een aankoop" if nl else "with a purchase"
    if one.trigger == "closed":
        return "als een melding van u is afgesloten," if nl else "when a complaint of yours is closed,"
    if one.trigger == "event":
        name = next((of(event.names, language) for event in program.events if event.id == one.event), one.event)
        return f"na “{name}”" if nl else f"after “{name}”"
    occasion = next(day for day in program.occasions if day.id == one.id and not day.unit)
    return on_the_day(occasion, language) + ("," if occasion.on == "jubilee" else "")
