"""What can happen besides purchases, as a program declares it: a newsletter confirmed, a review written, a check-in."""

from typing import Final, Literal

from zegel.core.value import value
from zegel.program.naming import Words

Form = Literal["count", "text", "yes or no", "score"]
FORMS: Final[tuple[Form, ...]] = ("count", "text", "yes or no", "score")
"""What a field of an event holds. A `score` is a count that no rule may look at."""


@value
class EventField:
    """One thing that is told with an event; every declared one must be told. `words` are the only texts that fit (none: any)."""

    id: str
    form: Form
    words: tuple[str, ...]


@value
class Event:
    """One kind of event."""

    id: str
    fields: tuple[EventField, ...]
    names: Words


Told = tuple[tuple[str, int | str], ...]
"""(field, what it holds), sorted by field. Yes is 1, no is 0."""


Wrong = Literal["unknown", "missing", "a count", "a text", "yes or no", "a score", "a word"]
"""What is wrong with a field: it is none of the event, it is missing, or it must hold something else."""


def wrong_fields(event: Event, told: Told) -> list[tuple[str, Wrong]]:
    """Every field that is not told as declared, and what is wrong with it; those that there are not come first."""
    known = {field.id: field for field in event.fields}
    there = dict(told)
    found: list[tuple[str, Wrong]] = [(name, "unknown") for name in there if name not in known]
    for field in event.fields:
        wrong = _wrong(field, there[field.id]) if field.id in there else "missing"
        if wrong is not None:
            found.append((field.id, wrong))
    return found


def wrong_in(field: EventField, held: int | str) -> list[str]:
    """What is wrong with what a field is told to hold; at most one thing."""
    wrong = _wrong(field, held)
    if wrong is None:
        return []
    return [f"`{field.id}` must be {'one of ' + ', '.join(field.words) if wrong == 'a word' else wrong}"]


def _wrong(field: EventField, held: int | str) -> Wrong | None:
    if field.form == "text":
        if not isinstance(held, str):
            return "a text"
        return "a word" if field.words and held not in field.words else None
    if field.form == "yes or no":
        return None if held in (0, 1) else "yes or no"
    if isinstance(held, str) or held < 0:
        return "a score" if field.form == "score" else "a count"
    return None
