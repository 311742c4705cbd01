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


def mistakes_in(event: Event, told: Told) -> list[str]:
    """Everything that is wrong with what was told of an event."""
    known = {field.id: field for field in event.fields}
    there = dict(told)
    found = [f"`{name}` is no field of `{event.id}`" for name in there if name not in known]
    for field in event.fields:
        found += wrong_in(field, there[field.id]) if field.id in there else [f"`{field.id}` is missing"]
    return found


def wrong_in(field: EventField, held: int | str) -> list[str]:
    """What is wrong with what a field is told to hold; at most one thing."""
    if isinstance(held, str) != (field.form == "text"):
        return [f"`{field.id}` must be a {field.form}"]
    if field.form == "yes or no" and held not in (0, 1):
        return [f"`{field.id}` must be true or false"]
    if isinstance(held, int) and held < 0:
        return [f"`{field.id}` must not be below zero"]
    if field.words and held not in field.words:
        return [f"`{field.id}` must be one of {', '.join(field.words)}"]
    return []
